/* Keeping the ledger: what an apply has begun, and how it ended. */
#include "core/mem.h"
#include "engine/branch.h"
#include "engine/ledger_parts.h"
#include "git/note.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#define RULE "ledger"
#define TRIES 8

static void
find_origin(void *ctx, const char *name, const char *value)
{
	bool *found = ctx;

	*found = *found || (strcmp(name, "origin.url") == 0 && value != NULL && *value != '\0');
}

/* Without a lock of ours nobody may take this apply for another one. */
static const char *
any_id(struct arena *arena)
{
	unsigned char bytes[16] = {0};
	struct buf text = {0};
	const char *id;
	size_t i;

	/* Without chance the time and our number have to tell. */
	if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
		buf_printf(&text, "%jd-%jd-", (intmax_t)time(NULL), (intmax_t)getpid());
	for (i = 0; i < sizeof(bytes); i++)
		buf_printf(&text, "%02x", bytes[i]);
	id = arena_text(arena, buf_view(&text));
	buf_free(&text);
	return id;
}

static struct ledger *
make(const struct workspace *w, const struct ledger_options *options)
{
	struct ledger *l = mem_zero(1, sizeof(*l));

	l->options = *options;
	l->dir = w->options.dir;
	l->config = w->options.config;
	l->commit = w->head_id;
	if (*options->by == '\0')
		l->options.by = any_id(&l->arena);
	return l;
}

/* An old revision may be from before the ledger was switched on: the branch counts, too. */
static bool
is_switched_on(struct workspace *w, const struct ledger_options *options)
{
	struct snapshot *snapshot = NULL;
	struct config *config = NULL;
	struct diags ignored = {0};
	struct oid tip;
	bool on = w->config->ledger;

	if (!on && w->repo != NULL &&
	    branch_tip(w->repo, options->branch, &tip, &w->arena, &ignored) != NULL &&
	    !oid_equal(&tip, &w->head_id) &&
	    snapshot_commit(&snapshot, w->repo, &tip, &ignored) == 0 &&
	    config_read(&config, snapshot, w->options.config, &ignored) == 0)
		on = config->ledger;
	config_free(config);
	snapshot_close(snapshot);
	diags_free(&ignored);
	return on;
}

/* What is no commit is not in the ledger. */
static bool
is_kept(struct workspace *w, const struct ledger_options *options, struct diags *diags)
{
	if (!is_switched_on(w, options))
		return false;
	if (w->options.kind == WORKSPACE_REVISION || w->options.kind == WORKSPACE_RANGE)
		return true;
	diag_warn(diags, RULE, NULL, place_none, "commit it, and apply the commit",
	    "the ledger has no place for files on disk: nothing is recorded");
	return false;
}

enum outcome
ledger_open(struct ledger **ledger, struct workspace *w, const struct ledger_options *options,
    struct diags *diags)
{
	struct ledger *l;

	*ledger = NULL;
	if (!is_kept(w, options, diags))
		return OUTCOME_DONE;
	*ledger = l = make(w, options);
	if (repo_open(&l->repo, l->dir, w->options.mode, diags) != 0)
		return OUTCOME_INVALID;
	/* A server has the ledger itself. */
	if (repo_workdir(l->repo) != NULL &&
	    repo_settings(l->repo, "remote", find_origin, &l->remote, diags) != 0)
		return OUTCOME_INVALID;
	if (ledger_fetch(l, diags) != 0)
		return OUTCOME_PROVIDER;
	return ledger_judge(l, diags);
}

static void
fill(const struct ledger *l, struct ledger_entry *entry, enum ledger_state state,
    const struct applied *result)
{
	*entry = (struct ledger_entry){
	    .config = l->config,
	    .what = l->options.what,
	    .digest = l->digest,
	    .by = l->options.by,
	    .state = state,
	    .whole = l->options.whole,
	    .time = (int64_t)time(NULL),
	};
	if (result == NULL)
		return;
	entry->done = result->done;
	entry->failed = result->failed;
	entry->unknown = result->unknown;
}

/* The note as it is, with our entry, as a commit after the tip. */
static int
write_note(struct ledger *l, const struct ledger_entry *entry, struct oid *made,
    struct diags *diags)
{
	struct ledger_note note;
	struct buf text = {0}, message = {0};
	int rc = ledger_note_of(l, &l->commit, &note, diags);

	if (rc < 0)
		return -1;
	if (ledger_note_put(&note, entry) != 0)
		return diag_error(diags, RULE, NULL, place_none,
		    "take the note away: git notes --ref=zoneward remove COMMIT",
		    "the note of the ledger is full");
	ledger_note_print(&text, &note);
	ledger_message(&message, entry, &l->commit);
	rc = note_write(l->repo, &l->tip, &l->commit, buf_view(&text), message.data, made, diags);
	buf_free(&text);
	buf_free(&message);
	return rc;
}

