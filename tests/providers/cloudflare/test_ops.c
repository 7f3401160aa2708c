/* What is sent for a change: nothing that is there, as little as can be, in a sound order. */
#include "../../plan/fixture.h"
#include "harness.h"

#include <stdlib.h>

#define NAMED(id, name, type, more)                                                   \
	"{\"id\":\"" id "\",\"name\":\"" name "\",\"type\":\"" type "\",\"ttl\":300," \
	"\"proxied\":false," more "}"
#define A(id, address, more) NAMED(id, "a.unit.tests", "A", "\"content\":\"" address "\"" more)
#define TWO A("i1", "1.1.1.1", "") "," A("i2", "2.2.2.2", "")

struct row {
	const char *live;    /* objects of the API */
	const char *desired; /* YAML */
	const char *batch;   /* the body, or "" for nothing to send */
};

#define SENT(address)                                                                                   \
	"\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":300,\"proxied\":false,\"content\":\"" address \
	"\""

static const struct row rows[] = {
    {TWO, "a: {ttl: 300, type: A, values: [1.1.1.1, 2.2.2.2]}", ""},
    {TWO, "a: {ttl: 300, type: A, values: [1.1.1.1, 3.3.3.3]}",
	"{\"patches\":[{\"id\":\"i2\"," SENT("3.3.3.3") "}]}"},
    {TWO, "a: {ttl: 300, type: A, value: 2.2.2.2}", "{\"deletes\":[{\"id\":\"i1\"}]}"},
    {TWO, "a: {ttl: 300, type: A, values: [1.1.1.1, 2.2.2.2, 3.3.3.3]}",
	"{\"posts\":[{" SENT("3.3.3.3") "}]}"},
    {TWO, "{}", "{\"deletes\":[{\"id\":\"i1\"},{\"id\":\"i2\"}]}"},
    {TWO, "a: {ttl: 300, type: CNAME, value: b.tests.}",
	"{\"deletes\":[{\"id\":\"i1\"},{\"id\":\"i2\"}],\"posts\":[{\"name\":\"a.unit.tests\",\"type\":"
	"\"CNAME\",\"ttl\":300,\"proxied\":false,\"content\":\"b.tests\"}]}"},
    {A("i1", "1.1.1.1", ",\"comment\":\"c\",\"tags\":[\"t\"]"),
	"a: {ttl: 300, type: A, value: 1.1.1.1}",
	"{\"patches\":[{\"id\":\"i1\"," SENT("1.1.1.1") ",\"comment\":\"\",\"tags\":[]}]}"},
    {A("i1", "1.1.1.1", ",\"comment\":\"c\",\"tags\":[\"t\",\"s\"]"),
	"a: {ttl: 300, type: A, value: 1.1.1.1, octodns: {cloudflare: {comment: c, tags: [s, t]}}}",
	""},
    {A("i1", "1.1.1.1", ",\"settings\":{\"flatten_cname\":true}"),
	"a: {ttl: 300, type: A, value: 2.2.2.2}",
	"{\"patches\":[{\"id\":\"i1\"," SENT("2.2.2.2") "}]}"},
    {"", "a: {ttl: 60, type: A, value: 1.1.1.1, octodns: {cloudflare: {proxied: true}}}",
	"{\"posts\":[{\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":1,\"proxied\":true,\"content\":"
	"\"1.1.1.1\"}]}"},
    {"", "'': {ttl: 60, type: ALIAS, value: b.tests.}",
	"{\"posts\":[{\"name\":\"unit.tests\",\"type\":\"CNAME\",\"ttl\":120,\"proxied\":false,"
	"\"content\":\"b.tests\"}]}"},
    {"",
	"a: [{ttl: 300, type: DS, value: {key_tag: 1, algorithm: 8, digest_type: 2, digest: aa}}, "
	"{ttl: 300, type: NS, value: b.tests.}]",
	"{\"posts\":[{\"name\":\"a.unit.tests\",\"type\":\"NS\",\"ttl\":300,\"content\":\"b.tests\"},"
	"{\"name\":\"a.unit.tests\",\"type\":\"DS\",\"ttl\":300,\"data\":{\"key_tag\":1,\"algorithm\":8,"
	"\"digest_type\":2,\"digest\":\"aa\"}}]}"},
    {NAMED("i1", "a.unit.tests", "NS", "\"content\":\"b.tests\"") "," NAMED("i2", "a.unit.tests",
	 "DS", "\"content\":\"1 8 2 aa\""),
	"{}", "{\"deletes\":[{\"id\":\"i2\"},{\"id\":\"i1\"}]}"},
};

