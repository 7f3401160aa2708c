/* What a range started from: one zone of the base, as each target would have had it. */
#ifndef ZW_ENGINE_RANGE_BASE_H
#define ZW_ENGINE_RANGE_BASE_H

#include "engine/workspace.h"
#include "plan/origin.h"
#include "process/chain.h"

struct range_base {
	struct workspace *workspace;
	const struct map *changed;
	struct zone zone;
	struct process_chain chain;
	/* The file that was asked for last, and the answer. */
	const char *file;
	bool asks;
};

/** range_changed(workspace, changed): Fill the map with the paths that a range changes. */
void range_changed(struct workspace *workspace, struct map *changed);

/**
 * range_base_open(range, workspace, changed, name):
 * Read zone ${name} as the base of the range has it; nothing is reported.
 */
void range_base_open(struct range_base *range, struct workspace *workspace,
    const struct map *changed, struct slice name);

/**
 * range_base_fit(range, provider, fitted):
 * Return what the base wanted of target ${provider}: past its processors and what the
 * target cannot hold.  The caller frees ${fitted}, which is its zone.
 */
struct origin_base range_base_fit(struct range_base *range, struct provider *provider,
    struct zone *fitted);

/** range_base_close(range): Free it. */
void range_base_close(struct range_base *range);

#endif
