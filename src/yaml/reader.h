/*
 * Positioned YAML 1.1 reader over libyaml's events, with the meaning that
 * PyYAML's SafeLoader gives to them: scalars, merge keys, !include.
 */
#ifndef ZW_YAML_READER_H
#define ZW_YAML_READER_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"

/* How deep, how many: far above any honest file. */
#define YAML_MAX_DEPTH 100
#define YAML_MAX_ALIAS_NODES 1000000 /* nodes that aliases stand for, all told */
#define YAML_MAX_INCLUDE_DEPTH 16
#define YAML_LONGEST_MIB 16 /* a line, and a text over many lines */

enum yaml_order { YAML_ORDER_ANY, YAML_ORDER_NATURAL, YAML_ORDER_SIMPLE };

/* Where !include finds its files. */
struct yaml_loader {
	/* Load ${path} as written in file ${from}.  On success return 0, the text
	 * and the name of the file, both valid until unload; else -1 and ${why}.
	 * The name becomes the file of nodes, in a copy that lives as long as the
	 * arena of a document or until a stream is closed. */
	int (*load)(void *ctx, const char *from, struct slice path, struct slice *text,
	    const char **name, void **handle, const char **why);
	void (*unload)(void *ctx, void *handle); /* or NULL */
	void *ctx;
};

struct yaml_source {
	const char *file;      /* for positions; must outlive all nodes and diagnostics */
	struct slice text;     /* must outlive the reader only */
	uint32_t lines_before; /* of the file, when the text is the rest of it */
	const struct yaml_loader *loader; /* NULL: !include is refused */
	enum yaml_order order; /* keys that break it are one error, and are read nevertheless */
	const struct subject *subject; /* for diagnostics, or NULL */
};

/**
 * yaml_document(source, arena, diags):
 * Read the whole document into ${arena}.  Return its root (a null node for an
 * empty one), or NULL after adding an error.  A repeated key is a warning
 * (rule yaml-repeated-key) and the later one wins.
 */
struct node *yaml_document(const struct yaml_source *source, struct arena *arena,
    struct diags *diags);

/*
 * A document whose root is a mapping, one pair at a time: memory follows the
 * largest pair (and what anchors keep), not the text.
 */
struct yaml_stream;

/**
 * yaml_stream_open(stream, source, diags):
 * Start.  ${source} and ${diags} must outlive the stream.  Return 0, 1 when the
 * document is empty, or -1 after adding an error (root is no mapping, …; then
 * *${stream} is NULL).
 */
int yaml_stream_open(struct yaml_stream **stream, const struct yaml_source *source,
    struct diags *diags);

/**
 * yaml_stream_next(stream, pair):
 * Give the next pair of the root mapping, merge keys and includes resolved; its
 * nodes are valid until the next call.  When a key is repeated, only the last
 * of its pairs is given (the reader starts over to know which; that is rare),
 * with a warning.  Return 1, 0 at the end of the document, YAML_RESTART, or -1
 * after adding an error: nothing of the document counts then.
 */
#define YAML_RESTART 2 /* a repeated key was found: forget all pairs, go on calling */
int yaml_stream_next(struct yaml_stream *stream, struct node_pair *pair);

/**
 * yaml_stream_rising(stream, first, last):
 * Return whether each key so far was above the one before it, in the order of the
 * source or as plain bytes: then none was repeated.  Give the first and the last
 * key; their text lives until the next call of yaml_stream_next.
 */
bool yaml_stream_rising(const struct yaml_stream *stream, struct slice *first, struct slice *last);

/** yaml_keys_rise(order, a, b): Return whether ${a} is below ${b}; in any order, as plain bytes. */
bool yaml_keys_rise(enum yaml_order order, struct slice a, struct slice b);

/** yaml_stream_close(stream): Close it; NULL is taken. */
void yaml_stream_close(struct yaml_stream *stream);

/**
 * yaml_includes(text, path_seen, ctx):
 * Call ${path_seen} for each "!include" in ${text}, found without parsing (a
 * comment's counts too): which files may depend on which.
 */
void yaml_includes(struct slice text, void (*path_seen)(void *ctx, struct slice path), void *ctx);

#endif
