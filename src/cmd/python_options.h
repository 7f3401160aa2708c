/* Command lines as Python's argparse reads them, for the commands that stand in for octoDNS's. */
#ifndef ZW_CMD_PYTHON_OPTIONS_H
#define ZW_CMD_PYTHON_OPTIONS_H

#include "core/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct words;

enum python_kind {
	PYTHON_FLAG,    /* bool */
	PYTHON_WORD,    /* const char *, the last one counts */
	PYTHON_APPEND,  /* struct words, one each time */
	PYTHON_SOME,    /* struct words, one or more at a time; the last time counts */
	PYTHON_HELP,    /* print help and end */
	PYTHON_VERSION, /* print the version and end */
};

struct python_option {
	const char *name; /* "--doit"; of -h "--help" */
	enum python_kind kind;
	size_t offset; /* into what is filled */
	bool required;
	const char *const *choices; /* NULL at the end; or NULL: anything */
	const char *help;
};

/* A positional argument: what is read goes into one list, in order. */
struct python_word {
	const char *name;                                   /* NULL at the end of a table */
	enum { PYTHON_ONE, PYTHON_ANY, PYTHON_MANY } count; /* 1, 0 or more, 1 or more */
	const char *help;
};

struct python_parser {
	const char *program, *summary, *version;
	const struct python_option *const
	    *options; /* tables; NULL at the end; name NULL ends each */
	const struct python_word *words;
	size_t rest; /* offset of the struct words for them */
};

enum python_result {
	PYTHON_RUN,
	PYTHON_DONE,  /* what was asked for is in the text: end with 0 */
	PYTHON_WRONG, /* what is wrong is in the text: end with 2 */
};

/**
 * python_parse(parser, args, argc, argv, text):
 * Read ${argv}, without the program's name, into ${args}: long options may be cut
 * short while it is clear which is meant, and stand anywhere.
 */
enum python_result python_parse(const struct python_parser *parser, void *args, int argc,
    char **argv, struct buf *text);

/** python_usage(parser, buf), python_help(parser, buf): Print what --help and errors begin with, and all of --help. */
void python_usage(const struct python_parser *parser, struct buf *buf);
void python_help(const struct python_parser *parser, struct buf *buf);

/** python_metavar(option, buf): Print what help calls the value of ${option}. */
void python_metavar(const struct python_option *option, struct buf *buf);

/**
 * python_fail(parser, text, fmt, …): Print usage and an error; return PYTHON_WRONG.
 */
enum python_result python_fail(const struct python_parser *parser, struct buf *text,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
