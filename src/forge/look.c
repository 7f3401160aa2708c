/* What a token may do, and how the default branch is guarded: asked, and never tried out. */
#include "forge/internal.h"

#include <string.h>

/* What jobs read, beside the branch; the right that each needs is in the table of routes. */
static const struct {
	enum forge_route route;
	const char *what;
} reads[] = {
    {ROUTE_REQUESTS_OF, "the requests of a commit"},
    {ROUTE_STATUSES, "the statuses of a commit"},
    {ROUTE_ISSUES, "issues"},
};

static void
look_at_reads(struct forge *forge, const char *tip, struct diags *diags)
{
	const struct forge_class *class = forge->run->class;
	size_t i;

	for (i = 0; i < sizeof(reads) / sizeof(reads[0]); i++) {
		struct forge_call call = {.route = reads[i].route, .commit = tip, .quiet = true};
		cJSON *json = NULL;

		if (forge_ask(forge, &call, &json, diags) == 1 && call.refused)
			(void)diag_error(diags, "forge-rights", NULL, place_none,
			    arena_printf(&forge->arena, "%s%s", class->words->rights_hint,
				class->routes[reads[i].route].right),
			    "the token in %s may not read %s", forge->run->token_name,
			    reads[i].what);
		cJSON_Delete(json);
	}
}

static void
look_at_branch(struct forge *forge, const char *name, struct diags *diags)
{
	struct forge_branch branch;
	int rc = forge_branch(forge, name, &branch, diags);

	if (rc == 1)
		(void)diag_error(diags, "forge-branch", NULL, place_none,
		    "push it; or give the token the right to read the repository",
		    "%s shows no branch %s", forge->run->class->title, name);
	if (rc != 0)
		return;
	if (!forge_protects(forge, name, &branch))
		(void)diag_error(diags, "branch-unprotected", NULL, place_none,
		    "protect it in the settings of the repository: no direct push, no force push, "
		    "and the check zoneward/plan required",
		    "branch %s is not protected at %s: who may push may apply", name,
		    forge->run->class->title);
	look_at_reads(forge, branch.tip, diags);
}

void
forge_look(struct forge *forge, struct diags *diags)
{
	const struct forge_class *class = forge->run->class;
	struct forge_call call = {.route = ROUTE_REPOSITORY, .header = "X-OAuth-Scopes"};
	const char *branch;
	cJSON *json = NULL;
	int rc;

	if (!forge_speaks(forge)) {
		diag_warn(diags, "forge-token", NULL, place_none,
		    arena_printf(&forge->arena, "put one into %s or %s", class->tokens[0],
			class->tokens[1]),
		    "there is no token for %s: jobs print what they would post, and apply nothing",
		    class->title);
		return;
	}
	rc = forge_ask(forge, &call, &json, diags);
	branch = forge_field(json, "default_branch", NULL);
	if (rc == 1)
		(void)diag_error(diags, "forge-rights", NULL, place_none,
		    "give the token the right to read the repository",
		    "%s does not show the repository to the token in %s", class->title,
		    forge->run->token_name);
	if (rc == 0)
		class->look(forge, json, call.value != NULL ? call.value : "", diags);
	if (rc == 0 && branch != NULL)
		look_at_branch(forge, branch, diags);
	cJSON_Delete(json);
}

bool
forge_lacks(const cJSON *json, const char *right)
{
	return cJSON_IsFalse(
	    cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, "permissions"),
		right));
}
