/* A large file that is read on two cores: nobody can tell. */
#include "../../../providers/yaml/halves.h"

#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define RECORDS 40000

/* Many records in order, with ${odd} in the place of record number ${at}. */
static void
write_zone(struct bench *bench, size_t at, const char *odd)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < RECORDS; i++) {
		if (i == at)
			buf_text(&text, odd);
		else
			buf_printf(&text, "r%06zu:\n  type: A\n  value: 192.0.2.1\n", i);
	}
	cr_assert_gt(text.len, 1024 * 1024);
	files_write(&bench->files, "zones/unit.tests.yaml", text.data);
	buf_free(&text);
}

/* Read on so many cores; return how many RRsets there are. */
static size_t
count(struct bench *bench, unsigned workers, int want)
{
	struct zone zone;
	size_t records;

	bench->context.workers = workers;
	cr_expect_eq(read_as(bench, &zone, "unit.tests.", false), want);
	records = zone.count;
	zone_free(&zone);
	return records;
}

static void
begin(struct bench *bench, const char *options, size_t at, const char *odd)
{
	yaml_begin(bench, options);
	write_zone(bench, at, odd);
	yaml_open(bench);
}

Test(halves, have_all_records)
{
	struct bench bench;

	begin(&bench, "", 3, "r000003:\n  type: TXT\n  value: x\n");
	cr_expect_eq(count(&bench, 2, 0), RECORDS);
	cr_expect_eq(bench.files.diags.count, 0);
	bench_end(&bench);
}

/* The same faults at the same places, wherever they are. */
static void
same_faults(const char *options, size_t at, const char *odd)
{
	struct bench bench;
	struct buf alone = {0};
	size_t records, i;

	begin(&bench, options, at, odd);
	records = count(&bench, 1, -1);
	cr_assert_gt(bench.files.diags.errors, 0, "%s", odd);
	for (i = 0; i < bench.files.diags.count; i++) {
		const struct diag *d = &bench.files.diags.items[i];

		buf_printf(&alone, "%s %u %u %s|", d->rule, d->at.line, d->at.column, d->message);
	}
	diags_free(&bench.files.diags);
	cr_expect_eq(count(&bench, 2, -1), records, "%s", odd);
	for (i = 0; i < bench.files.diags.count; i++) {
		const struct diag *d = &bench.files.diags.items[i];
		char one[512];

		(void)snprintf(one, sizeof(one), "%s %u %u %s|", d->rule, d->at.line, d->at.column,
		    d->message);
		cr_expect_not_null(strstr(alone.data, one), "%s is not in %s", one, alone.data);
	}
	buf_free(&alone);
	bench_end(&bench);
}

Test(halves, have_the_same_faults)
{
	static const char *const odd[] = {
	    "rx:\n  type: A\n  value: 192.0.2.256\n",
	    "r000001:\n  type: A\n  value: 192.0.2.1\n\nR000001:\n  type: A\n  value: 192.0.2.1\n",
	    "rx: 'unclosed\n",
	    "---\nrx:\n  type: A\n  value: 192.0.2.1\n",
	    "rx: *nowhere\n",
	};
	size_t i;

	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		same_faults("enforce_order: false", 100, odd[i]);
		same_faults("enforce_order: false", RECORDS - 100, odd[i]);
		same_faults("enforce_order: false", RECORDS / 2, odd[i]);
	}
}

Test(halves, know_a_key_of_the_other_half)
{
	struct bench bench;
	struct zone zone;

	/* The last of the repeated key counts, and it is in the first half. */
	begin(&bench, "enforce_order: false", RECORDS - 5, "r000001:\n  type: TXT\n  value: x\n");
	bench.context.workers = 2;
	cr_expect_eq(read_as(&bench, &zone, "unit.tests.", false), 0);
	cr_expect_eq(zone.count, RECORDS - 1);
	cr_expect_eq(bench.files.diags.warnings, 1);
	zone_free(&zone);
	bench_end(&bench);
	same_faults("", RECORDS - 5, "r000001x:\n  type: TXT\n  value: x\n");
}

Test(halves, share_an_anchor_and_a_quoted_text)
{
	struct bench bench;
	struct buf odd = {0};
	size_t i;

	begin(&bench, "enforce_order: false", 5, "ra: &a\n  type: A\n  value: 192.0.2.1\nrb: *a\n");
	cr_expect_eq(count(&bench, 2, 0), RECORDS + 1);
	bench_end(&bench);
	/* Half of the file is one text, with lines that look like keys. */
	buf_text(&odd, "rx:\n  type: OPENPGPKEY\n  value: \"");
	for (i = 0; i < RECORDS; i++)
		buf_printf(&odd, "r%06zu: not a key\n", i);
	buf_text(&odd, "\"\n");
	begin(&bench, "enforce_order: false", RECORDS / 2, odd.data);
	cr_expect_eq(count(&bench, 2, 0), RECORDS);
	bench_end(&bench);
	buf_free(&odd);
}

Test(halves, are_not_made_of_small_files)
{
	uint32_t lines;

	cr_expect_eq(halves_place(slice_of("a: 1\nb: 2\n"), &lines), 0);
}
