/* Usage and help in the shape that argparse gives them. */
#include "cmd/python_options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HELP_COLUMN 24

/* What argparse takes for the width: COLUMNS, or else 80; two less are used. */
static size_t
width(void)
{
	const char *columns = getenv("COLUMNS");
	long number = columns != NULL ? strtol(columns, NULL, 10) : 0;

	return number > HELP_COLUMN + 13 && number < 1000 ? (size_t)number - 2 : 78;
}

void
python_metavar(const struct python_option *option, struct buf *buf)
{
	const char *c;
	size_t i;

	if (option->choices != NULL) {
		for (i = 0; option->choices[i] != NULL; i++)
			buf_printf(buf, "%c%s", i > 0 ? ',' : '{', option->choices[i]);
		buf_char(buf, '}');
		return;
	}
	for (c = option->name + 2; *c != '\0'; c++)
		buf_char(buf, *c == '-' ? '_' : (char)toupper((unsigned char)*c));
}

static void
print_value(const struct python_option *option, struct buf *buf)
{
	if (option->kind != PYTHON_WORD && option->kind != PYTHON_APPEND &&
	    option->kind != PYTHON_SOME)
		return;
	buf_char(buf, ' ');
	python_metavar(option, buf);
	if (option->kind != PYTHON_SOME)
		return;
	buf_text(buf, " [");
	python_metavar(option, buf);
	buf_text(buf, " ...]");
}

/* Where a usage is broken into lines. */
struct lines {
	struct buf *buf;
	size_t start; /* of this line */
	size_t indent;
	bool broken;
};

static void
new_line(struct lines *lines)
{
	buf_char(lines->buf, '\n');
	lines->start = lines->buf->len;
	buf_pad(lines->buf, ' ', lines->indent - 1);
	lines->broken = true;
}

/* Add a piece that is not broken, on this line or the next. */
static void
add_piece(struct lines *lines, const struct buf *piece)
{
	size_t used = lines->buf->len - lines->start;

	if (used >= lines->indent && used + 1 + piece->len > width())
		new_line(lines);
	buf_char(lines->buf, ' ');
	buf_slice(lines->buf, buf_view(piece));
}

static void
usage_of_option(const struct python_option *option, struct buf *piece)
{
	buf_clear(piece);
	buf_text(piece, option->required ? "" : "[");
	buf_text(piece, option->kind == PYTHON_HELP ? "-h" : option->name);
	print_value(option, piece);
	buf_text(piece, option->required ? "" : "]");
}

static void
usage_of_word(const struct python_word *word, struct buf *piece)
{
	buf_clear(piece);
	if (word->count == PYTHON_ANY)
		buf_printf(piece, "[%s ...]", word->name);
	else if (word->count == PYTHON_MANY)
		buf_printf(piece, "%s [%s ...]", word->name, word->name);
	else
		buf_text(piece, word->name);
}

void
python_usage(const struct python_parser *parser, struct buf *buf)
{
	struct lines lines = {buf, buf->len, strlen("usage: ") + strlen(parser->program) + 1,
	    false};
	const struct python_option *const *table;
	const struct python_option *option;
	const struct python_word *word;
	struct buf piece = {0};

	buf_printf(buf, "usage: %s", parser->program);
	for (table = parser->options; *table != NULL; table++) {
		for (option = *table; option->name != NULL; option++) {
			usage_of_option(option, &piece);
			add_piece(&lines, &piece);
		}
	}
	/* Positional arguments of a long usage begin a line of their own. */
	if (lines.broken && parser->words->name != NULL)
		new_line(&lines);
	for (word = parser->words; word->name != NULL; word++) {
		usage_of_word(word, &piece);
		add_piece(&lines, &piece);
	}
	buf_char(buf, '\n');
	buf_free(&piece);
}

/* Text in the right column, words kept whole. */
static void
add_help(struct buf *buf, size_t line, const char *help)
{
	size_t used = buf->len - line;
	bool first = true;

	if (used + 2 > HELP_COLUMN) {
		buf_char(buf, '\n');
		line = buf->len;
		used = 0;
	}
	buf_pad(buf, ' ', HELP_COLUMN - used);
	while (*help != '\0') {
		size_t len = strcspn(help, " ");

		if (!first && buf->len - line + 1 + len > width()) {
			buf_char(buf, '\n');
			line = buf->len;
			buf_pad(buf, ' ', HELP_COLUMN);
			first = true;
		}
		buf_text(buf, first ? "" : " ");
		buf_add(buf, help, len);
		first = false;
		help += len + (help[len] == ' ' ? 1 : 0);
	}
	buf_char(buf, '\n');
}

void
python_help(const struct python_parser *parser, struct buf *buf)
{
	const struct python_option *const *table;
	const struct python_option *option;
	const struct python_word *word;
	size_t line;

	python_usage(parser, buf);
	buf_printf(buf, "\n%s\n", parser->summary);
	if (parser->words->name != NULL)
		buf_text(buf, "\npositional arguments:\n");
	for (word = parser->words; word->name != NULL; word++) {
		line = buf->len;
		buf_printf(buf, "  %s", word->name);
		add_help(buf, line, word->help);
	}
	buf_text(buf, "\noptions:\n");
	for (table = parser->options; *table != NULL; table++) {
		for (option = *table; option->name != NULL; option++) {
			line = buf->len;
			buf_printf(buf, "  %s%s", option->kind == PYTHON_HELP ? "-h, " : "",
			    option->name);
			print_value(option, buf);
			add_help(buf, line, option->help);
		}
	}
}
