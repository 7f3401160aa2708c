/* What several reports are made of. */
#include "report/parts.h"

#include "core/text.h"
#include "dns/name.h"

#include <string.h>

/* Digits of a digest that tell long values apart. */
#define REPORT_DIGEST 8

void
report_ascii(struct buf *buf, struct slice s)
{
	size_t at = 0;

	while (at < s.len) {
		size_t start = at;

		while (
		    at < s.len && s.data[at] >= ' ' && s.data[at] < 0x7f && !text_is_command(s, at))
			at++;
		buf_add(buf, s.data + start, at - start);
		if (at < s.len)
			buf_printf(buf, "\\%03u", (unsigned)(unsigned char)s.data[at++]);
	}
}

void
report_owner(struct buf *buf, struct slice name, struct slice zone)
{
	struct slice label = name_relative(name, zone);

	if (label.len == 0)
		buf_char(buf, '@');
	else
		report_ascii(buf, label);
}

void
report_value(struct buf *buf, struct slice s)
{
	char digest[PLAN_DIGEST_LEN + 1];

	if (s.len <= REPORT_MAX_VALUE) {
		report_ascii(buf, s);
		return;
	}
	report_ascii(buf, slice_sub(s, 0, REPORT_MAX_VALUE));
	digest_text(s, digest);
	buf_printf(buf, "… (%zu bytes, sha256 %.*s)", s.len, REPORT_DIGEST, digest);
}

void
report_calm_json(struct buf *buf, size_t from)
{
	struct slice json = slice_sub(buf_view(buf), from, buf->len);
	struct buf calm = {0};
	size_t done = 0, at;

	for (at = 0; at < json.len; at++) {
		if (json.data[at] != '[' || !text_is_command(json, at))
			continue;
		buf_slice(&calm, slice_sub(json, done, at));
		buf_text(&calm, "\\u005b");
		done = at + 1;
	}
	if (done == 0)
		return;
	buf_slice(&calm, slice_sub(json, done, json.len));
	buf->len = from;
	buf_slice(buf, buf_view(&calm));
	buf_free(&calm);
}

void
report_paint(struct buf *buf, bool color, const char *code)
{
	if (color)
		buf_printf(buf, "\033[%sm", code);
}

void
report_pad(struct buf *buf, size_t from, size_t width)
{
	size_t used = text_columns(slice_make(buf->data + from, buf->len - from));

	if (used < width)
		buf_pad(buf, ' ', width - used);
}

void
report_number(struct buf *buf, size_t number)
{
	size_t unit = 1;

	if (number < 10000) {
		buf_printf(buf, "%zu", number);
		return;
	}
	while (number / unit >= 1000)
		unit *= 1000;
	buf_printf(buf, "%zu", number / unit);
	for (unit /= 1000; unit > 0; unit /= 1000)
		buf_printf(buf, ",%03zu", number / unit % 1000);
}

void
report_count(struct buf *buf, size_t count, const char *one)
{
	report_number(buf, count);
	buf_printf(buf, " %s%s", one, count == 1 ? "" : "s");
}

void
report_tally(struct buf *buf, const struct plan_counts *counts)
{
	const struct {
		size_t count;
		const char *what;
	} parts[] = {{counts->creates, "create"}, {counts->updates, "update"},
	    {counts->deletes, "delete"}};
	const char *separator = "";
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].count == 0)
			continue;
		buf_printf(buf, "%s%zu to %s", separator, parts[i].count, parts[i].what);
		separator = ", ";
	}
	if (*separator == '\0')
		buf_text(buf, "nothing to do");
}

void
counts_add(struct plan_counts *total, const struct plan_counts *counts)
{
	total->creates += counts->creates;
	total->updates += counts->updates;
	total->deletes += counts->deletes;
	total->existing += counts->existing;
}
