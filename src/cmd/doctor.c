/* zoneward doctor */
#include "engine/doctor.h"

#include "cmd/common.h"
#include "report/report.h"

#include <string.h>
#include <unistd.h>

static const struct option *const options[] = {&opt_format, &opt_output, NULL};

static void
print_text(const struct args *args, const struct diags *diags, struct buf *out)
{
	if (diags->count > 0)
		report_diags_text(out, diags, NULL,
		    args->output == NULL && use_color(args, STDOUT_FILENO));
	if (diags->errors == 0)
		buf_text(out, "nothing is wrong\n");
}

static int
run(const struct args *args)
{
	bool json = args->format != NULL && strcmp(args->format, "json") == 0;
	struct doctor doctor = {.dir = args->dir};
	struct arena arena = {0};
	struct diags diags = {0};
	struct buf out = {0};
	int status;

	if (args->format != NULL && !json && strcmp(args->format, "text") != 0)
		return (int)usage(args, "--format takes text or json, not %s", args->format);
	if (args->rest.count > 0)
		return (int)usage(args, "it takes no words");
	/* What is said here goes before the settings of the repository. */
	if (strcmp(args->config, "octodns.yaml") != 0)
		doctor.config = path_join(&arena, slice_of(""), slice_of(args->config));
	if (*args->root != '\0')
		doctor.root = path_join(&arena, slice_of(""), slice_of(args->root));
	doctor_look(&doctor, &diags);
	if (json)
		report_diags_json(&out, &diags);
	else
		print_text(args, &diags, &out);
	status = print_result(args, buf_view(&out)) != 0 || diags.errors > 0 ? OUTCOME_INVALID
									     : OUTCOME_DONE;
	buf_free(&out);
	diags_free(&diags);
	arena_free(&arena);
	return status;
}

const struct command doctor_command = {
    .name = "doctor",
    .synopsis = "",
    .summary = "find what would let a push through unseen, and say how to mend it",
    .details =
	"Looks at hooks (whether Git runs them, and whether they call zoneward), at the settings\n"
	"of the repository, its protected branch, whether its history is whole, the configuration\n"
	"of HEAD, and the variables that its providers need.  No provider is asked.  Run it as the\n"
	"user, and in the environment, that Git's hooks have.  In a job of GitHub, GitLab, Forgejo\n"
	"or Gitea it asks what the token may do, and whether the default branch is protected there;\n"
	"nothing is written.  Status 1 when something is wrong.\n",
    .options = options,
    .run = run,
};
