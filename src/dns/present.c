/* Values as zone files have them: what value_parse reads again. */
#include "dns/escape.h"
#include "dns/rrset.h"
#include "dns/svcparam.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define STRING_MAX 255 /* octets of one character string (RFC 1035, 3.3) */

/*
 * Text is kept as octoDNS keeps it, which is the way it stands in a zone file: a
 * backslash in it (NAPTR's "\\1") is there already for both.
 */
static void
print_text(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	bool quoted = spec->print == PRINT_QUOTED || field->text.len == 0;

	if (quoted)
		buf_char(buf, '"');
	escape_text(buf, field->text, quoted);
	if (quoted)
		buf_char(buf, '"');
}

static bool
is_escaped_semicolon(struct slice text, size_t at)
{
	return text.data[at] == '\\' && at + 1 < text.len && text.data[at + 1] == ';';
}

static void
print_chunked(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	struct slice text = field->text;
	size_t i, octets = 0;

	(void)spec;
	buf_char(buf, '"');
	for (i = 0; i < text.len; i++) {
		if (is_escaped_semicolon(text, i))
			i++;
		if (octets == STRING_MAX) {
			buf_text(buf, "\" \"");
			octets = 0;
		}
		escape_octet(buf, (unsigned char)text.data[i], true);
		octets++;
	}
	buf_char(buf, '"');
}

static void
print_int(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	(void)spec;
	buf_number(buf, field->number);
}

/* Thousandths of a second and hundredths of a metre are what LOC can hold (RFC 1876). */
static void
print_real(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	double real = isfinite(field->real) ? field->real : 0;

	if (spec->print == PRINT_SECONDS) {
		/* Never a 60th second by rounding. */
		if (real < 60 && real > 59.999)
			real = 59.999;
		buf_printf(buf, "%.3f", real);
		return;
	}
	/* Adding zero takes the sign off a zero. */
	buf_printf(buf, "%.2fm", round(real * 100) / 100 + 0.0);
}

static void
print_params(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	(void)spec;
	svcparams_print(buf, field->params);
}

static void
print_flag(struct buf *buf, const struct field_spec *spec, const union field *field)
{
	(void)spec;
	buf_text(buf, field->number != 0 ? "true" : "false");
}

static void (*const printers[])(struct buf *, const struct field_spec *, const union field *) = {
    [FIELD_IP4] = print_text,
    [FIELD_IP6] = print_text,
    [FIELD_TARGET] = print_text,
    [FIELD_CHUNKED] = print_chunked,
    [FIELD_TEXT] = print_text,
    [FIELD_LOWER] = print_text,
    [FIELD_UPPER] = print_text,
    [FIELD_U8] = print_int,
    [FIELD_U16] = print_int,
    [FIELD_REAL] = print_real,
    [FIELD_PARAMS] = print_params,
    [FIELD_NAME] = print_text,
    [FIELD_MAYBE] = print_text,
    [FIELD_FLAG] = print_flag,
};

void
value_presentation(struct buf *buf, const struct rtype *type, const union field *value)
{
	unsigned i;

	for (i = 0; i < type->nfields; i++) {
		size_t before = buf->len;

		if (i > 0)
			buf_char(buf, ' ');
		printers[type->fields[i].kind](buf, &type->fields[i], &value[i]);
		/* No blank for service parameters that are not there. */
		if (i > 0 && buf->len == before + 1) {
			buf->len = before;
			buf->data[before] = '\0';
		}
	}
}
