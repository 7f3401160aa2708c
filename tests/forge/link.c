/* Where the next page of a list is. */
#include "forge/internal.h"

#include <criterion/criterion.h>

#define BASE "https://api.example/v4"

static int
next(const char *link, struct buf *path)
{
	buf_clear(path);
	return forge_next(slice_of(link), BASE, path);
}

Test(link, finds_the_next_page_wherever_it_stands)
{
	static const char *const links[] = {
	    "<" BASE "/a?page=2>; rel=\"next\"",
	    "<" BASE "/a?page=1>; rel=\"prev\", <" BASE "/a?page=2>; rel=\"next\"",
	    "<" BASE "/a?page=2>; title=\"x\"; rel=\"last next\"",
	    "<" BASE "/a?page=2>;rel=next",
	    "<" BASE "/a,b>; rel=last,<" BASE "/a?page=2>;REL=\"NEXT\"",
	};
	struct buf path = {0};
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		cr_assert_eq(next(links[i], &path), 0, "%s", links[i]);
		cr_assert_str_eq(path.data, "/a?page=2");
	}
	buf_free(&path);
}

Test(link, ends_without_one)
{
	static const char *const links[] = {"", "<>", "<" BASE "/a>", "rel=next",
	    "<" BASE "/a>; rel=\"first\"", "<" BASE "/a; rel=\"next\"", "><"};
	struct buf path = {0};
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		cr_assert_eq(next(links[i], &path), 1, "%s", links[i]);
	buf_free(&path);
}

Test(link, refuses_another_server)
{
	static const char *const links[] = {
	    "<https://evil.example/v4/a>; rel=\"next\"",
	    "<" BASE ".evil.example/a>; rel=\"next\"",
	    "<" BASE "@evil.example/a>; rel=\"next\"",
	    "<http://api.example/v4/a>; rel=\"next\"",
	    "</a?page=2>; rel=\"next\"",
	};
	struct buf path = {0};
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		cr_assert_eq(next(links[i], &path), -1, "%s", links[i]);
	buf_free(&path);
}
