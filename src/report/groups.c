/* Where changes come from, in words. */
#include "report/groups.h"

static const struct group_words words[GROUPS] = {
    [GROUP_DRIFT] = {"Drift",
	"changed at the provider, not by this request; applying puts back what is configured."},
    [GROUP_EFFECT] = {"Side effects",
	"no line of these zones asks for them, but a file that they share."},
    [GROUP_CONFLICT] = {"Conflict",
	"both the configuration and the provider changed these; applying puts what is configured "
	"in place of what the provider has."},
    [GROUP_REQUESTED] = {"Requested", ""},
};

enum change_group
group_of(const struct target_plan *plan, size_t index)
{
	enum change_origin origin = plan->origins != NULL ? plan->origins[index] : ORIGIN_NONE;

	if (origin == ORIGIN_CONFLICT)
		return GROUP_CONFLICT;
	if (origin == ORIGIN_DRIFT)
		return GROUP_DRIFT;
	return plan_asked(plan, index) ? GROUP_REQUESTED : GROUP_EFFECT;
}

const struct group_words *
group_title(enum change_group group, size_t count, size_t of)
{
	return group == GROUP_REQUESTED && count == of ? NULL : &words[group];
}
