/* Diagnostics as zoneward.diagnostics/1. */
#include "report/parts.h"
#include "report/report.h"

static void
print_text(struct buf *buf, const char *key, struct slice text)
{
	buf_printf(buf, ", \"%s\": ", key);
	if (text.len == 0)
		buf_text(buf, "null");
	else
		json_text(buf, text, false);
}

static void
print_number(struct buf *buf, const char *key, uint32_t number)
{
	if (number == 0)
		buf_printf(buf, ", \"%s\": null", key);
	else
		buf_printf(buf, ", \"%s\": %u", key, number);
}

static void
print_diag(struct buf *buf, const struct diag *diag)
{
	bool known = diag->at.file != NULL;

	buf_printf(buf, "{\"severity\": \"%s\"",
	    diag->severity == SEVERITY_ERROR ? "error" : "warning");
	print_text(buf, "rule", slice_of(diag->rule));
	print_text(buf, "zone", diag->subject.zone);
	print_text(buf, "record", diag->subject.record);
	print_text(buf, "type", slice_of(diag->subject.type));
	buf_text(buf, ", \"message\": ");
	json_text(buf, slice_of(diag->message), false);
	print_text(buf, "hint", slice_of(diag->hint));
	print_text(buf, "file", slice_of(diag->at.file));
	print_number(buf, "line", known ? diag->at.line : 0);
	print_number(buf, "column", known ? diag->at.column : 0);
	buf_char(buf, '}');
}

void
report_diags_json(struct buf *buf, const struct diags *diags)
{
	size_t from = buf->len, i;

	buf_printf(buf,
	    "{\"schema\": \"zoneward.diagnostics/1\", \"valid\": %s, \"diagnostics\": [",
	    diags->errors == 0 ? "true" : "false");
	for (i = 0; i < diags->count; i++) {
		buf_text(buf, i > 0 ? ",\n  " : "\n  ");
		print_diag(buf, &diags->items[i]);
	}
	buf_char(buf, ']');
	if (diags_more(diags) > 0)
		buf_printf(buf, ", \"more\": %zu", diags_more(diags));
	buf_text(buf, "}\n");
	report_calm_json(buf, from);
}
