/* Raw tree objects. */
#include "git/tree.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* "40000 n\0" and the id: no entry is shorter. */
#define ENTRY_MIN (8 + OID_SIZE)
#define MODE_DIGITS 7

static enum entry_kind
kind_of(unsigned mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return ENTRY_FILE;
	case S_IFDIR:
		return ENTRY_DIR;
	default:
		return ENTRY_OTHER;
	}
}

/* Read the mode and the space after it; return their length, or 0. */
static size_t
read_mode(const unsigned char *at, size_t left, unsigned *mode)
{
	static const char usual[] = "100644 ";
	size_t i;

	if (left >= sizeof(usual) - 1 && memcmp(at, usual, sizeof(usual) - 1) == 0) {
		*mode = 0100644;
		return sizeof(usual) - 1;
	}
	*mode = 0;
	for (i = 0; i < left && i <= MODE_DIGITS; i++) {
		if (at[i] == ' ')
			return i > 0 ? i + 1 : 0;
		if (at[i] < '0' || at[i] > '7')
			return 0;
		*mode = *mode << 3 | (unsigned)(at[i] - '0');
	}
	return 0;
}

static bool
is_name(struct slice name)
{
	if (name.len == 0 || memchr(name.data, '/', name.len) != NULL)
		return false;
	return name.data[0] != '.' || (!slice_is(name, ".") && !slice_is(name, ".."));
}

/* Read the entry at the start of ${left} bytes; return its length, or 0. */
static size_t
read_entry(const unsigned char *at, size_t left, struct entry *entry)
{
	size_t start = read_mode(at, left, &entry->mode);
	const unsigned char *nul;

	if (start == 0)
		return 0;
	nul = memchr(at + start, '\0', left - start);
	if (nul == NULL || left - (size_t)(nul - at) <= OID_SIZE)
		return 0;
	entry->name = slice_make((const char *)at + start, (size_t)(nul - at) - start);
	entry->kind = kind_of(entry->mode);
	entry->id = nul + 1;
	return is_name(entry->name) ? (size_t)(nul - at) + 1 + OID_SIZE : 0;
}

/* The character after the shorter name: what decides when it starts the other. */
static int
char_after(const struct entry *entry, size_t len)
{
	if (len < entry->name.len)
		return (unsigned char)entry->name.data[len];
	return entry->kind == ENTRY_DIR ? '/' : '\0';
}

int
entry_order(const struct entry *a, const struct entry *b)
{
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.data, b->name.data, len);
	int after_a, after_b;

	if (order != 0)
		return order;
	after_a = char_after(a, len);
	after_b = char_after(b, len);
	if (after_a != after_b)
		return after_a < after_b ? -1 : 1;
	return (a->name.len > b->name.len) - (a->name.len < b->name.len);
}

struct entry
tree_entry(const struct tree *tree, size_t at)
{
	struct entry entry = {{"", 0}, ENTRY_OTHER, 0, NULL};
	size_t end = at + 1 < tree->count ? tree->offsets[at + 1] : tree->len;
	const unsigned char *data = tree->data + tree->offsets[at];
	size_t start = read_mode(data, end - tree->offsets[at], &entry.mode);

	entry.id = tree->data + end - OID_SIZE;
	entry.name = slice_make((const char *)data + start, (size_t)(entry.id - data) - start - 1);
	entry.kind = kind_of(entry.mode);
	return entry;
}

