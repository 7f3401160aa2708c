/* What would let a push through unseen, and how to mend it. */
#include "engine/doctor.h"

#include "config/secrets.h"
#include "engine/validate.h"

#include <string.h>

struct receiving {
	bool keeps_history, keeps_branches; /* receive.denyNonFastForwards, …denyDeletes */
};

static void
read_receive(void *ctx, const char *name, const char *value)
{
	struct receiving *receiving = ctx;

	if (strcmp(name, "denynonfastforwards") == 0)
		(void)repo_setting_bool(value, &receiving->keeps_history);
	if (strcmp(name, "denydeletes") == 0)
		(void)repo_setting_bool(value, &receiving->keeps_branches);
}

static void
check_clone(struct doctor *doctor)
{
	const char *hint = repo_missing_hint(doctor->repo);

	if (hint != NULL)
		(void)diag_error(doctor->diags, "repository-incomplete", NULL, place_none, hint,
		    "objects of the repository are missing: what changed cannot always be told");
}

/* On a server: whether the branch that counts is checked, and only grows. */
static void
check_branch(struct doctor *doctor)
{
	const char *branch = repo_default_branch(doctor->repo, &doctor->arena);
	struct receiving receiving = {false, false};

	if (repo_workdir(doctor->repo) != NULL || branch == NULL ||
	    repo_settings(doctor->repo, "receive", read_receive, &receiving, doctor->diags) != 0)
		return;
	if (!hook_checks(&doctor->settings, slice_of(branch)))
		(void)diag_error(doctor->diags, "branch-unchecked", NULL, place_none,
		    arena_printf(&doctor->arena, "run: git config --add zoneward.refs %s", branch),
		    "pushes to %s are not checked: zoneward.refs does not name it", branch);
	if (hook_globs_match(&doctor->settings.protected, slice_of(branch)) ||
	    (receiving.keeps_history && receiving.keeps_branches))
		return;
	(void)diag_error(doctor->diags, "branch-unprotected", NULL, place_none,
	    arena_printf(&doctor->arena, "run: git config --add zoneward.protected %s", branch),
	    "the history of %s can be rewritten, and the branch deleted, by a push", branch);
}

/* Options may be nested; far less deep than this. */
#define OPTION_DEPTH 8

static void
check_secret(struct doctor *doctor, const struct provider_config *provider, const struct node *node,
    unsigned depth)
{
	enum severity severity = doctor->applies && doctor->settings.after != HOOK_AFTER_NOTHING
	    ? SEVERITY_ERROR
	    : SEVERITY_WARNING;
	const struct node *value;
	const char *missing = NULL;
	struct arena arena = {0};
	size_t i;

	if (depth < OPTION_DEPTH && node->kind == NODE_MAP) {
		for (i = 0; i < node->u.map.count; i++)
			check_secret(doctor, provider, node->u.map.pairs[i].value, depth + 1);
	} else if (depth < OPTION_DEPTH && node->kind == NODE_LIST) {
		for (i = 0; i < node->u.list.count; i++)
			check_secret(doctor, provider, node->u.list.items[i], depth + 1);
	} else if (secret_resolve(&arena, node, &value, &missing) != 0 && missing != NULL) {
		(void)diag_add(doctor->diags, severity, "secret-unset", NULL, node_place(node),
		    "plan and apply need it where they run; checking needs none",
		    "provider %s: the variable %s is not set", provider->id, missing);
	}
	arena_wipe(&arena);
}

static void
check_providers(struct doctor *doctor, const struct config *config)
{
	size_t i;

	for (i = 0; i < config->nproviders; i++) {
		const struct provider_config *provider = &config->providers[i];

		if (provider->broken)
			continue;
		(void)provider_check(provider, doctor->diags);
		check_secret(doctor, provider, provider->options, 0);
	}
}

/* The configuration that pushes are judged by: that of HEAD. */
static void
check_config(struct doctor *doctor)
{
	struct workspace_options options = {
	    .dir = doctor->dir,
	    .config = doctor->config,
	    .root = doctor->root,
	    .kind = WORKSPACE_REVISION,
	    .revision = "HEAD",
	};
	struct workspace workspace;
	struct oid head;

	if (repo_reference(doctor->repo, "HEAD", &head) != 0) {
		diag_warn(doctor->diags, "repository-empty", NULL, place_none,
		    "push a first commit, then look again",
		    "there is no commit yet: the configuration could not be looked at");
		return;
	}
	if (workspace_open(&workspace, &options, doctor->diags) == 0)
		check_providers(doctor, workspace.config);
	workspace_close(&workspace);
}

static void
look(struct doctor *doctor)
{
	int rc = hook_settings_read(doctor->repo, &doctor->settings, doctor->diags);

	if (doctor->config == NULL)
		doctor->config =
		    *doctor->settings.config != '\0' ? doctor->settings.config : "octodns.yaml";
	if (doctor->root == NULL)
		doctor->root = doctor->settings.root;
	check_clone(doctor);
	doctor_hooks(doctor);
	if (rc == 0)
		check_branch(doctor);
	check_config(doctor);
	doctor_forge(doctor);
	hook_settings_free(&doctor->settings);
}

void
doctor_look(struct doctor *doctor, struct diags *diags)
{
	int rc;

	doctor->diags = diags;
	rc = repo_open(&doctor->repo, doctor->dir, REPO_PLAIN, diags);
	if (rc == 0)
		look(doctor);
	else if (rc > 0)
		(void)diag_error(diags, "git-repository", NULL, (struct place){doctor->dir, 0, 0},
		    "give its place with -C DIR", "is not in a Git repository");
	repo_close(doctor->repo);
	arena_free(&doctor->arena);
}
