/* Service parameters of SVCB and HTTPS in presentation form. */
#include "dns/svcparam.h"

#include "core/mem.h"
#include "dns/escape.h"
#include "dns/params.h"
#include "dns/value.h"

#include <stdlib.h>
#include <string.h>

#define PARAMS_MAX 256
#define KEY_UNKNOWN 65536

enum shape { SHAPE_NONE, SHAPE_TEXT, SHAPE_PORT, SHAPE_LIST, SHAPE_KEYS, SHAPE_IP4, SHAPE_IP6 };

struct key_spec {
	const char *name;
	enum shape shape;
};

/* What the values of keys are; all others are text. */
static const struct key_spec keys[] = {
    {"mandatory", SHAPE_KEYS},
    {"alpn", SHAPE_LIST},
    {"no-default-alpn", SHAPE_NONE},
    {"port", SHAPE_PORT},
    {"ipv4hint", SHAPE_IP4},
    {"ech", SHAPE_TEXT},
    {"ipv6hint", SHAPE_IP6},
    {"ohttp", SHAPE_NONE},
};

static const struct key_spec other = {NULL, SHAPE_TEXT};

static const struct key_spec *
find_key(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (slice_is(name, keys[i].name))
			return &keys[i];
	}
	return &other;
}

/* Keys without a number come last. */
static int
key_number(struct slice name)
{
	int number = params_key_number(name);

	return number >= 0 ? number : KEY_UNKNOWN;
}

static int
compare_keys(struct slice a, struct slice b)
{
	int left = key_number(a), right = key_number(b);

	if (left != right)
		return left < right ? -1 : 1;
	return slice_compare(a, b);
}

static int
compare_pairs(const void *a, const void *b)
{
	return compare_keys(((const struct node_pair *)a)->key->text,
	    ((const struct node_pair *)b)->key->text);
}

static int
compare_items(const void *a, const void *b)
{
	return compare_keys((*(struct node *const *)a)->text, (*(struct node *const *)b)->text);
}

/* A copy, sorted when there is a ${compare}; the caller frees. */
static void *
sorted(const void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	void *copy = mem_zero(count + 1, size);

	if (count > 0)
		memcpy(copy, items, count * size);
	if (compare != NULL)
		qsort(copy, count, size, compare);
	return copy;
}

/* One item of a list: commas and backslashes in it are escaped twice (RFC 9460, A.1). */
static void
print_item(struct buf *buf, struct slice item)
{
	size_t i;

	for (i = 0; i < item.len; i++) {
		if (item.data[i] == ',' || item.data[i] == '\\')
			buf_text(buf, "\\\\");
		escape_octet(buf, (unsigned char)item.data[i], false);
	}
}

static void
print_list(struct buf *buf, const struct node *list, enum shape shape)
{
	size_t i, count = list->u.list.count;
	/* The order of mandatory keys alone means nothing. */
	struct node **items = sorted(list->u.list.items, count, sizeof(*items),
	    shape == SHAPE_KEYS ? compare_items : NULL);

	for (i = 0; i < count; i++) {
		if (i > 0)
			buf_char(buf, ',');
		print_item(buf, items[i]->text);
	}
	free(items);
}

static void
print_scalar(struct buf *buf, struct slice text, bool quoted)
{
	size_t i;

	if (quoted)
		buf_char(buf, '"');
	for (i = 0; i < text.len; i++)
		escape_octet(buf, (unsigned char)text.data[i], quoted);
	if (quoted)
		buf_char(buf, '"');
}

/* Quotes around ech and unknown keys are what PowerDNS insists on, none elsewhere. */
static void
print_pair(struct buf *buf, const struct node_pair *pair)
{
	const struct key_spec *key = find_key(pair->key->text);
	const struct node *value = pair->value;

	escape_text(buf, pair->key->text, false);
	if (value == NULL || value->kind == NODE_NULL || value->kind == NODE_MAP)
		return;
	if (value->kind == NODE_LIST && value->u.list.count == 0)
		return;
	buf_char(buf, '=');
	if (value->kind == NODE_LIST)
		print_list(buf, value, key->shape);
	else
		print_scalar(buf, value->text, key->shape == SHAPE_TEXT);
}

