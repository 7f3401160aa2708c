/* Diagnostics as the formats of other programs want them. */
#include "report/findings.h"

#include "core/map.h"
#include "core/text.h"

#include <stdint.h>
#include <string.h>

#define DEFAULT_CONFIG "octodns.yaml"

static const char *
keep(struct arena *arena, struct buf *text)
{
	const char *kept = arena_text(arena, buf_view(text));

	buf_clear(text);
	return kept;
}

/* The place of the column in the bytes of its line. */
static uint32_t
byte_column(const struct diag_view *view, const struct finding *finding, struct buf *line)
{
	size_t at = 0;
	uint32_t column;

	if (view == NULL || view->lines == NULL || finding->column == 0)
		return 0;
	buf_clear(line);
	if (view->lines->line(view->lines->ctx, finding->file, finding->line, line) != 0)
		return 0;
	for (column = 1; column < finding->column && at < line->len; column++)
		(void)text_next(buf_view(line), &at);
	return (uint32_t)at + 1;
}

static void
add_key(struct buf *key, struct slice part)
{
	buf_slice(key, part);
	buf_char(key, '\0');
}

/*
 * Of what stays when other lines come and go: not of line numbers.  Equal ones,
 * which are rare, are told apart by their order.
 */
static void
make_fingerprint(struct findings *findings, struct finding *finding, struct map *seen,
    struct buf *text)
{
	const struct diag *diag = finding->diag;
	uintptr_t before;
	struct slice key;

	buf_clear(text);
	add_key(text, slice_of(finding->rule));
	add_key(text, slice_of(finding->file));
	add_key(text, diag->subject.zone);
	add_key(text, diag->subject.record);
	add_key(text, slice_of(diag->subject.type));
	add_key(text, slice_of(diag->message));
	key = arena_copy(&findings->arena, buf_view(text));
	before = (uintptr_t)map_get(seen, key);
	map_put(seen, key, (void *)(before + 1));
	if (before > 0)
		buf_printf(text, "%zu", (size_t)before);
	digest_text(buf_view(text), finding->fingerprint);
	buf_clear(text);
}

static void
fill(struct findings *findings, const struct diag *diag, const struct diag_view *view,
    struct map *seen, struct buf *text)
{
	struct finding *finding = &findings->items[findings->count++];
	const char *config = view != NULL && view->config != NULL ? view->config : DEFAULT_CONFIG;

	finding->diag = diag;
	finding->file = diag->at.file != NULL ? diag->at.file : config;
	finding->rule = diag->rule != NULL ? diag->rule : "zoneward";
	finding->line = diag->at.file != NULL && diag->at.line > 0 ? diag->at.line : 1;
	finding->column = diag->at.file != NULL && diag->at.line > 0 ? diag->at.column : 0;
	finding->byte_column = byte_column(view, finding, text);
	make_fingerprint(findings, finding, seen, text);
	report_message(text, diag);
	finding->message = keep(&findings->arena, text);
	if (diag->hint != NULL) {
		text_safe(text, slice_of(diag->hint));
		finding->hint = keep(&findings->arena, text);
	}
	if (diag->severity == SEVERITY_ERROR)
		findings->errors++;
	else
		findings->warnings++;
}

void
findings_collect(struct findings *findings, const struct diags *diags, const struct diag_view *view)
{
	size_t more = diags_more(diags), i;
	struct map seen = {0};
	struct buf text = {0};

	memset(findings, 0, sizeof(*findings));
	findings->items = arena_array(&findings->arena, diags->count + 1, sizeof(*findings->items));
	for (i = 0; i < diags->count; i++)
		fill(findings, &diags->items[i], view, &seen, &text);
	if (more > 0) {
		findings->more.severity = diags->errors > 0 ? SEVERITY_ERROR : SEVERITY_WARNING;
		findings->more.rule = "more-findings";
		findings->more.message =
		    arena_printf(&findings->arena, "%zu more findings are not listed", more);
		fill(findings, &findings->more, view, &seen, &text);
	}
	map_free(&seen);
	buf_free(&text);
}

void
findings_free(struct findings *findings)
{
	arena_free(&findings->arena);
	memset(findings, 0, sizeof(*findings));
}
