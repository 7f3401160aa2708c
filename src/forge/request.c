/* Requests and branches. */
#include "forge/internal.h"

#include "core/mem.h"

#include <string.h>
#include <time.h>

#define LOOKS 3 /* a merge is known to the list of a commit's requests a little later */
#define PAUSE_MS 2000

int
forge_request(struct forge *forge, const char *number, struct forge_request *request,
    struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_REQUEST, .number = number};
	cJSON *json = NULL;
	int rc = forge_ask(forge, &call, &json, diags);

	memset(request, 0, sizeof(*request));
	if (rc == 0)
		forge->run->class->read_request(json, request, &forge->arena);
	cJSON_Delete(json);
	if (rc == 0 && (request->number == NULL || request->target == NULL))
		rc = 1;
	if (rc == 1) {
		return diag_error(diags, FORGE_RULE, NULL, place_none,
		    "see whether the token may read it", "%s: there is no %s %s",
		    forge->run->class->title, forge->run->class->words->request, number);
	}
	return rc;
}

struct merged {
	struct forge *forge;
	const char *commit, *branch;
	struct forge_request *best;
	bool exact;
	size_t count;
};

static bool
look_at(void *ctx, const cJSON *json)
{
	struct merged *merged = ctx;
	struct forge_request request = {0};
	bool exact = false;
	size_t i;

	merged->forge->run->class->read_request(json, &request, &merged->forge->arena);
	if (!request.merged || request.number == NULL || request.target == NULL ||
	    strcmp(request.target, merged->branch) != 0)
		return true;
	for (i = 0; i < sizeof(request.commits) / sizeof(request.commits[0]); i++) {
		if (request.commits[i] != NULL && strcmp(request.commits[i], merged->commit) == 0)
			exact = true;
	}
	if (merged->exact && !exact)
		return true;
	merged->count = exact && !merged->exact ? 1 : merged->count + 1;
	merged->exact = exact;
	*merged->best = request;
	return true;
}

static void
wait_ms(unsigned ms)
{
	struct timespec pause = {ms / 1000, (long)(ms % 1000) * 1000000};

	(void)nanosleep(&pause, NULL);
}

int
forge_merged_request(struct forge *forge, const char *commit, const char *branch, bool patient,
    struct forge_request *request, struct diags *diags)
{
	struct merged merged = {forge, commit, branch, request, false, 0};
	struct forge_call call = {.route = ROUTE_REQUESTS_OF, .commit = commit};
	unsigned look;

	memset(request, 0, sizeof(*request));
	for (look = 0; look < (patient ? LOOKS : 1) && merged.count == 0; look++) {
		if (look > 0)
			wait_ms(forge->options.pause_ms > 0 ? forge->options.pause_ms : PAUSE_MS);
		if (forge_each(forge, &call, look_at, &merged, diags) != 0)
			return -1;
	}
	if (merged.count <= 1)
		return merged.count == 0 ? 1 : 0;
	return diag_error(diags, FORGE_RULE, NULL, place_none,
	    "apply it by hand: zoneward apply --expect DIGEST",
	    "%zu merged %ss have commit %.12s, and none is known to have put it on %s",
	    merged.count, forge->run->class->words->request, commit, branch);
}

/* What newer forges have beside the protection of a branch: rules that it is under. */
static bool
has_rules(struct forge *forge, const char *name)
{
	static const char *const keeping[] = {"pull_request", "update", "non_fast_forward"};
	struct forge_call call = {.route = ROUTE_RULES, .branch = name, .quiet = true};
	struct diags quiet = {0};
	const cJSON *rule;
	cJSON *json = NULL;
	bool found = false;
	size_t i;

	if (forge->run->class->routes[ROUTE_RULES].path == NULL)
		return false;
	(void)forge_ask(forge, &call, &json, &quiet);
	cJSON_ArrayForEach(rule, json)
	{
		const char *type = forge_field(rule, "type", NULL);

		for (i = 0; i < sizeof(keeping) / sizeof(keeping[0]); i++)
			found |= type != NULL && strcmp(type, keeping[i]) == 0;
	}
	cJSON_Delete(json);
	diags_free(&quiet);
	return found;
}

int
forge_branch(struct forge *forge, const char *name, struct forge_branch *branch,
    struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_BRANCH, .branch = name};
	cJSON *json = NULL;
	int rc = forge_ask(forge, &call, &json, diags);
	const char *tip = rc == 0 ? forge->run->class->read_tip(json) : NULL;

	memset(branch, 0, sizeof(*branch));
	if (tip != NULL && forge_is_commit(tip))
		branch->tip = arena_text(&forge->arena, slice_of(tip));
	branch->is_protected = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, "protected"));
	cJSON_Delete(json);
	if (rc == 0 && branch->tip == NULL)
		rc = 1;
	return rc;
}

bool
forge_protects(struct forge *forge, const char *name, const struct forge_branch *branch)
{
	return branch->is_protected || has_rules(forge, name);
}

int
forge_contains(struct forge *forge, const char *branch, const char *commit, struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_CONTAINS, .branch = branch, .commit = commit};
	cJSON *json = NULL;
	int rc;

	if (forge->run->class->routes[ROUTE_CONTAINS].path == NULL)
		return 2;
	rc = forge_ask(forge, &call, &json, diags);
	if (rc == 0)
		rc = forge->run->class->contains(json, commit) ? 1 : 0;
	else if (rc == 1)
		rc = 0;
	cJSON_Delete(json);
	return rc;
}
