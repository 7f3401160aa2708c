/* Choosing rules as manager.validators and zones.Z.validators say. */
#include "rules_fixture.h"

#include <criterion/criterion.h>

/* What is expected of a choice: "+id" is on, "-id" is off, "!L:C" an error there. */
struct choice {
	const char *validators;
	const char *on;
	const char *off;
};

static const struct choice choices[] = {
    {"null", "mx-value", "mx-value-rfc"},
    {"{}", "cname-coexistence", "root-cname"},
    {"{enabled: []}", NULL, "name-rfc"},
    {"{enabled: [nope]}", NULL, "name-rfc"},
    {"{enabled: [strict]}", "mx-value-rfc", "mx-value"},
    {"{enabled: [strict]}", "mx-value-not-ip", "geo"},
    {"{enabled: [best-practice]}", "mx-value-not-ip", "name-rfc"},
    {"{enabled: [legacy, best-practice]}", "mail", "root-cname"},
    {"{record: {validators: {MX: [mx-value-rfc]}}}", "mx-value-rfc", "srv-value-rfc"},
    {"{validators: {'*': [mx-value-rfc]}}", "mx-value-rfc", "srv-value-rfc"},
    {"{record: {disable_validators: {'*': [mx-value]}}}", "srv-value", "mx-value"},
    {"{disable_validators: {MX: [mx-value]}}", "srv-value", "mx-value"},
    {"{record: {disable_validators: {A: [mx-value]}}}", "mx-value", NULL},
    {"{record: {disable_validators: {A: [name-rfc]}}}", "name-rfc", NULL},
    {"{record: {disable_validators: {'*': [name-rfc, nope]}}}", "ttl-rfc", "name-rfc"},
    {"{zone: {validators: [multi-value-ns]}}", "multi-value-ns", "mail"},
    {"{zone: {disable_validators: [cname-coexistence, nope]}}", NULL, "cname-coexistence"},
};

static const char *const mistakes[] = {
    "{enabled: ^strict}",
    "{enabled: ^null}",
    "{record: {validators: {MX: [^nope]}}}",
    "{record: {validators: {MX: ^mx-value}}}",
    "{record: {validators: ^null}}",
    "{record: ^[x]}",
    "{^validators: {MX: [x]}, record: {validators: {}}}",
    "{^disable_validators: {MX: [x]}, record: {disable_validators: {MX: [y]}}}",
    "{record: {disable_validators: {'*': [^_values-type]}}}",
    "{zone: {validators: [^nope]}}",
    "{zone: {disable_validators: [^_x]}}",
    "^[legacy]",
};

static size_t
errors_only(const struct diags *from, struct diags *to)
{
	size_t i;

	for (i = 0; i < from->count; i++) {
		const struct diag *diag = &from->items[i];

		if (diag->severity == SEVERITY_ERROR)
			(void)diag_error(to, diag->rule, NULL, diag->at, diag->hint, "%s",
			    diag->message);
	}
	return to->count;
}

Test(ruleset, chooses)
{
	size_t i;

	for (i = 0; i < sizeof(choices) / sizeof(choices[0]); i++) {
		const struct choice *choice = &choices[i];
		const struct ruleset *rules = NULL;
		struct arena arena = {0};
		struct diags diags = {0};

		cr_assert_eq(ruleset_make(&arena, flow_node(&arena, choice->validators, NULL),
				 &rules, &diags),
		    0, "%s", choice->validators);
		cr_expect_eq(diags.errors, 0);
		if (choice->on != NULL)
			cr_expect(ruleset_has(rules, choice->on), "%s", choice->validators);
		if (choice->off != NULL)
			cr_expect_not(ruleset_has(rules, choice->off), "%s", choice->validators);
		diags_free(&diags);
		arena_free(&arena);
	}
}

Test(ruleset, takes_legacy_by_default)
{
	const struct ruleset *rules = NULL;
	struct arena arena = {0};
	struct diags diags = {0};

	cr_assert_eq(ruleset_make(&arena, NULL, &rules, &diags), 0);
	cr_expect(ruleset_has(rules, "geo"));
	cr_expect_not(ruleset_has(rules, "mx-value-rfc"));
	arena_free(&arena);
}

Test(ruleset, says_where_a_mistake_is)
{
	size_t i;

	for (i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		const struct ruleset *rules = NULL;
		struct arena arena = {0};
		struct diags diags = {0}, errors = {0};
		struct marks marks = {0};
		const struct node *node = flow_node(&arena, mistakes[i], &marks);

		cr_expect_eq(ruleset_make(&arena, node, &rules, &diags), -1, "%s", mistakes[i]);
		(void)errors_only(&diags, &errors);
		check_places(&errors, "config-validators", &marks, false, mistakes[i]);
		diags_free(&errors);
		diags_free(&diags);
		arena_free(&arena);
	}
}

