/* May this commit be applied now, as far as the ledger knows? */
#include "core/text.h"
#include "engine/ledger_parts.h"
#include "git/note.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define RULE "ledger"

/* Commits of notes that are looked at: years of them. */
#define HISTORY_MAX ((size_t)20000)

struct search {
	struct ledger *l;
	struct diags *diags;
	struct oid seen; /* the commit that was looked at last */
	bool any;        /* there was one */
	bool failed;
	struct oid last, running; /* applied last, as a whole; and what has begun */
	int64_t last_time, running_time;
	bool has_last, has_running;
};

static int
refuse_note(const struct oid *commit, const char *why, struct diags *diags)
{
	char hex[2 * OID_SIZE + 1], hint[200];

	oid_hex(commit, hex);
	(void)snprintf(hint, sizeof(hint),
	    "look at it with: git notes --ref=zoneward show %s; remove takes it away, then push "
	    "%s",
	    hex, LEDGER_REF);
	return diag_error(diags, RULE, NULL, place_none, hint,
	    "the ledger cannot be read: the note on %.12s %s", hex, why);
}

int
ledger_note_of(struct ledger *l, const struct oid *commit, struct ledger_note *note,
    struct diags *diags)
{
	struct buf text = {0};
	const char *why = "is none that zoneward wrote";
	int rc = note_read(l->repo, &l->tip, commit, &text, &why);

	note->count = 0;
	if (rc == 0 && ledger_note_read(buf_view(&text), note, &l->arena) != 0)
		rc = -1;
	buf_free(&text);
	return rc < 0 ? refuse_note(commit, why, diags) : rc;
}

/* Whether an apply that has begun is still to be waited for. */
static bool
is_running(const struct ledger *l, const struct ledger_entry *entry, const struct oid *commit)
{
	if (entry->state != LEDGER_BEGUN || (int64_t)time(NULL) - entry->time >= LEDGER_PATIENCE)
		return false;
	/* It was begun under the lock that we have: it is dead. */
	if (strcmp(entry->by, l->options.by) == 0)
		return false;
	return !(oid_equal(commit, &l->commit) && ledger_siblings(entry->what, l->options.what));
}

static void
look_at(struct search *search, const struct oid *commit, const struct ledger_note *note, bool first)
{
	struct ledger *l = search->l;
	size_t i;

	for (i = 0; i < note->count; i++) {
		const struct ledger_entry *entry = &note->entries[i];

		if (strcmp(entry->config, l->config) != 0)
			continue;
		if (first && is_running(l, entry, commit)) {
			search->has_running = true;
			search->running = *commit;
			search->running_time = entry->time;
		}
		if (entry->whole && entry->state != LEDGER_FAILED) {
			search->has_last = true;
			search->last = *commit;
			search->last_time = entry->time;
		}
	}
}

static bool
each(void *ctx, const struct oid *id, struct slice message)
{
	struct search *search = ctx;
	struct ledger *l = search->l;
	struct ledger_note note;
	struct oid commit;
	int rc;

	if (ledger_message_read(message, l->config, &commit) != 0)
		return true;
	if (oid_is_zero(&l->newest))
		l->newest = *id;
	if (oid_equal(&commit, &search->seen))
		return true;
	search->seen = commit;
	rc = ledger_note_of(l, &commit, &note, search->diags);
	search->failed = rc < 0;
	/* A note that was taken away is as if it had never been. */
	if (rc == 0) {
		look_at(search, &commit, &note, !search->any);
		search->any = true;
	}
	return !search->failed && !search->has_last;
}

/* What is forced is told all the same. */
static enum outcome
judge(const struct ledger *l, const char *hint, const char *message, struct diags *diags)
{
	if (l->options.force) {
		diag_warn(diags, RULE, NULL, place_none, NULL, "%s", message);
		return OUTCOME_DONE;
	}
	(void)diag_error(diags, RULE, NULL, place_none, hint, "%s", message);
	return OUTCOME_REFUSED;
}

