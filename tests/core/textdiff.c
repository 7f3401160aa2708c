/* Unified diffs. */
#include "core/textdiff.h"

#include "core/mem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *old, *new, *diff;
} rows[] = {
    {"a\n", "a\n", ""},
    {"", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n"},
    {"a\n", "", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"},
    {"a\nb\nc\n", "a\nx\nc\n", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
    {"a", "a\n", "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
    {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n5\n6\n7\n8\n9\n",
	"--- a/f\n+++ b/f\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+x\n 5\n 6\n 7\n"},
    /* Six lines between two changes join them, seven do not. */
    {"a\n1\n2\n3\n4\n5\n6\nb\n", "1\n2\n3\n4\n5\n6\n",
	"--- a/f\n+++ b/f\n@@ -1,8 +1,6 @@\n-a\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n"},
    {"a\n1\n2\n3\n4\n5\n6\n7\nb\n", "1\n2\n3\n4\n5\n6\n7\n",
	"--- a/f\n+++ b/f\n@@ -1,4 +1,3 @@\n-a\n 1\n 2\n 3\n@@ -6,4 +5,3 @@\n 5\n 6\n 7\n-b\n"},
    {"a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
	"--- a/f\n+++ b/f\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n"},
};

Test(textdiff, prints_what_differs)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf out = {0};

		buf_text(&out, "");
		text_diff(&out, "f", slice_of(rows[i].old), slice_of(rows[i].new));
		cr_expect_str_eq(out.data, rows[i].diff, "row %zu:\n%s", i, out.data);
		buf_free(&out);
	}
}

Test(textdiff, tells_where_each_line_comes_from)
{
	static const struct {
		const char *old, *new, *from;
	} texts[] = {{"", "", ""}, {"a\n", "a\n", "1 "}, {"", "a\nb", "0 0 "}, {"a\nb\n", "", ""},
	    {"a\nb\nc\n", "a\nx\nc\n", "1 0 3 "}, {"a\nb\nc\n", "b\nc\nd\n", "2 3 0 "},
	    {"a\nb\nc\nd\n", "a\nd\n", "1 4 "}};
	size_t i, j, count;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf out = {0};
		uint32_t *from =
		    text_lines_from(slice_of(texts[i].old), slice_of(texts[i].new), &count);

		buf_text(&out, "");
		for (j = 0; j < count; j++)
			buf_printf(&out, "%u ", from[j]);
		cr_expect_str_eq(out.data, texts[i].from, "text %zu: %s", i, out.data);
		buf_free(&out);
		free(from);
	}
}

/* Lines of few kinds, so that many ways lead from one text to the other. */
static void
make(struct buf *text, unsigned *state, size_t lines)
{
	buf_text(text, "");
	for (; lines > 0; lines--) {
		*state = *state * 1103515245U + 12345U;
		buf_printf(text, "%u\n", (*state >> 16) % 5);
	}
}

/* Make the change that a diff without context lines left out tells of. */
static void
apply(struct buf *out, struct slice old, struct slice diff)
{
	unsigned long from = 0, at = 1;

	buf_text(out, "");
	while (diff.len > 0) {
		size_t end = slice_find(diff, '\n') + 1;

		if (diff.data[0] == '@') {
			from = strtoul(diff.data + 4, NULL, 10);
			/* "-4,0" stands behind line 4. */
			from += strncmp(strchr(diff.data, ' ') + 1 +
					strcspn(strchr(diff.data, ' ') + 1, ", "),
				    ",0", 2) == 0;
			for (; at < from; at++) {
				size_t line = slice_find(old, '\n') + 1;

				buf_add(out, old.data, line);
				old = slice_sub(old, line, old.len);
			}
		} else if (strncmp(diff.data, "--- ", 4) != 0 &&
		    strncmp(diff.data, "+++ ", 4) != 0) {
			if (diff.data[0] != '-')
				buf_add(out, diff.data + 1, end - 1);
			if (diff.data[0] != '+') {
				cr_assert(slice_starts(old, slice_sub(diff, 1, end)));
				old = slice_sub(old, end - 1, old.len);
				at++;
			}
		}
		diff = slice_sub(diff, end, diff.len);
	}
	buf_slice(out, old);
}

Test(textdiff, leads_from_one_text_to_the_other)
{
	unsigned state = 1, i;

	for (i = 0; i < 300; i++) {
		struct buf old = {0}, new = {0}, diff = {0}, made = {0};

		make(&old, &state, i % 40);
		make(&new, &state, (i * 7) % 40);
		text_diff(&diff, "f", buf_view(&old), buf_view(&new));
		apply(&made, buf_view(&old), buf_view(&diff));
		cr_assert_str_eq(made.data, new.data, "%u: %s", i, diff.data);
		buf_free(&old);
		buf_free(&new);
		buf_free(&diff);
		buf_free(&made);
	}
}

Test(textdiff, tells_of_one_change_where_little_is_the_same)
{
	struct buf old = {0}, new = {0}, diff = {0};
	unsigned i;

	for (i = 0; i < 20000; i++) {
		buf_printf(&old, "a%u\n", i);
		buf_printf(&new, "%c%u\n", i % 100 == 0 ? 'a' : 'b', i);
	}
	text_diff(&diff, "f", buf_view(&old), buf_view(&new));
	cr_expect_not_null(strstr(diff.data, "@@ -1,20000 +1,20000 @@\n"));
	buf_free(&old);
	buf_free(&new);
	buf_free(&diff);
}
