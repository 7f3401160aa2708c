/* Zones: RRsets found by name and type, whatever is added, replaced and taken out. */
#include "dns/zone.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define ZONE "unit.tests."

static int
add(struct zone *zone, const char *name, const char *type, uint32_t ttl, bool replace,
    struct diags *diags)
{
	struct rrset rrset = {.name = arena_copy(&zone->arena, slice_of(name)),
	    .ttl = ttl,
	    .type = rtype_index(rtype_find(slice_of(type))),
	    .file = "f.yaml",
	    .line = ttl,
	    .column = 1};

	return zone_add(zone, &rrset, replace, diags);
}

static const struct rrset *
find(const struct zone *zone, const char *name, const char *type)
{
	return zone_find(zone, slice_of(name), rtype_find(slice_of(type)));
}

static size_t
count_of(const struct zone *zone, const char *name)
{
	const struct rrset *rrset;
	size_t count = 0;

	for (rrset = zone_first(zone, slice_of(name)); rrset != NULL;
	     rrset = zone_next(zone, rrset)) {
		cr_expect(slice_is(rrset->name, name));
		count++;
	}
	return count;
}

Test(zone, is_empty_at_first)
{
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	cr_expect_null(zone_first(&zone, slice_of("a.unit.tests.")));
	zone_truncate(&zone, 0);
	zone_sort(&zone);
	cr_expect_eq(zone.count, 0);
	cr_expect_not(zone.exists);
	zone_free(&zone);
	zone_free(&zone);
}

Test(zone, finds_by_name_and_type)
{
	struct diags diags = {0};
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	cr_expect_eq(add(&zone, "a.unit.tests.", "A", 1, false, &diags), 0);
	cr_expect_eq(add(&zone, "a.unit.tests.", "TXT", 2, false, &diags), 0);
	cr_expect_eq(add(&zone, "b.unit.tests.", "A", 3, false, &diags), 0);
	cr_expect_eq(add(&zone, "a.unit.tests.", "MX", 4, false, &diags), 0);
	cr_expect_eq(find(&zone, "a.unit.tests.", "TXT")->ttl, 2);
	cr_expect_eq(find(&zone, "b.unit.tests.", "A")->ttl, 3);
	cr_expect_null(find(&zone, "b.unit.tests.", "TXT"));
	cr_expect_null(find(&zone, "c.unit.tests.", "A"));
	cr_expect_eq(count_of(&zone, "a.unit.tests."), 3);
	zone_free(&zone);
}

Test(zone, refuses_a_second_rrset_of_one_name_and_type_and_names_both_places)
{
	struct diags diags = {0};
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	(void)add(&zone, "a.unit.tests.", "A", 11, false, &diags);
	cr_expect_eq(add(&zone, "a.unit.tests.", "A", 22, false, &diags), -1);
	cr_assert_eq(diags.errors, 1);
	cr_expect_str_eq(diags.items[0].rule, "duplicate-record");
	cr_expect_eq(diags.items[0].at.line, 22);
	cr_expect_not_null(strstr(diags.items[0].message, "the first is at f.yaml:11:1"));
	cr_expect_eq(find(&zone, "a.unit.tests.", "A")->ttl, 11);
	cr_expect_eq(zone.count, 1);
	diags_free(&diags);
	zone_free(&zone);
}

Test(zone, replaces_in_place_when_told)
{
	struct diags diags = {0};
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	(void)add(&zone, "a.unit.tests.", "A", 1, false, &diags);
	(void)add(&zone, "a.unit.tests.", "TXT", 2, false, &diags);
	(void)add(&zone, "b.unit.tests.", "A", 3, false, &diags);
	cr_expect_eq(add(&zone, "a.unit.tests.", "TXT", 5, true, &diags), 0);
	cr_expect_eq(add(&zone, "a.unit.tests.", "A", 6, true, &diags), 0);
	cr_expect_eq(zone.count, 3);
	cr_expect_eq(count_of(&zone, "a.unit.tests."), 2);
	cr_expect_eq(zone.rrsets[0].ttl, 6);
	cr_expect_eq(zone.rrsets[1].ttl, 5);
	cr_expect_eq(diags.count, 0);
	zone_free(&zone);
}

enum { MANY = 5000 };

static void
fill(struct zone *zone, size_t from, size_t to)
{
	static const char *const types[] = {"A", "TXT", "MX"};
	struct diags diags = {0};
	char name[64];
	size_t i;

	for (i = from; i < to; i++) {
		(void)snprintf(name, sizeof(name), "n%zu.unit.tests.", i / 3);
		cr_assert_eq(add(zone, name, types[i % 3], (uint32_t)i, false, &diags), 0);
	}
}

static void
check_filled(const struct zone *zone, size_t count)
{
	static const char *const types[] = {"A", "TXT", "MX"};
	char name[64];
	size_t i;

	cr_assert_eq(zone->count, count);
	for (i = 0; i < MANY; i++) {
		const struct rrset *found;

		(void)snprintf(name, sizeof(name), "n%zu.unit.tests.", i / 3);
		found = find(zone, name, types[i % 3]);
		cr_assert_eq(found != NULL, i < count, "%zu of %zu", i, count);
		if (found != NULL)
			cr_assert_eq(found->ttl, i);
	}
}

