/* Who owns a record: markers that are made, believed and refused. */
#include "fixture.h"

TestSuite(ownership);

#define CLASS "class: octodns.processor.ownership.OwnershipProcessor"
#define A(name) name ": {type: A, value: 1.1.1.1}"
#define OWNER(name) name ": {type: TXT, ttl: 60, value: '*octodns*'}"

Test(ownership, marks_each_record)
{
	processed("{" CLASS "}",
	    "{'': {type: MX, value: {preference: 1, exchange: x.}}, " A("a") ", " A("'*.b'") "}",
	    "",
	    "@ MX 3600 '1 x.', *.b A 3600 1.1.1.1, _owner.a._wildcard.b TXT 60 *octodns*,"
	    " _owner.a.a TXT 60 *octodns*, _owner.mx TXT 60 *octodns*, a A 3600 1.1.1.1",
	    "");
	processed("{" CLASS ", txt_name: _me, txt_value: mine, txt_ttl: 120}", A("a"), "",
	    "_me.a.a TXT 120 mine, a A 3600 1.1.1.1", "");
}

Test(ownership, marks_no_marker)
{
	processed("{" CLASS "}", OWNER("_owner.a.b"), "", "_owner.a.b TXT 60 *octodns*", "");
}

Test(ownership, keeps_a_marker_that_is_there_unless_told_to_replace_it)
{
	refused("{" CLASS "}", "{" A("a") ", _owner.a.a: {type: TXT, value: x}}", "",
	    "a second TXT record for this name");
	processed("{" CLASS ", should_replace: true}",
	    "{" A("a") ", _owner.a.a: {type: TXT, value: '*octodns*'}}", "",
	    "_owner.a.a TXT 60 *octodns*, a A 3600 1.1.1.1", "");
}

/* The changes that are left of a plan, "delete a A, …". */
static void
plan_is(const char *options, const char *desired, const char *existing, int rc, const char *want)
{
	struct stage stage;
	struct target_plan target = {0};
	struct chain_changes changes;
	struct arena arena = {0};
	struct buf text = {0};
	size_t i;

	stage_open(&stage, options);
	stage_zones(&stage, desired, existing);
	cr_expect_eq(stage_source(&stage), 0, "%s", first_message(&stage));
	diff_zones(&stage.existing, &stage.desired, &usual, &arena, &target);
	changes = (struct chain_changes){target.changes, target.nchanges, false};
	cr_expect_eq(chain_plan(&stage.chain, &stage.desired, &stage.existing, "live", &changes,
			 &stage.diags),
	    rc);
	cr_expect_eq(changes.recount, changes.count != target.nchanges);
	buf_text(&text, "");
	for (i = 0; i < changes.count; i++) {
		const struct rrset *rrset = change_rrset(&changes.changes[i]);

		buf_printf(&text, "%s%s %.*s %s", i > 0 ? ", " : "",
		    change_word(changes.changes[i].action),
		    (int)(rrset->name.len > strlen(ZONE) ? rrset->name.len - strlen("." ZONE) : 0),
		    rrset->name.data, rrset_type(rrset)->name);
	}
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
	arena_free(&arena);
	stage_end(&stage);
}

Test(ownership, deletes_only_what_is_owned)
{
	plan_is("{" CLASS "}", A("a"),
	    "{" A("a") ", " OWNER("_owner.a.a") ", " A("old") ", " OWNER("_owner.A.old") ", " A(
		"theirs") "}",
	    0, "delete _owner.a.old TXT, delete old A");
}

Test(ownership, takes_over_what_nobody_owns)
{
	plan_is("{" CLASS "}", A("a"), "a: {type: A, value: 9.9.9.9}", 0,
	    "create _owner.a.a TXT, update a A");
}

Test(ownership, refuses_what_somebody_else_owns)
{
	const char *live = "{a: {type: A, value: 9.9.9.9}, _owner.a.a: {type: TXT, value: other}}";

	plan_is("{" CLASS "}", A("a"), live, -1, "update _owner.a.a TXT, update a A");
	plan_is("{" CLASS ", allow_takeover: true}", A("a"), live, 0,
	    "update _owner.a.a TXT, update a A");
	plan_is("{" CLASS "}", A("b"), live, 0, "create _owner.a.b TXT, create b A");
}

Test(ownership, knows_wildcards_and_the_zone_itself)
{
	plan_is("{" CLASS "}", "",
	    "{'': {type: MX, value: {preference: 1, exchange: x.}}, " OWNER("_owner.mx") ", " A(
		"'*.b'") ", " OWNER("_owner.a._wildcard.b") ", " A("'*.c'") "}",
	    0, "delete  MX, delete *.b A, delete _owner.a._wildcard.b TXT, delete _owner.mx TXT");
}

Test(ownership, leaves_the_record_of_the_run_alone)
{
	plan_is("{" CLASS "}", "", "{octodns-meta: {type: TXT, value: x}, " A("a") "}", 0,
	    "delete octodns-meta TXT");
}
