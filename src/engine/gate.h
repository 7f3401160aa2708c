/* The gate on a server: may these references move? */
#ifndef ZW_ENGINE_GATE_H
#define ZW_ENGINE_GATE_H

#include "engine/workspace.h"

struct gate_options {
	const char *dir, *config, *root;
	bool strict;
};

struct gate_result {
	const char *reference;
	struct oid old_id, new_id;
	struct diags diags;
	size_t zones;   /* that were checked */
	bool no_config; /* neither the old nor the new commit has the configuration */
};

struct gate {
	struct gate_options options;
	struct arena arena;
	struct gate_result *results; /* one for each update that is a branch's */
	size_t count, cap;
};

/** gate_init(gate, options): Begin; ${options}' texts outlive it. */
void gate_init(struct gate *gate, const struct gate_options *options);

/**
 * gate_add(gate, line, diags):
 * Add one update as Git words it, "OLD NEW REF" (githooks(5)).  References that
 * are no branches, and deletions, are let through.  Return 0, or -1 when the
 * line is not of that form.
 */
int gate_add(struct gate *gate, struct slice line, struct diags *diags);

/**
 * gate_judge(gate, diags):
 * Check what each update changes: against the old commit, or for a new branch
 * against where it left the default branch.  Faults are in the results;
 * ${diags} gets what keeps us from judging at all.
 */
void gate_judge(struct gate *gate, struct diags *diags);

/** gate_print(gate, result, out), gate_print_diags(diags, out): Print faults as text, without colour. */
void gate_print(struct gate *gate, struct gate_result *result, struct buf *out);
void gate_print_diags(struct diags *diags, struct buf *out);

/** gate_free(gate): Free it. */
void gate_free(struct gate *gate);

#endif
