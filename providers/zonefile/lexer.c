/* Entries and words of a zone file. */
#include "lexer.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

#define PARENS_MAX 16

static int
fail(struct lexer *l, const char *why)
{
	l->why = why;
	l->why_line = l->line;
	return -1;
}

static char
peek(const struct lexer *l)
{
	return l->at < l->text.len ? l->text.data[l->at] : '\n';
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool
is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\n' && !is_blank(c)) || c == 0x7f;
}

static void
skip_line(struct lexer *l)
{
	while (l->at < l->text.len && l->text.data[l->at] != '\n')
		l->at++;
}

/* Go behind the end of the line; return false at the end of the text. */
static bool
next_line(struct lexer *l)
{
	if (l->at >= l->text.len)
		return false;
	l->at++;
	l->line++;
	return true;
}

/* One character of a word, or an escape: "\X", "\DDD" begins the same way. */
static int
skip_char(struct lexer *l)
{
	if (is_control(peek(l)))
		return fail(l, "has a control character in it");
	if (peek(l) == '\\') {
		l->at++;
		if (l->at >= l->text.len || is_control(peek(l)) || peek(l) == '\n' ||
		    peek(l) == '\r')
			return fail(l, "has a backslash before the end of its line");
	}
	l->at++;
	return 0;
}

/* Go to the closing quote; the opening one is behind. */
static int
skip_quoted(struct lexer *l)
{
	while (l->at < l->text.len && peek(l) != '"' && peek(l) != '\n') {
		if (skip_char(l) != 0)
			return -1;
	}
	return peek(l) == '"' && l->at < l->text.len ? 0
						     : fail(l, "has a quote that is not closed");
}

static bool
ends_word(char c)
{
	return is_blank(c) || c == '\n' || c == ';' || c == '(' || c == ')';
}

static void
push_word(struct lexer *l, size_t from, size_t to, bool quoted)
{
	struct zone_entry *entry = &l->entry;
	struct zone_word word = {slice_sub(l->text, from, to), quoted, l->line};

	entry->words = mem_grow(entry->words, &entry->cap, entry->count + 1, sizeof(*entry->words));
	if (entry->count == 0)
		entry->line = l->line;
	entry->words[entry->count++] = word;
}

/* A word, which may have quoted parts within: alpn="h2,h3". */
static int
read_bare(struct lexer *l)
{
	size_t from = l->at;

	while (l->at < l->text.len && !ends_word(peek(l))) {
		if (peek(l) == '"') {
			l->at++;
			if (skip_quoted(l) != 0)
				return -1;
			l->at++;
		} else if (skip_char(l) != 0) {
			return -1;
		}
	}
	push_word(l, from, l->at, false);
	return 0;
}

static int
read_quoted(struct lexer *l)
{
	size_t from = ++l->at;

	if (skip_quoted(l) != 0)
		return -1;
	push_word(l, from, l->at++, true);
	return 0;
}

static int
read_paren(struct lexer *l, unsigned *depth)
{
	if (peek(l) == '(') {
		if (++*depth > PARENS_MAX)
			return fail(l, "has too many parentheses");
	} else if ((*depth)-- == 0) {
		*depth = 0;
		return fail(l, "has a closing parenthesis without an opening one");
	}
	l->at++;
	return 0;
}

/* What the next character begins.  Return 1 at the end of the entry, 0 before it, or -1. */
static int
step(struct lexer *l, unsigned *depth)
{
	char c = peek(l);

	if (is_blank(c)) {
		l->at++;
		return 0;
	}
	switch (c) {
	case ';':
		skip_line(l);
		return 0;
	case '\n':
		if (next_line(l))
			return *depth == 0;
		return *depth == 0 ? 1 : fail(l, "has a parenthesis that is not closed");
	case '(':
	case ')':
		return read_paren(l, depth);
	case '"':
		return read_quoted(l);
	default:
		return read_bare(l);
	}
}

int
lexer_next(struct lexer *l)
{
	struct zone_entry *entry = &l->entry;
	unsigned depth = 0;
	size_t from;
	int rc = 0;

	while (l->at < l->text.len) {
		entry->count = 0;
		entry->line = l->line;
		entry->indented = is_blank(peek(l));
		from = l->at;
		rc = 0;
		while (rc == 0) {
			rc = step(l, &depth);
			if (rc == 0 && l->at - from > ENTRY_MAX && entry->count > 0)
				rc = fail(l, "is too long");
		}
		if (rc < 0) {
			skip_line(l);
			(void)next_line(l);
			return -1;
		}
		if (entry->count > 0)
			return 1;
	}
	return 0;
}

void
lexer_free(struct lexer *l)
{
	free(l->entry.words);
	memset(&l->entry, 0, sizeof(l->entry));
}
