/* Records in OVHcloud's JSON, and ours. */
#include "ovh.h"

#include "dns/name.h"
#include "provider/chunked.h"
#include "provider/content.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_ID 9007199254740991.0 /* JSON's numbers are exact up to here */
#define ZONE_TTL 3600             /* what a TTL of 0 stands for */
#define STRING_MAX 255

/* Texts that are types of their own there.  What must a text be to be one of them? */
static const struct native {
	const char *type;
	const char *start; /* or NULL: see ovh_is_dkim */
	bool quoted;       /* may be written in quotes */
} natives[] = {
    {"SPF", "v=spf1", true},
    {"DKIM", NULL, false},
    {"DMARC", "v=DMARC1", false},
};

static const struct native *
find_native(struct slice type)
{
	size_t i;

	for (i = 0; i < sizeof(natives) / sizeof(natives[0]); i++) {
		if (slice_starts(type, slice_of(natives[i].type)))
			return &natives[i];
	}
	return NULL;
}

static double
number_of(const cJSON *item, const char *key)
{
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(item, key);

	return cJSON_IsNumber(number) ? number->valuedouble : -1;
}

static void
add_content(struct buf *out, struct slice type, const char *target, struct slice zone)
{
	const struct rtype *row = rtype_find(type);

	if (slice_is(type, "TXT"))
		chunked_of_any(out, slice_of(target));
	else if (row != NULL)
		content_qualify(out, row, slice_of(target), zone);
	if (out->data == NULL)
		buf_text(out, "");
}

static void
add_record(struct incoming *in, const cJSON *item, const char *sub, const char *type,
    const char *target)
{
	struct buf owner = {0}, content = {0}, id = {0}, form = {0};
	struct slice kind = slice_of(type);
	struct incoming_record record = {.ttl = number_of(item, "ttl")};

	buf_printf(&id, "%.0f", number_of(item, "id"));
	buf_printf(&form, "%s%s", type, target != NULL && target[0] == '"' ? "\"" : "");
	if (find_native(kind) != NULL)
		kind = slice_of("TXT");
	buf_printf(&owner, "%s%s%.*s", sub, sub[0] != '\0' ? "." : "", SLICE_ARGS(in->zone->name));
	if (target != NULL) {
		add_content(&content, kind, target, in->zone->name);
		record.content = buf_view(&content);
	}
	record.owner = buf_view(&owner);
	record.type = kind;
	record.id = buf_view(&id);
	record.form = buf_view(&form);
	if (record.ttl >= 0 && record.ttl <= 0)
		record.ttl = ZONE_TTL;
	incoming_add(in, &record);
	buf_free(&owner);
	buf_free(&content);
	buf_free(&id);
	buf_free(&form);
}

void
ovh_record(struct incoming *in, const cJSON *item)
{
	const cJSON *sub = cJSON_GetObjectItemCaseSensitive(item, "subDomain");
	const char *type = talk_text(item, "fieldType"), *name = cJSON_GetStringValue(sub);
	double id = number_of(item, "id");

	in->subject = (struct subject){in->zone->name, {"", 0}, NULL};
	if (sub == NULL || cJSON_IsNull(sub))
		name = "";
	if (type == NULL || name == NULL)
		incoming_fault(in, NULL, "a record without fieldType or subDomain");
	else if (!(id >= 0 && id <= MAX_ID && floor(id) >= id))
		incoming_fault(in, NULL, "a record without an id");
	else
		add_record(in, item, name, type, talk_text(item, "target"));
}

static bool
is_text(const struct rtype *type)
{
	return strcmp(type->name, "TXT") == 0;
}

/* A DKIM key that one character string cannot hold is that type's business. */
static bool
wants_dkim(struct slice raw)
{
	return raw.len > STRING_MAX && ovh_is_dkim(raw);
}

bool
ovh_fits(const struct held_record *record, const struct rtype *type, const union field *value)
{
	const struct native *native = find_native(record->form);
	struct buf raw = {0};
	bool fits;

	if (!is_text(type))
		return true;
	chunked_to_raw(&raw, value[0].text);
	if (native == NULL)
		fits = !wants_dkim(buf_view(&raw));
	else if (native->start == NULL)
		fits = ovh_is_dkim(buf_view(&raw));
	else
		fits = slice_starts(buf_view(&raw), slice_of(native->start));
	buf_free(&raw);
	return fits;
}

/* Text as the record has it: in quotes or not.  Return the type to make it as. */
static const char *
add_text(struct buf *target, const struct held_record *record, const union field *value)
{
	const struct native *native = record != NULL ? find_native(record->form) : NULL;
	struct buf raw = {0};
	const char *type = "TXT";
	bool quoted;

	chunked_to_raw(&raw, value[0].text);
	if (record == NULL && wants_dkim(buf_view(&raw)))
		native = find_native(slice_of("DKIM"));
	quoted = native == NULL ||
	    (native->quoted && record != NULL && slice_ends(record->form, slice_of("\"")));
	if (native != NULL)
		type = native->type;
	if (quoted)
		value_presentation(target, rtype_find(slice_of("TXT")), value);
	else
		buf_slice(target, buf_view(&raw));
	buf_free(&raw);
	return type;
}

void
ovh_body(struct buf *out, const struct rrset *rrset, struct slice zone,
    const struct held_record *record, const union field *value)
{
	const struct rtype *type = rrset_type(rrset);
	const char *name = type->name;
	struct buf target = {0};

	if (is_text(type))
		name = add_text(&target, record, value);
	else
		value_presentation(&target, type, value);
	buf_char(out, '{');
	/* It cannot be changed, and must not be sent then. */
	if (record == NULL)
		buf_printf(out, "\"fieldType\":\"%s\",", name);
	buf_text(out, "\"subDomain\":");
	json_text(out, name_relative(rrset->name, zone), false);
	buf_text(out, ",\"target\":");
	json_text(out, target.data != NULL ? buf_view(&target) : slice_of(""), false);
	buf_printf(out, ",\"ttl\":%" PRIu32 "}", rrset->ttl);
	buf_free(&target);
}
