/* Python's str.format(): fields in braces. */
#include "process/format.h"

#include "core/nearest.h"
#include "core/text.h"
#include "process/format_spec.h"

#include <inttypes.h>
#include <string.h>

/* A record's data (RFC 1035, section 3.2.1): a short template must not fill the memory. */
#define MOST_BYTES 65535

struct formatting {
	struct buf *out;
	struct slice text;
	const struct node *params;
	struct arena *arena;
	struct format_fault *fault;
};

bool
format_plain(struct buf *out, const struct node *value)
{
	switch (value->kind) {
	case NODE_NULL:
		buf_text(out, "None");
		return true;
	case NODE_BOOL:
		buf_text(out, value->u.flag ? "True" : "False");
		return true;
	case NODE_INT:
		buf_printf(out, "%" PRId64, value->u.number);
		return true;
	case NODE_FLOAT:
		real_text(out, value->u.real);
		return true;
	case NODE_LIST:
	case NODE_MAP:
		return false;
	default:
		buf_slice(out, value->text);
		return true;
	}
}

static int
refuse(const struct formatting *f, size_t at, const char *hint, const char *why)
{
	f->fault->at = text_columns(slice_sub(f->text, 0, at)) + 1;
	f->fault->why = why;
	f->fault->hint = hint;
	return -1;
}

static int
undefined(const struct formatting *f, size_t at, struct slice name)
{
	char *wrong = arena_text(f->arena, name);
	struct nearest nearest = nearest_start(wrong);
	size_t i;

	for (i = 0; i < f->params->u.map.count; i++)
		nearest_try(&nearest, arena_text(f->arena, f->params->u.map.pairs[i].key->text));
	return refuse(f, at, nearest_hint(&nearest, f->arena),
	    arena_printf(f->arena, "undefined template parameter \"%s\"", wrong));
}

/* The element of a list or mapping that [KEY] names. */
static const struct node *
element(const struct node *value, struct slice key)
{
	size_t i, index = 0;

	if (value->kind == NODE_MAP) {
		const struct node_pair *pair = node_find(value, key);

		return pair != NULL ? pair->value : NULL;
	}
	if (value->kind != NODE_LIST || key.len == 0 || key.len > 6)
		return NULL;
	for (i = 0; i < key.len; i++) {
		if (key.data[i] < '0' || key.data[i] > '9')
			return NULL;
		index = index * 10 + (size_t)(key.data[i] - '0');
	}
	return index < value->u.list.count ? value->u.list.items[index] : NULL;
}

/* What NAME or NAME[KEY]… stands for; NULL after a fault. */
static const struct node *
look_up(const struct formatting *f, size_t at, struct slice expression)
{
	size_t end = 0, close;
	const struct node_pair *pair;
	const struct node *value;
	struct slice name;

	while (end < expression.len && strchr(".[", expression.data[end]) == NULL)
		end++;
	name = slice_sub(expression, 0, end);
	if (name.len == 0 || (name.data[0] >= '0' && name.data[0] <= '9')) {
		(void)refuse(f, at, "name the parameter; write {{ and }} for braces",
		    "a parameter without a name");
		return NULL;
	}
	pair = node_find(f->params, name);
	if (pair == NULL) {
		(void)undefined(f, at, name);
		return NULL;
	}
	value = pair->value;
	for (; end < expression.len && value != NULL; end = close + 1) {
		close = end + slice_find(slice_sub(expression, end, expression.len), ']');
		if (expression.data[end] != '[' || close == expression.len) {
			(void)refuse(f, at, NULL, "attributes of parameters are not supported");
			return NULL;
		}
		value = element(value, slice_sub(expression, end + 1, close));
	}
	if (value == NULL)
		(void)undefined(f, at, expression);
	return value;
}

/* Print the field between the braces. */
static int
print_field(const struct formatting *f, size_t at, struct slice field)
{
	size_t colon = slice_find(field, ':');
	struct slice name = slice_sub(field, 0, colon),
		     spec = slice_sub(field, colon + 1, field.len);
	size_t bang = slice_find(name, '!');
	bool as_text = bang < name.len && slice_is(slice_sub(name, bang, name.len), "!s");
	struct buf plain = {0};
	const struct node *value;
	struct node text = {.kind = NODE_TEXT};
	const char *why = NULL;

	if (bang < name.len && !as_text)
		return refuse(f, at, "only !s is", "this conversion is not supported");
	if (slice_find(spec, '{') < spec.len)
		return refuse(f, at, NULL, "a field inside of a field is not supported");
	value = look_up(f, at, slice_sub(name, 0, bang));
	if (value == NULL)
		return -1;
	if (!as_text && spec.len > 0) {
		why = format_value(f->out, value, spec);
	} else if (!format_plain(&plain, value)) {
		why = "the parameter is a list or a mapping: write {NAME[KEY]}";
	} else {
		text.text = buf_view(&plain);
		why = format_value(f->out, &text, spec);
	}
	buf_free(&plain);
	return why != NULL ? refuse(f, at, NULL, why) : 0;
}

/* Where the field ends that begins behind ${at}: the place of its brace, or len. */
static size_t
field_end(struct slice text, size_t at)
{
	size_t depth = 1;

	for (; at < text.len; at++) {
		if (text.data[at] == '{')
			depth++;
		else if (text.data[at] == '}' && --depth == 0)
			break;
	}
	return at;
}

int
format_text(struct buf *out, struct slice text, const struct node *params, struct arena *arena,
    struct format_fault *fault)
{
	struct formatting f = {out, text, params, arena, fault};
	size_t at = 0, end;

	buf_text(out, "");
	while (at < text.len) {
		char c = text.data[at];

		if (out->len > MOST_BYTES)
			return refuse(&f, at, NULL, "the text becomes longer than a record can be");
		if (c != '{' && c != '}') {
			buf_char(out, c);
			at++;
			continue;
		}
		if (at + 1 < text.len && text.data[at + 1] == c) {
			buf_char(out, c);
			at += 2;
			continue;
		}
		if (c == '}')
			return refuse(&f, at, "write }} for a brace", "a single }");
		end = field_end(text, at + 1);
		if (end == text.len)
			return refuse(&f, at, "write {{ for a brace", "a { that is not closed");
		if (print_field(&f, at, slice_sub(text, at + 1, end)) != 0)
			return -1;
		at = end + 1;
	}
	return 0;
}
