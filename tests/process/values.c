/* TTLs, marks of ACME challenges, trailing dots. */
#include "fixture.h"

TestSuite(values);

#define RESTRICT "octodns.processor.restrict.TtlRestrictionFilter"
#define CLAMP "octodns.processor.clamp.TtlClampProcessor"

Test(values, refuses_ttls_out_of_range)
{
	refused("{class: " RESTRICT "}", "a: {type: A, ttl: 0, value: 1.1.1.1}", "",
	    "ttl 0 is too low, the least is 1");
	refused("{class: " RESTRICT "}", "a: {type: A, ttl: 604801, value: 1.1.1.1}", "",
	    "ttl 604801 is too high, the most is 604800");
	refused("{class: " RESTRICT ", allowed_ttls: [300]}",
	    "a: {type: A, ttl: 301, value: 1.1.1.1}", "", "ttl 301 is not an allowed value");
	refused("{class: " RESTRICT ", allowed_ttls: [300], min_ttl: 1000}",
	    "a: {type: A, ttl: 300, value: 1.1.1.1}", "", "ttl 300 is too low");
	processed("{class: " RESTRICT ", allowed_ttls: []}",
	    "a: {type: A, ttl: 301, value: 1.1.1.1}", "a: {type: A, ttl: 0, value: 1.1.1.1}",
	    "a A 301 1.1.1.1", "a A 0 1.1.1.1");
}

Test(values, lets_a_lenient_record_have_any_ttl)
{
	processed("{class: " RESTRICT ", min_ttl: 60}",
	    "a: {octodns: {lenient: true}, type: A, ttl: 1, value: 1.1.1.1}", "", "a A 1 1.1.1.1",
	    "");
}

Test(values, moves_ttls_into_the_range)
{
	processed("{class: " CLAMP "}",
	    "{a: {type: A, ttl: 5, value: 1.1.1.1}, b: {type: A, ttl: 100000, value: 1.1.1.1},"
	    " c: {type: A, ttl: 400, value: 1.1.1.1}}",
	    "d: {type: A, ttl: 5, value: 1.1.1.1}",
	    "a A 300 1.1.1.1, b A 86400 1.1.1.1, c A 400 1.1.1.1", "d A 5 1.1.1.1");
	processed("{class: " CLAMP ", min_ttl: 60, max_ttl: 60}",
	    "{a: {type: A, ttl: 5, value: 1.1.1.1}, b: {type: A, value: 1.1.1.1}}", "",
	    "a A 60 1.1.1.1, b A 60 1.1.1.1", "");
}

#define ACME "{class: octodns.processor.acme.AcmeManagingProcessor}"

Test(values, marks_challenges_that_are_ours_and_leaves_others)
{
	processed(ACME,
	    "{_acme-challenge: {type: TXT, value: mine}, a: {type: TXT, value: x},"
	    " _acme-challenge.c: {type: CNAME, value: x.tests.}}",
	    "{_acme-challenge: {type: TXT, value: mine}, _acme-challenge.o: {type: TXT, value: o},"
	    " _acme-challenge.w: {type: TXT, values: ['*octoDNS*', w]}, b: {type: TXT, value: b}}",
	    "_acme-challenge TXT 3600 *octoDNS* mine, _acme-challenge.c CNAME 3600 x.tests.,"
	    " a TXT 3600 x",
	    "_acme-challenge TXT 3600 mine, _acme-challenge.w TXT 3600 *octoDNS* w, b TXT 3600 b");
}

Test(values, marks_a_challenge_once)
{
	processed(ACME, "_acme-challenge: {type: TXT, values: ['*octoDNS*', mine]}", "",
	    "_acme-challenge TXT 3600 *octoDNS* mine", "");
}

Test(values, adds_trailing_dots_to_names)
{
	processed("{class: octodns.processor.trailing_dots.EnsureTrailingDots}",
	    "{a: {type: ALIAS, value: x.tests}, c: {type: CNAME, value: x.tests.},"
	    " m: {type: MX, values: [{preference: 1, exchange: b.tests}, {preference: 1, exchange: a.}]},"
	    " n: {type: NS, values: [b.tests, b.tests.a]},"
	    " s: {type: SRV, value: {priority: 1, weight: 2, port: 3, target: t.tests}},"
	    " t: {type: TXT, value: x.tests}, u: {type: SVCB, value: {svcpriority: 1, targetname: x.tests}}}",
	    "d: {type: CNAME, value: y.tests}",
	    "a ALIAS 3600 x.tests., c CNAME 3600 x.tests., m MX 3600 '1 a.' '1 b.tests.',"
	    " n NS 3600 b.tests. b.tests.a., s SRV 3600 '1 2 3 t.tests.', t TXT 3600 x.tests,"
	    " u SVCB 3600 '1 x.tests'",
	    "d CNAME 3600 y.tests");
}
