/* How a command ends: the exit statuses that scripts come to depend on. */
#ifndef ZW_ENGINE_OUTCOME_H
#define ZW_ENGINE_OUTCOME_H

enum outcome {
	OUTCOME_DONE = 0,
	OUTCOME_INVALID = 1, /* the input is wrong; diagnostics tell */
	OUTCOME_USAGE = 2,
	OUTCOME_REFUSED = 3,  /* unsafe plan, not on the protected branch, another digest */
	OUTCOME_PROVIDER = 4, /* a provider failed; nothing was written */
	OUTCOME_PARTLY = 5,   /* some changes were written and some were not */
	OUTCOME_CHANGES = 10, /* plan --detailed-exitcode: there are changes */
};

#endif
