/* Records in Infomaniak's JSON, and ours. */
#include "infomaniak.h"

#include "dns/name.h"
#include "provider/chunked.h"
#include "provider/content.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_ID 9007199254740991.0 /* JSON's numbers are exact up to here */

/* The apex is "." when it is read; others have seen "" and "@". */
static bool
is_apex(struct slice source)
{
	return source.len == 0 || slice_is(source, ".") || slice_is(source, "@");
}

/* Some clients write "0 issue ca.example; key=x" without quotes. */
static void
add_caa(struct buf *out, struct slice target)
{
	size_t flags = slice_find(target, ' ');
	size_t tag = flags + 1 + slice_find(slice_sub(target, flags + 1, target.len), ' ');
	struct slice value = slice_trim(slice_sub(target, tag, target.len));

	if (value.len == 0 || value.data[0] == '"' || slice_find(value, ' ') == value.len) {
		buf_slice(out, target);
		return;
	}
	buf_slice(out, slice_sub(target, 0, tag + 1));
	chunked_of_raw(out, value);
}

static void
add_content(struct buf *out, const struct rtype *type, struct slice target)
{
	const char *name = type != NULL ? type->name : "";

	if (strcmp(name, "TXT") == 0)
		chunked_of_any(out, target);
	else if (strcmp(name, "CAA") == 0)
		add_caa(out, slice_trim(target));
	else if (type != NULL)
		content_qualify(out, type, target, slice_of(""));
}

static double
number_of(const cJSON *item, const char *key)
{
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(item, key);

	return cJSON_IsNumber(number) ? number->valuedouble : -1;
}

/* A record whose id is none could be read, but never written. */
static bool
add_id(struct buf *out, const cJSON *item)
{
	const char *text = talk_text(item, "id");
	double number = number_of(item, "id");

	if (text != NULL && text[0] != '\0')
		http_escape(out, slice_of(text));
	else if (number >= 0 && number <= MAX_ID && floor(number) >= number)
		buf_number(out, (int64_t)number);
	return out->len > 0;
}

static void
add_record(struct incoming *in, const cJSON *item, struct slice source, struct slice type,
    const char *target)
{
	struct buf owner = {0}, content = {0}, id = {0};
	struct incoming_record record = {.type = type, .ttl = number_of(item, "ttl")};

	if (!is_apex(source)) {
		buf_slice(&owner, source);
		buf_char(&owner, '.');
	}
	buf_slice(&owner, in->zone->name);
	record.owner = buf_view(&owner);
	if (target != NULL) {
		add_content(&content, rtype_find(type), slice_of(target));
		record.content = content.data != NULL ? buf_view(&content) : slice_of("");
	}
	if (add_id(&id, item)) {
		record.id = buf_view(&id);
		incoming_add(in, &record);
	} else {
		in->subject.record = record.owner;
		incoming_fault(in, NULL, "a record without an id");
	}
	buf_free(&owner);
	buf_free(&content);
	buf_free(&id);
}

void
infomaniak_record(struct incoming *in, const cJSON *item)
{
	const char *source = talk_text(item, "source"), *type = talk_text(item, "type");

	in->subject = (struct subject){in->zone->name, {"", 0}, NULL};
	if (source == NULL || type == NULL)
		incoming_fault(in, NULL, "a record without source or type");
	else
		add_record(in, item, slice_of(source), slice_of(type), talk_text(item, "target"));
}

/* Text goes raw; names without their final dot, as the service shows them. */
static void
add_target(struct buf *out, const struct rtype *type, const union field *value)
{
	struct buf text = {0}, target = {0};

	if (strcmp(type->name, "TXT") == 0) {
		chunked_to_raw(&target, value[0].text);
	} else {
		value_presentation(&text, type, value);
		content_bare(&target, type, buf_view(&text));
	}
	json_text(out, target.data != NULL ? buf_view(&target) : slice_of(""), true);
	buf_free(&text);
	buf_free(&target);
}

void
infomaniak_body(struct buf *out, const struct rrset *rrset, struct slice zone,
    const union field *value)
{
	const struct rtype *type = rrset_type(rrset);

	buf_char(out, '{');
	if (zone.len > 0) {
		buf_text(out, "\"source\":");
		json_text(out, name_relative(rrset->name, zone), true);
		buf_printf(out, ",\"type\":\"%s\",", type->name);
	}
	buf_printf(out, "\"ttl\":%" PRIu32 ",\"target\":", rrset->ttl);
	add_target(out, type, value);
	buf_char(out, '}');
}
