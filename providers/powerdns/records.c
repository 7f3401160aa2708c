/* RRsets in PowerDNS's JSON, and ours. */
#include "powerdns.h"

#include "dns/name.h"
#include "provider/gather.h"

#include <math.h>
#include <string.h>

#define RULE "provider-record"
#define MAX_TTL 2147483647.0 /* RFC 2181, section 8 */
#define MAX_STRANGE 16

/* A record type that is left alone, and how often it was seen. */
struct strange {
	struct slice type;
	size_t count;
};

struct reading {
	const struct provider *provider;
	const struct read_request *request;
	struct zone *zone;
	struct diags *diags;
	uint16_t source;
	struct strange strange[MAX_STRANGE + 1]; /* the last one is for all that did not fit */
	size_t nstrange;
	struct subject subject; /* of the RRset that is being read */
};

static const char *
text_of(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* A fault of one RRset never hides the others. */
static int
fault(const struct reading *r, const char *said, const char *why)
{
	struct buf safe = {0};
	const char *hint = "correct it there; until then the record cannot be compared";

	if (said != NULL) {
		buf_char(&safe, '"');
		powerdns_safe(r->provider, slice_of(said), &safe);
		buf_text(&safe, "\" ");
	}
	/* It may quote what was said. */
	powerdns_safe(r->provider, slice_of(why), &safe);
	(void)diag_add(r->diags, r->request->lenient ? SEVERITY_WARNING : SEVERITY_ERROR, RULE,
	    &r->subject, place_none, hint, "provider %s: %s", r->provider->id, safe.data);
	buf_free(&safe);
	return r->request->lenient ? 0 : -1;
}

/* Count a type that is not ours to change. */
static void
leave_alone(struct reading *r, struct slice type)
{
	size_t i;

	for (i = 0; i < r->nstrange; i++) {
		if (slice_equal(r->strange[i].type, type))
			break;
	}
	if (i == r->nstrange && i < MAX_STRANGE)
		r->strange[r->nstrange++].type = type;
	r->strange[i].count++;
}

static void
warn_one(const struct reading *r, const struct strange *strange, struct slice type)
{
	struct subject subject = {r->zone->name, {"", 0}, NULL};
	struct buf safe = {0};

	powerdns_safe(r->provider, type, &safe);
	diag_warn(r->diags, "provider-type", &subject, place_none, NULL,
	    "provider %s: %zu %s record%s left alone: this type is not managed there",
	    r->provider->id, strange->count, safe.data, strange->count == 1 ? " is" : "s are");
	buf_free(&safe);
}

static void
warn_strange(const struct reading *r)
{
	size_t i;

	for (i = 0; i < r->nstrange; i++)
		warn_one(r, &r->strange[i], r->strange[i].type);
	if (r->strange[MAX_STRANGE].count > 0)
		warn_one(r, &r->strange[MAX_STRANGE], slice_of("other"));
}

static int
read_owner(struct reading *r, const char *text, struct rrset *rrset)
{
	struct slice zone = r->zone->name;
	const char *why = NULL;

	r->subject.record = slice_of(text);
	if (name_encode(&r->zone->arena, slice_of(text), &rrset->name, &why) != 0)
		return fault(r, text, why), -1;
	if (!slice_equal(rrset->name, zone) && !name_is_below(rrset->name, zone))
		return fault(r, text, "is the name of a record, but not in this zone"), -1;
	r->subject.record = rrset->name;
	return 0;
}

static int
read_ttl(struct reading *r, const cJSON *item, struct rrset *rrset)
{
	const cJSON *ttl = cJSON_GetObjectItemCaseSensitive(item, "ttl");

	if (!cJSON_IsNumber(ttl) || !(ttl->valuedouble >= 0 && ttl->valuedouble <= MAX_TTL) ||
	    floor(ttl->valuedouble) < ttl->valuedouble)
		return fault(r, NULL, "a record without a valid TTL"), -1;
	rrset->ttl = (uint32_t)ttl->valuedouble;
	return 0;
}

/* Read one element of "records".  Return 1 for a value, 0 for none, or -1. */
static int
read_record(struct reading *r, const cJSON *item, const struct rtype *type, union field *value)
{
	const char *content = text_of(item, "content"), *why = NULL;

	if (content == NULL)
		return fault(r, NULL, "a record without content"), -1;
	if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(item, "disabled")))
		return 0;
	if (value_parse(&r->zone->arena, type, slice_of(content), value, &why) != 0)
		return fault(r, content, why), -1;
	return 1;
}

