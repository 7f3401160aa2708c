/* The classes of octoDNS itself that a configuration may name, and their options. */
#ifndef ZW_CONFIG_PLUGINS_H
#define ZW_CONFIG_PLUGINS_H

#include "config/read.h"

struct plugin_kind {
	const char *what; /* "processor": for messages */
	const char *rule; /* config-processor */
	const struct plugin_class *classes;
	bool foreign; /* a class of another package may be anything */
};

/* What is made of a class and options, as written. */
struct plugin {
	struct slice id;
	const struct node *key, *options;
	struct slice class_path;
	const struct plugin_class *class; /* or NULL: of another package */
};

struct plugin_class {
	const char *path;    /* NULL at the end of a table */
	const char *options; /* names with blanks between, '!' before one that is required */
	/* Look at the values; add what is wrong.  NULL: nothing to see. */
	void (*check)(struct reader *reader, const struct plugin *plugin);
};

/**
 * plugin_read(reader, kind, pair, plugin):
 * Check class and options of one entry.  Return 0, or -1 after adding errors;
 * ${plugin} is filled as far as it goes.
 */
int plugin_read(struct reader *reader, const struct plugin_kind *kind, const struct node_pair *pair,
    struct plugin *plugin);

/** plugin_class_path(reader, kind, pair, path): Check that there is a class; give its path.  Return 0 or -1. */
int plugin_class_path(struct reader *reader, const struct plugin_kind *kind,
    const struct node_pair *pair, struct slice *path);

/** class_last_part(path): Return what is behind the last dot of ${path}, or all of it. */
struct slice class_last_part(struct slice path);

/** option_is_secret(reader, value): Return whether ${value} stands for a variable of the environment. */
bool option_is_secret(const struct reader *reader, const struct node *value);

extern const struct plugin_class output_classes[];
extern const struct plugin_class secret_classes[];

#endif
