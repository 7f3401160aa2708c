/* The work behind `fmt`: zone files in the layout that they would be dumped in. */
#ifndef ZW_ENGINE_FORMATTING_H
#define ZW_ENGINE_FORMATTING_H

#include "engine/select.h"
#include "engine/workspace.h"

struct format_request {
	const struct selection *selection; /* format the files of these zones; or NULL */
	const char *const *files;          /* and these, from the directory that was given */
	size_t nfiles;
	bool check; /* write nothing */
	/* Called for each file that is not as it should be, in order of the zones; ${diff}
	 * is empty unless ${check}. */
	void (*changed)(void *ctx, const char *path, struct slice diff);
	void *ctx;
};

struct formatted {
	size_t files, changed;
};

/**
 * format_files(workspace, request, result, diags):
 * Format the files, and what they include.  The workspace is that of the work tree.
 * One that cannot be read or written is an error, and the others are done.  Return 0
 * or -1.
 */
int format_files(struct workspace *workspace, const struct format_request *request,
    struct formatted *result, struct diags *diags);

#endif
