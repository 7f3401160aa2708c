/* The value of one record, in Cloudflare's JSON and in ours. */
#include "cloudflare.h"

#include "dns/escape.h"

#include <math.h>
#include <string.h>

/* Types whose value is taken apart in "data": its keys, in the order of our fields. */
static const struct parts {
	const char *type;
	const char *keys[RTYPE_MAX_FIELDS];
} rows[] = {
    {"CAA", {"flags", "tag", "value"}},
    {"DS", {"key_tag", "algorithm", "digest_type", "digest"}},
    {"HTTPS", {"priority", "target", "value"}},
    {"LOC",
	{"lat_degrees", "lat_minutes", "lat_seconds", "lat_direction", "long_degrees",
	    "long_minutes", "long_seconds", "long_direction", "altitude", "size", "precision_horz",
	    "precision_vert"}},
    {"NAPTR", {"order", "preference", "flags", "service", "regex", "replacement"}},
    {"SRV", {"priority", "weight", "port", "target"}},
    {"SSHFP", {"algorithm", "type", "fingerprint"}},
    {"SVCB", {"priority", "target", "value"}},
    {"TLSA", {"usage", "selector", "matching_type", "certificate"}},
};

static const struct parts *
find_parts(const struct rtype *type)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].type, type->name) == 0)
			return &rows[i];
	}
	return NULL;
}

/* A name comes without its final dot, the root with it. */
static void
add_target(struct buf *out, struct slice text)
{
	buf_slice(out, text);
	if (text.len == 0 || text.data[text.len - 1] != '.')
		buf_char(out, '.');
}

static void
add_quoted(struct buf *out, struct slice text)
{
	buf_char(out, '"');
	escape_text(out, text, true);
	buf_char(out, '"');
}

static void
add_text(struct buf *out, const struct field_spec *spec, struct slice text)
{
	if (spec->kind == FIELD_TARGET)
		add_target(out, text);
	else if (spec->kind == FIELD_PARAMS)
		buf_slice(out, text);
	else if (spec->print == PRINT_QUOTED || text.len == 0)
		add_quoted(out, text);
	else
		escape_text(out, text, false);
}

/* A part of "data": a number, or text, which may be a number too. */
static int
add_part(struct buf *out, const struct field_spec *spec, const cJSON *part)
{
	if (part == NULL)
		return -1;
	if (cJSON_IsNumber(part) && isfinite(part->valuedouble)) {
		/* Thousandths of a second, hundredths of a metre: all that LOC has. */
		int digits = spec->kind != FIELD_REAL ? 0 : spec->print == PRINT_METRES ? 2 : 3;

		buf_printf(out, "%.*f", digits, part->valuedouble);
	} else if (cJSON_IsString(part)) {
		add_text(out, spec, slice_of(part->valuestring));
	} else {
		return -1;
	}
	if (spec->print == PRINT_METRES)
		buf_char(out, 'm');
	return 0;
}

static int
add_parts(struct buf *out, const struct parts *parts, const struct rtype *type, const cJSON *data)
{
	unsigned i;

	for (i = 0; i < type->nfields; i++) {
		const cJSON *part = cJSON_GetObjectItemCaseSensitive(data, parts->keys[i]);

		buf_text(out, i > 0 ? " " : "");
		if (part == NULL && type->fields[i].optional)
			continue;
		if (add_part(out, &type->fields[i], part) != 0)
			return -1;
	}
	return 0;
}

/* Older records have no quotes: all of it is one string then. */
static void
add_strings(struct buf *out, struct slice text)
{
	if (slice_trim(text).len > 0 && slice_trim(text).data[0] == '"')
		buf_slice(out, text);
	else
		add_quoted(out, text);
}

static int
add_content(struct buf *out, const cJSON *json, const struct rtype *type)
{
	const cJSON *priority = cJSON_GetObjectItemCaseSensitive(json, "priority");
	const struct field_spec *last = &type->fields[type->nfields - 1];
	const char *content = talk_text(json, "content");

	if (last->kind == FIELD_CHUNKED) {
		add_strings(out, slice_of(content != NULL ? content : ""));
		return 0;
	}
	if (content == NULL)
		return -1;
	if (strcmp(type->name, "MX") == 0) {
		if (!cJSON_IsNumber(priority))
			return -1;
		buf_printf(out, "%.0f ", priority->valuedouble);
	}
	if (last->kind == FIELD_TARGET && find_parts(type) == NULL)
		add_target(out, slice_of(content));
	else
		buf_text(out, content);
	return 0;
}

