/* Forgejo and Gitea: like GitHub, but for a few paths and names. */
#include "forge/internal.h"

#include <string.h>

#define REPOSITORY "/repos/{repository}"
#define ISSUES "write:issue"

static const struct forge_path routes[ROUTES] = {
    [ROUTE_ME] = {"GET", "/user", "read:user"},
    [ROUTE_REQUEST] = {"GET", REPOSITORY "/pulls/{number}", "read:repository"},
    /* One, not a list: the request whose merge made this commit. */
    [ROUTE_REQUESTS_OF] = {"GET", REPOSITORY "/commits/{commit}/pull", "read:repository"},
    [ROUTE_REPOSITORY] = {"GET", REPOSITORY, "read:repository"},
    [ROUTE_SELF] = {"GET", NULL, NULL},
    [ROUTE_RULES] = {"GET", NULL, NULL},
    [ROUTE_BRANCH] = {"GET", REPOSITORY "/branches/{branch}", "read:repository"},
    [ROUTE_CONTAINS] = {"GET", NULL, NULL},
    [ROUTE_COMMENTS] = {"GET", REPOSITORY "/issues/{number}/comments", "read:issue"},
    [ROUTE_COMMENT_NEW] = {"POST", REPOSITORY "/issues/{number}/comments", ISSUES},
    [ROUTE_COMMENT_EDIT] = {"PATCH", REPOSITORY "/issues/comments/{id}", ISSUES},
    [ROUTE_STATUS] = {"POST", REPOSITORY "/statuses/{commit}", "write:repository"},
    [ROUTE_STATUSES] = {"GET", REPOSITORY "/commits/{commit}/statuses?limit=50", "read:repository"},
    [ROUTE_ISSUES] = {"GET", REPOSITORY "/issues?state=open&type=issues&limit=50", "read:issue"},
    [ROUTE_ISSUE_NEW] = {"POST", REPOSITORY "/issues", ISSUES},
    [ROUTE_ISSUE_EDIT] = {"PATCH", REPOSITORY "/issues/{number}", ISSUES},
};

static const struct forge_words words = {
    .request = "pull request",
    .author = "user",
    .login = "login",
    .robot = NULL,
    .status_name = "context",
    .status_author = "creator",
    .failure = "failure",
    .issue_text = "body",
    .issue_number = "number",
    .depth_hint = "set fetch-depth: 0 in the step of actions/checkout",
    .rights_hint = "use the token of a robot account of yours with the scope ",
};

static const char *const tokens[] = {"ZONEWARD_FORGE_TOKEN", "FORGEJO_TOKEN", "GITEA_TOKEN",
    "GITHUB_TOKEN", NULL};

static bool
is_true(struct forge_run *run, const char *name)
{
	const char *value = forge_env(run, name);

	return value != NULL && strcmp(value, "true") == 0;
}

/* Old runners say no more than GitHub's; the path of their API is another one. */
static int
detect(struct forge_run *run, struct diags *diags)
{
	const char *api = forge_env(run, "GITHUB_API_URL");
	bool theirs = api != NULL && slice_ends(slice_of(api), slice_of("/api/v1"));

	if (!is_true(run, "FORGEJO_ACTIONS") && !is_true(run, "GITEA_ACTIONS") &&
	    !(is_true(run, "GITHUB_ACTIONS") && theirs))
		return 1;
	return forge_actions(run, diags);
}

static int
authorize(struct http_client *client, const struct forge_run *run)
{
	struct buf value = {0};
	int rc;

	buf_printf(&value, "token %s", run->token);
	rc = http_secret_header(client, "Authorization", buf_view(&value));
	buf_wipe(&value);
	return rc;
}

static const char *
read_tip(const cJSON *json)
{
	return forge_field(json, "commit", "id", NULL);
}

/* Of scopes nothing is told; but what the account may is. */
static void
look(struct forge *forge, const cJSON *json, const char *scopes, struct diags *diags)
{
	const char *name = forge->run->token_name;

	(void)scopes;
	if (forge_lacks(json, "push"))
		(void)diag_error(diags, "forge-rights", NULL, place_none,
		    "give it the right to write the repository's code",
		    "the account of the token in %s may not set statuses", name);
	else
		diag_warn(diags, "forge-rights-unknown", NULL, place_none,
		    "a token of your own needs the scopes write:issue and write:repository",
		    "whether the token in %s may write cannot be told without writing", name);
}

const struct forge_class forge_forgejo = {
    .name = "forgejo",
    .title = "Forgejo",
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
};
