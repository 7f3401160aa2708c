/* The processors of one zone in their order, and the steps of all of them. */
#ifndef ZW_PROCESS_CHAIN_H
#define ZW_PROCESS_CHAIN_H

#include "process/process.h"

/* All zero has none. */
struct process_chain {
	struct processor **processors; /* from the heap */
	size_t count, cap;
	const struct ruleset *rules; /* for records that they make */
	bool lenient;                /* the zone's leniency */
	bool offline;                /* what asks the network is passed by */
};

/** chain_add(chain, processor): Append one. */
void chain_add(struct process_chain *chain, struct processor *processor);

/** chain_free(chain): Free it; the processors stay. */
void chain_free(struct process_chain *chain);

/**
 * chain_source(chain, zone, quiet, diags):
 * Let ${zone} pass all processors' source steps; when ${quiet}, not those that
 * only check.  Return 0, or -1 after adding errors.
 */
int chain_source(const struct process_chain *chain, struct zone *zone, bool quiet,
    struct diags *diags);

/**
 * chain_target(chain, desired, existing, target, diags):
 * The target steps of all processors, then their steps for both zones.  The
 * same return values.
 */
int chain_target(const struct process_chain *chain, struct zone *desired, struct zone *existing,
    const char *target, struct diags *diags);

/* What the plan's step is about. */
struct chain_changes {
	struct change *changes; /* shrinks in place */
	size_t count;
	bool recount; /* the summary is to follow the changes */
};

/** chain_plan(chain, desired, existing, target, changes, diags): The plan's step; the same return values. */
int chain_plan(const struct process_chain *chain, struct zone *desired, struct zone *existing,
    const char *target, struct chain_changes *changes, struct diags *diags);

#endif
