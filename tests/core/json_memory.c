/* Memory of cJSON's trees: cut from blocks, given back from any thread. */
#include "core/json_memory.h"

#include "core/pool.h"

#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define PIECES 5000
#define TREES 64

/* As many sizes as there are: small ones, and some that no block takes. */
static size_t
size_of(size_t i)
{
	return i % 100 == 99 ? 70000 : i % 97 + (i % 10 == 0 ? 2000 : 0);
}

static void
fill_all(unsigned char **pieces)
{
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = json_memory_take(size_of(i));
		cr_assert_eq((uintptr_t)pieces[i] % _Alignof(cJSON), 0);
		memset(pieces[i], (int)(i % 251), size_of(i));
	}
}

static void
expect_kept(unsigned char *const *pieces)
{
	for (size_t i = 0; i < PIECES; i++) {
		for (size_t at = 0; pieces[i] != NULL && at < size_of(i); at++)
			cr_assert_eq(pieces[i][at], i % 251, "piece %zu was written over", i);
	}
}

Test(json_memory, pieces_stay_what_they_are_while_others_come_and_go)
{
	static unsigned char *pieces[PIECES];

	fill_all(pieces);
	expect_kept(pieces);
	for (size_t i = 0; i < PIECES; i += 2) {
		json_memory_give(pieces[i]);
		pieces[i] = NULL;
	}
	for (size_t i = 0; i < PIECES; i += 2) {
		pieces[i] = json_memory_take(size_of(i));
		memset(pieces[i], (int)(i % 251), size_of(i));
	}
	expect_kept(pieces);
	for (size_t i = 0; i < PIECES; i++)
		json_memory_give(pieces[i]);
	json_memory_give(NULL);
}

Test(json_memory, a_block_that_is_empty_is_cut_anew)
{
	void *first = json_memory_take(64), *next = NULL;
	size_t i;

	json_memory_give(first);
	for (i = 0; i < 100000 && next != first; i++) {
		next = json_memory_take(64);
		json_memory_give(next);
	}
	cr_expect_eq(next, first);
}

struct trees {
	cJSON *made[TREES];
	char text[TREES][4096];
};

static void
make(void *ctx, size_t i)
{
	struct trees *trees = ctx;

	for (size_t n = 0; n < 150; n++) {
		size_t used = strlen(trees->text[i]);

		(void)snprintf(trees->text[i] + used, sizeof(trees->text[i]) - used,
		    "%s{\"id\":%zu,\"at\":\"%zu\"}", n > 0 ? "," : "[", i, n);
	}
	(void)strcat(trees->text[i], "]");
	trees->made[i] = cJSON_Parse(trees->text[i]);
}

/* Each tree by a thread that is most likely not the one that made it. */
static void
look_and_delete(void *ctx, size_t i)
{
	struct trees *trees = ctx;
	size_t other = (i * 7 + 3) % TREES;
	char *text = cJSON_PrintUnformatted(trees->made[other]);

	cr_assert_str_eq(text, trees->text[other]);
	cJSON_free(text);
	cJSON_Delete(trees->made[other]);
}

Test(json_memory, trees_are_deleted_by_other_threads)
{
	static struct trees trees;
	cJSON_Hooks hooks = {json_memory_take, json_memory_give};

	cJSON_InitHooks(&hooks);
	pool_run(8, TREES, make, &trees);
	pool_run(8, TREES, look_and_delete, &trees);
	cJSON_InitHooks(NULL);
}
