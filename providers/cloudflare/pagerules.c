/* Page rules that forward are URLFWD records. */
#include "cloudflare.h"

#include "dns/escape.h"
#include "dns/name.h"

#include <string.h>

#define FORWARDS "forwarding_url"

/* What a rule is about: "host/path", with or without a scheme. */
struct place_of {
	struct slice host, path;
};

static bool
split(const char *text, struct place_of *place)
{
	struct slice rest = slice_of(text);
	size_t at;

	if (slice_starts(rest, slice_of("https://")))
		rest = slice_sub(rest, 8, rest.len);
	else if (slice_starts(rest, slice_of("http://")))
		rest = slice_sub(rest, 7, rest.len);
	at = slice_find(rest, '/');
	place->host = slice_sub(rest, 0, at);
	place->path = slice_sub(rest, at, rest.len);
	/* A query, a port or a user are more than a URLFWD can say. */
	return strpbrk(text, "?#@") == NULL && slice_find(place->host, ':') == place->host.len;
}

static const cJSON *
only(const cJSON *rule, const char *key)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(rule, key);

	return cJSON_GetArraySize(list) == 1 ? cJSON_GetArrayItem(list, 0) : NULL;
}

static bool
in_zone(const struct reading *reading, struct slice owner)
{
	struct slice zone = reading->in.zone->name;

	return slice_equal(owner, zone) || name_is_below(owner, zone);
}

static void
quote(struct buf *out, struct slice text)
{
	buf_char(out, '"');
	escape_text(out, text, true);
	buf_text(out, "\" ");
}

static void
keep_rule(struct reading *reading, const cJSON *rule, struct slice owner, struct slice content)
{
	const struct rtype *type = rtype_find(slice_of("URLFWD"));
	const cJSON *priority = cJSON_GetObjectItemCaseSensitive(rule, "priority");
	union field *value = arena_array(&reading->scratch, type->nfields, sizeof(*value));
	struct kept kept = {.id = cloudflare_id(rule, "id")};
	struct buf body = {0};
	const char *why;

	if (kept.id.len == 0) {
		incoming_fault(&reading->in, NULL, "a page rule without an id");
		return;
	}
	if (value_parse(&reading->scratch, type, content, value, &why) != 0)
		return;
	pagerules_json(&body, owner, value, 0);
	kept.rrset = kept_key(owner, type);
	kept.value = kept_value(type, value);
	kept.settings = hash_slice(buf_view(&body));
	if (cJSON_IsNumber(priority) && priority->valuedouble >= 1 && priority->valuedouble <= 1e6)
		kept.priority = (int)priority->valuedouble;
	buf_free(&body);
	records_keep(reading, &kept);
}

static void
read_rule(struct reading *reading, const cJSON *rule)
{
	const cJSON *action = only(rule, "actions"), *target = only(rule, "targets");
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(action, "value");
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(value, "status_code");
	const cJSON *constraint = cJSON_GetObjectItemCaseSensitive(target, "constraint");
	const char *match = talk_text(constraint, "value"), *url = talk_text(value, "url");
	const char *id = talk_text(action, "id");
	struct incoming_record record = {.type = slice_of("URLFWD"), .ttl = 300};
	struct place_of place;
	struct buf content = {0};

	/* Rules that do anything else are no records. */
	if (id == NULL || strcmp(id, FORWARDS) != 0)
		return;
	arena_reset(&reading->scratch);
	if (match == NULL || url == NULL || !cJSON_IsNumber(code) || !split(match, &place) ||
	    !in_zone(reading, record.owner = records_owner(reading, place.host))) {
		incoming_leave(&reading->in, record.type);
		return;
	}
	quote(&content, place.path);
	quote(&content, slice_of(url));
	buf_printf(&content, "%.0f 2 0", code->valuedouble);
	record.content = buf_view(&content);
	incoming_add(&reading->in, &record);
	keep_rule(reading, rule, record.owner, record.content);
	buf_free(&content);
}

void
pagerules_read(struct reading *reading, const cJSON *json)
{
	const cJSON *rule;

	cJSON_ArrayForEach(rule, cloudflare_result(json)) read_rule(reading, rule);
}

void
pagerules_json(struct buf *out, struct slice owner, const union field *value, int priority)
{
	struct buf match = {0};

	buf_slice(&match, slice_sub(owner, 0, owner.len - 1));
	buf_slice(&match, value[0].text);
	buf_text(out,
	    "{\"targets\":[{\"target\":\"url\",\"constraint\":{\"operator\":\"matches\","
	    "\"value\":");
	json_text(out, buf_view(&match), true);
	buf_text(out, "}}],\"actions\":[{\"id\":\"" FORWARDS "\",\"value\":{\"url\":");
	json_text(out, value[1].text, true);
	buf_printf(out, ",\"status_code\":%lld}}],", (long long)value[2].number);
	if (priority > 0)
		buf_printf(out, "\"priority\":%d,", priority);
	buf_text(out, "\"status\":\"active\"}");
	buf_free(&match);
}
