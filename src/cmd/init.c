/* zoneward init */
#include "cmd/common.h"
#include "engine/installing.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_hook, NULL};

static void
tell_hook(const struct installed *installed, struct buf *out)
{
	buf_printf(out, "%s: %s\n", installed->path,
	    installed->was_there ? "was there already" : "installed");
	if (installed->protected != NULL)
		buf_printf(out, "%s is protected: it is not rewritten or deleted by a push\n",
		    installed->protected);
}

static int
start_hook(const struct args *args, struct buf *out, struct diags *diags)
{
	struct installed installed;
	struct arena arena = {0};
	int rc = install_hook(args->dir, args->rest.count > 0 ? args->rest.items[0] : NULL,
	    &installed, &arena, diags);

	if (rc == 0)
		tell_hook(&installed, out);
	arena_free(&arena);
	return rc;
}

static int
start_estate(const struct args *args, struct buf *out, struct diags *diags)
{
	struct arena arena = {0};
	const char *config = path_join(&arena, slice_of(""), slice_of(args->config));
	int rc;

	if (config == NULL || *config == '\0')
		rc = diag_error(diags, "init", NULL, place_none, NULL,
		    "--config %s is no path in the directory", args->config);
	else
		rc = write_start(args->dir, config, args->rest.items, args->rest.count, diags);
	if (rc == 0)
		buf_printf(out, "%s and zones/ are there; see what they say with: zoneward plan\n",
		    config);
	arena_free(&arena);
	return rc;
}

static int
run(const struct args *args)
{
	struct diags diags = {0};
	struct buf out = {0}, faults = {0};
	int rc;

	if (args->hook && args->rest.count > 1)
		return (int)usage(args, "--hook takes one name");
	rc = args->hook ? start_hook(args, &out, &diags) : start_estate(args, &out, &diags);
	if (diags.count > 0) {
		report_diags_text(&faults, &diags, NULL, use_color(args, STDERR_FILENO));
		(void)write_fd(STDERR_FILENO, buf_view(&faults));
	}
	if (rc == 0 && !args->quiet)
		rc = print_result(args, buf_view(&out));
	buf_free(&out);
	buf_free(&faults);
	diags_free(&diags);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

const struct command init_command = {
    .name = "init",
    .synopsis = "[ZONE...] | --hook [NAME]",
    .summary = "write a configuration to begin with, or put a hook into the repository",
    .details =
	"Writes octodns.yaml and a file in zones/ for each ZONE (example.com. without one), or with\n"
	"--hook the hook NAME of Git: pre-receive, update, post-receive, pre-commit or pre-push; by\n"
	"itself pre-receive in a bare repository and pre-commit in another.  Nothing that is there\n"
	"is overwritten.  pre-receive and update also protect the branch that HEAD names, unless\n"
	"zoneward.protected says what is.\n"
	"\n"
	"  zoneward init example.org.\n"
	"  zoneward -C /srv/git/dns.git init --hook\n",
    .options = options,
    .run = run,
};
