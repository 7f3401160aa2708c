/* GitLab, also self-managed. */
#include "forge/internal.h"

#include <string.h>

#define PROJECT "/projects/{repository}"
#define NOTES PROJECT "/merge_requests/{number}/notes"
#define API "api and the role Developer"
#define DEVELOPER 30

static const struct forge_path routes[ROUTES] = {
    [ROUTE_ME] = {"GET", "/user", "read_user"},
    [ROUTE_REQUEST] = {"GET", PROJECT "/merge_requests/{number}", "read_api"},
    [ROUTE_REQUESTS_OF] = {"GET",
	PROJECT "/repository/commits/{commit}/merge_requests?per_page=100", "read_api"},
    [ROUTE_REPOSITORY] = {"GET", PROJECT, "read_api"},
    [ROUTE_SELF] = {"GET", "/personal_access_tokens/self", "read_api"},
    [ROUTE_RULES] = {"GET", NULL, NULL},
    [ROUTE_BRANCH] = {"GET", PROJECT "/repository/branches/{branch}", "read_api"},
    [ROUTE_CONTAINS] = {"GET",
	PROJECT "/repository/merge_base?refs%5B%5D={commit}&refs%5B%5D={branch}", "read_api"},
    [ROUTE_COMMENTS] = {"GET", NOTES "?sort=asc&order_by=created_at&per_page=100", "read_api"},
    [ROUTE_COMMENT_NEW] = {"POST", NOTES, API},
    [ROUTE_COMMENT_EDIT] = {"PUT", NOTES "/{id}", API},
    [ROUTE_STATUS] = {"POST", PROJECT "/statuses/{commit}", API},
    /* Without "all" a later one of somebody else would hide ours. */
    [ROUTE_STATUSES] = {"GET",
	PROJECT "/repository/commits/{commit}/statuses?all=true&per_page=100", "read_api"},
    [ROUTE_ISSUES] = {"GET", PROJECT "/issues?state=opened&per_page=100", "read_api"},
    [ROUTE_ISSUE_NEW] = {"POST", PROJECT "/issues", API},
    [ROUTE_ISSUE_EDIT] = {"PUT", PROJECT "/issues/{number}", API},
};

static const struct forge_words words = {
    .request = "merge request",
    .author = "author",
    .login = "username",
    .robot = NULL,
    .status_name = "name",
    .status_author = "author",
    .failure = "failed",
    .issue_text = "description",
    .issue_number = "iid",
    .depth_hint = "set GIT_DEPTH: 0 in the variables of the job",
    .rights_hint = "a job token may only read: put a project access token into "
		   "ZONEWARD_FORGE_TOKEN, with the scope ",
};

static const char *const tokens[] = {"ZONEWARD_FORGE_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN", NULL};

static const char *
commit(struct forge_run *run, const char *name)
{
	const char *value = forge_env(run, name);

	return forge_is_commit(value) ? value : NULL;
}

/* The first of two variables that names a commit. */
static const char *
either(struct forge_run *run, const char *first, const char *second)
{
	const char *value = commit(run, first);

	return value != NULL ? value : commit(run, second);
}

/* A train tests what it is about to merge, after those before it: its commit's first parent. */
static void
take_train(struct forge_run *run)
{
	const char *kind = forge_env(run, "CI_MERGE_REQUEST_EVENT_TYPE");

	if (kind == NULL || strcmp(kind, "merge_train") != 0)
		return;
	run->queue = true;
	run->no_status = true;
	run->request = NULL;
	run->base = NULL;
	run->head = commit(run, "CI_COMMIT_SHA");
}

