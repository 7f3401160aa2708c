/* Values that the environment holds, and patterns for names. */
#include "config/secrets.h"

#include "config/pattern.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static struct arena arena;

static const struct node *
resolved(const char *text)
{
	const struct node *result = NULL;
	const char *missing = NULL;

	cr_assert_eq(secret_resolve(&arena, node_text(&arena, slice_of(text)), &result, &missing),
	    0);
	return result;
}

static void
end(void)
{
	arena_free(&arena);
}

Test(secrets, are_taken_from_the_environment, .fini = end)
{
	(void)setenv("ZW_T", "s/e.cret", 1);
	cr_assert(slice_is(resolved("env/ZW_T")->text, "s/e.cret"));
	cr_assert(slice_is(resolved("env/ZW_T/default")->text, "s/e.cret"));
	(void)unsetenv("ZW_T");
	cr_assert(slice_is(resolved("env/ZW_T/a/b")->text, "a/b"));
	cr_assert(slice_is(resolved("env/ZW_T/")->text, ""));
	cr_assert(slice_is(resolved("vault/x")->text, "vault/x"));
	cr_assert(slice_is(resolved("env")->text, "env"));
}

Test(secrets, become_numbers_when_they_are, .fini = end)
{
	static const char *const texts[] = {"x", "1e3", "0x10", "1.2.3", "1._2", "", "-", "nan.",
	    "./zones", "1__0"};
	size_t i;
	char text[64];

	cr_assert_eq(resolved("env/ZW_NONE/600")->u.number, 600);
	cr_assert_eq(resolved("env/ZW_NONE/600")->kind, NODE_INT);
	cr_assert_eq(resolved("env/ZW_NONE/-0_7")->u.number, -7);
	cr_assert_eq(resolved("env/ZW_NONE/0.5")->kind, NODE_FLOAT);
	cr_assert_float_eq(resolved("env/ZW_NONE/.25")->u.real, 0.25, 1e-9);
	cr_assert(slice_is(resolved("env/ZW_NONE/00123456789012345678901234567890")->text,
	    "123456789012345678901234567890"));
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		(void)snprintf(text, sizeof(text), "env/ZW_NONE/%s", texts[i]);
		cr_assert_eq(resolved(text)->kind, NODE_TEXT, "%s", texts[i]);
	}
}

Test(secrets, are_looked_for_in_mappings_but_not_in_lists, .fini = end)
{
	struct node *map = node_map(&arena, 2), *inner = node_map(&arena, 1),
		    *list = node_list(&arena, 1);
	const struct node *result;
	const char *missing = NULL;

	node_add(&arena, inner, slice_of("a"), node_text(&arena, slice_of("env/ZW_NONE/1")));
	node_push(&arena, list, node_text(&arena, slice_of("env/ZW_NONE/1")));
	node_add(&arena, map, slice_of("in"), inner);
	node_add(&arena, map, slice_of("list"), list);
	cr_assert_eq(secret_resolve(&arena, map, &result, &missing), 0);
	cr_assert_eq(node_get(node_get(result, "in"), "a")->kind, NODE_INT);
	cr_assert_eq(node_get(result, "list"), list);
	cr_assert_eq(node_get(node_get(map, "in"), "a")->kind, NODE_TEXT);
}

Test(secrets, name_the_variable_that_is_not_set, .fini = end)
{
	const struct node *result;
	const char *missing = NULL;

	(void)unsetenv("ZW_NONE");
	cr_assert_eq(secret_resolve(&arena, node_text(&arena, slice_of("env/ZW_NONE")), &result,
			 &missing),
	    -1);
	cr_assert_str_eq(missing, "ZW_NONE");
}

static bool
glob(const char *text, const char *name)
{
	struct pattern *pattern = pattern_glob(slice_of(text));
	bool matches = pattern_matches(pattern, slice_of(name));

	pattern_free(pattern);
	return matches;
}

Test(pattern, globs_as_python_does)
{
	cr_assert(glob("*", ""));
	cr_assert(glob("*.tests.", "a.b.tests."));
	cr_assert_not(glob("*.tests.", "a.tests.x"));
	cr_assert_not(glob("A*", "a.tests."));
	cr_assert(glob("?.tests.", "ü.tests."));
	cr_assert_not(glob("?.tests.", "bb.tests."));
	cr_assert(glob("[ab].t.", "b.t."));
	cr_assert_not(glob("[!ab].t.", "b.t."));
	cr_assert(glob("[!a-c]*", "d"));
	cr_assert(glob("[]]", "]"));
	cr_assert(glob("[^a]", "^"));
	cr_assert(glob("[", "["));
	cr_assert(glob("*a*b*c", "xxaxxbxbxxc"));
	cr_assert_not(glob("*a*b*c", "xxaxxbxbxx"));
	cr_assert_not(glob("a", "ab"));
}

Test(pattern, searches_regular_expressions, .fini = end)
{
	const char *why = NULL;
	struct pattern *pattern = pattern_regex(&arena, slice_of("it"), &why);

	cr_assert(pattern_matches(pattern, slice_of("unit.tests.")));
	cr_assert_not(pattern_matches(pattern, slice_of("two.tests.")));
	pattern_free(pattern);
	cr_assert_null(pattern_regex(&arena, slice_of("("), &why));
	cr_assert_not_null(why);
}

Test(pattern, gives_up_on_a_pattern_that_explodes, .fini = end, .timeout = 10)
{
	const char *why = NULL;
	struct pattern *pattern = pattern_regex(&arena, slice_of("^(a+)+$"), &why);

	cr_assert_not(pattern_matches(pattern,
	    slice_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")));
	pattern_free(pattern);
}
