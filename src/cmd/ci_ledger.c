/* The ledger of zoneward ci apply. */
#include "cmd/ci_apply.h"

#include "cmd/record.h"

enum outcome
ci_ledger_open(struct ci *ci, const struct lock *lock)
{
	struct ledger_options options = {
	    .branch = ci->args->branch != NULL ? ci->args->branch : ci->run.main_branch,
	    .right = forge_git_right(&ci->run),
	};
	struct forge_git *git = arena_alloc(&ci->arena, sizeof(*git));

	forge_git(&ci->run, git);
	options.settings = git->settings;
	options.nsettings = git->count;
	return record_open(&ci->ledger, &ci->work, lock, options);
}

enum outcome
ci_ledger_apply(struct ci *ci, struct applied *result)
{
	enum outcome outcome = ledger_begin(ci->ledger, ci->digest, &ci->work.diags);

	if (outcome != OUTCOME_DONE)
		return outcome;
	outcome = apply_plan(&ci->work.workspace, &ci->plan, result, &ci->work.diags);
	ledger_end(ci->ledger, outcome, result, &ci->work.diags);
	return outcome;
}

void
ci_ledger_nothing(struct ci *ci)
{
	if (!ci->args->dry_run)
		ledger_nothing(ci->ledger, &ci->work.diags);
}
