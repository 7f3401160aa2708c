/* The gate for references of the ledger: what was recorded stays. */
#include "engine/gate_ledger.h"

#include "engine/ledger.h"

#define RULE "ledger-protected"

bool
gate_is_ledger(const struct gate *gate, struct slice reference)
{
	return gate->options.remote == NULL &&
	    (slice_is(reference, LEDGER_REF) ||
		slice_starts(reference, slice_of("refs/zoneward/")));
}

void
gate_judge_ledger(struct gate *gate, struct gate_result *result, const struct config *config)
{
	int rc = 1;

	if (config == NULL || !config->ledger)
		return;
	if (!slice_is(slice_of(result->name), LEDGER_REF)) {
		(void)diag_error(&result->diags, RULE, NULL, place_none,
		    "push branches and tags only, not --mirror",
		    "references below refs/zoneward/ belong to zoneward: they are not pushed");
		return;
	}
	if (oid_is_zero(&result->new_id))
		rc = 0;
	else if (!oid_is_zero(&result->old_id))
		rc = repo_descends(gate->repo, &result->new_id, &result->old_id);
	if (rc != 1)
		(void)diag_error(&result->diags, RULE, NULL, place_none,
		    "fetch it and add to it; git notes --ref=zoneward remove COMMIT does that, too",
		    "this is the ledger: what was recorded is not %s",
		    oid_is_zero(&result->new_id) ? "deleted" : "rewritten");
}
