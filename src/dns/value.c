/* Reading one field of one value. */
#include "dns/value.h"

#include "dns/name.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define IP6_GROUPS 8

int
ip4_normalise(struct arena *arena, struct slice text, struct slice *out)
{
	size_t i, digits = 0;
	unsigned number = 0, dots = 0;

	/* Four decimal numbers without leading zeros: text in normal form already. */
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c >= '0' && c <= '9') {
			if (digits > 0 && number == 0)
				return -1;
			number = number * 10 + (unsigned)(c - '0');
			if (++digits > 3 || number > 255)
				return -1;
		} else if (c == '.' && digits > 0 && dots < 3) {
			digits = 0;
			number = 0;
			dots++;
		} else {
			return -1;
		}
	}
	if (digits == 0 || dots != 3)
		return -1;
	if (out != NULL)
		*out = arena != NULL ? arena_copy(arena, text) : text;
	return 0;
}

/* The scope id of RFC 4007: anything but '%'; Python refuses an empty one. */
static bool
is_scope(struct slice scope)
{
	return scope.len > 0 && slice_find(scope, '%') == scope.len;
}

/* The first of the longest runs of groups that are zero; one alone is none. */
static unsigned
find_zeros(const unsigned *groups, unsigned *count)
{
	unsigned i, run = 0, first = 0;

	*count = 1;
	for (i = 0; i < IP6_GROUPS; i++) {
		run = groups[i] == 0 ? run + 1 : 0;
		if (run > *count) {
			*count = run;
			first = i + 1 - run;
		}
	}
	if (*count == 1)
		*count = 0;
	return first;
}

static char *
print_group(char *to, unsigned group)
{
	static const char digits[] = "0123456789abcdef";
	unsigned shift = group > 0xfff ? 16 : group > 0xff ? 12 : group > 0xf ? 8 : 4;

	while (shift > 0) {
		shift -= 4;
		*to++ = digits[group >> shift & 0xf];
	}
	return to;
}

/* As Python does: hexadecimal throughout, where the C library gives some a dotted end. */
static size_t
print_ip6(const struct in6_addr *bits, char *to)
{
	unsigned groups[IP6_GROUPS], i, first, zeros;
	char *end = to;

	for (i = 0; i < IP6_GROUPS; i++)
		groups[i] = (unsigned)bits->s6_addr[2 * i] << 8 | bits->s6_addr[2 * i + 1];
	first = find_zeros(groups, &zeros);
	for (i = 0; i < IP6_GROUPS; i++) {
		if (zeros > 0 && i == first) {
			*end++ = ':';
			i += zeros - 1;
			if (i + 1 == IP6_GROUPS)
				*end++ = ':';
			continue;
		}
		if (i > 0)
			*end++ = ':';
		end = print_group(end, groups[i]);
	}
	return (size_t)(end - to);
}

int
ip6_normalise(struct arena *arena, struct slice text, struct slice *out)
{
	char address[INET6_ADDRSTRLEN], normal[INET6_ADDRSTRLEN];
	size_t percent = slice_find(text, '%');
	struct slice scope = slice_sub(text, percent, text.len);
	struct in6_addr bits;

	if (percent == 0 || percent >= sizeof(address))
		return -1;
	if (scope.len > 0 && !is_scope(slice_sub(scope, 1, scope.len)))
		return -1;
	memcpy(address, text.data, percent);
	address[percent] = '\0';
	if (memchr(address, '\0', percent) != NULL || inet_pton(AF_INET6, address, &bits) != 1)
		return -1;
	if (out == NULL)
		return 0;
	*out = text;
	if (arena != NULL) {
		size_t len = print_ip6(&bits, normal);
		char *copy = arena_room(arena, len + scope.len + 1);

		memcpy(copy, normal, len);
		memcpy(copy + len, scope.data, scope.len);
		copy[len + scope.len] = '\0';
		*out = slice_make(copy, len + scope.len);
	}
	return 0;
}

/* Decimal digits with a sign and single underscores between, blanks around: int(). */
static int
text_to_int(struct slice text, int64_t *number)
{
	char digits[32];
	size_t i, len = 0;
	char *end;

	text = slice_trim(text);
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];
		bool sign = i == 0 && (c == '-' || c == '+');

		if (c == '_' && i > 0 && i + 1 < text.len && text.data[i - 1] >= '0' &&
		    text.data[i - 1] <= '9')
			continue;
		if ((!sign && (c < '0' || c > '9')) || len + 1 == sizeof(digits))
			return -1;
		digits[len++] = c;
	}
	digits[len] = '\0';
	if (len == 0 || digits[len - 1] < '0' || digits[len - 1] > '9')
		return -1;
	errno = 0;
	*number = strtoll(digits, &end, 10);
	return errno == 0 && *end == '\0' ? 0 : -1;
}

int
node_to_int(const struct node *node, int64_t *number)
{
	switch (node->kind) {
	case NODE_INT:
		*number = node->u.number;
		/* One that did not fit was read as the nearest that does: it is none of them. */
		return *number != INT64_MAX && *number != INT64_MIN ? 0 : -1;
	case NODE_BOOL:
		*number = node->u.flag ? 1 : 0;
		return 0;
	case NODE_FLOAT:
		if (!(node->u.real > -9e18 && node->u.real < 9e18))
			return -1;
		*number = (int64_t)node->u.real;
		return 0;
	case NODE_TEXT:
		return text_to_int(node->text, number);
	default:
		return -1;
	}
}

static int
text_to_real(struct slice text, double *real)
{
	char copy[64], *end;

	text = slice_trim(text);
	/* strtod reads hexadecimal, which float() does not. */
	if (text.len == 0 || text.len >= sizeof(copy) || memchr(text.data, 'x', text.len) != NULL ||
	    memchr(text.data, 'X', text.len) != NULL)
		return -1;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	*real = strtod(copy, &end);
	return end == copy + text.len ? 0 : -1;
}

