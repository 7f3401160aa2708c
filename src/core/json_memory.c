/* Memory of cJSON's trees, cut from blocks. */
#include "core/json_memory.h"

#include "core/mem.h"

#include <cjson/cJSON.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#define BLOCK_SIZE ((size_t)32 * 1024)
#define PIECE_MAX (BLOCK_SIZE / 8) /* what is larger is malloc's */
/* More than there are pieces in a block: its thread holds so many shares of it. */
#define SHARES (1L << 30)

/*
 * Pieces are given back from any thread, each with its share.  A thread hands shares
 * out of its own, which needs no atomic operation, and gives back the rest when it has
 * done with the block.  Who gives back the last one frees it.
 */
struct block {
	atomic_long shares;
	long handed;
	size_t used;
	_Alignas(8) char data[];
};

/* In front of each piece: NULL when malloc made it alone. */
struct head {
	_Alignas(8) struct block *block;
};

static _Thread_local struct block *current;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_exit;

static void
give_shares(struct block *block, long count)
{
	if (atomic_fetch_sub_explicit(&block->shares, count, memory_order_acq_rel) == count)
		free(block);
}

static void
done_with(void *block)
{
	current = NULL;
	give_shares(block, SHARES - ((struct block *)block)->handed);
}

static void
make_key(void)
{
	(void)pthread_key_create(&at_exit, done_with);
}

static void
renew(struct block *block)
{
	atomic_init(&block->shares, SHARES);
	block->handed = 0;
	block->used = 0;
}

static struct block *
next_block(void)
{
	struct block *block = current;
	long left = block != NULL ? SHARES - block->handed : 0;

	/* Nobody has a piece of it any more: it may be cut anew. */
	if (block != NULL && atomic_load_explicit(&block->shares, memory_order_acquire) == left) {
		renew(block);
		return block;
	}
	if (block != NULL)
		done_with(block);
	(void)pthread_once(&once, make_key);
	current = block = mem_alloc(BLOCK_SIZE);
	renew(block);
	(void)pthread_setspecific(at_exit, block);
	return block;
}

static struct head *
cut(size_t size)
{
	struct block *block = current;
	struct head *head;

	if (block == NULL || size > BLOCK_SIZE - sizeof(*block) - block->used)
		block = next_block();
	head = (struct head *)(void *)(block->data + block->used);
	head->block = block;
	block->used += size;
	block->handed++;
	return head;
}

void *
json_memory_take(size_t size)
{
	struct head *head;

	if (size > PIECE_MAX) {
		/* A size that overflows is left to malloc, which has not got that much. */
		head = mem_alloc(size < SIZE_MAX - sizeof(*head) ? size + sizeof(*head) : size);
		head->block = NULL;
	} else {
		head = cut((size + sizeof(*head) + 7) & ~(size_t)7);
	}
	return head + 1;
}

void
json_memory_give(void *piece)
{
	struct head *head = piece;

	if (head == NULL)
		return;
	head--;
	if (head->block == NULL)
		free(head);
	else
		give_shares(head->block, 1);
}

void
json_memory_begin(void)
{
#if !defined(__SANITIZE_ADDRESS__)
	cJSON_Hooks hooks = {json_memory_take, json_memory_give};

	cJSON_InitHooks(&hooks);
#endif
}
