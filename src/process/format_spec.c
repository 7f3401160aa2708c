/* Format specifications: [[FILL]ALIGN][SIGN][0][WIDTH][.PRECISION][TYPE]. */
#include "process/format_spec.h"

#include "core/text.h"
#include "process/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* More than a record can hold. */
#define MOST 1000

struct spec {
	uint32_t fill;
	char align;           /* '<', '>', '^', '=', or 0 */
	char sign;            /* '+', '-', ' ' */
	int width, precision; /* precision -1: not given */
	char type;            /* or 0 */
};

static bool
is_align(uint32_t c)
{
	return c == '<' || c == '>' || c == '^' || c == '=';
}

static bool
read_number(struct slice text, size_t *at, int *number)
{
	*number = 0;
	while (*at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9') {
		*number = *number * 10 + (text.data[(*at)++] - '0');
		if (*number > MOST)
			return false;
	}
	return true;
}

static void
read_align(struct slice text, size_t *at, struct spec *spec)
{
	size_t next = 0;
	uint32_t first = text.len > 0 ? text_next(text, &next) : 0;

	if (next > 0 && next < text.len && is_align((unsigned char)text.data[next])) {
		spec->fill = first;
		spec->align = text.data[next];
		*at = next + 1;
	} else if (is_align(first)) {
		spec->align = (char)first;
		*at = 1;
	}
}

/* NULL, or what is wrong. */
static const char *
read_spec(struct slice text, struct spec *spec)
{
	size_t at = 0;

	read_align(text, &at, spec);
	if (at < text.len && strchr("+- ", text.data[at]) != NULL)
		spec->sign = text.data[at++];
	if (at < text.len && text.data[at] == '0') {
		if (spec->align == 0) {
			spec->fill = '0';
			spec->align = '=';
		}
		at++;
	}
	if (!read_number(text, &at, &spec->width))
		return "the width is too large";
	if (at < text.len && text.data[at] == '.') {
		at++;
		if (at == text.len || text.data[at] < '0' || text.data[at] > '9')
			return "the precision is missing";
		if (!read_number(text, &at, &spec->precision))
			return "the precision is too large";
	}
	if (at < text.len && strchr("sdxXobfeg%", text.data[at]) != NULL)
		spec->type = text.data[at++];
	return at == text.len ? NULL : "this format is not supported";
}

/* Print ${body}, before which ${sign} stands, in the width. */
static void
pad(struct buf *out, const struct spec *spec, const char *sign, struct slice body, char usual)
{
	char align = spec->align != 0 ? spec->align : usual;
	size_t used = text_columns(body) + strlen(sign), room = (size_t)spec->width, left, right, i;

	room = room > used ? room - used : 0;
	left = align == '>' || align == '=' ? room : align == '^' ? room / 2 : 0;
	right = room - left;
	if (align == '=')
		buf_text(out, sign);
	for (i = 0; i < left; i++)
		text_utf8(out, spec->fill);
	if (align != '=')
		buf_text(out, sign);
	buf_slice(out, body);
	for (i = 0; i < right; i++)
		text_utf8(out, spec->fill);
}

static const char *
print_text(struct buf *out, struct slice text, const struct spec *spec)
{
	size_t at = 0;
	int count;

	if ((spec->type != 0 && spec->type != 's') || spec->sign != 0 || spec->align == '=')
		return "this format is for numbers, and the value is text";
	for (count = 0; spec->precision >= 0 && at < text.len && count < spec->precision; count++)
		(void)text_next(text, &at);
	if (spec->precision >= 0)
		text = slice_sub(text, 0, at);
	pad(out, spec, "", text, '<');
	return NULL;
}

static void
print_digits(struct buf *digits, uint64_t number, char type)
{
	unsigned base = type == 'b' ? 2 : type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
	const char *letters = type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	char text[64];
	size_t at = sizeof(text);

	do {
		text[--at] = letters[number % base];
		number /= base;
	} while (number > 0);
	buf_add(digits, text + at, sizeof(text) - at);
}

static const char *
sign_of(const struct spec *spec, bool negative)
{
	if (negative)
		return "-";
	return spec->sign == '+' ? "+" : spec->sign == ' ' ? " " : "";
}

static const char *
print_int(struct buf *out, int64_t number, const struct spec *spec)
{
	struct buf digits = {0};

	if (spec->precision >= 0 || spec->type == 's')
		return "this format is not for whole numbers";
	print_digits(&digits, number < 0 ? 0 - (uint64_t)number : (uint64_t)number, spec->type);
	pad(out, spec, sign_of(spec, number < 0), buf_view(&digits), '>');
	buf_free(&digits);
	return NULL;
}

static const char *
print_real(struct buf *out, double real, const struct spec *spec)
{
	int precision = spec->precision >= 0 ? spec->precision : 6;
	struct buf body = {0};
	bool negative = real < 0;

	if (spec->type != 0 && strchr("feg%", spec->type) == NULL)
		return "this format is not for numbers with a fraction";
	if (spec->type == 0 && spec->precision >= 0)
		return "give the precision with a type: f, e or g";
	if (negative)
		real = -real;
	if (spec->type == 'e')
		buf_printf(&body, "%.*e", precision, real);
	else if (spec->type == 'g')
		buf_printf(&body, "%.*g", precision, real);
	else if (spec->type == '%')
		buf_printf(&body, "%.*f%%", precision, real * 100);
	else if (spec->type == 'f')
		buf_printf(&body, "%.*f", precision, real);
	else
		real_text(&body, real);
	pad(out, spec, sign_of(spec, negative), buf_view(&body), '>');
	buf_free(&body);
	return NULL;
}

const char *
format_value(struct buf *out, const struct node *value, struct slice text)
{
	struct spec spec = {.fill = ' ', .precision = -1};
	const char *why = read_spec(text, &spec);

	if (why != NULL)
		return why;
	switch (value->kind) {
	case NODE_TEXT:
		return print_text(out, value->text, &spec);
	case NODE_INT:
		if (spec.type != 0 && strchr("feg%", spec.type) != NULL)
			return print_real(out, (double)value->u.number, &spec);
		return print_int(out, value->u.number, &spec);
	case NODE_FLOAT:
		return print_real(out, value->u.real, &spec);
	default:
		return "only text and numbers take a format";
	}
}
