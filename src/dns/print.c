/* RRsets as octoDNS prints them: Python's str() and repr(). */
#include "core/text.h"
#include "core/unicode.h"
#include "dns/name.h"
#include "dns/params.h"
#include "dns/rrset.h"

#include <inttypes.h>
#include <string.h>

static void
print_field(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	const char *quote = spec->print == PRINT_QUOTED ? "\"" : "";

	switch (spec->kind) {
	case FIELD_U8:
	case FIELD_U16:
		buf_printf(buf, "%" PRId64, field->number);
		return;
	case FIELD_REAL:
		if (spec->print == PRINT_SECONDS)
			buf_printf(buf, "%.3f", field->real);
		else
			buf_printf(buf, "%.2fm", field->real);
		return;
	case FIELD_PARAMS:
		params_print(buf, field->params);
		return;
	default:
		buf_text(buf, quote);
		buf_slice(buf, field->text);
		buf_text(buf, quote);
		return;
	}
}

void
value_octodns(struct buf *buf, const struct rtype *type, const union field *value)
{
	const char *quote = (type->flags & RTYPE_OCTODNS_QUOTE) != 0 ? "'" : "";
	unsigned i;

	buf_text(buf, quote);
	for (i = 0; i < type->nfields; i++) {
		/* Parameters bring the blank before each of them. */
		if (type->fields[i].print == PRINT_HIDDEN)
			continue;
		if (i > 0 && type->fields[i].kind != FIELD_PARAMS)
			buf_char(buf, ' ');
		print_field(buf, &type->fields[i], &value[i]);
	}
	buf_text(buf, quote);
}

static void
python_escape(struct buf *buf, uint32_t c)
{
	if (c == '\n')
		buf_text(buf, "\\n");
	else if (c == '\r')
		buf_text(buf, "\\r");
	else if (c == '\t')
		buf_text(buf, "\\t");
	else if (c < 0x100)
		buf_printf(buf, "\\x%02x", (unsigned)c);
	else if (c < 0x10000)
		buf_printf(buf, "\\u%04x", (unsigned)c);
	else
		buf_printf(buf, "\\U%08x", (unsigned)c);
}

/* Python's repr() of a str. */
static void
python_text(struct buf *buf, struct slice text)
{
	bool has_single = slice_find(text, '\'') < text.len;
	char quote = has_single && slice_find(text, '"') == text.len ? '"' : '\'';
	size_t at = 0;

	buf_char(buf, quote);
	while (at < text.len) {
		uint32_t c = text_next(text, &at);

		if (c == (uint32_t)quote || c == '\\')
			buf_printf(buf, "\\%c", (int)c);
		else if (c != TEXT_INVALID && unicode_printable(c))
			text_utf8(buf, c);
		else
			python_escape(buf, c);
	}
	buf_char(buf, quote);
}

#define PYTHON_MAX_DEPTH 100

static void python_node(struct buf *buf, const struct node *node, unsigned depth);

static void
python_list(struct buf *buf, const struct node *node, unsigned depth)
{
	size_t i;

	buf_char(buf, '[');
	for (i = 0; i < node->u.list.count; i++) {
		buf_text(buf, i > 0 ? ", " : "");
		python_node(buf, node->u.list.items[i], depth);
	}
	buf_char(buf, ']');
}

static void
python_map(struct buf *buf, const struct node *node, unsigned depth)
{
	size_t i;

	buf_char(buf, '{');
	for (i = 0; i < node->u.map.count; i++) {
		buf_text(buf, i > 0 ? ", " : "");
		python_node(buf, node->u.map.pairs[i].key, depth);
		buf_text(buf, ": ");
		python_node(buf, node->u.map.pairs[i].value, depth);
	}
	buf_char(buf, '}');
}

/* Python's repr() of plain data. */
static void
python_node(struct buf *buf, const struct node *node, unsigned depth)
{
	if (depth > PYTHON_MAX_DEPTH) {
		buf_text(buf, "...");
		return;
	}
	switch (node->kind) {
	case NODE_NULL:
		buf_text(buf, "None");
		break;
	case NODE_BOOL:
		buf_text(buf, node->u.flag ? "True" : "False");
		break;
	case NODE_INT:
		buf_printf(buf, "%" PRId64, node->u.number);
		break;
	case NODE_FLOAT:
		real_text(buf, node->u.real);
		break;
	case NODE_LIST:
		python_list(buf, node, depth + 1);
		break;
	case NODE_MAP:
		python_map(buf, node, depth + 1);
		break;
	default:
		python_text(buf, node->text);
		break;
	}
}

static void
print_values(struct buf *buf, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	uint32_t i;

	if ((type->flags & RTYPE_SINGLE) != 0) {
		if (rrset->nvalues > 0)
			value_octodns(buf, type, rrset->values);
		return;
	}
	buf_text(buf, "['");
	for (i = 0; i < rrset->nvalues; i++) {
		buf_text(buf, i > 0 ? "', '" : "");
		value_octodns(buf, type, rrset->values + (size_t)i * type->nfields);
	}
	buf_text(buf, "']");
}

/* "NA-US-CA" as "NA US CA", with None for what is not there. */
static void
print_geo_code(struct buf *buf, struct slice code)
{
	unsigned part;

	for (part = 0; part < 3; part++) {
		size_t dash = slice_find(code, '-');
		struct slice word = slice_sub(code, 0, dash);

		buf_text(buf, part > 0 ? " " : "");
		buf_slice(buf, word.len > 0 ? word : slice_of("None"));
		code = slice_sub(code, dash + 1, code.len);
	}
}

static void
print_geo(struct buf *buf, const struct node *geo)
{
	size_t i;

	buf_char(buf, '{');
	for (i = 0; i < geo->u.map.count; i++) {
		struct slice code = geo->u.map.pairs[i].key->text;

		buf_text(buf, i > 0 ? ", '" : "'");
		buf_slice(buf, code);
		buf_text(buf, "': 'Geo ");
		print_geo_code(buf, code);
		buf_char(buf, ' ');
		python_node(buf, geo->u.map.pairs[i].value, 0);
		buf_char(buf, '\'');
	}
	buf_char(buf, '}');
}

static void
print_extra(struct buf *buf, const struct rrset_extra *extra)
{
	if (extra->geo != NULL) {
		buf_text(buf, ", ");
		print_geo(buf, extra->geo);
	} else if (extra->dynamic != NULL) {
		buf_text(buf, ", ");
		python_node(buf, node_get(extra->dynamic, "pools"), 0);
		buf_text(buf, ", ");
		python_node(buf, node_get(extra->dynamic, "rules"), 0);
	} else if (extra->octodns != NULL) {
		buf_text(buf, ", ");
		python_node(buf, extra->octodns, 0);
	}
}

void
rrset_octodns(struct buf *buf, const struct rrset *rrset)
{
	const struct rtype *type = rrset_type(rrset);
	struct arena arena = {0};

	buf_printf(buf, "<%s %s %u, ", type->class_name, type->name, rrset->ttl);
	buf_slice(buf, name_decode(&arena, rrset->name));
	arena_free(&arena);
	buf_text(buf, ", ");
	print_values(buf, rrset);
	if (rrset->extra != NULL)
		print_extra(buf, rrset->extra);
	buf_char(buf, '>');
}
