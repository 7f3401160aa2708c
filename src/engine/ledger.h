/*
 * The ledger: what was applied, as Git notes on the commits that it came from.  It
 * refuses what is older than what was applied last, and two machines at once.
 */
#ifndef ZW_ENGINE_LEDGER_H
#define ZW_ENGINE_LEDGER_H

#include "engine/applying.h"
#include "git/program.h"

#define LEDGER_REF "refs/notes/zoneward"
#define LEDGER_TRACKING "refs/zoneward/origin" /* where a clone keeps what origin has of it */

/* One that has begun, and not ended for so many seconds, is taken for dead. */
#define LEDGER_PATIENCE 3600

struct ledger_options {
	const char *what;   /* is applied, for people: "all zones" */
	bool whole;         /* it is all that the commit, or what it changed, asks for */
	const char *branch; /* the protected one; NULL: the usual */
	bool force;         /* what would be refused is a warning; */
	bool may_force;     /* or a hint says that it could be */
	const char *by;     /* whose lock we have; may be empty */
	const struct git_setting *settings; /* lets git speak to the remote, where it else cannot */
	size_t nsettings;
	const char *right; /* what who pushes needs; or NULL */
};

struct ledger;

/**
 * ledger_open(ledger, workspace, options, diags):
 * Read the ledger, if the configuration of the revision or of the protected branch has
 * one switched on, and judge whether the revision may be applied now.  *${ledger} is NULL when there is none to keep.
 * ${workspace} and ${options}' texts outlive it.  Return OUTCOME_DONE; or why nothing
 * may be written, with what is wrong in ${diags}.  Close it in all cases.
 */
enum outcome ledger_open(struct ledger **ledger, struct workspace *workspace,
    const struct ledger_options *options, struct diags *diags);

/*
 * Of these each takes NULL for a ledger that is not kept.
 *
 * ledger_begin(ledger, digest, diags):
 * Record, before anything is written, that an apply begins.  Return OUTCOME_DONE; or
 * why it must not: then nothing may be written.
 */
enum outcome ledger_begin(struct ledger *ledger, const char *digest, struct diags *diags);

/** ledger_end(ledger, outcome, result, diags): Record how it went; a warning when that fails. */
void ledger_end(struct ledger *ledger, enum outcome outcome, const struct applied *result,
    struct diags *diags);

/**
 * ledger_nothing(ledger, diags):
 * Record that the commit is applied without a change to write, unless it says so already.
 */
void ledger_nothing(struct ledger *ledger, struct diags *diags);

/** ledger_close(ledger): Free it. */
void ledger_close(struct ledger *ledger);

#endif
