/* The one comment, and the one issue, that are ours and are kept up to date. */
#include "forge/internal.h"

#include "core/text.h"

#include <string.h>

struct search {
	struct forge *forge;
	const char *kind, *config, *text, *number;
	struct forge_comment *found;
	struct diags *diags;
	bool have;
	int rc;
};

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void
warn_foreign(struct search *search, const cJSON *json)
{
	const struct forge_words *words = search->forge->run->class->words;
	const char *login = forge_field(json, words->author, words->login, NULL);
	struct buf name = {0};

	text_safe(&name, slice_of(login != NULL ? login : "a deleted account"));
	diag_warn(search->diags, "forge-comment", NULL, place_none,
	    search->forge->my_login == NULL && search->forge->my_id == NULL
		? "the token may not ask whose it is: name the account in ZONEWARD_FORGE_ACCOUNT"
		: "when it is yours, name its account in ZONEWARD_FORGE_ACCOUNT",
	    "a comment of %s looks like ours and does not count", name.data);
	buf_free(&name);
}

static bool
look_at(void *ctx, const cJSON *json)
{
	struct search *search = ctx;
	const char *body = forge_field(json, search->text, NULL);
	struct marker marker;
	const char *id;
	int rc;

	if (body == NULL)
		return true;
	rc = marker_read(slice_of(body), &marker, &search->forge->arena);
	if (rc == 1 || marker.kind == NULL || strcmp(marker.kind, search->kind) != 0)
		return true;
	if (!forge_is_me(search->forge,
		cJSON_GetObjectItemCaseSensitive(json, search->forge->run->class->words->author))) {
		warn_foreign(search, json);
		return true;
	}
	if (rc == 0 && !same(marker.config, search->config))
		return true;
	/* The first of several counts: the others are of runs at the same time. */
	id = forge_id(json, search->number, &search->forge->arena);
	if (search->have || id == NULL)
		return true;
	search->have = true;
	search->rc = rc;
	search->found->id = id;
	search->found->marker = marker;
	search->found->body = arena_text(&search->forge->arena, slice_of(body));
	search->found->url = forge_field(json, "html_url", NULL);
	if (search->found->url != NULL)
		search->found->url =
		    arena_text(&search->forge->arena, slice_of(search->found->url));
	return true;
}

static int
find(struct forge *forge, struct forge_call *call, struct search *search, struct diags *diags)
{
	memset(search->found, 0, sizeof(*search->found));
	search->forge = forge;
	search->diags = diags;
	if (!forge_speaks(forge))
		return 1;
	if (forge_ask_me(forge, diags) != 0 || forge_each(forge, call, look_at, search, diags) != 0)
		return -1;
	return search->have ? 0 : 1;
}

int
forge_find_comment(struct forge *forge, const char *request, const char *kind, const char *config,
    struct forge_comment *comment, struct diags *diags)
{
	struct forge_call call = {.route = ROUTE_COMMENTS, .number = request};
	struct search search = {.kind = kind,
	    .config = config,
	    .text = "body",
	    .number = "id",
	    .found = comment};
	int rc = find(forge, &call, &search, diags);

	if (rc == 0 && search.rc != 0)
		comment->marker.digest = NULL;
	return rc;
}

static cJSON *
body_of(const char *key, const struct buf *text)
{
	cJSON *body = cJSON_CreateObject();

	(void)cJSON_AddStringToObject(body, key, text->data);
	return body;
}

int
forge_put_comment(struct forge *forge, const char *request, const struct marker *marker,
    struct slice text, bool create, struct diags *diags)
{
	struct forge_comment old;
	struct forge_call call = {.route = ROUTE_COMMENT_NEW, .number = request};
	struct buf body = {0};
	cJSON *json = NULL;
	int rc = forge_find_comment(forge, request, marker->kind, marker->config, &old, diags);

	if (rc < 0 || (rc == 1 && !create))
		return rc < 0 ? -1 : 0;
	marker_print(&body, marker);
	buf_slice(&body, text);
	if (rc == 0) {
		call.route = ROUTE_COMMENT_EDIT;
		call.id = old.id;
	}
	if (rc != 0 || strcmp(old.body, body.data) != 0) {
		call.body = body_of("body", &body);
		rc = forge_ask(forge, &call, &json, diags);
	}
	if (rc == 1 && call.route == ROUTE_COMMENT_EDIT) {
		call.route = ROUTE_COMMENT_NEW;
		call.body = body_of("body", &body);
		rc = forge_ask(forge, &call, &json, diags);
	}
	cJSON_Delete(json);
	buf_free(&body);
	return rc == 0 ? 0 : -1;
}

int
forge_put_issue(struct forge *forge, const struct marker *marker, const char *title,
    struct slice text, bool create, struct diags *diags)
{
	const struct forge_words *words = forge->run->class->words;
	struct forge_comment old;
	struct forge_call call = {.route = ROUTE_ISSUES};
	struct search search = {.kind = marker->kind,
	    .config = marker->config,
	    .text = words->issue_text,
	    .number = words->issue_number,
	    .found = &old};
	struct buf body = {0};
	cJSON *json = NULL;
	int rc = find(forge, &call, &search, diags);

	if (rc < 0 || (rc == 1 && !create))
		return rc < 0 ? -1 : 0;
	marker_print(&body, marker);
	buf_slice(&body, text);
	call = (struct forge_call){.route = rc == 0 ? ROUTE_ISSUE_EDIT : ROUTE_ISSUE_NEW,
	    .number = old.id,
	    .body = body_of(words->issue_text, &body)};
	(void)cJSON_AddStringToObject(call.body, "title", title);
	rc = forge_ask(forge, &call, &json, diags);
	cJSON_Delete(json);
	buf_free(&body);
	return rc == 0 ? 0 : -1;
}
