/*
 * Positioned data: what a YAML or JSON document decodes to, and what records
 * are turned into for writing.  Nodes live in an arena and are never freed one
 * by one.
 */
#ifndef ZW_CORE_NODE_H
#define ZW_CORE_NODE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/diag.h"
#include "core/slice.h"

#include <stdint.h>

/*
 * How deep lists and mappings may be nested: far above what the readers let
 * through.  What is deeper is copied as null, printed as null, and equals nothing.
 */
#define NODE_MAX_DEPTH 2000

enum node_kind {
	NODE_NULL,
	NODE_BOOL,
	NODE_INT,
	NODE_FLOAT,
	NODE_TEXT,
	NODE_DATE,  /* a YAML 1.1 timestamp; text as written */
	NODE_BYTES, /* !!binary; text as written: no record wants it */
	NODE_LIST,
	NODE_MAP,
};

struct node;

struct node_pair {
	struct node *key; /* key->text is the key as text, whatever its kind */
	struct node *value;
};

struct node {
	enum node_kind kind;
	bool quoted;  /* a scalar that was written in quotes or as a block */
	uint8_t room; /* of this file: a list or mapping has 2^(room - 1) places, 0: count */
	uint32_t line, column;
	const char *file;
	/* A scalar as text: the value of NODE_TEXT, what was written of the others;
	 * as a key, Python's str() of the value ("True", "None", "1.1", "8"). */
	struct slice text;
	const char *written; /* a key that is no text, as it stands in the file; else NULL */
	union {
		bool flag;
		int64_t number; /* saturated when what was written does not fit */
		double real;
		struct {
			struct node **items;
			size_t count;
		} list;
		struct {
			struct node_pair *pairs;
			size_t count;
		} map;
	} u;
};

/** node_place(node): Return where ${node} was written. */
struct place node_place(const struct node *node);

/** node_kind_name(node): Return "a number", "a list", …, for messages. */
const char *node_kind_name(const struct node *node);

/** node_is_scalar(node): Return true for anything but a list or a mapping. */
bool node_is_scalar(const struct node *node);

/** node_get(map, key): Return the value of ${key}, or NULL; ${map} may be any node or NULL. */
struct node *node_get(const struct node *map, const char *key);

/** node_get_pair(map, key), node_find(map, key): The same, but with its key node. */
const struct node_pair *node_get_pair(const struct node *map, const char *key);
const struct node_pair *node_find(const struct node *map, struct slice key);

/** node_truth(node): Return whether Python would call the value true; false for NULL. */
bool node_truth(const struct node *node);

/**
 * node_equal(a, b):
 * Return true when the data are equal: places, order of keys and how a scalar
 * was written aside.  As in Python 1 equals 1.0, but here true is not 1.
 */
bool node_equal(const struct node *a, const struct node *b);

/* Makers: each returns a new node in ${arena}, text copied into it. */
struct node *node_null(struct arena *arena);
struct node *node_bool(struct arena *arena, bool flag);
struct node *node_int(struct arena *arena, int64_t number);
struct node *node_float(struct arena *arena, double real);
struct node *node_text(struct arena *arena, struct slice text);
struct node *node_list(struct arena *arena, size_t room);
struct node *node_map(struct arena *arena, size_t room);

/**
 * node_push(arena, list, item), node_add(arena, map, key, value), node_set(…):
 * Append.  node_set replaces the value of an equal key, which it looks for among
 * all of them; node_add is for a key that is known to be new.
 */
void node_push(struct arena *arena, struct node *list, struct node *item);
void node_add(struct arena *arena, struct node *map, struct slice key, struct node *value);
void node_set(struct arena *arena, struct node *map, struct slice key, struct node *value);

/** node_copy(arena, node): Return a deep copy in ${arena}, places kept (file names shared). */
struct node *node_copy(struct arena *arena, const struct node *node);

/** node_sort_keys(map): Sort the keys of ${map} and of all mappings in it as plain bytes. */
void node_sort_keys(struct node *map);

/**
 * real_text(buf, real):
 * Print ${real} as Python's repr does: the shortest form that reads back, "20.0",
 * "1e+16", "inf", "nan".
 */
void real_text(struct buf *buf, double real);

struct json_style {
	int indent;        /* 0: one line, with ", " and ": " as Python's json.dumps */
	bool keep_unicode; /* do not write non-ASCII as \uXXXX */
	bool keep_order;   /* do not sort keys */
};

/**
 * node_json(buf, node, style):
 * Print ${node} as JSON (RFC 8259), byte for byte as Python's json.dumps: also
 * its NaN and Infinity, which are not JSON.  A byte that is not UTF-8 becomes
 * U+FFFD, a date its text.
 */
void node_json(struct buf *buf, const struct node *node, struct json_style style);

/** json_text(buf, s, keep_unicode): Print ${s} as a JSON string with its quotes. */
void json_text(struct buf *buf, struct slice s, bool keep_unicode);

/**
 * json_indent(buf, text, indent):
 * Print the JSON ${text}, which is on one line, as Python's json.dumps does with an
 * indent: a line for each item, ${indent} blanks for each level.
 */
void json_indent(struct buf *buf, struct slice text, size_t indent);

#endif