static void
warn_disabled(const struct reading *r, size_t count)
{
	if (count == 0)
		return;
	diag_warn(r->diags, "provider-disabled", &r->subject, place_none,
	    "delete what is disabled, or enable it",
	    "provider %s: %zu disabled value%s of this record taken for absent; a change of the "
	    "record removes %s",
	    r->provider->id, count, count == 1 ? " is" : "s are", count == 1 ? "it" : "them");
}

/* Return 1 when there are values, 0 when all are disabled, or -1. */
static int
read_values(struct reading *r, const cJSON *item, const struct rtype *type, struct rrset *rrset)
{
	const cJSON *records = cJSON_GetObjectItemCaseSensitive(item, "records"), *record;
	size_t disabled = 0;
	int rc = 0;

	if (!cJSON_IsArray(records))
		return fault(r, NULL, "a record without a list of values"), -1;
	rrset->values = arena_array(&r->zone->arena, (size_t)cJSON_GetArraySize(records),
	    type->nfields * sizeof(*rrset->values));
	cJSON_ArrayForEach(record, records)
	{
		int got = read_record(r, record, type,
		    rrset->values + (size_t)rrset->nvalues * type->nfields);

		if (got < 0)
			rc = -1;
		rrset->nvalues += got > 0;
		disabled += got == 0;
	}
	if (rc != 0)
		return -1;
	warn_disabled(r, disabled);
	if ((type->flags & RTYPE_SINGLE) != 0 && rrset->nvalues > 1)
		return fault(r, NULL, "several values, where this type has one"), -1;
	rrset_sort_values(rrset);
	rrset_unique_values(rrset);
	return rrset->nvalues > 0;
}

/* Read one element of "rrsets".  Return 0, also when it was left out, or -1. */
static int
read_rrset(struct reading *r, const cJSON *item)
{
	const char *name = text_of(item, "name"), *type_name = text_of(item, "type");
	const struct rtype *type;
	struct rrset rrset;
	int got;

	memset(&rrset, 0, sizeof(rrset));
	r->subject = (struct subject){r->zone->name, {"", 0}, NULL};
	if (name == NULL || type_name == NULL)
		return fault(r, NULL, "a record without name or type");
	if (strcmp(type_name, "SOA") == 0)
		return 0;
	type = rtype_find(slice_of(type_name));
	if (type == NULL || !provider_supports_type(r->provider, type)) {
		leave_alone(r, slice_of(type_name));
		return 0;
	}
	r->subject.type = type->name;
	rrset.type = rtype_index(type);
	rrset.source = r->source;
	if (read_owner(r, name, &rrset) != 0 || read_ttl(r, item, &rrset) != 0)
		return r->request->lenient ? 0 : -1;
	got = read_values(r, item, type, &rrset);
	if (got < 0)
		return r->request->lenient ? 0 : -1;
	if (got == 0)
		return 0;
	if (gather_check(r->request, r->zone, &rrset, r->diags) < 0)
		return -1;
	return zone_add(r->zone, &rrset, r->request->replace, r->diags);
}

int
powerdns_records(const struct provider *provider, const struct read_request *request,
    const cJSON *json, struct zone *zone, struct diags *diags)
{
	const cJSON *rrsets = cJSON_GetObjectItemCaseSensitive(json, "rrsets"), *item;
	struct reading r = {.provider = provider, .request = request, .zone = zone, .diags = diags};
	int rc = 0;

	r.source = zone_add_source(zone, provider->id);
	cJSON_ArrayForEach(item, rrsets)
	{
		if (read_rrset(&r, item) != 0)
			rc = -1;
	}
	warn_strange(&r);
	return rc;
}

static void
record_json(struct buf *out, struct buf *content)
{
	buf_text(out, "{\"content\":");
	json_text(out, buf_view(content), true);
	buf_text(out, ",\"disabled\":false}");
}

void
powerdns_change_json(struct buf *out, const struct change *change)
{
	const struct rrset *rrset = change_rrset(change);
	const struct rtype *type = rrset_type(rrset);
	struct buf content = {0};
	uint32_t i;

	buf_text(out, "{\"name\":");
	json_text(out, rrset->name, true);
	buf_printf(out, ",\"type\":\"%s\",\"changetype\":\"%s\"", type->name,
	    change->action == CHANGE_DELETE ? "DELETE" : "REPLACE");
	if (change->action != CHANGE_DELETE) {
		buf_printf(out, ",\"ttl\":%u,\"records\":[", rrset->ttl);
		for (i = 0; i < rrset->nvalues; i++) {
			buf_text(out, i > 0 ? "," : "");
			buf_clear(&content);
			value_presentation(&content, type,
			    rrset->values + (size_t)i * type->nfields);
			record_json(out, &content);
		}
		buf_char(out, ']');
	}
	buf_char(out, '}');
	buf_free(&content);
}
