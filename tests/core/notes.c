/* Notes of what goes on. */
#include "core/notes.h"

#include "core/buf.h"
#include "core/log.h"

#include <criterion/criterion.h>

static struct buf heard;

static void
hear(const struct note *note)
{
	buf_printf(&heard, "%d %s %s\n", (int)note->level, note->name, note->text);
}

Test(notes, cost_nothing_while_nobody_listens)
{
	note(NOTE_INFO, "Manager", "lost");
	cr_assert_not(notes_wanted());
	cr_assert_eq(heard.len, 0);
}

Test(notes, come_when_they_are_said_or_when_it_is_their_turn)
{
	struct notes first = {.count = 0}, second = {.count = 0};

	notes_set_sink(hear);
	notes_collect(&second);
	note(NOTE_INFO, "B", "%d", 2);
	notes_collect(&first);
	note(NOTE_WARNING, "A", "%d", 1);
	notes_collect(NULL);
	note(NOTE_DEBUG, "C", "at once");
	notes_release(&first);
	notes_release(&second);
	cr_assert_str_eq(heard.data, "0 C at once\n2 A 1\n1 B 2\n");
	buf_free(&heard);
}

Test(notes, have_what_is_said_to_who_asks_for_more)
{
	notes_set_sink(hear);
	log_info("reading %s", "x");
	notes_set_sink(NULL);
	log_info("hidden");
	cr_assert_str_eq(heard.data, "0 zoneward reading x\n");
	buf_free(&heard);
}
