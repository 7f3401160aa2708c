/* A Git repository, bare or with a work tree, as libgit2 sees it. */
#ifndef ZW_GIT_REPO_H
#define ZW_GIT_REPO_H

#include "core/diag.h"
#include "core/slice.h"

#define OID_SIZE 20 /* SHA-1; other object formats are refused on opening */

struct oid {
	unsigned char bytes[OID_SIZE];
};

struct repo;

enum repo_mode {
	REPO_PLAIN, /* found from a directory upwards; GIT_* is not looked at */
	REPO_HOOK,  /* called by Git: GIT_DIR, GIT_OBJECT_DIRECTORY, … (quarantine) */
};

/**
 * repo_open(repo, dir, mode, diags):
 * Open the repository that ${dir} is in.  Return 0, 1 when there is none (no
 * diagnostic), or -1.  Not owned by the current user is an error for REPO_PLAIN
 * that names the remedy; a hook trusts the repository that it runs in.
 */
int repo_open(struct repo **repo, const char *dir, enum repo_mode mode, struct diags *diags);

/** repo_close(repo): Close it; NULL is taken. */
void repo_close(struct repo *repo);

/**
 * repo_workdir(repo):
 * Return the work tree's root with a final slash, NULL for a bare repository;
 * valid as long as ${repo}.
 */
const char *repo_workdir(const struct repo *repo);

/** repo_default_branch(repo, arena): Return what HEAD names ("refs/heads/main"), or NULL. */
const char *repo_default_branch(struct repo *repo, struct arena *arena);

/**
 * repo_commit(repo, rev, commit, diags):
 * Resolve ${rev} (any spelling of Git's) to the commit that it peels to.  Return
 * 0, or -1 with a diagnostic (unknown, ambiguous, not a commit).
 */
int repo_commit(struct repo *repo, const char *rev, struct oid *commit, struct diags *diags);

/** repo_peel(repo, id, commit): The same for an object id, without a diagnostic: -1 for no commit. */
int repo_peel(struct repo *repo, const struct oid *id, struct oid *commit);

/** repo_is_shallow(repo): Return whether its history is cut off. */
bool repo_is_shallow(struct repo *repo);

/**
 * repo_missing_hint(repo):
 * Return what to do about history or objects that are not there (a shallow or
 * partial clone), or NULL for a clone that should have all.
 */
const char *repo_missing_hint(struct repo *repo);

/**
 * repo_merge_base(repo, a, b, base):
 * Return 0, 1 when there is none, or -1 when the history cannot be read as far
 * as that (repo_missing_hint may know why).
 */
int repo_merge_base(struct repo *repo, const struct oid *a, const struct oid *b, struct oid *base);

/**
 * repo_descends(repo, commit, ancestor):
 * Return 1 when ${commit} is ${ancestor} or descends from it, 0 when not, or -1
 * when the history cannot be read as far as that.
 */
int repo_descends(struct repo *repo, const struct oid *commit, const struct oid *ancestor);

/** repo_reference(repo, name, id): Return 0 and what reference ${name} points to, 1 without it, or -1. */
int repo_reference(struct repo *repo, const char *name, struct oid *id);

/* Called with the rest of a setting's name, in lower case, and its value: NULL when it has none. */
typedef void repo_setting_fn(void *ctx, const char *name, const char *value);

/**
 * repo_settings(repo, section, each, ctx, diags):
 * Call ${each} for every setting "section.…" that Git's files have for ${repo}, in
 * their order: the last of a name counts.  Return 0, or -1 when they cannot be read.
 */
int repo_settings(struct repo *repo, const char *section, repo_setting_fn *each, void *ctx,
    struct diags *diags);

/** repo_setting_bool(value, result): Read ${value} as Git reads a boolean.  Return 0, or -1. */
int repo_setting_bool(const char *value, bool *result);

/** repo_setting_write(repo, name, value, diags): Write it to the repository's own file.  Return 0 or -1. */
int repo_setting_write(struct repo *repo, const char *name, const char *value, struct diags *diags);

/** repo_dir(repo): Return where hooks/ and config are, with a final slash; as long as ${repo}. */
const char *repo_dir(const struct repo *repo);

/** oid_parse(id, hex): Return 0, or -1 unless ${hex} is 40 hexadecimal digits. */
int oid_parse(struct oid *id, struct slice hex);

/** oid_hex(id, text): Write 40 digits and a NUL to ${text}. */
void oid_hex(const struct oid *id, char text[2 * OID_SIZE + 1]);

/** oid_is_zero(id), oid_equal(a, b): Compare. */
bool oid_is_zero(const struct oid *id);
bool oid_equal(const struct oid *a, const struct oid *b);

#endif
