/* Steps of a chain of processors. */
#include "process/chain.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

void
chain_add(struct process_chain *chain, struct processor *processor)
{
	chain->processors =
	    mem_grow(chain->processors, &chain->cap, chain->count + 1, sizeof(struct processor *));
	chain->processors[chain->count++] = processor;
}

void
chain_free(struct process_chain *chain)
{
	free(chain->processors);
	memset(chain, 0, sizeof(*chain));
}

static struct process_call
call_of(const struct process_chain *chain, size_t i, struct zone *desired, struct diags *diags)
{
	struct process_call call = {
	    .processor = chain->processors[i],
	    .desired = desired,
	    .rules = chain->rules,
	    .lenient = chain->lenient || chain->processors[i]->lenient,
	    .diags = diags,
	};

	return call;
}

/* Whether the source step of that class is left out. */
static bool
is_passed_by(const struct process_chain *chain, const struct processor_class *class, bool quiet)
{
	unsigned left_out =
	    (quiet ? PROCESSOR_ONLY_CHECKS : 0U) | (chain->offline ? PROCESSOR_NETWORK : 0U);

	return class->source == NULL || (class->flags & left_out) != 0;
}

int
chain_source(const struct process_chain *chain, struct zone *zone, bool quiet, struct diags *diags)
{
	int rc = 0;
	size_t i;

	/* What one refuses, the next need not see. */
	for (i = 0; i < chain->count && rc == 0; i++) {
		const struct processor_class *class = chain->processors[i]->class;
		struct process_call call = call_of(chain, i, zone, diags);

		if (!is_passed_by(chain, class, quiet))
			rc = class->source(&call);
	}
	return rc;
}

int
chain_target(const struct process_chain *chain, struct zone *desired, struct zone *existing,
    const char *target, struct diags *diags)
{
	int rc = 0;
	size_t i, step;

	for (step = 0; step < 2; step++) {
		for (i = 0; i < chain->count && rc == 0; i++) {
			const struct processor_class *class = chain->processors[i]->class;
			struct process_call call = call_of(chain, i, desired, diags);
			int (*run)(struct process_call *) = step == 0 ? class->target : class->both;

			call.existing = existing;
			call.target = target;
			if (run != NULL)
				rc = run(&call);
		}
	}
	return rc;
}

int
chain_plan(const struct process_chain *chain, struct zone *desired, struct zone *existing,
    const char *target, struct chain_changes *changes, struct diags *diags)
{
	int rc = 0;
	size_t i;

	for (i = 0; i < chain->count && rc == 0 && changes->count > 0; i++) {
		struct process_call call = call_of(chain, i, desired, diags);

		if (chain->processors[i]->class->plan == NULL)
			continue;
		call.existing = existing;
		call.target = target;
		call.changes = changes->changes;
		call.nchanges = changes->count;
		rc = chain->processors[i]->class->plan(&call);
		changes->count = call.nchanges;
		changes->recount = changes->recount || call.recount;
	}
	return rc;
}
