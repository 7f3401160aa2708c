/* What the commands of `zoneward ci` share: opening, planning, telling. */
#include "cmd/ci.h"
#include "core/log.h"
#include "core/text.h"
#include "engine/own_lines.h"
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

	plan_format_find("text")->print(&text, plan, NULL);
	ci_print(ci, buf_view(&text));
	buf_free(&text);
}

/* Where all of a plan is that a comment has no room for. */
static const char *
whole_of(struct ci *ci)
{
	const char *where =
	    ci->args->output != NULL ? "the job keeps the whole plan" : "the job's log has them";

	if (ci->run.job_url == NULL)
		return arena_printf(&ci->arena, "%s.", where);
	return arena_printf(&ci->arena, "%s, <%s>.", where, ci->run.job_url);
}

void
ci_markdown(struct ci *ci, const struct plan *plan, const struct diags *diags, size_t room,
    struct buf *out)
{
	struct plan_view view = {
	    .bare = true,
	    .max_bytes = room > REPORT_MIN_BYTES ? room : REPORT_MIN_BYTES,
	    .diags = diags,
	    .whole = whole_of(ci),
	    .allowing = arena_printf(&ci->arena,
		"When it is right all the same, somebody who may set the variables of the "
		"repository sets `ZONEWARD_ALLOW` to `%s` and runs this job again; the job that "
		"applies it takes the same word (`zoneward ci apply --allow`). It allows this "
		"plan and no other.",
		ci->digest),
	};

	plan_format_find("markdown")->print(out, plan, &view);
}

void
ci_annotate(struct ci *ci)
{
	struct diag_view view = {.config = ""};
	struct diags own = {0}, *shown = &ci->work.diags;
	struct buf out = {0};
	size_t others;

	if (ci->run.class == NULL || !forge_annotates(&ci->run))
		return;
	if (ci->run.event == FORGE_REQUEST && ci->opened && ci->work.workspace.base != NULL) {
		others = own_lines(&ci->work.workspace, &ci->work.diags, &own);
		shown = &own;
		if (others > 0)
			ci_say(ci,
			    "%zu finding%s not on lines that the %s changes: below and in the "
			    "comment, not beside the lines",
			    others, others == 1 ? " is" : "s are", forge_word_request(&ci->run));
	}
	diag_format_find("github")->print(&out, shown, &view);
	diag_format_find("github")->print(&out, &ci->diags, &view);
	(void)write_fd(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
	diags_free(&own);
}

enum outcome
ci_judge(struct ci *ci, const char *what)
{
	const char *unsafe = plan_unsafe(&ci->plan);
	struct buf hint = {0};

	if (unsafe == NULL || unsafe_allowed(ci->args, &ci->plan))
		return OUTCOME_DONE;
	unsafe_hint(ci->args, &ci->plan, &hint);
	(void)ci_error(ci, OUTCOME_REFUSED, hint.data, "%sthe plan is unsafe: %s", what, unsafe);
	buf_free(&hint);
	return OUTCOME_REFUSED;
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
ci_open(struct ci *ci, const char *range, unsigned flags)
{
	enum outcome outcome;

	ci->word = range;
	ci->words.rest = (struct words){.items = &ci->word, .count = 1, .cap = 1};
	ci->opened = true;
	outcome = work_open(&ci->work, &ci->words, flags);
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
