/* zoneward versions */
#include "cmd/common.h"
#include "core/text.h"
#include "provider/registry.h"

static const struct option *const options[] = {&opt_worktree, &opt_output, &opt_strict, NULL};

static void
print_plugins(struct buf *out, const char *what, const struct provider_config *list, size_t count,
    bool providers)
{
	size_t i;

	for (i = 0; i < count; i++) {
		buf_printf(out, "%s ", what);
		text_safe(out, slice_of(list[i].id));
		buf_text(out, ": ");
		text_safe(out, list[i].class_path);
		if (providers)
			buf_text(out,
			    provider_class_find(list[i].class_name) != NULL ? ", built in"
									    : ", not built in");
		buf_char(out, '\n');
	}
}

static enum outcome
print_versions(struct work *w)
{
	const struct config *config = w->workspace.config;
	struct buf out = {0};
	int rc;

	buf_text(&out, "zoneward " ZONEWARD_VERSION "\n");
	print_plugins(&out, "provider", config->providers, config->nproviders, true);
	print_plugins(&out, "processor", config->processors, config->nprocessors, false);
	rc = print_result(w->args, buf_view(&out));
	buf_free(&out);
	return rc == 0 && w->diags.errors == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

static int
run(const struct args *args)
{
	struct work w;
	enum outcome outcome = work_open(&w, args, WORK_NO_RANGE);

	if (outcome == OUTCOME_DONE && w.nzones > 0)
		outcome = usage(args, "it takes a revision, and no zones");
	if (outcome == OUTCOME_DONE)
		outcome = print_versions(&w);
	return work_finish(&w, outcome);
}

const struct command versions_command = {
    .name = "versions",
    .synopsis = "[REV | --worktree]",
    .summary = "print the version, and which providers of the configuration are built in",
    .details = "No provider is contacted, and no secret is needed.\n"
	       "\n"
	       "  zoneward versions\n",
    .options = options,
    .run = run,
};
