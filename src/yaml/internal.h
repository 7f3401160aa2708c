/* What the files of this room share: the state of reading one file and its includes. */
#ifndef ZW_YAML_INTERNAL_H
#define ZW_YAML_INTERNAL_H

#include "core/map.h"
#include "yaml/order.h"
#include "yaml/reader.h"
#include "yaml/scalar.h"

#include <yaml.h>

/* A pair on its way into a mapping. */
struct pending {
	struct node *key, *value;
	uint32_t index; /* its number among the pairs of its mapping */
	bool merged;    /* it came by << */
};

/* What a file has in common with the files that it includes. */
struct reading {
	const struct yaml_source *source;
	struct diags *diags;
	struct arena *arena; /* where nodes go */
	struct arena *names; /* where names of included files go */
	struct map files;    /* those names */
	/* Children of the collections that are open. */
	struct pending *pairs;
	size_t npairs, pairs_cap;
	struct node **items;
	size_t nitems, items_cap;
	size_t alias_nodes, included; /* against the limits */
	/* Warnings are counted, so that a second pass can leave out the first's. */
	size_t warnings, known_warnings;
	bool order_said; /* one fault of order is told of: the next are often its consequence */
};

/* A code point of a text as libyaml counts them, and the byte where it is. */
struct cursor {
	size_t point, byte;
};

struct anchor {
	struct node *node; /* NULL while it is open */
	size_t count;
};

struct reader {
	struct reading *reading;
	const struct reader *parent; /* of an included file: the file that includes it */
	const char *file;
	struct slice text;
	uint32_t lines_before; /* of the text, in its file */
	yaml_parser_t parser;
	yaml_event_t event; /* the current one */
	size_t given;       /* bytes of the text that the parser has taken */
	size_t event_given; /* the same when the current event was there */
	yaml_mark_t before; /* the end of the event before */
	bool too_long;      /* the parser was refused more text: no event came for so long */
	struct map anchors;
	struct arena anchor_arena;
	bool unordered;     /* the next mapping's keys may have any order */
	bool anchored;      /* an anchor was defined since this was cleared */
	bool marked;        /* the document begins with "---" */
	uint32_t mark_line; /* from 0: where that is */
	unsigned depth;     /* of collections that are open */
	unsigned includes;
	size_t nodes; /* seen so far, an alias counted as all that it stands for */
	bool tabs;    /* the text has some: see tabs.c */
	struct cursor cursor;
};

/**
 * reader_open(reader, reading, file, text):
 * Start on ${text} with a ${reader} that is all zero, or tells which file includes
 * this one; the root's first event is the current one then.  Return 0,
 * 1 when there is no document, or -1 after adding an error; close it anyway.
 */
int reader_open(struct reader *reader, struct reading *reading, const char *file,
    struct slice text);

/** reader_next(reader): Go to the next event.  Return 0, or -1 after adding an error. */
int reader_next(struct reader *reader);

/**
 * reader_build(reader):
 * Return the node that begins with the current event, or NULL after an error.
 */
struct node *reader_build(struct reader *reader);

/** reader_end(reader): After the root: check that nothing follows.  Return 0 or -1. */
int reader_end(struct reader *reader);

/** reader_close(reader): Free what it holds; nodes stay. */
void reader_close(struct reader *reader);

/** reader_root(reader, reading, file, text): Read a whole document; the four above in one. */
struct node *reader_root(struct reader *reader, struct reading *reading, const char *file,
    struct slice text);

/** reader_place(reader): Return where the current event begins. */
struct place reader_place(const struct reader *reader);

/**
 * reader_pair(reader):
 * The current event begins a key of a mapping.  Read it and its value, and push
 * what that gives (for << several pairs, or none) on reading->pairs.  Return 0 or -1.
 */
int reader_pair(struct reader *reader);

/** key_build(reader): Return the key that begins with the current event, or NULL after an error. */
struct node *key_build(struct reader *reader);

/**
 * reader_enter_map(reader), reader_enter_list(reader):
 * The current event begins one: check its tag and the depth.  Return 0 or -1.
 */
int reader_enter_map(struct reader *reader);
int reader_enter_list(struct reader *reader);

/** reader_anchor(reader): Return the name of the anchor at the current event, or NULL. */
const char *reader_anchor(const struct reader *reader);

/** reader_node(reader, kind): Return a new node at the place of the current event. */
struct node *reader_node(const struct reader *reader, enum node_kind kind);

/*
 * Of the current event: is it an !include, a plain << or =; the text of a scalar;
 * the node of a scalar that is no !include, or NULL after an error; that of a key of =,
 * which is text there and only there.
 */
bool reader_at_include(const struct reader *reader);
bool reader_at_merge(const struct reader *reader);
bool reader_at_equals(const struct reader *reader);
struct slice reader_text(const struct reader *reader);
struct node *reader_scalar(struct reader *reader);
struct node *reader_equals(const struct reader *reader);

/** reader_push_item(reader, item): Push on reading->items. */
void reader_push_item(struct reader *reader, struct node *item);

/** reading_error(reading, rule, at, hint, fmt, …): Add an error; return -1. */
#define reading_error(reading, ...) reading_add(reading, SEVERITY_ERROR, __VA_ARGS__)
#define reading_warn(reading, ...) ((void)reading_add(reading, SEVERITY_WARNING, __VA_ARGS__))
int reading_add(struct reading *reading, enum severity severity, const char *rule, struct place at,
    const char *hint, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/** reading_free(reading): Free what it holds. */
void reading_free(struct reading *reading);

/**
 * tag_scalar(reader, class):
 * Tell what the current event, a scalar, is to be read as.  Return 0 or -1.
 */
int tag_scalar(struct reader *reader, enum scalar_class *class);

/**
 * tag_collection(reader, tag, own, what):
 * Check the tag of the current event, which begins ${what}: it may only be ${own}.
 * Return 0 or -1.
 */
int tag_collection(struct reader *reader, const yaml_char_t *tag, const char *own,
    const char *what);

/** syntax_error(reader): Add what libyaml's parser found wrong; return -1. */
int syntax_error(struct reader *reader);

/**
 * cursor_byte(cursor, text, point):
 * Go on to code point ${point} of ${text}, a byte order mark not counted; return the
 * byte where it begins.
 */
size_t cursor_byte(struct cursor *cursor, struct slice text, size_t point);

/** tabs_check(reader): Refuse a tab between tokens, as PyYAML does.  Return 0 or -1. */
int tabs_check(struct reader *reader);

/**
 * merge_pairs(reader):
 * The current event is a <<: read its value and push its pairs.  Return 0 or -1.
 */
int merge_pairs(struct reader *reader);

/** include_node(reader, path, at): Return the root of the file ${path}, or NULL after an error. */
struct node *include_node(struct reader *reader, struct slice path, struct place at);

/**
 * order_settle(reading, items, count, order):
 * Of pairs with equal keys keep the last in the place of the first, with a
 * warning; then check the order of keys: the first fault of a document is added
 * as an error, and reading goes on.  *${count} is what is left.
 */
void order_settle(struct reading *reading, struct pending *items, size_t *count,
    enum yaml_order order);

#endif
