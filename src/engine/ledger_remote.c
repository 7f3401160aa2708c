/* Where the notes of the ledger stand: in this repository, or at its origin. */
#include "engine/ledger_parts.h"
#include "git/note.h"

#include <string.h>

#define RULE "ledger"

/* As ${l} says; what lets git speak to the remote only when it could not without. */
static int
run_git(const struct ledger *l, const char *const *words, struct buf *out, struct buf *why)
{
	struct git_program program = {.dir = l->dir, .words = words};
	int rc = git_program(&program, out, why);

	if (rc <= 0 || l->options.nsettings == 0)
		return rc;
	buf_clear(out);
	program.settings = l->options.settings;
	program.nsettings = l->options.nsettings;
	return git_program(&program, out, why);
}

static int
fail(const struct ledger *l, const char *what, bool push, struct buf *out, struct buf *why,
    struct diags *diags)
{
	struct buf hint = {0};
	int rc;

	if (why->len == 0)
		git_program_said(buf_view(out), why);
	buf_printf(&hint, "see whether git can %s origin here", push ? "push to" : "fetch from");
	if (push)
		buf_printf(&hint, "; who pushes needs %s",
		    l->options.right != NULL ? l->options.right : "the right to push " LEDGER_REF);
	rc = diag_error(diags, RULE, NULL, place_none, hint.data, "%s: %s", what,
	    why->len > 0 ? why->data : "git does not say why");
	buf_free(&hint);
	return rc;
}

/* The line of git ls-remote that is about ${name}: "ID\tNAME". */
static void
read_listed(struct slice out, const char *name, struct oid *id)
{
	*id = (struct oid){{0}};
	while (out.len > 0) {
		struct slice line = slice_sub(out, 0, slice_find(out, '\n'));

		out = slice_sub(out, line.len + 1, out.len);
		if (line.len > 2 * OID_SIZE && line.data[2 * OID_SIZE] == '\t' &&
		    slice_is(slice_sub(line, 2 * OID_SIZE + 1, line.len), name))
			(void)oid_parse(id, slice_sub(line, 0, 2 * OID_SIZE));
	}
}

/* libgit2 has looked already at what is here. */
static int
open_again(struct ledger *l, struct diags *diags)
{
	repo_close(l->repo);
	l->repo = NULL;
	return repo_open(&l->repo, l->dir, REPO_PLAIN, diags) == 0 ? 0 : -1;
}

static int
fetch_remote(struct ledger *l, struct diags *diags)
{
	static const char *const list[] = {"ls-remote", "--refs", "--quiet", "origin", LEDGER_REF,
	    NULL};
	static const char refspec[] = "+" LEDGER_REF ":" LEDGER_TRACKING;
	static const char *const fetch[] = {"fetch", "--quiet", "--no-tags",
	    "--no-recurse-submodules", "--no-write-fetch-head", "origin", refspec, NULL};
	struct buf out = {0}, why = {0};
	struct oid there = {{0}}, here;
	int rc = run_git(l, list, &out, &why);

	if (rc == 0)
		read_listed(buf_view(&out), LEDGER_REF, &there);
	if (rc == 0 && !oid_is_zero(&there) &&
	    (repo_reference(l->repo, LEDGER_TRACKING, &here) != 0 || !oid_equal(&here, &there))) {
		buf_clear(&out);
		rc = run_git(l, fetch, &out, &why);
		if (rc == 0)
			rc = open_again(l, diags);
		if (rc == 0 && repo_reference(l->repo, LEDGER_TRACKING, &there) != 0)
			rc = -1;
	}
	l->tip = there;
	if (rc != 0)
		rc = fail(l, "the ledger of origin cannot be read", false, &out, &why, diags);
	buf_free(&out);
	buf_free(&why);
	return rc;
}

int
ledger_fetch(struct ledger *l, struct diags *diags)
{
	int rc;

	if (l->remote)
		return fetch_remote(l, diags);
	rc = repo_reference(l->repo, LEDGER_REF, &l->tip);
	if (rc == 1)
		l->tip = (struct oid){{0}};
	if (rc >= 0)
		return 0;
	return diag_error(diags, RULE, NULL, place_none, "look with: git show-ref " LEDGER_REF,
	    "the ledger %s cannot be read", LEDGER_REF);
}

/* Somebody else's was there first: then ours was not even looked at. */
static bool
lost(struct slice out)
{
	static const char *const words[] = {"[rejected]", "cannot lock ref", "failed to update ref",
	    "failed to lock", "incorrect old value"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (memmem(out.data, out.len, words[i], strlen(words[i])) != NULL)
			return true;
	}
	return false;
}

/* For git log --notes=zoneward: what the clone has of it follows, unless it has more. */
static void
follow(struct ledger *l, const char *name, const struct oid *made, bool forced)
{
	struct diags ignored = {0};
	struct oid old = {{0}};
	int rc = repo_reference(l->repo, name, &old);

	if (rc == 1 || (rc == 0 && (forced || repo_descends(l->repo, made, &old) == 1)))
		(void)repo_reference_move(l->repo, name, &old, made, &ignored);
	diags_free(&ignored);
}

static int
push(struct ledger *l, const struct oid *made, struct diags *diags)
{
	char old_hex[2 * OID_SIZE + 1], new_hex[2 * OID_SIZE + 1];
	const char *words[] = {"push", "--porcelain", "--no-verify", NULL, "origin", NULL, NULL};
	struct buf out = {0}, why = {0};
	int rc;

	oid_hex(&l->tip, old_hex);
	oid_hex(made, new_hex);
	words[3] = arena_printf(&l->arena, "--force-with-lease=" LEDGER_REF ":%s",
	    oid_is_zero(&l->tip) ? "" : old_hex);
	words[5] = arena_printf(&l->arena, "%s:" LEDGER_REF, new_hex);
	rc = run_git(l, words, &out, &why);
	if (rc == 0) {
		follow(l, LEDGER_TRACKING, made, true);
		follow(l, LEDGER_REF, made, false);
	} else if (rc > 0 && lost(buf_view(&out))) {
		rc = 1;
	} else {
		rc = fail(l, "the ledger cannot be pushed", true, &out, &why, diags);
	}
	buf_free(&out);
	buf_free(&why);
	return rc;
}

int
ledger_move(struct ledger *l, const struct oid *made, struct diags *diags)
{
	int rc = l->remote ? push(l, made, diags)
			   : repo_reference_move(l->repo, LEDGER_REF, &l->tip, made, diags);

	if (rc == 0)
		l->tip = *made;
	return rc;
}

int
ledger_fetch_commit(struct ledger *l, const struct oid *commit)
{
	char hex[2 * OID_SIZE + 1];
	const char *const one[] = {"fetch", "--quiet", "--no-tags", "--no-recurse-submodules",
	    "--no-write-fetch-head", "origin", hex, NULL};
	const char *const all[] = {"fetch", "--quiet", "--no-tags", "--no-recurse-submodules",
	    "--no-write-fetch-head", "--unshallow", "origin", hex, NULL};
	struct diags ignored = {0};
	struct buf out = {0}, why = {0};
	int rc = -1;

	oid_hex(commit, hex);
	/* A clone that has all its history refuses the second. */
	if (l->remote && run_git(l, one, &out, &why) == 0) {
		(void)run_git(l, all, &out, &why);
		rc = open_again(l, &ignored);
	}
	buf_free(&out);
	buf_free(&why);
	diags_free(&ignored);
	return rc;
}
