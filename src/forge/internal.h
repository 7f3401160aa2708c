/* What the files of the room share. */
#ifndef ZW_FORGE_INTERNAL_H
#define ZW_FORGE_INTERNAL_H

#include "forge/forge.h"
#include "http/http.h"

#include <cjson/cJSON.h>

#define FORGE_RULE "forge"

/* What can be asked: a row of a class's table each. */
enum forge_route {
	ROUTE_ME,
	ROUTE_REQUEST,
	ROUTE_REQUESTS_OF, /* of a commit */
	ROUTE_REPOSITORY,
	ROUTE_SELF, /* of the token */
	ROUTE_BRANCH,
	ROUTE_RULES, /* of a branch */
	ROUTE_CONTAINS,
	ROUTE_COMMENTS,
	ROUTE_COMMENT_NEW,
	ROUTE_COMMENT_EDIT,
	ROUTE_STATUS,
	ROUTE_STATUSES, /* of a commit */
	ROUTE_ISSUES,
	ROUTE_ISSUE_NEW,
	ROUTE_ISSUE_EDIT,
	ROUTES,
};

struct forge_path {
	const char *method;
	const char
	    *path; /* with {repository}, {number}, {id}, {commit}, {branch}; NULL: not there */
	const char *right; /* what the token needs for it */
};

/* How a forge calls what all have. */
struct forge_words {
	const char *request;       /* "pull request" */
	const char *author;        /* "user" of a comment */
	const char *login;         /* "login" of a user */
	const char *robot;         /* login of a token that may not ask who it is; or NULL */
	const char *status_name;   /* "context" */
	const char *status_author; /* "creator" */
	const char *failure;       /* state of a status */
	const char *issue_text;    /* "body" */
	const char *issue_number;  /* "number" */
	const char *depth_hint;
	const char *rights_hint; /* before the right */
};

struct forge_class {
	const char *name, *title;
	const struct forge_words *words;
	const struct forge_path *routes; /* ROUTES of them */
	const char *const *tokens;       /* variables, the best first; NULL at the end */
	bool annotates;
	size_t comment_max; /* bytes */

	/* Fill ${run} when this is a job of the forge.  Return 0, 1 when not, or -1. */
	int (*detect)(struct forge_run *run, struct diags *diags);
	/* Set the headers of ${client}.  Return 0 or -1. */
	int (*authorize)(struct http_client *client, const struct forge_run *run);
	/* Read one request. */
	void (*read_request)(const cJSON *json, struct forge_request *request, struct arena *arena);
	/* Read the tip of a branch. */
	const char *(*read_tip)(const cJSON *json);
	/* Add to ${diags} which rights to write the token lacks; ${json} is the repository. */
	void (
	    *look)(struct forge *forge, const cJSON *json, const char *scopes, struct diags *diags);
	/* Whether ROUTE_CONTAINS says that ${commit} is there. */
	bool (*contains)(const cJSON *json, const char *commit);
};

extern const struct forge_class forge_github, forge_gitlab, forge_forgejo;

struct forge {
	const struct forge_run *run;
	struct forge_options options;
	struct http_client *client; /* NULL without a token */
	bool asked_me;
	const char *my_id, *my_login; /* one of them, once asked; or none */
	struct arena arena;
};

/* One call: the texts of its path, those that it has. */
struct forge_call {
	enum forge_route route;
	const char *number, *id, *commit, *branch;
	cJSON *body;  /* is deleted */
	bool quiet;   /* a refusal is for the caller to judge: 1 */
	bool refused; /* set where it was */
	/* A header of the answer that is wanted: its name, and then its value, "" without one. */
	const char *header, *value;
};

/**
 * forge_ask(forge, call, json, diags):
 * Carry it out.  Return 0 and the answer in *${json} (the caller deletes it; NULL
 * when nothing was sent), 1 when there is no such thing (404), or -1.
 */
int forge_ask(struct forge *forge, struct forge_call *call, cJSON **json, struct diags *diags);

/**
 * forge_each(forge, call, item, ctx, diags):
 * Ask for a list, page after page.  ${item} returns true to go on.  Return as
 * forge_ask.
 */
int forge_each(struct forge *forge, struct forge_call *call,
    bool (*item)(void *ctx, const cJSON *json), void *ctx, struct diags *diags);

/**
 * forge_next(headers, base, path):
 * Find the next page in the Link header ${link}: its path after ${base}.  Return
 * 0, 1 when there is none, or -1 when it is elsewhere.
 */
int forge_next(struct slice link, const char *base, struct buf *path);

/** forge_ask_me(forge, diags): Find out whose token it is, once.  Return 0 or -1. */
int forge_ask_me(struct forge *forge, struct diags *diags);

/** forge_is_me(forge, author): Return whether that user is the token's own, or the one that counts. */
bool forge_is_me(struct forge *forge, const cJSON *author);

/** forge_lacks(json, right): Return whether "permissions" of a repository deny that right. */
bool forge_lacks(const cJSON *json, const char *right);

/** forge_id(json, key, arena): Return a number or text as text, or NULL. */
const char *forge_id(const cJSON *json, const char *key, struct arena *arena);

/** forge_field(json, path…): Return the text at that path of keys (NULL at the end), or NULL. */
const char *forge_field(const cJSON *json, ...) __attribute__((sentinel));

/** forge_env(run, name): Return a copy of a variable that is there and not empty, or NULL. */
const char *forge_env(struct forge_run *run, const char *name);

/** forge_is_number(text): Return whether it is one that a forge counts with. */
bool forge_is_number(const char *text);

/**
 * forge_actions(run, diags):
 * Read what GitHub's runner, and those that are like it, tell a job: the event's
 * file and variables.  Return 0 or -1.
 */
int forge_actions(struct forge_run *run, struct diags *diags);

/** forge_read_pull(json, request, arena): Read a pull request as GitHub and its like have it. */
void forge_read_pull(const cJSON *json, struct forge_request *request, struct arena *arena);

#endif