Test(zone, forgets_what_was_added_last)
{
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	fill(&zone, 0, MANY);
	check_filled(&zone, MANY);
	zone_truncate(&zone, MANY);
	check_filled(&zone, MANY);
	zone_truncate(&zone, 1001);
	check_filled(&zone, 1001);
	fill(&zone, 1001, MANY);
	check_filled(&zone, MANY);
	zone_truncate(&zone, 0);
	check_filled(&zone, 0);
	zone_free(&zone);
}

static bool
is_even(void *ctx, const struct rrset *rrset)
{
	(*(size_t *)ctx)++;
	return rrset->ttl % 2 == 0;
}

Test(zone, drops_what_is_not_to_be_kept)
{
	size_t asked = 0, i;
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	fill(&zone, 0, 300);
	zone_keep(&zone, is_even, &asked);
	cr_expect_eq(asked, 300);
	cr_expect_eq(zone.count, 150);
	for (i = 0; i < zone.count; i++)
		cr_expect_eq(zone.rrsets[i].ttl, 2 * i);
	cr_expect_eq(count_of(&zone, "n0.unit.tests."), 2);
	cr_expect_eq(count_of(&zone, "n1.unit.tests."), 1);
	zone_free(&zone);
}

Test(zone, sorts_by_relative_name_and_type_and_still_finds)
{
	static const char *const want[] = {"unit.tests. NS", "*.unit.tests. A", "a.unit.tests. A",
	    "a.unit.tests. TXT", "a-b.unit.tests. A", "a.b.unit.tests. A", "b.unit.tests. A"};
	static const unsigned order[] = {4, 6, 3, 0, 5, 2, 1};
	struct diags diags = {0};
	struct zone zone;
	size_t i;

	zone_init(&zone, slice_of(ZONE));
	for (i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const char *blank = strchr(want[order[i]], ' ');
		char name[64];

		(void)snprintf(name, sizeof(name), "%.*s", (int)(blank - want[order[i]]),
		    want[order[i]]);
		cr_assert_eq(add(&zone, name, blank + 1, order[i], false, &diags), 0);
	}
	zone_sort(&zone);
	for (i = 0; i < zone.count; i++) {
		cr_expect_eq(zone.rrsets[i].ttl, i, "%zu: %.*s", i,
		    SLICE_ARGS(zone.rrsets[i].name));
	}
	cr_expect_eq(count_of(&zone, "a.unit.tests."), 2);
	cr_expect_eq(find(&zone, "b.unit.tests.", "A")->ttl, 6);
	zone_free(&zone);
}

Test(zone, shares_without_changing_the_other)
{
	struct zone zone, shared, none;
	size_t asked = 0;

	zone_init(&zone, slice_of(ZONE));
	fill(&zone, 0, MANY);
	zone.exists = true;
	zone_share(&shared, &zone);
	cr_expect(shared.exists);
	zone_keep(&shared, is_even, &asked);
	cr_expect_eq(shared.count, MANY / 2);
	check_filled(&zone, MANY);
	zone_truncate(&shared, 0);
	fill(&shared, 0, 10);
	check_filled(&zone, MANY);
	zone_free(&shared);
	zone_init(&none, slice_of(ZONE));
	zone_share(&shared, &none);
	fill(&shared, 0, 10);
	cr_expect_eq(shared.count, 10);
	zone_free(&shared);
	zone_free(&none);
	zone_free(&zone);
}

Test(zone, takes_its_records_to_another_name)
{
	struct diags diags = {0};
	struct zone zone;

	zone_init(&zone, slice_of(ZONE));
	(void)add(&zone, "unit.tests.", "NS", 1, false, &diags);
	(void)add(&zone, "a.b.unit.tests.", "A", 2, false, &diags);
	zone_rename(&zone, slice_of("other.example."));
	cr_expect(slice_is(zone.name, "other.example."));
	cr_expect_eq(find(&zone, "other.example.", "NS")->ttl, 1);
	cr_expect_eq(find(&zone, "a.b.other.example.", "A")->ttl, 2);
	cr_expect_null(zone_first(&zone, slice_of("unit.tests.")));
	zone_free(&zone);
}

Test(zone, numbers_its_sources)
{
	static const char *const ids[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
	    "11", "12", "13", "14", "15", "16", "17"};
	struct zone zone;
	unsigned i;

	zone_init(&zone, slice_of(ZONE));
	for (i = 0; i < 16; i++)
		cr_expect_eq(zone_add_source(&zone, ids[i]), i);
	cr_expect_eq(zone_add_source(&zone, "3"), 3);
	/* More than there is room for share the last number. */
	cr_expect_eq(zone_add_source(&zone, ids[16]), 15);
	cr_expect_eq(zone_add_source(&zone, ids[17]), 15);
	cr_expect_eq(zone.nsources, 16);
	zone_free(&zone);
}
