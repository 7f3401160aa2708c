/* Hash map. */
#include "core/map.h"

#include "core/arena.h"

#include <criterion/criterion.h>

Test(map, keeps_order_and_finds_all)
{
	struct arena arena = {0};
	struct map map = {0};
	size_t i;

	for (i = 0; i < 5000; i++) {
		char *key = arena_printf(&arena, "key-%zu", i);

		cr_assert(map_put(&map, slice_of(key), key));
	}
	cr_assert_eq(map.count, 5000);
	for (i = 0; i < 5000; i++) {
		const char *key = map.entries[i].value;

		cr_assert_str_eq(key, arena_printf(&arena, "key-%zu", i));
		cr_assert_eq(map_get(&map, slice_of(key)), key);
	}
	cr_assert_null(map_get(&map, slice_of("key-5000")));
	map_free(&map);
	arena_free(&arena);
}

Test(map, replaces_a_value)
{
	struct map map = {0};
	int one, two;

	cr_assert_null(map_get(&map, slice_of("a")));
	cr_assert_not(map_has(&map, slice_of("a")));
	cr_assert(map_put(&map, slice_of("a"), &one));
	cr_assert_not(map_put(&map, slice_of("a"), &two));
	cr_assert_eq(map_get(&map, slice_of("a")), &two);
	cr_assert_eq(map.count, 1);
	map_free(&map);
}

Test(map, a_null_value_is_there)
{
	struct map map = {0};

	cr_assert(map_put(&map, slice_of(""), NULL));
	cr_assert(map_has(&map, slice_of("")));
	cr_assert_null(map_get(&map, slice_of("")));
	map_free(&map);
}

Test(map, keys_are_bytes)
{
	struct map map = {0};
	int one, two;

	(void)map_put(&map, slice_make("a\0b", 3), &one);
	(void)map_put(&map, slice_make("a\0c", 3), &two);
	cr_assert_eq(map_get(&map, slice_make("a\0b", 3)), &one);
	cr_assert_null(map_get(&map, slice_of("a")));
	map_free(&map);
}

Test(map, hash_depends_on_every_byte_and_the_length)
{
	cr_assert_eq(hash_slice(slice_of("example.com.")), hash_slice(slice_of("example.com.")));
	cr_assert_neq(hash_slice(slice_of("example.com.")), hash_slice(slice_of("example.con.")));
	cr_assert_neq(hash_slice(slice_of("xxample.com.")), hash_slice(slice_of("example.com.")));
	cr_assert_neq(hash_slice(slice_make("\0", 1)), hash_slice(slice_make("\0\0", 2)));
}
