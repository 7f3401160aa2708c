/* Requests that the provider makes, and answers that are no good. */
#include "harness.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EMPTY                                            \
	{                                                \
		.status = 200, .body = "{\"rrsets\":[]}" \
	}
#define DONE                                                                \
	{                                                                   \
		.status = 200, .body = "{\"id\":\"1\",\"status\":\"done\"}" \
	}

static int
read_script(const struct answer *script, size_t count, struct bench *bench)
{
	struct fake *fake = fake_start(script, count);
	struct zone zone;
	int rc;

	cr_assert_eq(open_at(bench, fake->port), 0);
	rc = bench_read(bench, &zone, ZONE);
	zone_free(&zone);
	fake_stop(fake);
	return rc;
}

Test(googlecloud_faults, every_answer_that_is_no_good_is_one_error_without_secrets)
{
	static const struct {
		const char *body, *said;
	} bad[] = {
	    {"", "is not JSON"},
	    {"[]", "is not JSON"},
	    {"{\"managedZones\":{}}", "has no list"},
	    {"{\"managedZones\":[{}]}", "has a zone without a valid name"},
	    {"{\"managedZones\":[{\"name\":\"a/b\",\"dnsName\":\"example.com.\"}]}",
		"has a zone without a valid name"},
	    {"{\"managedZones\":[{\"name\":\"z\",\"dnsName\":\"a..b.\"}]}",
		"has a zone without a valid name"},
	    {"{\"nextPageToken\":\"x\"}", "goes on without an end"},
	};
	size_t i;

	for (i = 0; i < LEN(bad); i++) {
		struct answer script[] = {TOKEN, {.status = 200, .body = bad[i].body}};
		struct bench bench;

		cr_expect_eq(read_script(script, 2, &bench), -1);
		cr_expect_eq(bench.diags.errors, 1);
		cr_expect(bench_said(&bench, bad[i].said), "%s", bad[i].body);
		cr_expect_not(bench_said(&bench, TEST_SECRET));
		bench_close(&bench);
	}
}

Test(googlecloud_faults, what_the_service_says_is_passed_on_without_the_token)
{
	struct answer script[] = {TOKEN,
	    {.status = 403,
		.body = "{\"error\":{\"message\":\"no " TEST_SECRET
			" here\",\"errors\":[{\"reason\":\"accessNotConfigured\"}]}}"}};
	struct bench bench;

	cr_expect_eq(read_script(script, 2, &bench), -1);
	cr_expect(bench_said(&bench, "no *** here (accessNotConfigured)"));
	cr_expect_not(bench_said(&bench, TEST_SECRET));
	bench_close(&bench);
}

Test(googlecloud_faults, a_place_of_tokens_that_gives_none_is_one_error)
{
	static const struct answer answers[] = {
	    {.status = 400,
		.body =
		    "{\"error\":\"invalid_grant\",\"error_description\":\"gone: refresh-token\"}"},
	    {.status = 200, .body = "{}"},
	    {.status = 200, .body = "{\"access_token\":5}"},
	    {.status = 200, .body = "{\"access_token\":\"a\\nb\",\"expires_in\":1}"},
	    {.status = 404, .body = "<html>"},
	};
	size_t i;

	for (i = 0; i < LEN(answers); i++) {
		struct bench bench;

		cr_expect_eq(read_script(&answers[i], 1, &bench), -1);
		cr_expect_eq(bench.diags.errors, 1);
		cr_expect_not(bench_said(&bench, "refresh-token"));
		cr_expect_not(bench_said(&bench, "client-secret"));
		bench_close(&bench);
	}
}

/* Create ${count} records of ${octets} octets of text each, and count the changes that are sent. */
static unsigned
sendings(size_t count, size_t octets, const char *batch_size)
{
	struct answer script[] = {TOKEN, FOUND, EMPTY, DONE};
	struct fake *fake = fake_start(script, LEN(script));
	struct zone from, to;
	struct buf text = {0};
	struct bench bench;
	struct diff diff;
	unsigned requests;
	size_t i;

	zone_init(&to, slice_of(ZONE));
	for (i = 0; i < count; i++) {
		struct rrset rrset = {.type = rtype_index(rtype_find(slice_of("TXT"))),
		    .ttl = 60,
		    .nvalues = 1};

		buf_clear(&text);
		buf_pad(&text, 'x', octets);
		rrset.name = slice_of(arena_printf(&to.arena, "h%04zu.%s", i, ZONE));
		rrset.values = arena_array(&to.arena, 1, sizeof(*rrset.values));
		rrset.values[0].text = arena_copy(&to.arena, buf_view(&text));
		cr_assert_eq(zone_add(&to, &rrset, false, NULL), 0);
	}
	cr_assert_eq(open_at(&bench, fake->port), 0);
	if (batch_size != NULL)
		((struct google *)bench.provider->state)->batch_size = (size_t)atoi(batch_size);
	cr_assert_eq(bench_read(&bench, &from, ZONE), 0);
	diff_make(&diff, &from, &to);
	cr_expect_eq(bench_apply(&bench, ZONE, true, &diff), 0);
	cr_expect(diff_is(&diff, APPLY_DONE));
	requests = fake_requests(fake);
	diff_free(&diff);
	zone_free(&from);
	zone_free(&to);
	bench_close(&bench);
	buf_free(&text);
	fake_stop(fake);
	return requests - 3;
}

Test(googlecloud_faults, a_request_has_no_more_changes_than_batch_size_says)
{
	cr_expect_eq(sendings(10, 8, NULL), 1);
	cr_expect_eq(sendings(10, 8, "10"), 1);
	cr_expect_eq(sendings(10, 8, "3"), 4);
}

/* What follows the look-up of many zones: all of them are listed. */
Test(googlecloud_faults, many_zones_are_listed_rather_than_looked_up)
{
	struct answer script[] = {TOKEN, {.status = 200, .body = "{}"}};
	struct fake *fake = fake_start(script, LEN(script));
	struct bench bench;
	struct zone zone;
	char name[32];
	int i;

	cr_assert_eq(open_at(&bench, fake->port), 0);
	for (i = 0; i < 50; i++) {
		(void)snprintf(name, sizeof(name), "z%d.example.", i);
		cr_expect_eq(bench_read(&bench, &zone, name), 0);
		cr_expect_not(zone.exists);
		zone_free(&zone);
	}
	cr_expect_eq(fake_requests(fake), 1 + 20 + 1);
	bench_close(&bench);
	fake_stop(fake);
}
