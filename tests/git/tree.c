/* Raw trees, sound and hostile. */
#include "git/tree.h"

#include "core/buf.h"
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add(struct buf *raw, const char *mode_and_name, char id)
{
	buf_text(raw, mode_and_name);
	buf_char(raw, '\0');
	buf_pad(raw, id, OID_SIZE);
}

/* Parse a copy without a byte to spare, so that reading past it is seen. */
static int
parse(struct tree *tree, const struct buf *raw, unsigned char **copy)
{
	*copy = malloc(raw->len);
	if (raw->len > 0)
		memcpy(*copy, raw->data, raw->len);
	return tree_parse(tree, *copy, raw->len);
}

static void
must_be_damaged(const struct buf *raw)
{
	struct tree tree;
	unsigned char *copy;

	cr_assert_eq(parse(&tree, raw, &copy), -1);
	cr_assert_null(tree.offsets);
	free(copy);
}

Test(tree, finds_files_and_folders_in_the_order_of_git)
{
	struct buf raw = {0};
	struct tree tree;
	struct entry entry;
	unsigned char *copy;

	add(&raw, "100644 a-b", 1);
	add(&raw, "40000 a", 2);
	add(&raw, "100755 a0", 3);
	add(&raw, "120000 b", 4);
	add(&raw, "160000 c", '\0');
	cr_assert_eq(parse(&tree, &raw, &copy), 0);
	cr_assert_eq(tree.count, 5);
	cr_assert(tree_find(&tree, slice_of("a"), &entry) && entry.kind == ENTRY_DIR);
	cr_assert_eq(entry.id[0], 2);
	cr_assert(slice_is(entry.name, "a"));
	cr_assert(tree_find(&tree, slice_of("a-b"), &entry) && entry.kind == ENTRY_FILE);
	cr_assert(tree_find(&tree, slice_of("a0"), &entry) && entry.mode == 0100755);
	cr_assert(tree_find(&tree, slice_of("b"), &entry) && entry.kind == ENTRY_OTHER);
	cr_assert(tree_find(&tree, slice_of("c"), &entry) && entry.mode == 0160000);
	cr_assert_not(tree_find(&tree, slice_of("a-"), &entry));
	cr_assert_not(tree_find(&tree, slice_of(""), &entry));
	cr_assert_not(tree_find(&tree, slice_of("z"), &entry));
	tree_free(&tree);
	free(copy);
	buf_free(&raw);
}

Test(tree, refuses_one_that_is_cut_off_anywhere)
{
	struct buf raw = {0};
	size_t whole;

	add(&raw, "100644 name", 7);
	whole = raw.len;
	add(&raw, "40000 other", 8);
	while (--raw.len > 0) {
		struct tree tree;
		unsigned char *copy;

		if (raw.len != whole) {
			must_be_damaged(&raw);
			continue;
		}
		cr_assert_eq(parse(&tree, &raw, &copy), 0);
		tree_free(&tree);
		free(copy);
	}
	buf_free(&raw);
}

Test(tree, refuses_names_and_modes_that_cannot_be)
{
	static const char *const entries[] = {"100644 ", "100644 .", "100644 ..", "40000 a/b",
	    "100644 /", "100648 a", " a", "100644", "", "123456712345671234567 a"};
	size_t i;

	for (i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
		struct buf raw = {0};

		add(&raw, entries[i], 1);
		must_be_damaged(&raw);
		buf_free(&raw);
	}
}

Test(tree, refuses_disorder_and_names_that_are_there_twice)
{
	static const char *const pairs[][3] = {
	    {"100644 b", "100644 a", NULL},
	    {"100644 a", "100644 a", NULL},
	    {"40000 a", "100644 a", NULL},
	    {"100644 a", "40000 a", NULL},
	    {"100644 a", "100644 a-b", "40000 a"},
	    {"40000 a", "100644 a-b", NULL},
	};
	size_t i, j;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct buf raw = {0};

		for (j = 0; j < 3 && pairs[i][j] != NULL; j++)
			add(&raw, pairs[i][j], 1);
		must_be_damaged(&raw);
		buf_free(&raw);
	}
}

/* A tree of count files, the one at odd with another id, the one at gone left out. */
static void
make(struct buf *raw, int count, int odd, int gone)
{
	char name[32];
	int i;

	for (i = 0; i < count; i++) {
		(void)snprintf(name, sizeof(name), "100644 f%03d", i);
		if (i != gone)
			add(raw, name, i == odd ? 'x' : '\0');
	}
}

/* What is common at both ends never overlaps, and never takes in what differs. */
static void
check_common(int odd, int gone)
{
	struct buf one = {0}, two = {0};
	struct tree a, b;
	unsigned char *copy_a, *copy_b;
	size_t start, end, at = (size_t)(odd >= 0 ? odd : gone);

	make(&one, 40, -1, -1);
	make(&two, 40, odd, gone);
	cr_assert_eq(parse(&a, &one, &copy_a), 0);
	cr_assert_eq(parse(&b, &two, &copy_b), 0);
	start = tree_common_start(&a, &b);
	end = tree_common_end(&a, &b, start);
	cr_assert_eq(start, at, "odd %d gone %d: start %zu", odd, gone, start);
	cr_assert_eq(end, 39 - at, "odd %d gone %d: end %zu", odd, gone, end);
	tree_free(&a);
	tree_free(&b);
	free(copy_a);
	free(copy_b);
	buf_free(&one);
	buf_free(&two);
}

Test(tree, passes_over_what_is_the_same_at_both_ends)
{
	int i;

	for (i = 0; i < 40; i++) {
		check_common(i, -1);
		check_common(-1, i);
	}
}
