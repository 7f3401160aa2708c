/* RRsets in PowerDNS's JSON, and ours. */
#include "powerdns.h"

#include "provider/incoming.h"

#include <string.h>

static double
ttl_of(const cJSON *rrset)
{
	const cJSON *ttl = cJSON_GetObjectItemCaseSensitive(rrset, "ttl");

	return cJSON_IsNumber(ttl) ? ttl->valuedouble : -1;
}

/* Take one element of "rrsets". */
static void
read_rrset(struct incoming *in, const cJSON *item)
{
	const cJSON *records = cJSON_GetObjectItemCaseSensitive(item, "records"), *record;
	const char *name = talk_text(item, "name"), *type = talk_text(item, "type");
	struct incoming_record next = {.ttl = ttl_of(item)};

	in->subject = (struct subject){in->zone->name, {"", 0}, NULL};
	if (name == NULL || type == NULL) {
		incoming_fault(in, NULL, "a record without name or type");
		return;
	}
	next.owner = slice_of(name);
	next.type = slice_of(type);
	if (!cJSON_IsArray(records)) {
		in->subject.record = next.owner;
		incoming_fault(in, NULL, "a record without a list of values");
		return;
	}
	cJSON_ArrayForEach(record, records)
	{
		const char *content = talk_text(record, "content");

		next.content = slice_make(content, content != NULL ? strlen(content) : 0);
		next.disabled = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(record, "disabled"));
		incoming_add(in, &next);
	}
}

int
powerdns_records(const struct provider *provider, const struct read_request *request,
    const cJSON *json, struct zone *zone, struct diags *diags)
{
	const struct powerdns *powerdns = provider->state;
	const cJSON *rrsets = cJSON_GetObjectItemCaseSensitive(json, "rrsets"), *item;
	struct incoming in;

	incoming_begin(&in, provider, powerdns->talk.client, request, zone, diags);
	cJSON_ArrayForEach(item, rrsets) read_rrset(&in, item);
	return incoming_end(&in);
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