static bool
bisect(const struct tree *tree, const struct entry *wanted, struct entry *found)
{
	size_t low = 0, high = tree->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		struct entry entry = tree_entry(tree, middle);
		int order = entry_order(&entry, wanted);

		if (order == 0) {
			*found = entry;
			return true;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
tree_find(const struct tree *tree, struct slice name, struct entry *entry)
{
	struct entry wanted = {name, ENTRY_FILE, 0, NULL};

	/* A folder and a file of one name stand in different places. */
	if (bisect(tree, &wanted, entry))
		return true;
	wanted.kind = ENTRY_DIR;
	return bisect(tree, &wanted, entry);
}

/*
 * Whether entry may follow last in the tree that is read so far.  A file "a" and a
 * folder "a" are in order and yet the same name; all between them starts with it.
 */
static bool
may_follow(const struct tree *tree, const struct entry *last, const struct entry *entry)
{
	struct entry file = *entry, found;

	if (entry_order(last, entry) >= 0)
		return false;
	if (entry->kind != ENTRY_DIR || !slice_starts(last->name, entry->name))
		return true;
	file.kind = ENTRY_FILE;
	return !bisect(tree, &file, &found);
}

int
tree_parse(struct tree *tree, const unsigned char *data, size_t len)
{
	struct entry last = {{"", 0}, ENTRY_OTHER, 0, NULL}, entry;
	size_t at = 0;

	memset(tree, 0, sizeof(*tree));
	if (len > TREE_MAX)
		return -1;
	tree->data = data;
	tree->offsets = mem_alloc((len / ENTRY_MIN + 1) * sizeof(*tree->offsets));
	while (at < len) {
		size_t size = read_entry(data + at, len - at, &entry);

		/* What is read so far is a tree of its own, for may_follow to search. */
		tree->len = at;
		if (size == 0 || (tree->count > 0 && !may_follow(tree, &last, &entry))) {
			tree_free(tree);
			return -1;
		}
		tree->offsets[tree->count++] = (uint32_t)at;
		last = entry;
		at += size;
	}
	tree->len = len;
	return 0;
}

/* How many bytes are the same at the start of both. */
static size_t
equal_bytes(const unsigned char *a, const unsigned char *b, size_t len)
{
	size_t step = 4096, at = 0;

	while (step > 0) {
		while (len - at >= step && memcmp(a + at, b + at, step) == 0)
			at += step;
		step /= 8;
	}
	return at;
}

/* How many bytes are the same before both ends. */
static size_t
equal_bytes_back(const unsigned char *a_end, const unsigned char *b_end, size_t len)
{
	size_t step = 4096, at = 0;

	while (step > 0) {
		while (len - at >= step && memcmp(a_end - at - step, b_end - at - step, step) == 0)
			at += step;
		step /= 8;
	}
	return at;
}

/* The first entry that starts at or after ${offset}. */
static size_t
entry_from(const struct tree *tree, size_t offset)
{
	size_t low = 0, high = tree->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tree->offsets[middle] < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t
tree_common_start(const struct tree *a, const struct tree *b)
{
	size_t len = a->len < b->len ? a->len : b->len, same, entries;

	if (len == 0)
		return 0;
	same = equal_bytes(a->data, b->data, len);
	/* The same bytes from the start are cut into the same entries. */
	if (same == a->len || same == b->len)
		return same == a->len ? a->count : b->count;
	entries = entry_from(a, same + 1);
	return entries > 0 ? entries - 1 : 0;
}

size_t
tree_common_end(const struct tree *a, const struct tree *b, size_t start)
{
	size_t from_a = start < a->count ? a->offsets[start] : a->len;
	size_t from_b = start < b->count ? b->offsets[start] : b->len;
	size_t left_a = a->len - from_a, left_b = b->len - from_b;
	size_t same, first_a, first_b;

	if (left_a == 0 || left_b == 0)
		return 0;
	same =
	    equal_bytes_back(a->data + a->len, b->data + b->len, left_a < left_b ? left_a : left_b);
	first_a = entry_from(a, a->len - same);
	if (first_a >= a->count)
		return 0;
	/* The same bytes may be cut in other places when what is before them differs. */
	same = a->len - a->offsets[first_a];
	first_b = entry_from(b, b->len - same);
	if (first_b >= b->count || b->len - b->offsets[first_b] != same)
		return 0;
	return a->count - first_a;
}

void
tree_free(struct tree *tree)
{
	free(tree->offsets);
	memset(tree, 0, sizeof(*tree));
}