static enum outcome
judge_running(struct ledger *l, const struct search *search, struct diags *diags)
{
	char hex[2 * OID_SIZE + 1], began[LEDGER_TIME_LEN + 1], until[LEDGER_TIME_LEN + 1];

	oid_hex(&search->running, hex);
	ledger_time(began, search->running_time);
	ledger_time(until, search->running_time + LEDGER_PATIENCE);
	return judge(l,
	    arena_printf(&l->arena,
		"wait for it; if it is dead, apply again after %s%s, or take its note away: git "
		"notes --ref=zoneward remove %.12s, then push " LEDGER_REF,
		until, l->options.may_force ? " or with --force" : "", hex),
	    arena_printf(&l->arena, "locked: an apply of %.12s began at %s and has not ended", hex,
		began),
	    diags);
}

/* Is it on the way to what was applied last?  The clone may have to fetch that first. */
static int
is_older(struct ledger *l, const struct oid *last)
{
	struct oid commit;
	bool have = repo_peel(l->repo, last, &commit) == 0;
	int rc;

	if (oid_equal(last, &l->commit))
		return 0;
	rc = have ? repo_descends(l->repo, last, &l->commit) : -1;
	if (rc < 0 && ledger_fetch_commit(l, last) == 0)
		rc = repo_descends(l->repo, last, &l->commit);
	return rc;
}

static enum outcome
judge_age(struct ledger *l, const struct search *search, struct diags *diags)
{
	char hex[2 * OID_SIZE + 1], own[2 * OID_SIZE + 1], at[LEDGER_TIME_LEN + 1];
	const char *or_force = l->options.may_force ? "; or give --force" : "";
	int older = is_older(l, &search->last);

	if (older == 0)
		return OUTCOME_DONE;
	oid_hex(&search->last, hex);
	oid_hex(&l->commit, own);
	ledger_time(at, search->last_time);
	if (older < 0)
		return judge(l,
		    arena_printf(&l->arena, "fetch the whole history first%s", or_force),
		    arena_printf(&l->arena,
			"cannot tell whether %.12s is older than what was applied last: %.12s, at "
			"%s, is not known here",
			own, hex, at),
		    diags);
	return judge(l,
	    arena_printf(&l->arena, "revert the change in Git, and apply that%s", or_force),
	    arena_printf(&l->arena, "%.12s is older than what was applied last: %.12s, at %s", own,
		hex, at),
	    diags);
}

/* What the note on the commit itself says. */
static int
find_own(struct ledger *l, struct diags *diags)
{
	struct ledger_note note;
	size_t i;

	l->recorded = false;
	if (ledger_note_of(l, &l->commit, &note, diags) < 0)
		return -1;
	for (i = 0; i < note.count; i++) {
		if (strcmp(note.entries[i].config, l->config) == 0 && note.entries[i].whole)
			l->recorded = note.entries[i].state == LEDGER_APPLIED;
	}
	return 0;
}

enum outcome
ledger_judge(struct ledger *l, struct diags *diags)
{
	struct search search = {.l = l, .diags = diags};
	enum outcome outcome = OUTCOME_DONE;

	l->newest = (struct oid){{0}};
	if (find_own(l, diags) != 0)
		return OUTCOME_REFUSED;
	if (note_history(l->repo, &l->tip, HISTORY_MAX, each, &search) != 0) {
		(void)diag_error(diags, RULE, NULL, place_none, "look with: git log " LEDGER_REF,
		    "the ledger cannot be read: its history is "
		    "damaged");
		return OUTCOME_REFUSED;
	}
	if (search.failed)
		return OUTCOME_REFUSED;
	if (search.has_running)
		outcome = judge_running(l, &search, diags);
	if (outcome == OUTCOME_DONE && search.has_last)
		outcome = judge_age(l, &search, diags);
	return outcome;
}