static void
take_request(struct forge_run *run)
{
	const char *from = forge_env(run, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID");

	run->request = forge_env(run, "CI_MERGE_REQUEST_IID");
	if (!forge_is_number(run->request))
		run->request = NULL;
	if (run->request == NULL)
		return;
	run->event = FORGE_REQUEST;
	run->repository = forge_env(run, "CI_MERGE_REQUEST_PROJECT_ID");
	run->target = forge_env(run, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME");
	/* Both tips are only told where the merge itself is tested. */
	run->base =
	    either(run, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "CI_MERGE_REQUEST_DIFF_BASE_SHA");
	run->head = either(run, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA");
	run->fork = from == NULL || run->repository == NULL || strcmp(from, run->repository) != 0;
	take_train(run);
}

static void
take_push(struct forge_run *run)
{
	const char *source = forge_env(run, "CI_PIPELINE_SOURCE");

	run->branch = forge_env(run, "CI_COMMIT_BRANCH");
	run->tag = forge_env(run, "CI_COMMIT_TAG");
	run->head = commit(run, "CI_COMMIT_SHA");
	if (source == NULL || strcmp(source, "push") != 0)
		return;
	run->event = FORGE_PUSH;
	run->base = commit(run, "CI_COMMIT_BEFORE_SHA");
}

static int
detect(struct forge_run *run, struct diags *diags)
{
	const char *gitlab = forge_env(run, "GITLAB_CI");

	(void)diags;
	if (gitlab == NULL || strcmp(gitlab, "true") != 0)
		return 1;
	run->api = forge_env(run, "CI_API_V4_URL");
	run->repository = forge_env(run, "CI_PROJECT_ID");
	run->main_branch = forge_env(run, "CI_DEFAULT_BRANCH");
	run->job_url = forge_env(run, "CI_JOB_URL");
	/* The job hands it on as a report of variables. */
	run->outputs = forge_env(run, "ZONEWARD_OUTPUTS");
	run->dotenv = true;
	take_push(run);
	take_request(run);
	if (!forge_is_number(run->repository))
		run->repository = NULL;
	return 0;
}

static int
authorize(struct http_client *client, const struct forge_run *run)
{
	bool job = strcmp(run->token_name, "CI_JOB_TOKEN") == 0;

	return http_secret_header(client, job ? "JOB-TOKEN" : "PRIVATE-TOKEN",
	    slice_of(run->token));
}

static void
read_request(const cJSON *json, struct forge_request *request, struct arena *arena)
{
	static const char *const commits[] = {"merge_commit_sha", "squash_commit_sha", "sha"};
	const char *head = forge_field(json, "sha", NULL),
		   *state = forge_field(json, "state", NULL);
	const char *target = forge_field(json, "target_branch", NULL), *text;
	const char *from = forge_id(json, "source_project_id", arena);
	const char *to = forge_id(json, "target_project_id", arena);
	size_t i;

	request->number = forge_id(json, "iid", arena);
	request->open = state != NULL && strcmp(state, "opened") == 0;
	request->merged = state != NULL && strcmp(state, "merged") == 0;
	request->fork = from == NULL || to == NULL || strcmp(from, to) != 0;
	if (forge_is_commit(head))
		request->head = arena_text(arena, slice_of(head));
	if (target != NULL)
		request->target = arena_text(arena, slice_of(target));
	for (i = 0; i < sizeof(commits) / sizeof(commits[0]); i++) {
		text = forge_field(json, commits[i], NULL);
		if (request->merged && forge_is_commit(text))
			request->commits[i] = arena_text(arena, slice_of(text));
	}
}

static const char *
read_tip(const cJSON *json)
{
	return forge_field(json, "commit", "id", NULL);
}

static bool
contains(const cJSON *json, const char *commit_id)
{
	const char *id = forge_field(json, "id", NULL);

	return id != NULL && strcmp(id, commit_id) == 0;
}

/* The higher of what the project and its group give. */
static double
role_of(const cJSON *json)
{
	static const char *const by[] = {"project_access", "group_access"};
	const cJSON *permissions = cJSON_GetObjectItemCaseSensitive(json, "permissions");
	double role = 0;
	size_t i;

	for (i = 0; i < sizeof(by) / sizeof(by[0]); i++) {
		const cJSON *level =
		    cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(permissions,
							 by[i]),
			"access_level");

		if (cJSON_IsNumber(level) && level->valuedouble > role)
			role = level->valuedouble;
	}
	return role;
}

static bool
has_scope(const cJSON *json, const char *wanted)
{
	const cJSON *scope;

	cJSON_ArrayForEach(scope, cJSON_GetObjectItemCaseSensitive(json, "scopes"))
	{
		if (cJSON_IsString(scope) && strcmp(scope->valuestring, wanted) == 0)
			return true;
	}
	return false;
}

static void
look(struct forge *forge, const cJSON *project, const char *scopes, struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_SELF, .quiet = true};
	const char *name = forge->run->token_name, *hint;
	cJSON *json = NULL;
	int rc = 1;

	(void)scopes;
	hint = arena_printf(&forge->arena, "%s" API, words.rights_hint);
	if (strcmp(name, "CI_JOB_TOKEN") != 0)
		rc = forge_ask(forge, &call, &json, diags);
	if (rc == 1)
		(void)diag_error(diags, "forge-rights", NULL, place_none, hint,
		    "the token in %s may not write comments and statuses", name);
	else if (rc == 0 && !has_scope(json, "api"))
		(void)diag_error(diags, "forge-rights", NULL, place_none, hint,
		    "the token in %s has not the scope api: it may not write comments and "
		    "statuses",
		    name);
	else if (rc == 0 && role_of(project) < DEVELOPER)
		(void)diag_error(diags, "forge-rights", NULL, place_none,
		    "make it a token of the project with the role Developer",
		    "the token in %s may not set statuses: its role is less than Developer", name);
	cJSON_Delete(json);
}

const struct forge_class forge_gitlab = {
    .name = "gitlab",
    .title = "GitLab",
    .words = &words,
    .routes = routes,
    .tokens = tokens,
    .comment_max = 900000,
    .detect = detect,
    .authorize = authorize,
    .read_request = read_request,
    .read_tip = read_tip,
    .look = look,
    .contains = contains,
};
