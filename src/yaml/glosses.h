/* What nodes do not say of their text: comments, anchors, aliases, tags. */
#ifndef ZW_YAML_GLOSSES_H
#define ZW_YAML_GLOSSES_H

#include "core/arena.h"
#include "core/map.h"
#include "core/node.h"

/* One comment, from its "#" on. */
struct remark {
	struct remark *next;
	struct slice text; /* of the source */
	uint32_t gap;      /* blanks in front of it, when it is behind something */
	bool blank;        /* an empty line stands between it and the comment before it */
};

struct gloss {
	const struct node *node;
	const char *anchor;         /* its name, or NULL */
	const char *alias;          /* the node stands for the anchor of that name */
	const struct gloss *target; /* of an alias: the anchor's, when it is known */
	const char *tag;            /* to be written: "!include", "!!set", "!!binary" */
	bool merge;                 /* a key << */
	unsigned visit;             /* which walk has been here last */
	struct remark *before, *behind,
	    *foot; /* on lines above; on its line; below its last item */
};

/* The notes of few nodes; all zero but the arena, where they live, is none. */
struct glosses {
	struct arena *arena;
	struct map map; /* address of a node -> struct gloss */
};

/** gloss_of(notes, node): Return the note of ${node}, or NULL; ${notes} may be NULL. */
struct gloss *gloss_of(const struct glosses *notes, const struct node *node);

/** gloss_make(notes, node): The same, but there is one then. */
struct gloss *gloss_make(struct glosses *notes, const struct node *node);

/** gloss_copy(notes, from, to): What is said of ${from} is said of ${to}, too. */
void gloss_copy(struct glosses *notes, const struct node *from, const struct node *to);

/** gloss_bars(note): Return whether a key with this note must stay where it is; NULL is taken. */
bool gloss_bars(const struct gloss *note);

enum { NOTES_NONE, NOTES_COMMENTS, NOTES_MEANING };

/**
 * glosses_within(notes, node):
 * Return NOTES_MEANING when ${node} or something in it has an anchor, a tag, or is an
 * alias or <<; else NOTES_COMMENTS when there are comments; else NOTES_NONE.
 */
int glosses_within(const struct glosses *notes, const struct node *node);

/** glosses_clear(notes): Forget all; their arena is the caller's. */
void glosses_clear(struct glosses *notes);

/** remark_add(list, remark): Append. */
void remark_add(struct remark **list, struct remark *remark);

#endif
