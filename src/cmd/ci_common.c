/* What the commands of `zoneward ci` share: opening, planning, telling. */
#include "cmd/ci.h"
#include "core/log.h"
#include "core/text.h"
#include "report/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum outcome
ci_error(struct ci *ci, enum outcome outcome, const char *hint, const char *fmt, ...)
{
	char message[1024];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	(void)diag_error(&ci->diags, "ci", NULL, place_none, hint, "%s", message);
	return outcome;
}

void
ci_say(const struct ci *ci, const char *fmt, ...)
{
	char message[1024];
	struct buf safe = {0};
	va_list ap;

	(void)ci;
	if (log_level() == LOG_LEVEL_QUIET)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	buf_text(&safe, "zoneward: ");
	text_safe(&safe, slice_of(message));
	buf_char(&safe, '\n');
	(void)write_fd(STDERR_FILENO, buf_view(&safe));
	buf_free(&safe);
}

void
ci_print(const struct ci *ci, struct slice text)
{
	struct buf out = {0};

	/* A runner reads every line of a log for commands. */
	while (text.len > 0) {
		size_t len = slice_find(text, '\n');

		buf_text(&out, forge_annotates(&ci->run) ? "| " : "");
		buf_slice(&out, slice_sub(text, 0, len));
		buf_char(&out, '\n');
		text = slice_sub(text, len + 1, text.len);
	}
	(void)write_fd(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
}

void
ci_print_plan(const struct ci *ci, const struct plan *plan)
{
	struct buf text = {0};

	plan_format_find("text")->print(&text, plan, false);
	ci_print(ci, buf_view(&text));
	buf_free(&text);
}

void
ci_markdown(const struct plan *plan, struct buf *out)
{
	struct buf text = {0};
	struct slice rest;

	plan_format_find("markdown")->print(&text, plan, false);
	/* Its own marker does not know of configurations. */
	rest = buf_view(&text);
	buf_slice(out, slice_sub(rest, slice_find(rest, '\n') + 1, rest.len));
	buf_free(&text);
}

static void
print_escaped(struct buf *out, const char *text, bool property)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", c);
		else
			buf_char(out, (char)c);
	}
}

void
ci_annotate(const struct ci *ci, const struct diags *diags)
{
	struct buf out = {0};
	size_t i;

	if (ci->run.class == NULL || !forge_annotates(&ci->run))
		return;
	for (i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		buf_printf(&out, "::%s ", diag->severity == SEVERITY_ERROR ? "error" : "warning");
		if (diag->at.file != NULL) {
			buf_text(&out, "file=");
			print_escaped(&out, diag->at.file, true);
			buf_printf(&out, ",line=%u,", diag->at.line > 0 ? diag->at.line : 1);
		}
		buf_text(&out, "title=zoneward ");
		print_escaped(&out, diag->rule, true);
		buf_text(&out, "::");
		print_escaped(&out, diag->message, false);
		if (diag->hint != NULL) {
			buf_text(&out, "%0A");
			print_escaped(&out, diag->hint, false);
		}
		buf_char(&out, '\n');
	}
	(void)write_fd(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
}

static void
show_call(void *ctx, const char *call, const char *body)
{
	struct ci *ci = ctx;
	struct buf text = {0};

	buf_text(&text, "would send ");
	text_safe(&text, slice_of(call));
	buf_char(&text, '\n');
	if (body != NULL) {
		text_safe(&text, slice_of(body));
		buf_char(&text, '\n');
	}
	ci_print(ci, buf_view(&text));
	buf_free(&text);
}

enum outcome
ci_forge_open(struct ci *ci)
{
	struct forge_options options = {
	    .dry_run = ci->args->dry_run,
	    .show = show_call,
	    .show_ctx = ci,
	};

	return forge_open(&ci->forge, &ci->run, &options, &ci->diags) == 0 ? OUTCOME_DONE
									   : OUTCOME_PROVIDER;
}

enum outcome
ci_open(struct ci *ci, const char *range)
{
	enum outcome outcome;

	ci->words = *ci->args;
	ci->word = range;
	ci->words.rest = (struct words){.items = &ci->word, .count = 1, .cap = 1};
	ci->opened = true;
	outcome = work_open(&ci->work, &ci->words, 0);
	if (outcome == OUTCOME_DONE)
		outcome = work_select(&ci->work);
	if (outcome == OUTCOME_DONE && ci->work.diags.errors > 0)
		outcome = OUTCOME_INVALID;
	return outcome;
}

enum outcome
ci_make_plan(struct ci *ci)
{
	struct work *w = &ci->work;
	struct diags_mark mark = diags_mark(&w->diags);
	struct validated result;
	enum outcome outcome = OUTCOME_INVALID;

	if (validate_zones(&w->workspace, &w->selection, &w->diags, &result) == 0) {
		/* Planning says again what was warned of. */
		diags_rollback(&w->diags, mark);
		outcome = work_plan(w, &ci->plan);
	}
	ci_annotate(ci, &w->diags);
	if (outcome == OUTCOME_DONE)
		plan_digest(&ci->plan, ci->digest);
	return outcome;
}

void
ci_hand_on(struct ci *ci)
{
	const char *changes = plan_changes(&ci->plan) > 0 ? "true" : "false";

	(void)forge_output(&ci->run, "changes", changes, &ci->diags);
	(void)forge_output(&ci->run, "digest", ci->digest, &ci->diags);
}

const char *
ci_status_name(struct ci *ci, const char *what)
{
	if (ci->config == NULL)
		return arena_printf(&ci->arena, "zoneward/%s", what);
	return arena_printf(&ci->arena, "zoneward/%s (%s)", what, ci->config);
}
