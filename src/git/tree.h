/*
 * A Git tree object as it is stored: entry after entry of "MODE NAME\0ID".  It is
 * checked once, in one pass, and then searched and compared where it lies.
 */
#ifndef ZW_GIT_TREE_H
#define ZW_GIT_TREE_H

#include "git/snapshot.h"

#include <stdint.h>

/* All zero is an empty tree. */
struct tree {
	const unsigned char *data;
	size_t len;
	uint32_t *offsets; /* of the entries in data */
	size_t count;
};

/* Far above a folder of a million files, and far below what offsets can say. */
#define TREE_MAX ((size_t)256 * 1024 * 1024)

/**
 * tree_parse(tree, data, len):
 * Check the ${len} bytes at ${data}, which must live as long as ${tree}.  What
 * is cut off, out of Git's order, there twice, or named as no file can be, makes
 * the whole tree damaged.  Return 0 or -1.
 */
int tree_parse(struct tree *tree, const unsigned char *data, size_t len);

/** tree_entry(tree, at): Return entry ${at}, which must be less than the count. */
struct entry tree_entry(const struct tree *tree, size_t at);

/** tree_find(tree, name, entry): Find ${name} by bisection; return false when it is not there. */
bool tree_find(const struct tree *tree, struct slice name, struct entry *entry);

/** entry_order(a, b): Compare as Git sorts a tree: as bytes, a folder as if its name ended with '/'. */
int entry_order(const struct entry *a, const struct entry *b);

/** tree_common_start(a, b): Return how many entries are the same at the start of both. */
size_t tree_common_start(const struct tree *a, const struct tree *b);

/**
 * tree_common_end(a, b, start):
 * Return how many entries are the same at the end of both, those before ${start}
 * left out.  May be fewer than there are: a help, not a promise.
 */
size_t tree_common_end(const struct tree *a, const struct tree *b, size_t start);

/** tree_free(tree): Free what tree_parse made; ${tree} is empty again. */
void tree_free(struct tree *tree);

#endif