static void
check_row(struct bench *bench, const struct row *row)
{
	struct diff_options options = {.target = "cf",
	    .update_threshold = 1,
	    .delete_threshold = 1,
	    .keep_root_ns = true,
	    .provider = bench->provider};
	struct zone live, desired;
	struct zone_info info;
	struct target_plan plan = {0};
	struct arena arena = {0};
	struct ops ops = {0};
	struct buf body = {0};
	size_t i;

	cr_assert_eq(bench_take(bench, &live, &info, row->live), 0, "%s", row->live);
	read_zone(&desired, ZONE, row->desired);
	diff_zones(&live, &desired, &options, &arena, &plan);
	for (i = 0; i < plan.nchanges; i++)
		ops_add(&ops, bench_state(bench), &info, &plan.changes[i]);
	ops_sort(&ops);
	buf_text(&body, "");
	if (ops.count > 0)
		ops_batch(&ops, 0, ops.count, &body);
	cr_expect_str_eq(body.data, row->batch);
	ops_free(&ops);
	buf_free(&body);
	info_free(&info);
	zone_free(&live);
	zone_free(&desired);
	arena_free(&arena);
}

Test(cloudflare_ops, are_the_least_that_a_change_needs)
{
	struct bench bench;
	size_t i;

	cr_assert_eq(bench_open(&bench, 1, NULL), 0);
	for (i = 0; i < LEN(rows); i++)
		check_row(&bench, &rows[i]);
	bench_close(&bench);
}

/* Live objects, what is wanted, and whether that is a change. */
static const struct {
	const char *live, *desired;
	bool changes;
} compared[] = {
    {A("i1", "1.1.1.1", ""), "a: {ttl: 300, type: A, value: 1.1.1.1}", false},
    {A("i1", "1.1.1.1", ""), "a: {ttl: 301, type: A, value: 1.1.1.1}", true},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":120,\"content\":\"1.1.1.1\"}",
	"a: {ttl: 5, type: A, value: 1.1.1.1}", false},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":60,\"content\":\"1.1.1.1\"}",
	"a: {ttl: 120, type: A, value: 1.1.1.1}", false},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":1,\"content\":\"1.1.1.1\"}",
	"a: {ttl: 300, type: A, value: 1.1.1.1}", true},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":1,\"content\":\"1.1.1.1\"}",
	"a: {ttl: 9, type: A, value: 1.1.1.1, octodns: {cloudflare: {auto-ttl: true}}}", false},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":1,\"content\":\"1.1.1.1\","
     "\"proxied\":true}",
	"a: {ttl: 9, type: A, value: 1.1.1.1, octodns: {cloudflare: {auto-ttl: true}}}", true},
    {"{\"id\":\"i\",\"name\":\"a.unit.tests\",\"type\":\"A\",\"ttl\":1,\"content\":\"1.1.1.1\","
     "\"proxied\":true}",
	"a: {ttl: 9, type: A, value: 1.1.1.1, octodns: {cloudflare: {proxied: true}}}", false},
    {A("i1", "1.1.1.1", ",\"comment\":\"c\""),
	"a: {ttl: 300, type: A, value: 1.1.1.1, octodns: {cloudflare: {comment: d}}}", true},
    {A("i1", "1.1.1.1", ",\"comment\":\"\""),
	"a: {ttl: 300, type: A, value: 1.1.1.1, octodns: {cloudflare: {comment: ''}}}", false},
    {A("i1", "1.1.1.1", ",\"tags\":[\"x\"]"),
	"a: {ttl: 300, type: A, value: 1.1.1.1, octodns: {cloudflare: {tags: x}}}", false},
    {"", "a: {type: CNAME, value: a.unit.tests.cdn.cloudflare.net.}", false},
    {NAMED("i1", "a.unit.tests", "CNAME", "\"content\":\"a.unit.tests.cdn.cloudflare.net\""), "{}",
	false},
    {NAMED("i1", "a.unit.tests", "LOC",
	 "\"data\":{\"lat_degrees\":1,\"lat_minutes\":2,\"lat_seconds\":3.123,\"lat_direction\":"
	 "\"N\",\"long_degrees\":1,\"long_minutes\":2,\"long_seconds\":3,\"long_direction\":\"E\","
	 "\"altitude\":0,\"size\":1,\"precision_horz\":1,\"precision_vert\":1}"),
	"a: {ttl: 300, type: LOC, value: {lat_degrees: 1, lat_minutes: 2, lat_seconds: 3.12300001, "
	"lat_direction: N, long_degrees: 1, long_minutes: 2, long_seconds: 3, long_direction: E, "
	"altitude: 0, size: 1, precision_horz: 1, precision_vert: 1}}",
	false},
};

Test(cloudflare_ops, are_none_for_what_cloudflare_takes_for_equal)
{
	struct bench bench;
	size_t i;

	cr_assert_eq(bench_open(&bench, 1, NULL), 0);
	for (i = 0; i < LEN(compared); i++) {
		struct diff_options options = {.target = "cf",
		    .update_threshold = 1,
		    .delete_threshold = 1,
		    .keep_root_ns = true,
		    .provider = bench.provider};
		struct target_plan plan = {0};
		struct arena arena = {0};
		struct zone live, desired;

		cr_assert_eq(bench_take(&bench, &live, NULL, compared[i].live), 0);
		read_zone(&desired, ZONE, compared[i].desired);
		diff_zones(&live, &desired, &options, &arena, &plan);
		cr_expect_eq(plan.nchanges, compared[i].changes, "%s", compared[i].desired);
		zone_free(&live);
		zone_free(&desired);
		arena_free(&arena);
	}
	bench_close(&bench);
}
