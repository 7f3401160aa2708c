/* What the files behind `zoneward hook` share. */
#ifndef ZW_CMD_HOOK_H
#define ZW_CMD_HOOK_H

#include "cmd/common.h"
#include "engine/gate.h"

/* The lines that Git writes to a hook; more than that is no push of a person. */
#define HOOK_MAX_UPDATES 10000

/* What who pushes asks for with git push -o. */
struct push_options {
	bool lenient;
	const char *allow; /* a digest, or NULL */
};

/**
 * read_push_options(options, diags):
 * Read what Git's environment has of ours.  Return 0, or -1 for one that we do not know.
 */
int read_push_options(struct push_options *options, struct diags *diags);

/** read_lines(each, ctx, diags): Call ${each} for each line of standard input.  Return 0 or -1. */
int read_lines(int (*each)(void *ctx, struct slice line, struct diags *diags), void *ctx,
    struct diags *diags);

/** deadline_start(seconds): From now on the program ends with a refusal when it takes longer. */
int deadline_start(double seconds, struct diags *diags);

/** after_push(gate, args): What post-receive does; return its exit status. */
int after_push(struct gate *gate, const struct args *args);

#endif
