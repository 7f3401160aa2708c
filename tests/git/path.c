/* Joining paths inside a snapshot. */
#include "fixture.h"

static const struct {
	const char *dir, *path, *joined;
} cases[] = {
    {"", "a", "a"},
    {"", "", ""},
    {"", ".", ""},
    {"a", "", "a"},
    {"a", ".", "a"},
    {"a", "..", ""},
    {"a/b", "../c", "a/c"},
    {"a/b", "../../c", "c"},
    {"a/b", "../../../c", NULL},
    {"", "..", NULL},
    {"", "a/../..", NULL},
    {"", "a/../../a", NULL},
    {"a", "/b", NULL},
    {"", "/", NULL},
    {"a", "./b//c/", "a/b/c"},
    {"./a/", "b", "a/b"},
    {"a", "...", "a/..."},
    {"a", "..b/.c", "a/..b/.c"},
};

Test(path, joins_inside_the_root_only)
{
	struct arena arena = {.block = NULL};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *joined =
		    path_join(&arena, slice_of(cases[i].dir), slice_of(cases[i].path));

		if (cases[i].joined == NULL)
			cr_assert_null(joined, "%s + %s", cases[i].dir, cases[i].path);
		else
			cr_assert_str_eq(joined, cases[i].joined);
	}
	cr_assert_null(path_join(&arena, slice_of(""), slice_make("a\0b", 3)));
	arena_free(&arena);
}
