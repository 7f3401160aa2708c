/* Diagnostics as GitLab's Code Quality report and as reviewdog's rdjson. */
#include "core/node.h"
#include "report/findings.h"
#include "report/formats.h"
#include "report/markdown.h"

struct severity_names {
	const char *codequality, *rdjson;
};

static const struct severity_names severities[] = {
    [SEVERITY_ERROR] = {"major", "ERROR"},
    [SEVERITY_WARNING] = {"minor", "WARNING"},
};

static void
print_member(struct buf *buf, const char *key, const char *text)
{
	buf_printf(buf, "\"%s\": ", key);
	json_text(buf, slice_of(text), false);
}

static void
print_quality(struct buf *buf, const struct finding *finding)
{
	struct buf text = {0};

	buf_text(&text, finding->message);
	if (finding->hint != NULL)
		buf_printf(&text, " (hint: %s)", finding->hint);
	buf_char(buf, '{');
	print_member(buf, "description", text.data);
	buf_text(buf, ", ");
	print_member(buf, "check_name", finding->rule);
	buf_printf(buf, ", \"fingerprint\": \"%s\", \"severity\": \"%s\", \"location\": {",
	    finding->fingerprint, severities[finding->diag->severity].codequality);
	print_member(buf, "path", finding->file);
	buf_printf(buf, ", \"lines\": {\"begin\": %u}}}", finding->line);
	buf_free(&text);
}

void
diags_print_codequality(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;
	size_t i;

	findings_collect(&findings, diags, view);
	buf_char(buf, '[');
	for (i = 0; i < findings.count; i++) {
		buf_text(buf, i > 0 ? ",\n  " : "\n  ");
		print_quality(buf, &findings.items[i]);
	}
	buf_text(buf, "]\n");
	findings_free(&findings);
}

/* reviewdog puts the message into comments as Markdown. */
static void
print_markdown(struct buf *buf, const struct finding *finding)
{
	struct buf text = {0};

	md_span(&text, slice_of(finding->message));
	if (finding->hint != NULL) {
		buf_text(&text, "\n\nhint: ");
		md_span(&text, slice_of(finding->hint));
	}
	print_member(buf, "message", text.data);
	buf_free(&text);
}

static void
print_rdjson(struct buf *buf, const struct finding *finding)
{
	buf_char(buf, '{');
	print_markdown(buf, finding);
	buf_text(buf, ", \"location\": {");
	print_member(buf, "path", finding->file);
	buf_printf(buf, ", \"range\": {\"start\": {\"line\": %u", finding->line);
	if (finding->byte_column > 0)
		buf_printf(buf, ", \"column\": %u", finding->byte_column);
	buf_printf(buf, "}}}, \"severity\": \"%s\", \"code\": {",
	    severities[finding->diag->severity].rdjson);
	print_member(buf, "value", finding->rule);
	buf_text(buf, "}}");
}

void
diags_print_rdjson(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;
	size_t i;

	findings_collect(&findings, diags, view);
	buf_text(buf, "{\"source\": {\"name\": \"zoneward\"}, \"diagnostics\": [");
	for (i = 0; i < findings.count; i++) {
		buf_text(buf, i > 0 ? ",\n  " : "\n  ");
		print_rdjson(buf, &findings.items[i]);
	}
	buf_text(buf, "]}\n");
	findings_free(&findings);
}
