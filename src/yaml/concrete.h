/* Nodes as they were written: aliases, << and !include stay what they are, comments have their place. */
#ifndef ZW_YAML_CONCRETE_H
#define ZW_YAML_CONCRETE_H

#include "yaml/comments.h"
#include "yaml/glosses.h"
#include "yaml/internal.h"

/* An alias whose anchor is in an earlier pair of the root mapping. */
struct dependency {
	size_t anchor, alias; /* numbers of pairs */
};

struct concrete {
	struct reading reading;
	struct reader reader;
	struct arena nodes; /* of one pair; the notes', too */
	struct arena names; /* of anchors */
	struct comments comments;
	size_t next; /* the first comment that was not come by */
	size_t lead; /* the first that nothing has taken yet */
	struct glosses notes;
	const struct node *last; /* what a comment behind it on the line is about */
	struct map anchors;      /* name -> struct concrete_anchor */
	size_t pair;             /* number of the root mapping's pair that is being read */
	struct dependency *dependencies;
	size_t ndependencies, dependencies_cap;
	bool bars; /* keys were seen that cannot be sorted */
	void (*include)(void *ctx, struct slice path);
	void *ctx;
};

/**
 * concrete_node(c, place):
 * Return the node that begins with the current event, or NULL after an error.
 */
enum concrete_place { CONCRETE_KEY, CONCRETE_VALUE, CONCRETE_ITEM };
struct node *concrete_node(struct concrete *c, enum concrete_place place);

/** concrete_key(c): Return the key that begins with the current event, or NULL after an error. */
struct node *concrete_key(struct concrete *c);

/** concrete_pass(c, mark): Come by the comments in front of ${mark}. */
void concrete_pass(struct concrete *c, const yaml_mark_t *mark);

/** concrete_remarks(c, list, from, to): Append those comments. */
void concrete_remarks(struct concrete *c, struct remark **list, size_t from, size_t to);

/** concrete_foot(c, node, column): Let ${node}, which ends here, take comments from that column on. */
void concrete_foot(struct concrete *c, const struct node *node, size_t column);

/** concrete_forget(c): A pair of the root mapping is done with. */
void concrete_forget(struct concrete *c);

#endif
