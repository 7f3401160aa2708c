/* GitHub, also GitHub Enterprise. */
#include "forge/internal.h"

#include <string.h>

#define REPOSITORY "/repos/{repository}"
#define PULLS "pull-requests: write"

static const struct forge_path routes[ROUTES] = {
    [ROUTE_ME] = {"GET", "/user", "a user"},
    [ROUTE_REQUEST] = {"GET", REPOSITORY "/pulls/{number}", "pull-requests: read"},
    [ROUTE_REQUESTS_OF] = {"GET", REPOSITORY "/commits/{commit}/pulls?per_page=100",
	"pull-requests: read"},
    [ROUTE_REPOSITORY] = {"GET", REPOSITORY, "metadata: read"},
    [ROUTE_SELF] = {"GET", NULL, NULL},
    [ROUTE_RULES] = {"GET", REPOSITORY "/rules/branches/{branch}", "metadata: read"},
    [ROUTE_BRANCH] = {"GET", REPOSITORY "/branches/{branch}", "contents: read"},
    [ROUTE_CONTAINS] = {"GET", REPOSITORY "/compare/{commit}...{branch}?per_page=1",
	"contents: read"},
    [ROUTE_COMMENTS] = {"GET", REPOSITORY "/issues/{number}/comments?per_page=100",
	"pull-requests: read"},
    [ROUTE_COMMENT_NEW] = {"POST", REPOSITORY "/issues/{number}/comments", PULLS},
    [ROUTE_COMMENT_EDIT] = {"PATCH", REPOSITORY "/issues/comments/{id}", PULLS},
    [ROUTE_STATUS] = {"POST", REPOSITORY "/statuses/{commit}", "statuses: write"},
    [ROUTE_STATUSES] = {"GET", REPOSITORY "/commits/{commit}/statuses?per_page=100",
	"statuses: read"},
    [ROUTE_ISSUES] = {"GET", REPOSITORY "/issues?state=open&per_page=100", "issues: read"},
    [ROUTE_ISSUE_NEW] = {"POST", REPOSITORY "/issues", "issues: write"},
    [ROUTE_ISSUE_EDIT] = {"PATCH", REPOSITORY "/issues/{number}", "issues: write"},
};

static const struct forge_words words = {
    .request = "pull request",
    .author = "user",
    .login = "login",
    .robot = "github-actions[bot]",
    .status_name = "context",
    .status_author = "creator",
    .failure = "failure",
    .issue_text = "body",
    .issue_number = "number",
    .depth_hint = "set fetch-depth: 0 in the step of actions/checkout",
    .rights_hint = "in the workflow give the job, under permissions: ",
};

static const char *const tokens[] = {"ZONEWARD_FORGE_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", NULL};

static int
detect(struct forge_run *run, struct diags *diags)
{
	const char *actions = forge_env(run, "GITHUB_ACTIONS");

	if (actions == NULL || strcmp(actions, "true") != 0)
		return 1;
	return forge_actions(run, diags);
}

static int
authorize(struct http_client *client, const struct forge_run *run)
{
	struct buf value = {0};
	int rc;

	buf_printf(&value, "Bearer %s", run->token);
	rc = http_secret_header(client, "Authorization", buf_view(&value));
	buf_wipe(&value);
	if (rc == 0)
		rc = http_header(client, "Accept", slice_of("application/vnd.github+json"));
	/* Later ones leave out which commit a merge made. */
	if (rc == 0)
		rc = http_header(client, "X-GitHub-Api-Version", slice_of("2022-11-28"));
	return rc;
}

static const char *
read_tip(const cJSON *json)
{
	return forge_field(json, "commit", "sha", NULL);
}

static bool
contains(const cJSON *json, const char *commit)
{
	const char *status = forge_field(json, "status", NULL);

	(void)commit;
	return status != NULL && (strcmp(status, "ahead") == 0 || strcmp(status, "identical") == 0);
}

static bool
has_scope(const char *scopes, const char *wanted)
{
	size_t len;

	for (; *scopes != '\0'; scopes += len) {
		scopes += strspn(scopes, ", ");
		len = strcspn(scopes, ", ");
		if (len == strlen(wanted) && strncmp(scopes, wanted, len) == 0)
			return true;
	}
	return false;
}

/* Old tokens have scopes, which every answer names; those of jobs and apps tell nothing. */
static void
look(struct forge *forge, const cJSON *json, const char *scopes, struct diags *diags)
{
	bool open = cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(json, "private"));
	const char *name = forge->run->token_name;

	if (*scopes == '\0') {
		diag_warn(diags, "forge-rights-unknown", NULL, place_none,
		    "a job's token needs, under permissions: contents: read, pull-requests: "
		    "write, statuses: write; for drift issues: write",
		    "whether the token in %s may write cannot be told without writing", name);
		return;
	}
	if (!has_scope(scopes, "repo") && !(open && has_scope(scopes, "public_repo")))
		(void)diag_error(diags, "forge-rights", NULL, place_none,
		    open ? "give it the scope public_repo" : "give it the scope repo",
		    "the token in %s may not write comments and statuses: its scopes are %s", name,
		    scopes);
	else if (forge_lacks(json, "push"))
		(void)diag_error(diags, "forge-rights", NULL, place_none,
		    "give its account the role Write in the repository",
		    "the account of the token in %s may not set statuses", name);
}

const struct forge_class forge_github = {
    .name = "github",
    .title = "GitHub",
    .words = &words,
    .routes = routes,
    .tokens = tokens,
    .annotates = true,
    .comment_max = 65536,
    .detect = detect,
    .authorize = authorize,
    .read_request = forge_read_pull,
    .read_tip = read_tip,
    .look = look,
    .contains = contains,
};
