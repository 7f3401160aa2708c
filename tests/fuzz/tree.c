/* Two raw Git trees, the second after the first: parsed, searched, compared. */
#include "git/tree.h"
#include "fuzz.h"

/* The first byte is the share of the rest that the first tree has. */
static size_t
cut(const uint8_t *data, size_t size)
{
	return (size - 1) * data[0] / 255;
}

/* Parse a copy without a byte to spare. */
static int
parse(struct tree *tree, const uint8_t *data, size_t size, unsigned char **copy)
{
	*copy = mem_alloc(size);
	if (size > 0)
		memcpy(*copy, data, size);
	return tree_parse(tree, *copy, size);
}

static void
search(const struct tree *tree)
{
	struct entry before = {0}, entry, found;
	size_t i;

	for (i = 0; i < tree->count; i++) {
		entry = tree_entry(tree, i);
		fuzz_require(entry.name.len > 0 && entry.id != NULL, "an entry has no name or id");
		fuzz_require(tree_find(tree, entry.name, &found) && found.id == entry.id,
		    "an entry is not found by its name");
		fuzz_require(i == 0 || entry_order(&before, &entry) < 0, "entries are in no order");
		before = entry;
	}
	(void)tree_find(tree, slice_of(""), &found);
	(void)tree_find(tree, slice_of("a/b"), &found);
}

static void
compare(const struct tree *a, const struct tree *b)
{
	size_t start = tree_common_start(a, b), end = tree_common_end(a, b, start);
	size_t least = a->count < b->count ? a->count : b->count, i;

	fuzz_require(start + end <= least, "what is common overlaps");
	for (i = 0; i < start + end; i++) {
		bool first = i < start;
		struct entry one = tree_entry(a, first ? i : a->count - 1 - (i - start));
		struct entry two = tree_entry(b, first ? i : b->count - 1 - (i - start));

		fuzz_require(slice_equal(one.name, two.name) && one.mode == two.mode &&
			memcmp(one.id, two.id, OID_SIZE) == 0,
		    "what is common differs");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree a, b;
	unsigned char *copy_a, *copy_b;
	size_t first;
	int rc_a, rc_b;

	if (size == 0)
		return 0;
	first = cut(data, size);
	rc_a = parse(&a, data + 1, first, &copy_a);
	rc_b = parse(&b, data + 1 + first, size - 1 - first, &copy_b);
	if (rc_a == 0)
		search(&a);
	if (rc_b == 0)
		search(&b);
	if (rc_a == 0 && rc_b == 0)
		compare(&a, &b);
	tree_free(&a);
	tree_free(&b);
	free(copy_a);
	free(copy_b);
	return 0;
}