int
node_to_real(const struct node *node, double *real)
{
	int64_t number;

	if (node->kind == NODE_FLOAT) {
		*real = node->u.real;
		return 0;
	}
	if (node->kind == NODE_TEXT)
		return text_to_real(node->text, real);
	if (node_to_int(node, &number) != 0)
		return -1;
	*real = (double)number;
	return 0;
}

static int
read_target(const struct decode *decode, struct slice text, union field *field, const char **why)
{
	return name_encode(decode->arena, text, &field->text, why);
}

/* Quoted chunks are joined; the quotes at both ends are taken off. */
static struct slice
join_chunks(struct arena *arena, struct slice text)
{
	char *joined;
	size_t i, len = 0;

	if (text.len == 0 || text.data[0] != '"')
		return arena_copy(arena, text);
	text = slice_sub(text, 1, text.len > 1 ? text.len - 1 : 1);
	joined = arena_text(arena, text);
	for (i = 0; i < text.len; i++) {
		if (text.len - i >= 3 && memcmp(text.data + i, "\" \"", 3) == 0) {
			i += 2;
			continue;
		}
		joined[len++] = text.data[i];
	}
	joined[len] = '\0';
	return slice_make(joined, len);
}

static struct slice
fold(struct arena *arena, struct slice text, bool upper)
{
	char *copy = arena_text(arena, text);
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (upper && copy[i] >= 'a' && copy[i] <= 'z')
			copy[i] = (char)(copy[i] - 32);
		else if (!upper && copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] + 32);
	}
	return slice_make(copy, text.len);
}

static int
read_text(const struct decode *decode, enum field_kind kind, struct slice text, union field *field,
    const char **why)
{
	struct arena *arena = decode->arena;

	switch (kind) {
	case FIELD_IP4:
		*why = "is not an IPv4 address";
		return ip4_normalise(arena, text, &field->text);
	case FIELD_IP6:
		*why = "is not an IPv6 address";
		return ip6_normalise(arena, text, &field->text);
	case FIELD_TARGET:
	case FIELD_NAME:
		return read_target(decode, text, field, why);
	case FIELD_CHUNKED:
		field->text = join_chunks(arena, text);
		return 0;
	case FIELD_LOWER:
	case FIELD_UPPER:
		field->text = fold(arena, text, kind == FIELD_UPPER);
		return 0;
	default:
		field->text = arena_copy(arena, text);
		return 0;
	}
}

static int
read_params(const struct decode *decode, const struct node *node, union field *field,
    const char **why)
{
	if (node->kind != NODE_MAP) {
		*why = "is not a mapping of service parameters";
		return -1;
	}
	field->params = node_copy(decode->arena, node);
	return 0;
}

static int
read_field(const struct decode *decode, const struct field_spec *spec, const struct node *node,
    union field *field, const char **why)
{
	switch (spec->kind) {
	case FIELD_U8:
	case FIELD_U16:
		*why = "is not a whole number";
		return node_to_int(node, &field->number);
	case FIELD_REAL:
		*why = "is not a number";
		return node_to_real(node, &field->real);
	case FIELD_PARAMS:
		return read_params(decode, node, field, why);
	case FIELD_FLAG:
		*why = "is not true or false";
		field->number = node->kind == NODE_BOOL && node->u.flag;
		return node->kind == NODE_BOOL ? 0 : -1;
	default:
		break;
	}
	if (node->kind == NODE_NULL && spec->optional) {
		field->text = slice_of("");
		return 0;
	}
	/* Python takes a number where the field is only printed, not where it is parsed. */
	if (node->kind == NODE_TEXT ||
	    (spec->name != NULL && spec->kind == FIELD_TEXT && node_is_scalar(node)))
		return read_text(decode, spec->kind, node->text, field, why);
	*why = node->kind == NODE_NULL ? "is empty" : "is not text";
	return -1;
}

static const struct node *
find_field(const struct node *map, const struct field_spec *spec)
{
	const struct node *node = node_get(map, spec->name);

	return node != NULL || spec->former == NULL ? node : node_get(map, spec->former);
}

/* The former fields of DS share a key with today's: only all of them together count. */
static const struct node *
find_ds_field(const struct node *map, const struct field_spec *spec)
{
	bool former = node_get(map, "key_tag") == NULL && node_get(map, "public_key") != NULL;

	return node_get(map, former ? spec->former : spec->name);
}

int
value_decode(const struct decode *decode, const struct rtype *type, const struct node *node,
    union field *value, const struct node **at, const char **why)
{
	bool is_ds = type->number == 43;
	unsigned i;

	*at = node;
	if (type->fields[0].name == NULL)
		return read_field(decode, &type->fields[0], node, &value[0], why);
	if (node->kind != NODE_MAP) {
		*why = "is not a mapping of the fields that this type has";
		return -1;
	}
	for (i = 0; i < type->nfields; i++) {
		const struct field_spec *spec = &type->fields[i];
		const struct node *field =
		    is_ds ? find_ds_field(node, spec) : find_field(node, spec);

		if (field == NULL && spec->optional) {
			memset(&value[i], 0, sizeof(value[i]));
			if (spec->kind == FIELD_PARAMS)
				value[i].params = node_map(decode->arena, 0);
			continue;
		}
		if (field == NULL) {
			*why = arena_printf(decode->arena, "has no %s", spec->name);
			return -1;
		}
		if (read_field(decode, spec, field, &value[i], why) != 0) {
			*at = field;
			return -1;
		}
	}
	return 0;
}
