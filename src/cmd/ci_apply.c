/* zoneward ci apply: what a merge put on the protected branch, if it is what was reviewed. */
#include "cmd/ci.h"

enum outcome
ci_apply(struct ci *ci)
{
	return ci_error(ci, OUTCOME_USAGE, NULL, "not yet");
}
