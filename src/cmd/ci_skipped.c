/*
 * Pushes whose job never ran: of those that wait for another one a forge keeps the newest
 * only.  What such a push brought is applied by the job that took its place.
 */
#include "cmd/ci_apply.h"

#define COMMITS_MAX 20 /* to look back: a question to the forge for each */

/* Whether a job has said how it went with ${commit}: 1, 0, or -1 when that cannot be told. */
static int
was_run(struct ci *ci, const char *commit)
{
	size_t warnings = ci->diags.warnings;
	const char *text;
	int rc =
	    forge_find_status(ci->forge, commit, ci_status_name(ci, "apply"), &text, &ci->diags);

	if (rc < 0 || ci->diags.warnings > warnings)
		return -1;
	return rc == 0;
}

const char *
ci_before_skipped(struct ci *ci, const char *base)
{
	struct diags_mark mark = diags_mark(&ci->diags);
	const char *commit = base;
	unsigned count;
	int ran = 0;

	if (!forge_speaks(ci->forge))
		return base;
	for (count = 0; commit != NULL && count < COMMITS_MAX; count++) {
		ran = was_run(ci, commit);
		if (ran != 0)
			break;
		commit = ci_parent(ci, commit);
	}
	if (ran < 0)
		diags_rollback(&ci->diags, mark);
	/* Where no job ever said anything this one begins with its own push. */
	if (ran <= 0)
		return base;
	if (count > 0)
		ci_say(ci, "the job of %.12s did not run: from %.12s on all is applied", base,
		    commit);
	return commit;
}
