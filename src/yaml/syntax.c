/* What libyaml's scanner and parser find wrong, in plain words. */
#include "yaml/internal.h"

#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* Which mark tells the reader most. */
enum where { AT_PROBLEM, AT_CONTEXT };

static const struct {
	const char *problem;
	const char *context; /* or NULL: any */
	enum where where;
	const char *message, *hint;
} phrases[] = {
    {"mapping values are not allowed in this context", NULL, AT_PROBLEM,
	"a \":\" cannot stand here", "check the indentation; text with \": \" in it needs quotes"},
    {"could not find expected ':'", NULL, AT_CONTEXT, "this line is not \"key: value\"",
	"add a \":\" and a space behind the key, or check the indentation"},
    {"did not find expected key", "while parsing a block mapping", AT_PROBLEM,
	"a key was expected here", "check the indentation of this line and those before it"},
    {"did not find expected '-' indicator", NULL, AT_PROBLEM, "a \"- \" was expected here",
	"check the indentation of this line and those before it"},
    {"did not find expected ',' or '}'", NULL, AT_CONTEXT, "this \"{\" is not closed",
	"a \",\" or \"}\" is missing, or text in it needs quotes"},
    {"did not find expected ',' or ']'", NULL, AT_CONTEXT, "this \"[\" is not closed",
	"a \",\" or \"]\" is missing, or text in it needs quotes"},
    {"found unexpected ':'", NULL, AT_PROBLEM, "a \":\" cannot stand here",
	"put a space behind it, or quotes around text that has it"},
    {"did not find expected node content", NULL, AT_PROBLEM, "a value is missing here", NULL},
    {"found unexpected end of stream", "while scanning a quoted scalar", AT_CONTEXT,
	"this quote is not closed", "close it; a quote inside is written '' or \\\""},
    {"found unexpected document indicator", NULL, AT_CONTEXT, "this quote is not closed",
	"close it; a quote inside is written '' or \\\""},
    {"found unknown escape character", NULL, AT_PROBLEM, "there is no such escape in double quotes",
	"write \\\\ for a backslash"},
    {"block sequence entries are not allowed in this context", NULL, AT_PROBLEM,
	"a list cannot begin here",
	"put \"- \" on a line of its own; text that begins so needs quotes"},
    {"mapping keys are not allowed in this context", NULL, AT_PROBLEM, "a key cannot begin here",
	"put it on a line of its own; text that begins with \"? \" needs quotes"},
    {"did not find expected <document start>", NULL, AT_PROBLEM,
	"nothing can follow the end of the document", NULL},
    {"found a tab character that violates indentation", NULL, AT_PROBLEM,
	"a tab is used for indentation", "indent with spaces"},
    {"found a tab character where an indentation space is expected", NULL, AT_PROBLEM,
	"a tab is used for indentation", "indent with spaces"},
    {"found incompatible YAML document", NULL, AT_PROBLEM, "this version of YAML is not known",
	"write %YAML 1.1, or take the line away"},
    {"control characters are not allowed", NULL, AT_PROBLEM,
	"a control character cannot stand here",
	"remove it; in double quotes it can be written as \\xNN"},
};

/* The first byte that libyaml's reader could not take, as line and column. */
static struct place
offset_place(const struct reader *reader)
{
	struct place at = {reader->file, 1, 1};
	struct slice text = reader->text;
	size_t i = slice_starts(text, slice_of("\xEF\xBB\xBF")) ? 3 : 0;

	while (i < text.len && i < reader->parser.problem_offset) {
		if (text.data[i] == '\n') {
			at.line++;
			at.column = 1;
			i++;
			continue;
		}
		(void)text_next(text, &i);
		at.column++;
	}
	return at;
}

static struct place
mark_place(const struct reader *reader, const yaml_mark_t *mark)
{
	struct place at = {reader->file, (uint32_t)mark->line + 1, (uint32_t)mark->column + 1};

	return at;
}

static int
encoding_error(struct reader *reader)
{
	if (strcmp(reader->parser.problem, "control characters are not allowed") == 0) {
		char code[16];

		(void)snprintf(code, sizeof(code), "%04X", (unsigned)reader->parser.problem_value);
		return reading_error(reader->reading, "yaml-syntax", offset_place(reader),
		    "remove it; in double quotes it can be written as an escape",
		    "the control character U+%s cannot stand here", code);
	}
	return reading_error(reader->reading, "yaml-syntax", offset_place(reader),
	    "save the file as UTF-8", "this is not UTF-8");
}

/* A character that begins nothing: which one it is tells what to do. */
static int
bad_start(struct reader *reader, struct place at)
{
	const yaml_parser_t *parser = &reader->parser;
	char c = parser->buffer.pointer != NULL ? (char)*parser->buffer.pointer : '\0';

	if (c == '\t') {
		return reading_error(reader->reading, "yaml-syntax", at, "use spaces",
		    "a tab cannot stand here");
	}
	if (c > ' ' && c < 0x7f) {
		return reading_error(reader->reading, "yaml-syntax", at, "put the text in quotes",
		    "text cannot begin with %c", c);
	}
	return reading_error(reader->reading, "yaml-syntax", at, NULL,
	    "a value cannot begin with this character");
}

/* A value is missing because the file ends inside of a list or mapping. */
static bool
ends_open(const yaml_parser_t *parser)
{
	if (parser->context == NULL || strcmp(parser->context, "while parsing a flow node") != 0)
		return false;
	return parser->eof && parser->problem_mark.index == parser->mark.index &&
	    (parser->buffer.pointer == parser->buffer.last || *parser->buffer.pointer == '\0');
}

static int
scan_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct place problem = mark_place(reader, &parser->problem_mark);
	struct place context = mark_place(reader, &parser->context_mark);
	size_t i;

	if (strcmp(parser->problem, "found character that cannot start any token") == 0)
		return bad_start(reader, problem);
	if (ends_open(parser)) {
		return reading_error(reader->reading, "yaml-syntax", problem, NULL,
		    "the file ends before a \"[\" or \"{\" is closed");
	}
	if (strcmp(parser->problem, "found undefined tag handle") == 0) {
		return reading_error(reader->reading, "yaml-tag", problem, "take the tag away",
		    "this tag is not known");
	}
	for (i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (strcmp(parser->problem, phrases[i].problem) != 0)
			continue;
		if (phrases[i].context != NULL &&
		    (parser->context == NULL || strcmp(parser->context, phrases[i].context) != 0))
			continue;
		return reading_error(reader->reading, "yaml-syntax",
		    phrases[i].where == AT_CONTEXT && parser->context != NULL ? context : problem,
		    phrases[i].hint, "%s", phrases[i].message);
	}
	return reading_error(reader->reading, "yaml-syntax", problem, NULL, "%s%s%s",
	    parser->problem, parser->context != NULL ? " " : "",
	    parser->context != NULL ? parser->context : "");
}

int
syntax_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct place at = {reader->file, 0, 0};

	if (reader->too_long) {
		return reading_error(reader->reading, "yaml-limit",
		    mark_place(reader, &reader->before),
		    "keep what is that long out of the zone file",
		    "a text that begins here is longer than %d MiB", YAML_LONGEST_MIB);
	}
	if (parser->error == YAML_READER_ERROR && parser->problem != NULL)
		return encoding_error(reader);
	if ((parser->error == YAML_SCANNER_ERROR || parser->error == YAML_PARSER_ERROR) &&
	    parser->problem != NULL)
		return scan_error(reader);
	return reading_error(reader->reading, "yaml-limit", at, NULL,
	    "there is not enough memory to read it");
}
