/* Who lets a plan pass that is not safe: --allow this very one, --force what octoDNS would. */
#include "cmd/common.h"

#include <string.h>

bool
unsafe_allowed(const struct args *args, const struct plan *plan)
{
	char digest[PLAN_DIGEST_LEN + 1];

	plan_digest(plan, digest);
	if (args->allow != NULL)
		return *digest != '\0' && strcmp(args->allow, digest) == 0;
	return args->force && !plan_guarded(plan);
}

void
unsafe_hint(const struct args *args, const struct plan *plan, struct buf *hint)
{
	char digest[PLAN_DIGEST_LEN + 1];

	plan_digest(plan, digest);
	buf_printf(hint, "look at it again, then give --allow %s%s", digest,
	    args->force || plan_guarded(plan) ? "" : ", or --force");
	if (args->allow != NULL)
		buf_text(hint, "; --allow names another plan");
}
