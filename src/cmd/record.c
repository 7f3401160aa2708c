/* The ledger of an apply, as its arguments say what is applied. */
#include "cmd/record.h"

#include "core/text.h"

#include <string.h>

#define WHAT_MAX 300 /* bytes of words that are listed */

/* ", zones a.example., b.example.": as many as are read. */
static void
add_words(struct buf *out, const char *name, const char *const *words, size_t count)
{
	size_t i;

	if (count == 0)
		return;
	buf_printf(out, "%s%s", out->len > 0 ? ", " : "", name);
	for (i = 0; i < count && out->len < WHAT_MAX; i++) {
		struct slice word = slice_sub(slice_of(words[i]), 0, WHAT_MAX);

		buf_char(out, ' ');
		text_safe(out, word);
	}
	if (i < count)
		buf_printf(out, " and %zu more", count - i);
}

/* Whose words narrow what is applied; Git's hook names the zones that were pushed. */
static bool
is_whole(const struct work *w)
{
	const struct args *args = w->args;

	return args->in_hook ||
	    (w->nzones == 0 && args->targets.count == 0 && args->sources.count == 0 &&
		args->shard == NULL);
}

static const char *
describe(struct work *w)
{
	const struct args *args = w->args;
	struct buf what = {0};
	char hex[2 * OID_SIZE + 1];
	const char *text;

	oid_hex(&w->workspace.base_id, hex);
	if (args->shard != NULL)
		add_words(&what, "shard", &args->shard, 1);
	add_words(&what, args->in_hook ? "what was pushed:" : "zones", w->zones, w->nzones);
	add_words(&what, "targets", args->targets.items, args->targets.count);
	add_words(&what, "sources", args->sources.items, args->sources.count);
	if (w->options.kind == WORKSPACE_RANGE && !oid_is_zero(&w->workspace.base_id))
		buf_printf(&what, "%schanges since %.12s", what.len > 0 ? ", " : "", hex);
	if (what.len == 0)
		buf_text(&what, "all zones");
	text = arena_text(&w->arena, buf_view(&what));
	buf_free(&what);
	return text;
}

enum outcome
record_open(struct ledger **ledger, struct work *w, const struct lock *lock,
    struct ledger_options options)
{
	options.what = describe(w);
	options.whole = is_whole(w);
	options.by = lock->id;
	return ledger_open(ledger, &w->workspace, &options, &w->diags);
}
