/* What the commands share. */
#include "cmd/common.h"

#include "core/file.h"
#include "core/log.h"
#include "core/text.h"
#include "engine/planning.h"
#include "report/report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum outcome
usage(const struct args *args, const char *fmt, ...)
{
	struct buf text = {0}, safe = {0};
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	text_safe(&safe, slice_of(message));
	buf_printf(&text, "zoneward: error: %s\nhint: zoneward %s --help shows how\n", safe.data,
	    args->command);
	(void)fputs(text.data, stderr);
	buf_free(&text);
	buf_free(&safe);
	return OUTCOME_USAGE;
}

bool
use_color(const struct args *args, int fd)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (args->color != NULL && strcmp(args->color, "auto") != 0)
		return strcmp(args->color, "always") == 0;
	return isatty(fd) == 1 && (no_color == NULL || *no_color == '\0') &&
	    (term == NULL || strcmp(term, "dumb") != 0);
}

size_t
terminal_columns(const struct args *args)
{
	struct winsize size;

	if (args->output != NULL || isatty(STDOUT_FILENO) != 1 ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

enum outcome
read_max_bytes(const struct args *args, size_t *max)
{
	unsigned long bytes;
	char *end;

	*max = 0;
	if (args->max_bytes == NULL)
		return OUTCOME_DONE;
	errno = 0;
	bytes = strtoul(args->max_bytes, &end, 10);
	if (errno != 0 || *end != '\0' || args->max_bytes[0] == '-' || bytes < REPORT_MIN_BYTES)
		return usage(args, "--max-bytes takes a number from %zu on", REPORT_MIN_BYTES);
	*max = bytes;
	return OUTCOME_DONE;
}

int
write_fd(int fd, struct slice text)
{
	while (text.len > 0) {
		ssize_t wrote = write(fd, text.data, text.len);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return -1;
		text = slice_sub(text, (size_t)wrote, text.len);
	}
	return 0;
}

int
print_result(const struct args *args, struct slice text)
{
	struct buf why = {0};
	int rc;

	if (args->output == NULL) {
		/* A reader that has seen enough is no failure. */
		if (write_fd(STDOUT_FILENO, text) == 0 || errno == EPIPE)
			return 0;
		(void)fprintf(stderr, "zoneward: error: cannot write the result: %s\n",
		    strerror(errno));
		return -1;
	}
	rc = file_replace(args->output, text, &why);
	if (rc != 0)
		(void)fprintf(stderr, "zoneward: error: %s\n", why.data);
	buf_free(&why);
	return rc;
}

const struct plan_format *
find_plan_format(const struct args *args)
{
	const char *name = args->format != NULL ? args->format : "text";
	const struct plan_format *format = plan_format_find(name);
	struct buf known = {0};
	size_t i;

	if (format != NULL)
		return format;
	for (i = 0; plan_formats[i].name != NULL; i++)
		buf_printf(&known, "%s%s", i > 0 ? ", " : "", plan_formats[i].name);
	(void)usage(args, "there is no format %s: %s", name, known.data);
	buf_free(&known);
	return NULL;
}

enum outcome
print_plan(const struct work *w, const struct plan_format *format, const struct plan *plan,
    size_t max_bytes)
{
	const struct args *args = w->args;
	struct plan_view view = {
	    .color = args->output == NULL && use_color(args, STDOUT_FILENO),
	    .columns = terminal_columns(args),
	    .max_bytes = max_bytes,
	    .diags = &w->diags,
	};
	struct buf out = {0};
	int rc;

	format->print(&out, plan, &view);
	rc = print_result(args, buf_view(&out));
	buf_free(&out);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

void
print_diags(struct work *work, int fd)
{
	struct line_source lines = {workspace_line, &work->workspace};
	struct buf text = {0};

	report_diags_text(&text, &work->diags, work->opened ? &lines : NULL,
	    use_color(work->args, fd));
	(void)write_fd(fd, buf_view(&text));
	buf_free(&text);
}

bool
names_zone(const char *word)
{
	size_t len = strlen(word);

	/* No name of a Git reference ends in a dot, as every zone's does, or has an asterisk. */
	if (strchr(word, '*') != NULL)
		return true;
	return len > 1 && word[len - 1] == '.' && strstr(word, "..") == NULL;
}

/* "A..B" and "A...B"; each end may be left out and is HEAD then. */
static void
read_range(struct work *w, const char *word, const char *dots)
{
	w->options.kind = WORKSPACE_RANGE;
	w->options.base = arena_text(&w->arena, slice_make(word, (size_t)(dots - word)));
	w->options.merge_base = dots[2] == '.';
	w->options.head = dots + (w->options.merge_base ? 3 : 2);
	if (*w->options.base == '\0')
		w->options.base = "HEAD";
}

static enum outcome
read_words(struct work *w, bool revision)
{
	const struct args *args = w->args;
	size_t first = 0;
	const char *word = args->rest.count > 0 ? args->rest.items[0] : NULL, *dots;

	if (args->worktree && args->staged)
		return usage(args, "--worktree and --staged exclude each other");
	w->options.kind = args->staged ? WORKSPACE_STAGED : WORKSPACE_WORKTREE;
	if (word != NULL && revision && !args->worktree && !args->staged && !names_zone(word)) {
		first = 1;
		dots = strstr(word, "..");
		if (dots != NULL) {
			read_range(w, word, dots);
		} else {
			w->options.kind = WORKSPACE_REVISION;
			w->options.revision = word;
		}
	}
	w->zones = args->rest.items + first;
	w->nzones = args->rest.count - first;
	return OUTCOME_DONE;
}

static enum outcome
read_jobs(struct work *w)
{
	char *end;
	long jobs;

	if (w->args->jobs == NULL)
		return OUTCOME_DONE;
	jobs = strtol(w->args->jobs, &end, 10);
	if (*end != '\0' || jobs < 1 || jobs > 256)
		return usage(w->args, "--jobs takes a number from 1 to 256");
	w->options.workers = (unsigned)jobs;
	return OUTCOME_DONE;
}

/* More machines than anyone has. */
#define MAX_SHARDS 9999

/* "2/5"; numbers count from 1, as CI systems count theirs. */
static enum outcome
read_shard(struct work *w)
{
	const char *text = w->args->shard;
	char *slash, *end;

	if (text == NULL)
		return OUTCOME_DONE;
	w->shard = (unsigned)strtoul(text, &slash, 10);
	end = slash;
	if (*slash == '/')
		w->shards = (unsigned)strtoul(slash + 1, &end, 10);
	if (end == slash || *end != '\0' || strlen(text) > 9 ||
	    text[strspn(text, "0123456789/")] != '\0' || w->shard < 1 || w->shard > w->shards ||
	    w->shards > MAX_SHARDS)
		return usage(w->args, "--shard takes I/N, such as 2/5, not %s", text);
	return OUTCOME_DONE;
}

/* "./configs/" as "configs": paths in a tree have no dots in them. */
static const char *
inner_path(struct work *w, const char *path)
{
	return path_join(&w->arena, slice_of(""), slice_of(path));
}

static enum outcome
open_disk(struct work *w)
{
	w->options.kind = WORKSPACE_DISK;
	w->options.config = w->args->config;
	w->options.root = "";
	w->options.lenient = w->args->all;
	w->zones = w->args->rest.items;
	w->nzones = w->args->rest.count;
	w->opened = true;
	return workspace_open(&w->workspace, &w->options, &w->diags) == 0 ? OUTCOME_DONE
									  : OUTCOME_INVALID;
}

enum outcome
work_open(struct work *w, const struct args *args, unsigned flags)
{
	enum outcome outcome;

	memset(w, 0, sizeof(*w));
	w->args = args;
	if ((flags & WORK_DISK) != 0)
		return open_disk(w);
	outcome = read_words(w, (flags & WORK_NO_REVISION) == 0);
	if (outcome == OUTCOME_DONE)
		outcome = read_jobs(w);
	if (outcome == OUTCOME_DONE)
		outcome = read_shard(w);
	if (outcome != OUTCOME_DONE)
		return outcome;
	if ((flags & WORK_RANGE_ONLY) != 0 && w->options.kind != WORKSPACE_RANGE)
		return usage(args, "a range is needed: BASE..HEAD");
	if (args->merge && w->options.kind != WORKSPACE_RANGE)
		return usage(args, "--merge needs a range: BASE..HEAD");
	if ((flags & WORK_NO_RANGE) != 0 && w->options.kind == WORKSPACE_RANGE)
		return usage(args, "one revision is needed, not a range");
	w->options.dir = args->dir;
	w->options.config = inner_path(w, args->config);
	w->options.root = inner_path(w, args->root);
	if ((flags & WORK_BRANCH) != 0 && w->options.kind == WORKSPACE_WORKTREE) {
		w->options.kind = WORKSPACE_REVISION;
		w->options.of_branch = true;
		w->options.branch = args->branch;
	}
	w->options.strict = args->strict;
	w->options.mode = args->in_hook ? REPO_HOOK : REPO_PLAIN;
	w->options.merge = args->merge;
	w->options.trust = (flags & WORK_CHECK) != 0 ? WORKSPACE_TRUST_RULES
	    : (flags & WORK_MERGED) != 0             ? WORKSPACE_TRUST_HEAD
						     : WORKSPACE_TRUST_BASE;
	if (w->options.config == NULL || *w->options.config == '\0')
		return usage(args, "--config %s is no path in the repository", args->config);
	if (w->options.root == NULL)
		return usage(args, "--root %s is outside the repository", args->root);
	w->opened = true;
	return workspace_open(&w->workspace, &w->options, &w->diags) == 0 ? OUTCOME_DONE
									  : OUTCOME_INVALID;
}

enum outcome
work_select(struct work *w)
{
	struct select_options options = {
	    .shard = w->shard,
	    .shards = w->shards,
	    .zones = w->zones,
	    .nzones = w->nzones,
	    .all = w->args->all,
	    .sources = w->args->sources.items,
	    .nsources = w->args->sources.count,
	    .targets = w->args->targets.items,
	    .ntargets = w->args->targets.count,
	    .any_ids = w->options.kind == WORKSPACE_DISK,
	};

	return select_zones(&w->workspace, &options, &w->selection, &w->diags) == 0
	    ? OUTCOME_DONE
	    : OUTCOME_INVALID;
}

enum outcome
work_plan(struct work *w, struct plan *plan)
{
	struct plan_request request = {
	    .selection = &w->selection,
	    .targets = w->args->targets.items,
	    .ntargets = w->args->targets.count,
	    .only_requested = w->args->only_requested,
	};

	return plan_zones(&w->workspace, &request, plan, &w->diags);
}

void
work_close(struct work *w)
{
	selection_free(&w->selection);
	if (w->opened)
		workspace_close(&w->workspace);
	diags_free(&w->diags);
	arena_free(&w->arena);
	memset(w, 0, sizeof(*w));
}

int
work_finish(struct work *w, enum outcome outcome)
{
	if (outcome != OUTCOME_USAGE && (w->diags.errors > 0 || log_level() != LOG_LEVEL_QUIET))
		print_diags(w, STDERR_FILENO);
	work_close(w);
	return (int)outcome;
}