/* Whether ${id} is on for a zone of the default choice with these validators. */
static bool
has_without(const char *validators, const char *id)
{
	const struct ruleset *rules = NULL, *zone = NULL;
	struct arena arena = {0};
	struct diags diags = {0};
	bool has;

	cr_assert_eq(ruleset_make(&arena, NULL, &rules, &diags), 0);
	cr_assert_eq(ruleset_without(&arena, rules, flow_node(&arena, validators, NULL), &zone,
			 &diags),
	    0);
	has = ruleset_has(zone, id);
	cr_expect(ruleset_has(rules, id), "the choice for all zones must stay");
	diags_free(&diags);
	arena_free(&arena);
	return has;
}

Test(ruleset, leaves_out_what_a_zone_disables)
{
	cr_expect(has_without("null", "mx-value"));
	cr_expect_not(has_without("{record: {disable_validators: {MX: [mx-value]}}}", "mx-value"));
	cr_expect(has_without("{record: {disable_validators: {MX: [name-rfc]}}}", "name-rfc"));
	cr_expect_not(has_without("{record: {disable_validators: {'*': [name-rfc]}}}", "name-rfc"));
	/* For one zone '*' does not reach what is registered for a type. */
	cr_expect(has_without("{record: {disable_validators: {'*': [mx-value]}}}", "mx-value"));
	cr_expect_not(
	    has_without("{zone: {disable_validators: [cname-coexistence]}}", "cname-coexistence"));
}

static void
refuses_for_zone(const char *text)
{
	const struct ruleset *rules = NULL, *zone = NULL;
	struct arena arena = {0};
	struct diags diags = {0};
	struct marks marks = {0};
	const struct node *node = flow_node(&arena, text, &marks);

	cr_assert_eq(ruleset_make(&arena, NULL, &rules, &diags), 0);
	cr_expect_eq(ruleset_without(&arena, rules, node, &zone, &diags), -1);
	check_places(&diags, "config-validators", &marks, false, text);
	diags_free(&diags);
	arena_free(&arena);
}

Test(ruleset, keeps_what_a_zone_cannot_disable)
{
	refuses_for_zone("{record: {disable_validators: {MX: [^_values-type]}}}");
	refuses_for_zone("{zone: {disable_validators: [^_x]}}");
}

/* ---- rules of the configuration */

static int
make_custom(struct arena *arena, const char *custom, const char *validators,
    const struct ruleset **rules, struct diags *diags, struct marks *marks)
{
	const struct node *node = flow_node(arena, custom, marks);

	return ruleset_make_custom(arena, node, flow_node(arena, validators, NULL), rules, diags);
}

Test(ruleset, adds_rules_of_the_configuration)
{
	static const char custom[] =
	    "{dots: {class: octodns.record.mx.MxValueBestPracticeValidator, types: [MX]}, "
	    "late: {class: octodns.record.srv.SrvValueNotIpValidator, types: [SRV], sets: [strict]}}";
	const struct ruleset *rules = NULL;
	struct arena arena = {0};
	struct diags diags = {0};

	cr_assert_eq(make_custom(&arena, custom, "null", &rules, &diags, NULL), 0);
	cr_expect(ruleset_has(rules, "dots"));
	cr_expect_not(ruleset_has(rules, "late"));
	cr_expect_not(ruleset_has(rules, "mx-value-best-practice"));
	arena_free(&arena);
}

Test(ruleset, replaces_a_rule_of_the_same_id)
{
	static const char custom[] =
	    "{mx-value: {class: octodns.record.mx.MxValueRfcValidator, types: [MX], sets: [strict]}}";
	const struct ruleset *rules = NULL;
	struct arena arena = {0};
	struct diags diags = {0};

	cr_assert_eq(make_custom(&arena, custom, "{enabled: [legacy]}", &rules, &diags, NULL), 0);
	cr_expect_not(ruleset_has(rules, "mx-value"));
	cr_assert_eq(make_custom(&arena, custom, "{enabled: [strict]}", &rules, &diags, NULL), 0);
	cr_expect(ruleset_has(rules, "mx-value"));
	arena_free(&arena);
}

Test(ruleset, says_what_is_wrong_with_a_rule_of_the_configuration)
{
	static const struct {
		const char *rule, *text;
	} wrong[] = {
	    {"config-validators", "{mine: ^{mode: x}}"},
	    {"config-validators-unsupported", "{mine: {class: ^nope.Nope}}"},
	    {"config-validators-unsupported", "{mine: {class: ^octodns.zone.Zone}}"},
	    {"config-validators", "{mine: {class: octodns.zone.MailZoneValidator, ^nope: 1}}"},
	    {"config-validators",
		"{mail: {class: octodns.zone.MailZoneValidator, mode: ^sometimes}}"},
	    {"config-validators",
		"{caa: {class: octodns.zone.CaaZoneValidator, presence: ^maybe}}"},
	    {"config-validators", "{m: {class: octodns.record.mx.MxValueValidator, types: ^MX}}"},
	};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const struct ruleset *rules = NULL;
		struct arena arena = {0};
		struct diags diags = {0};
		struct marks marks = {0};

		cr_expect_eq(make_custom(&arena, wrong[i].text, "null", &rules, &diags, &marks),
		    -1);
		check_places(&diags, wrong[i].rule, &marks, false, wrong[i].text);
		diags_free(&diags);
		arena_free(&arena);
	}
}
