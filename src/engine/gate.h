/* The gate on a server: may these references move? */
#ifndef ZW_ENGINE_GATE_H
#define ZW_ENGINE_GATE_H

#include "engine/hook_settings.h"
#include "engine/workspace.h"

struct gate_options {
	const char *dir;
	const char *config, *root; /* NULL: as the repository's settings say */
	bool strict;
	bool lenient;       /* asked for by who pushes: counts where the base allows it */
	const char *remote; /* of pre-push: its name; NULL on a server */
};

struct gate_result {
	const char *name;      /* of the reference */
	const char *reference; /* the same, harmless to show */
	struct oid old_id, new_id;
	struct diags diags;
	size_t zones;   /* that were checked */
	bool no_config; /* neither the old nor the new commit has the configuration */
	bool protected; /* as the settings say, not by default */
	bool lenient;   /* its default branch allows that it is judged so */
	bool ledger;    /* no branch: a reference of the ledger, or of its name space */
};

struct gate {
	struct gate_options options;
	struct hook_settings settings;
	struct repo *repo; /* once gate_open was called */
	struct arena arena;
	struct gate_result *results; /* one for each update that is checked */
	size_t count, cap;
};

/** gate_init(gate, options): Begin; ${options}' texts outlive it. */
void gate_init(struct gate *gate, const struct gate_options *options);

/**
 * gate_open(gate, diags):
 * Open the repository as Git's hooks see it, and read its settings.  Return 0, or
 * -1: then nothing may pass.
 */
int gate_open(struct gate *gate, struct diags *diags);

/**
 * gate_add(gate, line, diags):
 * Add one update as Git words it to pre-receive, "OLD NEW REF" (githooks(5)).
 * References that the settings do not name (all but branches, by default) are let
 * through, and deletions of what is not protected by a setting; but on a server those of
 * the ledger are looked at, always.  Return 0, or -1
 * when the line is not of that form.
 */
int gate_add(struct gate *gate, struct slice line, struct diags *diags);

/** gate_add_push(gate, line, diags): The same as pre-push has it, "LOCAL NEW REF OLD". */
int gate_add_push(struct gate *gate, struct slice line, struct diags *diags);

/**
 * gate_judge(gate, diags):
 * Check what each update changes: against the old commit, or for a new branch
 * against where it left the default branch.  Faults are in the results;
 * ${diags} gets what keeps us from judging at all.
 */
void gate_judge(struct gate *gate, struct diags *diags);

/** gate_judge_staged(gate, diags): Check what is staged against HEAD, as the one result. */
void gate_judge_staged(struct gate *gate, struct diags *diags);

/** gate_print(gate, result, out), gate_print_diags(diags, out): Print faults as text, without colour. */
void gate_print(struct gate *gate, struct gate_result *result, struct buf *out);
void gate_print_diags(struct diags *diags, struct buf *out);

/** gate_free(gate): Free it. */
void gate_free(struct gate *gate);

#endif
