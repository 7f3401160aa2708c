/* Which requests a change takes where a service writes one record at a time. */
#include "provider/steps.h"

#include "dns/change.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OWNER "www.example.com."

static struct arena arena;

/* "TYPE TTL value|value", or NULL. */
static struct rrset *
rrset_of(const char *line)
{
	struct rrset *rrset = arena_alloc(&arena, sizeof(*rrset));
	const struct rtype *type;
	char mnemonic[16];
	const char *why = "";
	struct slice rest;
	int used = 0;

	if (line == NULL)
		return NULL;
	cr_assert_eq(sscanf(line, "%15s %u %n", mnemonic, &rrset->ttl, &used), 2);
	type = rtype_find(slice_of(mnemonic));
	rrset->type = rtype_index(type);
	rrset->name = slice_of(OWNER);
	rrset->values = arena_array(&arena, 8 * type->nfields, sizeof(*rrset->values));
	for (rest = slice_of(line + used); rest.len > 0;) {
		size_t end = slice_find(rest, '|');

		cr_assert_eq(value_parse(&arena, type, slice_sub(rest, 0, end),
				 rrset->values + (size_t)rrset->nvalues++ * type->nfields, &why),
		    0, "%s", why);
		rest = slice_sub(rest, end + 1, rest.len);
	}
	return rrset;
}

static struct change
change_of(const char *before, const char *after)
{
	struct change change = {.existing = rrset_of(before), .desired = rrset_of(after)};

	change.action = after == NULL ? CHANGE_DELETE
	    : before == NULL          ? CHANGE_CREATE
				      : CHANGE_UPDATE;
	return change;
}

/* The service holds the values of the lines, with the ids 1, 2, … */
static void
hold(struct held_zone *zone, const char *const *lines)
{
	for (; *lines != NULL; lines++) {
		const struct rrset *rrset = rrset_of(*lines);
		const struct rtype *type = rrset_type(rrset);
		struct held_record record = {.owner = rrset->name, .type = type, .ttl = rrset->ttl};
		uint32_t i;

		for (i = 0; i < rrset->nvalues; i++) {
			record.id = slice_of(arena_printf(&arena, "%zu", zone->count + 1));
			held_add(zone, &record, rrset->values + (size_t)i * type->nfields);
		}
	}
}

/* "+value", "1=value", "-1": what is done, in order. */
static void
print_steps(struct buf *out, const struct step_list *list)
{
	static const char signs[] = "+=-";
	size_t i;

	for (i = 0; i < list->count; i++) {
		const struct step *step = &list->items[i];

		buf_text(out, i > 0 ? " " : "");
		if (step->kind == STEP_UPDATE)
			buf_slice(out, step->record->id);
		buf_char(out, signs[step->kind]);
		if (step->kind == STEP_DELETE)
			buf_slice(out, step->record->id);
		else
			value_presentation(out, rrset_type(step->rrset), step->value);
	}
}

static bool
never(const struct held_record *record, const struct rtype *type, const union field *value)
{
	(void)record, (void)type, (void)value;
	return false;
}

static void
expect(const char *const *lines, struct change *changes, size_t count, step_fits *fits,
    const char *wanted)
{
	struct apply_request request = {slice_of("example.com."), true, changes, count};
	struct held held;
	struct held_zone *zone = held_zone_new();
	struct step_list list = {0};
	struct buf out = {0};
	size_t i;

	held_init(&held);
	hold(zone, lines);
	held_put(&held, request.zone, zone);
	zone = held_take(&held, request.zone);
	cr_expect_null(held_take(&held, request.zone), "taken once");
	for (i = 0; i < count; i++)
		steps_add(&list, &request, i, zone, fits, &arena);
	steps_sort(&list, &request);
	print_steps(&out, &list);
	cr_expect_str_eq(out.len > 0 ? out.data : "", wanted);
	free(list.items);
	buf_free(&out);
	held_zone_free(zone);
	held_free(&held);
	arena_free(&arena);
}

static void
expect_one(const char *held, const char *before, const char *after, step_fits *fits,
    const char *wanted)
{
	const char *lines[] = {held, NULL};
	struct change change = change_of(before, after);

	expect(lines, &change, 1, fits, wanted);
}

Test(steps, values_that_stay_are_not_touched)
{
	expect_one("A 60 192.0.2.1|192.0.2.2", "A 60 192.0.2.1|192.0.2.2",
	    "A 60 192.0.2.2|192.0.2.3", NULL, "1=192.0.2.3");
	expect_one("A 60 192.0.2.1", "A 60 192.0.2.1", "A 60 192.0.2.1|192.0.2.2", NULL,
	    "+192.0.2.2");
	expect_one("A 60 192.0.2.1|192.0.2.2", "A 60 192.0.2.1|192.0.2.2", "A 60 192.0.2.2", NULL,
	    "-1");
	expect_one("A 60 192.0.2.1", NULL, "A 60 192.0.2.1", NULL, "");
}

Test(steps, another_ttl_is_written_to_every_record)
{
	expect_one("A 60 192.0.2.1|192.0.2.2", "A 60 192.0.2.1|192.0.2.2",
	    "A 90 192.0.2.1|192.0.2.2", NULL, "1=192.0.2.1 2=192.0.2.2");
}

Test(steps, a_record_that_does_not_fit_is_replaced_by_a_new_one_first)
{
	expect_one("A 60 192.0.2.1", "A 60 192.0.2.1", "A 60 192.0.2.3", never, "+192.0.2.3 -1");
}

Test(steps, what_the_change_does_not_name_is_left_alone)
{
	expect_one("A 60 192.0.2.1|192.0.2.7", "A 60 192.0.2.1", "A 60 192.0.2.3", NULL,
	    "1=192.0.2.3");
	expect_one("A 60 192.0.2.1|192.0.2.7", "A 60 192.0.2.1", NULL, NULL, "-1");
	expect_one("AAAA 60 2001:db8::1", "A 60 192.0.2.1", NULL, NULL, "");
}

Test(steps, a_value_that_is_there_twice_is_taken_out_once)
{
	expect_one("A 60 192.0.2.1|192.0.2.1", "A 60 192.0.2.1", "A 60 192.0.2.1|192.0.2.2", NULL,
	    "2=192.0.2.2");
	expect_one("A 60 192.0.2.1|192.0.2.1", "A 60 192.0.2.1", NULL, NULL, "-1 -2");
}

Test(steps, new_comes_before_old_goes_except_where_a_cname_is_involved)
{
	static const char *const addresses[] = {"A 60 192.0.2.1", "AAAA 60 2001:db8::1", NULL};
	static const char *const cname[] = {"CNAME 60 a.example.", NULL};
	struct change changes[3];

	changes[0] = change_of("A 60 192.0.2.1", NULL);
	changes[1] = change_of(NULL, "TXT 60 \"x\"");
	expect(addresses, changes, 2, NULL, "+\"x\" -1");
	changes[0] = change_of("A 60 192.0.2.1", NULL);
	changes[1] = change_of("AAAA 60 2001:db8::1", NULL);
	changes[2] = change_of(NULL, "CNAME 60 b.example.");
	expect(addresses, changes, 3, NULL, "-2 -1 +b.example.");
	changes[0] = change_of("CNAME 60 a.example.", NULL);
	changes[1] = change_of(NULL, "A 60 192.0.2.1");
	expect(cname, changes, 2, NULL, "-1 +192.0.2.1");
}
