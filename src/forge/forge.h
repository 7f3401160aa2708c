/*
 * Forges: what a CI job is for, and the comments, statuses and requests of
 * GitHub, GitLab, Forgejo and Gitea behind one interface.  Everything about the
 * job comes from its environment, never from a file of the repository.
 */
#ifndef ZW_FORGE_FORGE_H
#define ZW_FORGE_FORGE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/diag.h"
#include "core/slice.h"
#include "report/marker.h"

struct forge;
struct forge_class;

enum forge_event {
	FORGE_OTHER,   /* a schedule, by hand, … */
	FORGE_REQUEST, /* a pull or merge request was opened or changed */
	FORGE_PUSH,    /* a branch or tag was pushed */
};

/* What the environment of a job says; texts live in arena, and may be NULL. */
struct forge_run {
	const struct forge_class *class;
	enum forge_event event;
	const char *api;         /* base URL of the API */
	const char *repository;  /* as the paths of the API want it */
	const char *request;     /* its number; NULL of a queue, which may have several */
	const char *base, *head; /* commits: tips of both branches, or before and after the push */
	const char *target;      /* branch that the request goes to */
	const char *branch;      /* that was pushed; NULL for a tag */
	const char *tag;
	const char *main_branch;        /* the default branch of the repository */
	const char *token, *token_name; /* and the variable that it was in */
	const char *account;            /* whose comments are ours: the operator said so */
	const char *job_url;
	const char *outputs, *summary; /* files to append to */
	bool dotenv;                   /* outputs are variables of the environment: ZONEWARD_… */
	bool fork;                     /* the request comes from another repository */
	bool queue;                    /* head is what a merge queue made; base NULL: its parent */
	bool no_status;                /* the job's own is enough: head is no commit of a branch */
	bool in_fork;                  /* the job runs in a repository that is a fork itself */
	struct arena arena;
};

/**
 * forge_detect(run, diags):
 * Find out what job this is.  Return 0; 1 when it is none of a forge that is
 * known; or -1 when the environment contradicts itself.  Free in all cases.
 */
int forge_detect(struct forge_run *run, struct diags *diags);

/** forge_run_free(run): Wipe and free it. */
void forge_run_free(struct forge_run *run);

/** forge_is_commit(text): Return whether it is 40 hexadecimal digits, not all zero. */
bool forge_is_commit(const char *text);

/** forge_title(run): Return the forge's name for people. */
const char *forge_title(const struct forge_run *run);

/** forge_depth_hint(run): Return what to set so that the job has the whole history. */
const char *forge_depth_hint(const struct forge_run *run);

/** forge_room(run): Return how many bytes a comment may have beside its marker. */
size_t forge_room(const struct forge_run *run);

/** forge_annotates(run): Return whether "::error file=…::" in a job's log annotates a file. */
bool forge_annotates(const struct forge_run *run);

/** forge_word_request(run): Return "pull request" or "merge request". */
const char *forge_word_request(const struct forge_run *run);

struct forge_options {
	bool dry_run; /* what would be written is shown, and not sent */
	/* Shows one call: "POST /path" and its body, both safe to print. */
	void (*show)(void *ctx, const char *call, const char *body);
	void *show_ctx;
	unsigned pause_ms; /* before asking again what may not be known yet; 0 is 2,000 */
};

/**
 * forge_open(forge, run, options, diags):
 * Get ready to talk to the forge with the token of ${run}, which outlives it.
 * Without a token nothing is asked, and what would be written is shown.  Return
 * 0, or -1 with *${forge} NULL.
 */
int forge_open(struct forge **forge, const struct forge_run *run,
    const struct forge_options *options, struct diags *diags);

/** forge_close(forge): Close it; NULL is taken. */
void forge_close(struct forge *forge);

/** forge_speaks(forge): Return whether there is a token to ask with. */
bool forge_speaks(const struct forge *forge);

/* A pull or merge request. */
struct forge_request {
	const char *number;
	const char *head;       /* commit */
	const char *target;     /* branch */
	const char *commits[3]; /* what a merge put on the target branch, as far as is known */
	bool open, merged, fork;
};