int
content_parse(struct buf *out, const cJSON *json, const struct rtype *type)
{
	const struct parts *parts = find_parts(type);
	const cJSON *data = cJSON_GetObjectItemCaseSensitive(json, "data");
	size_t before = out->len;

	if (parts != NULL && cJSON_IsObject(data)) {
		if (add_parts(out, parts, type, data) == 0)
			return 0;
		out->len = before;
	}
	return add_content(out, json, type);
}

/* A name without its final dot; what is no name stays for the service to refuse. */
static struct slice
undotted(struct slice name)
{
	if (name.len > 1 && name.data[name.len - 1] == '.' && name.data[name.len - 2] != '.')
		name.len--;
	return name;
}

/* One item of a list: commas and backslashes in it are escaped twice (RFC 9460, A.1). */
static void
add_item(struct buf *text, struct slice item, bool listed)
{
	size_t i;

	for (i = 0; i < item.len; i++) {
		if (listed && (item.data[i] == ',' || item.data[i] == '\\'))
			buf_text(text, "\\\\");
		escape_octet(text, (unsigned char)item.data[i], true);
	}
}

static void
params_json(struct buf *out, const struct node *params)
{
	struct buf text = {0};
	size_t i, j;

	for (i = 0; params != NULL && i < params->u.map.count; i++) {
		const struct node_pair *pair = &params->u.map.pairs[i];
		const struct node *value = pair->value;

		buf_printf(&text, " %.*s", SLICE_ARGS(pair->key->text));
		if (value->kind == NODE_NULL)
			continue;
		buf_text(&text, "=\"");
		if (value->kind != NODE_LIST)
			add_item(&text, value->text, false);
		for (j = 0; value->kind == NODE_LIST && j < value->u.list.count; j++) {
			buf_text(&text, j > 0 ? "," : "");
			add_item(&text, value->u.list.items[j]->text, true);
		}
		buf_char(&text, '"');
	}
	json_text(out, buf_view(&text), true);
	buf_free(&text);
}

static void
target_json(struct buf *out, struct slice name)
{
	struct buf text = {0};

	escape_text(&text, undotted(name), false);
	json_text(out, buf_view(&text), true);
	buf_free(&text);
}

static void
part_json(struct buf *out, const struct field_spec *spec, const union field *field)
{
	if (field_is_whole(spec->kind))
		buf_number(out, field->number);
	else if (spec->kind == FIELD_REAL)
		real_text(out, isfinite(field->real) ? field->real : 0);
	else if (spec->kind == FIELD_PARAMS)
		params_json(out, field->params);
	else if (spec->kind == FIELD_TARGET)
		target_json(out, field->text);
	else
		json_text(out, field->text, true);
}

static void
parts_json(struct buf *out, const struct parts *parts, const struct object *object)
{
	unsigned i;

	buf_text(out, ",\"data\":{");
	for (i = 0; i < object->type->nfields; i++) {
		buf_printf(out, "%s\"%s\":", i > 0 ? "," : "", parts->keys[i]);
		part_json(out, &object->type->fields[i], &object->value[i]);
	}
	buf_char(out, '}');
}

static void
text_json(struct buf *out, const struct object *object)
{
	const struct field_spec *last = &object->type->fields[object->type->nfields - 1];
	struct buf text = {0};

	if (object->type->nfields == 2)
		buf_printf(out, ",\"priority\":%lld", (long long)object->value[0].number);
	buf_text(out, ",\"content\":");
	if (last->kind == FIELD_CHUNKED) {
		value_presentation(&text, object->type, object->value);
		json_text(out, buf_view(&text), true);
	} else {
		part_json(out, last, &object->value[object->type->nfields - 1]);
	}
	buf_free(&text);
}

void
content_json(struct buf *out, const struct object *object)
{
	const struct parts *parts = find_parts(object->type);
	bool alias = strcmp(object->type->name, "ALIAS") == 0;
	size_t i;

	buf_text(out, "\"name\":");
	json_text(out, undotted(object->owner), true);
	buf_printf(out, ",\"type\":\"%s\",\"ttl\":%u", alias ? "CNAME" : object->type->name,
	    object->ttl);
	if (meta_proxiable(object->type))
		buf_printf(out, ",\"proxied\":%s", object->proxied ? "true" : "false");
	if (parts != NULL)
		parts_json(out, parts, object);
	else
		text_json(out, object);
	if (object->comment.len > 0) {
		buf_text(out, ",\"comment\":");
		json_text(out, object->comment, true);
	}
	for (i = 0; i < object->ntags; i++) {
		buf_text(out, i > 0 ? "," : ",\"tags\":[");
		json_text(out, object->tags[i], true);
	}
	buf_text(out, object->ntags > 0 ? "]" : "");
}
