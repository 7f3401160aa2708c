/* Sorting keys where anchors and << allow it. */
#ifndef ZW_YAML_RANK_H
#define ZW_YAML_RANK_H

#include "yaml/glosses.h"
#include "yaml/reader.h"

struct rank {
	const struct node *key;
	size_t at;
	size_t section; /* keys keep to their section: between one << and the next */
};

/** ranks_sort(ranks, count, order): Sort; equal keys keep their order. */
void ranks_sort(struct rank *ranks, size_t count, enum yaml_order order);

/**
 * rank_tree(notes, node, order):
 * Sort the keys of all mappings in ${node}.  One in which an alias would come before
 * its anchor stays as it is; return whether there is such a one.
 */
bool rank_tree(const struct glosses *notes, struct node *node, enum yaml_order order);

#endif
