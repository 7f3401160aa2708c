/* Region allocator. */
#include "core/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

Test(arena, pieces_are_zeroed_aligned_and_apart)
{
	struct arena arena = {0};
	char *pieces[500];
	size_t i;

	for (i = 0; i < 500; i++) {
		size_t size = i % 37 + 1;

		(void)arena_text(&arena, slice_of("x"));
		pieces[i] = arena_alloc(&arena, size);
		cr_assert_eq((uintptr_t)pieces[i] % 8, 0);
		cr_assert_eq(pieces[i][0], 0);
		cr_assert_eq(pieces[i][size - 1], 0);
		memset(pieces[i], (int)(i % 100) + 1, size);
	}
	for (i = 0; i < 500; i++) {
		cr_assert_eq(pieces[i][0], (char)(i % 100 + 1));
		cr_assert_eq(pieces[i][i % 37], (char)(i % 100 + 1));
	}
	arena_free(&arena);
	cr_assert_eq(arena.total, 0);
}

Test(arena, a_piece_may_be_larger_than_any_block)
{
	struct arena arena = {0};
	size_t size = 5 * 1024 * 1024;
	char *large = arena_alloc(&arena, size);
	char *small = arena_alloc(&arena, 1);

	large[size - 1] = 'x';
	*small = 'y';
	cr_assert_eq(large[size - 1], 'x');
	cr_assert_geq(arena.total, size);
	arena_free(&arena);
}

Test(arena, text_has_a_nul_and_may_hold_one)
{
	struct arena arena = {0};
	struct slice copy = arena_copy(&arena, slice_make("a\0b", 3));

	cr_assert(slice_equal(copy, slice_make("a\0b", 3)));
	cr_assert_eq(copy.data[3], '\0');
	cr_assert_str_eq(arena_text(&arena, slice_of("")), "");
	cr_assert_str_eq(arena_printf(&arena, "%s-%d", "n", 42), "n-42");
	arena_free(&arena);
}

Test(arena, reset_keeps_only_the_last_block)
{
	struct arena arena = {0};
	size_t before;
	int i;

	for (i = 0; i < 1000; i++)
		(void)arena_alloc(&arena, 100);
	before = arena.total;
	arena_reset(&arena);
	cr_assert_lt(arena.total, before);
	cr_assert_gt(arena.total, 0);
	before = arena.total;
	cr_assert_eq(((char *)arena_alloc(&arena, 100))[99], 0);
	cr_assert_eq(arena.total, before);
	arena_free(&arena);
	arena_reset(&arena);
	cr_assert_null(arena.block);
}

Test(arena, one_huge_piece_is_not_kept_for_reuse)
{
	struct arena arena = {0};

	(void)arena_alloc(&arena, 64 * 1024 * 1024);
	arena_reset(&arena);
	cr_assert_leq(arena.total, 1024 * 1024);
	arena_free(&arena);
}
