/* Comparing the two trees of a range while the configuration is read. */
#include "engine/ahead.h"

#include <string.h>

static void *
compare(void *ctx)
{
	struct ahead *ahead = ctx;

	ahead->rc = changes_between(&ahead->changes, ahead->base, ahead->head, &ahead->diags);
	return NULL;
}

void
ahead_begin(struct ahead *ahead, struct snapshot *base, struct snapshot *head)
{
	ahead->base = base;
	ahead->head = head;
	ahead->begun = true;
	ahead->threaded = pthread_create(&ahead->thread, NULL, compare, ahead) == 0;
	if (!ahead->threaded)
		(void)compare(ahead);
}

static void
join(struct ahead *ahead)
{
	if (ahead->threaded)
		(void)pthread_join(ahead->thread, NULL);
	ahead->threaded = false;
}

int
ahead_wait(struct ahead *ahead, struct diags *diags)
{
	join(ahead);
	diags_move(diags, &ahead->diags);
	return ahead->rc;
}

void
ahead_end(struct ahead *ahead)
{
	if (!ahead->begun)
		return;
	join(ahead);
	changes_free(&ahead->changes);
	diags_free(&ahead->diags);
	memset(ahead, 0, sizeof(*ahead));
}
