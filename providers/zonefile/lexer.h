/* The text of a zone file, cut into entries and words (RFC 1035, 5.1). */
#ifndef ZW_PROVIDERS_ZONEFILE_LEXER_H
#define ZW_PROVIDERS_ZONEFILE_LEXER_H

#include "core/slice.h"

#include <stdint.h>

/* An entry may have this many bytes: libldns reads no more than 64 KiB of one. */
#define ENTRY_MAX 60000

struct zone_word {
	struct slice text; /* as written, escapes and all, but for the quotes around it */
	bool quoted;
	uint32_t line;
};

struct zone_entry {
	struct zone_word *words;
	size_t count, cap;
	bool indented; /* the owner is left out: that of the entry before */
	uint32_t line; /* of the first word */
};

/* All zero but for text, line 1, is the start of a file. */
struct lexer {
	struct slice text;
	size_t at;
	uint32_t line;
	struct zone_entry entry;
	const char *why;   /* what the last call refused */
	uint32_t why_line; /* and where */
};

/**
 * lexer_next(lexer):
 * Read the next entry that has words, parentheses resolved, into lexer->entry.
 * Return 1; 0 at the end; or -1 when it is wrong (lexer->why): the next call goes
 * on with the line after.
 */
int lexer_next(struct lexer *lexer);

/** lexer_free(lexer): Free what it holds. */
void lexer_free(struct lexer *lexer);

#endif