/**
 * forge_request(forge, number, request, diags):
 * Ask for one.  Its texts live as long as ${forge}, as all below.  Return 0 or -1.
 */
int forge_request(struct forge *forge, const char *number, struct forge_request *request,
    struct diags *diags);

/**
 * forge_merged_request(forge, commit, branch, patient, request, diags):
 * Find the request whose merge put ${commit} on ${branch}; ${patient}: the merge
 * was just now, and may be known a little later.  Return 0, 1 when there is none
 * (a direct push), or -1.
 */
int forge_merged_request(struct forge *forge, const char *commit, const char *branch, bool patient,
    struct forge_request *request, struct diags *diags);

struct forge_branch {
	const char *tip;
	bool is_protected;
};

/** forge_branch(forge, name, branch, diags): Ask for it.  Return 0, 1 when there is none, or -1. */
int forge_branch(struct forge *forge, const char *name, struct forge_branch *branch,
    struct diags *diags);

/** forge_protects(forge, name, branch): Return whether it is protected, also by rules of its own kind. */
bool forge_protects(struct forge *forge, const char *name, const struct forge_branch *branch);

/**
 * forge_look(forge, diags):
 * Ask what the token may do, and whether the default branch is protected; add what is
 * wrong to ${diags}, each with what mends it.  Nothing is written, so that what can only
 * be told by writing is a warning.
 */
void forge_look(struct forge *forge, struct diags *diags);

/**
 * forge_contains(forge, branch, commit, diags):
 * Return 1 when the forge says that ${commit} is on ${branch}, 0 when it is not,
 * 2 when the forge cannot tell, or -1.
 */
int forge_contains(struct forge *forge, const char *branch, const char *commit,
    struct diags *diags);

struct forge_comment {
	const char *id, *body, *url; /* url may be NULL */
	struct marker marker;
};

/**
 * forge_find_comment(forge, request, kind, config, comment, diags):
 * Find our own comment of that kind: written by the token's account, or by the
 * one that the operator names; others with our marker are warned of.  Return 0, 1
 * without one, or -1.
 */
int forge_find_comment(struct forge *forge, const char *request, const char *kind,
    const char *config, struct forge_comment *comment, struct diags *diags);

/**
 * forge_put_comment(forge, request, marker, text, create, diags):
 * Write ${marker} and ${text} into our comment of that kind; with ${create} into a
 * new one when there is none.  ${text} is not longer than forge_room.  Return 0 or -1.
 */
int forge_put_comment(struct forge *forge, const char *request, const struct marker *marker,
    struct slice text, bool create, struct diags *diags);

/**
 * forge_put_issue(forge, marker, title, text, create, diags):
 * The same for the one open issue of that kind; without ${create} only when it is there.
 */
int forge_put_issue(struct forge *forge, const struct marker *marker, const char *title,
    struct slice text, bool create, struct diags *diags);

enum forge_state { FORGE_PENDING, FORGE_SUCCESS, FORGE_FAILURE };

/**
 * forge_status(forge, commit, name, state, description, diags):
 * Set the status ${name} of a commit.  A token that may not is a warning.  Return 0 or -1.
 */
int forge_status(struct forge *forge, const char *commit, const char *name, enum forge_state state,
    const char *description, struct diags *diags);

/**
 * forge_find_status(forge, commit, name, description, diags):
 * Find the newest status ${name} that our own account has set.  A token that may not
 * read them is a warning.  Return 0, 1 without one, or -1.
 */
int forge_find_status(struct forge *forge, const char *commit, const char *name,
    const char **description, struct diags *diags);

/**
 * forge_output(run, name, value, diags), forge_summary(run, text, diags):
 * Hand a value to the next steps of the job; add Markdown to its summary.  Return
 * 0, also where the forge has no such thing, or -1.
 */
int forge_output(const struct forge_run *run, const char *name, const char *value,
    struct diags *diags);
int forge_summary(const struct forge_run *run, struct slice text, struct diags *diags);

#endif