void
svcparams_print(struct buf *buf, const struct node *params)
{
	struct node_pair *pairs;
	size_t i;

	if (params == NULL || params->kind != NODE_MAP)
		return;
	pairs = sorted(params->u.map.pairs, params->u.map.count, sizeof(*pairs), compare_pairs);
	for (i = 0; i < params->u.map.count; i++) {
		if (i > 0)
			buf_char(buf, ' ');
		print_pair(buf, &pairs[i]);
	}
	free(pairs);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Read the key at *${at}. */
static int
read_key(struct arena *arena, struct slice text, size_t *at, struct slice *key, const char **why)
{
	size_t from = *at;
	char *copy;

	while (*at < text.len && text.data[*at] != '=' && !is_blank(text.data[*at]))
		(*at)++;
	copy = arena_text(arena, slice_sub(text, from, *at));
	*key = slice_make(copy, *at - from);
	for (; *copy != '\0'; copy++) {
		if (*copy >= 'A' && *copy <= 'Z')
			*copy = (char)(*copy + 32);
		if (!is_key_char(*copy))
			break;
	}
	*why = "has a service parameter whose key is not letters, digits and hyphens";
	return key->len > 0 && copy == key->data + key->len ? 0 : -1;
}

/* Read the character string at *${at}, in quotes or not, into ${out}. */
static int
read_string(struct slice text, size_t *at, struct buf *out, const char **why)
{
	bool quoted = *at < text.len && text.data[*at] == '"';
	unsigned char octet;

	if (quoted)
		(*at)++;
	while (*at < text.len && (quoted || !is_blank(text.data[*at]))) {
		if (text.data[*at] == '"')
			break;
		if (unescape_octet(text, at, &octet) != 0) {
			*why = "has a backslash that is no escape";
			return -1;
		}
		buf_char(out, (char)octet);
	}
	if (!quoted) {
		*why = "has a quote in the middle of a word";
		return *at == text.len || is_blank(text.data[*at]) ? 0 : -1;
	}
	*why = "has a quote that is not closed";
	if (*at == text.len)
		return -1;
	(*at)++;
	*why = "has no blank after a closing quote";
	return *at == text.len || is_blank(text.data[*at]) ? 0 : -1;
}

/* Read digits, at most 65535.  Return 0 or -1. */
static int
read_port(struct slice text, int64_t *port)
{
	size_t i;

	*port = 0;
	if (text.len == 0 || text.len > 5)
		return -1;
	for (i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return -1;
		*port = *port * 10 + (text.data[i] - '0');
	}
	return *port <= 65535 ? 0 : -1;
}

static int
push_item(struct arena *arena, struct node *list, struct slice item, enum shape shape,
    const char **why)
{
	if (shape == SHAPE_IP4 && ip4_normalise(arena, item, &item) != 0) {
		*why = "has an ipv4hint that is not an IPv4 address";
		return -1;
	}
	/* A scope is a matter of one host, and no part of a record. */
	if (shape == SHAPE_IP6 &&
	    (slice_find(item, '%') < item.len || ip6_normalise(arena, item, &item) != 0)) {
		*why = "has an ipv6hint that is not an IPv6 address";
		return -1;
	}
	*why = "has an empty item in a list";
	if (item.len == 0)
		return -1;
	node_push(arena, list, node_text(arena, item));
	return 0;
}

/* Split at commas; "\," and "\\" are part of an item. */
static struct node *
read_list(struct arena *arena, struct slice text, enum shape shape, const char **why)
{
	struct node *list = node_list(arena, 0);
	struct buf item = {0};
	size_t i;
	int rc = 0;

	for (i = 0; i < text.len && rc == 0; i++) {
		if (text.data[i] == ',') {
			rc = push_item(arena, list, buf_view(&item), shape, why);
			buf_clear(&item);
			continue;
		}
		if (text.data[i] == '\\' && i + 1 < text.len)
			i++;
		buf_char(&item, text.data[i]);
	}
	if (rc == 0)
		rc = push_item(arena, list, buf_view(&item), shape, why);
	buf_free(&item);
	if (rc == 0 && shape == SHAPE_KEYS)
		qsort(list->u.list.items, list->u.list.count, sizeof(*list->u.list.items),
		    compare_items);
	return rc == 0 ? list : NULL;
}

static struct node *
read_value(struct arena *arena, enum shape shape, struct slice text, const char **why)
{
	int64_t port;

	switch (shape) {
	case SHAPE_NONE:
		*why = "has a value for a service parameter that takes none";
		return text.len == 0 ? node_null(arena) : NULL;
	case SHAPE_TEXT:
		return text.len == 0 ? node_null(arena) : node_text(arena, text);
	case SHAPE_PORT:
		*why = "has a port that is not a number up to 65535";
		return read_port(text, &port) == 0 ? node_int(arena, port) : NULL;
	default:
		return read_list(arena, text, shape, why);
	}
}

static int
read_pair(struct arena *arena, struct slice text, size_t *at, struct node *params, const char **why)
{
	struct buf string = {0};
	struct node *value = NULL;
	struct slice key;
	int rc = 0;

	if (read_key(arena, text, at, &key, why) != 0)
		return -1;
	*why = "has a service parameter twice";
	if (node_find(params, key) != NULL)
		return -1;
	if (*at < text.len && text.data[*at] == '=') {
		(*at)++;
		rc = read_string(text, at, &string, why);
	}
	if (rc == 0)
		value = read_value(arena, find_key(key)->shape, buf_view(&string), why);
	buf_free(&string);
	if (value == NULL)
		return -1;
	node_add(arena, params, key, value);
	return 0;
}

int
svcparams_parse(struct arena *arena, struct slice text, const struct node **params,
    const char **why)
{
	struct node *map = node_map(arena, 0);
	size_t at = 0;

	for (;;) {
		while (at < text.len && is_blank(text.data[at]))
			at++;
		if (at == text.len)
			break;
		if (map->u.map.count == PARAMS_MAX) {
			*why = "has too many service parameters";
			return -1;
		}
		if (read_pair(arena, text, &at, map, why) != 0)
			return -1;
	}
	node_sort_keys(map);
	*params = map;
	return 0;
}