/* An answer that was lost looks like a race that was lost to ourselves. */
static int
look_again(struct ledger *l, const struct oid *made, struct diags *diags)
{
	if (ledger_fetch(l, diags) != 0)
		return -1;
	return oid_equal(&l->tip, made) ? 0 : 1;
}

/* One try: 0, 1 when others were faster, or -1. */
static int
record(struct ledger *l, const struct ledger_entry *entry, struct diags *diags)
{
	struct oid made;
	int rc = write_note(l, entry, &made, diags);

	if (rc == 0)
		rc = ledger_move(l, &made, diags);
	return rc == 1 ? look_again(l, &made, diags) : rc;
}

/* Others were faster: they may have been about other configurations. */
static enum outcome
judge_again(struct ledger *l, struct diags *diags)
{
	struct oid newest = l->newest;
	enum outcome outcome = ledger_judge(l, diags);

	if (outcome != OUTCOME_DONE || oid_equal(&newest, &l->newest))
		return outcome;
	(void)diag_error(diags, RULE, NULL, place_none,
	    "run it again: it plans what is left, if anything is",
	    "another apply was recorded while this one planned: nothing was written");
	return OUTCOME_REFUSED;
}

static enum outcome
too_busy(struct diags *diags)
{
	(void)diag_error(diags, RULE, NULL, place_none, "run it again",
	    "the ledger moved each time that something was to be recorded");
	return OUTCOME_REFUSED;
}

enum outcome
ledger_begin(struct ledger *l, const char *digest, struct diags *diags)
{
	struct ledger_entry entry;
	enum outcome outcome = OUTCOME_DONE;
	unsigned tries;
	int rc = 1;

	if (l == NULL)
		return OUTCOME_DONE;
	l->digest = arena_text(&l->arena, slice_of(digest));
	fill(l, &entry, LEDGER_BEGUN, NULL);
	for (tries = 0; rc == 1 && outcome == OUTCOME_DONE; tries++) {
		rc = tries < TRIES ? record(l, &entry, diags) : 1;
		if (tries == TRIES)
			outcome = too_busy(diags);
		else if (rc == 1)
			outcome = judge_again(l, diags);
	}
	l->begun = rc == 0;
	return rc < 0 ? OUTCOME_PROVIDER : outcome;
}

/* What was written stays written: that it is not recorded is a warning. */
static void
warn(struct ledger *l, struct diags *own, struct diags *diags)
{
	char hex[2 * OID_SIZE + 1];
	const char *why = own->count > 0 ? own->items[own->count - 1].message : "it is too busy";

	oid_hex(&l->commit, hex);
	diag_warn(diags, RULE, NULL, place_none,
	    l->begun ? "apply again: until then, or for an hour, the ledger says that this one "
		       "has not ended"
		     : "apply again when the cause is mended",
	    "the ledger does not have how the apply of %.12s ended: %s", hex, why);
}

static int
record_until(struct ledger *l, const struct ledger_entry *entry, struct diags *own)
{
	unsigned tries;
	int rc = 1;

	for (tries = 0; tries < TRIES && rc == 1; tries++)
		rc = record(l, entry, own);
	return rc;
}

void
ledger_end(struct ledger *l, enum outcome outcome, const struct applied *result,
    struct diags *diags)
{
	struct diags own = {0};
	struct ledger_entry entry;

	if (l == NULL || !l->begun)
		return;
	fill(l, &entry,
	    outcome == OUTCOME_DONE           ? LEDGER_APPLIED
		: outcome == OUTCOME_PROVIDER ? LEDGER_FAILED
					      : LEDGER_PARTLY,
	    result);
	if (record_until(l, &entry, &own) != 0)
		warn(l, &own, diags);
	diags_free(&own);
}

void
ledger_nothing(struct ledger *l, struct diags *diags)
{
	struct diags own = {0};
	struct ledger_entry entry;

	if (l == NULL || !l->options.whole || l->recorded)
		return;
	l->digest = "";
	fill(l, &entry, LEDGER_APPLIED, NULL);
	/* When others were faster, what they did came later. */
	if (record(l, &entry, &own) < 0)
		warn(l, &own, diags);
	diags_free(&own);
}

void
ledger_close(struct ledger *l)
{
	if (l == NULL)
		return;
	repo_close(l->repo);
	arena_free(&l->arena);
	free(l);
}
