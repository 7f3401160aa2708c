/* One apply at a time: the commands that write wait for their turn. */
#include "cmd/turn.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
say(void)
{
	(void)fputs("zoneward: another apply is under way: waiting\n", stderr);
}

int
turn_wait(struct lock *lock, const struct lock_request *request, struct diags *diags)
{
	struct lock_request own = *request;

	own.waits = say;
	return lock_take(lock, &own, diags);
}

int
turn_wait_at(struct lock *lock, const char *file, struct diags *diags)
{
	const char *slash = strrchr(file, '/');
	char *folder = slash == NULL ? mem_copy(".", 1)
	    : slash == file          ? mem_copy("/", 1)
				     : mem_copy(file, (size_t)(slash - file));
	struct lock_request request = {
	    .dir = folder,
	    .config = slash != NULL ? slash + 1 : file,
	    .mode = REPO_PLAIN,
	};
	int rc = turn_wait(lock, &request, diags);

	free(folder);
	return rc;
}
