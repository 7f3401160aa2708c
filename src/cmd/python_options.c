/* Command lines as Python's argparse reads them. */
#include "cmd/python_options.h"

#include "cmd/cmd.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parse {
	const struct python_parser *parser;
	char *args; /* what is filled */
	char **argv;
	int argc, at;
	bool only_words; /* behind "--" */
	struct words unknown;
	const struct python_option *given[64]; /* those that were there */
	size_t ngiven;
	struct buf *text;
};

enum python_result
python_fail(const struct python_parser *parser, struct buf *text, const char *fmt, ...)
{
	char message[1024];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	python_usage(parser, text);
	buf_printf(text, "%s: error: ", parser->program);
	text_safe(text, slice_of(message));
	buf_char(text, '\n');
	return PYTHON_WRONG;
}

static void
push(struct words *words, const char *word)
{
	words->items = mem_grow(words->items, &words->cap, words->count + 1, sizeof(*words->items));
	words->items[words->count++] = word;
}

/* Count the options that begin with the first len bytes of word; an equal one is the only one. */
static size_t
matching(const struct parse *p, const char *word, size_t len, const struct python_option **found,
    struct buf *names)
{
	const struct python_option *const *table;
	const struct python_option *option;
	size_t count = 0;

	for (table = p->parser->options; *table != NULL; table++) {
		for (option = *table; option->name != NULL; option++) {
			if (strncmp(option->name, word, len) != 0)
				continue;
			*found = option;
			if (option->name[len] == '\0')
				return 1;
			buf_printf(names, "%s%s", count > 0 ? ", " : "", option->name);
			count++;
		}
	}
	return count;
}

/* The option that a word names; NULL when there is none, or several (then *wrong). */
static const struct python_option *
find(const struct parse *p, const char *word, bool *wrong)
{
	const struct python_option *found = NULL;
	struct buf names = {0};
	size_t count;

	*wrong = false;
	if (strcmp(word, "-h") == 0)
		word = "--help";
	if (strncmp(word, "--", 2) != 0)
		return NULL;
	count = matching(p, word, strcspn(word, "="), &found, &names);
	if (count > 1) {
		*wrong = true;
		(void)python_fail(p->parser, p->text, "ambiguous option: %s could match %s", word,
		    names.data);
	}
	buf_free(&names);
	return count == 1 ? found : NULL;
}

static bool
is_number(const char *word)
{
	const char *digits = "0123456789";
	size_t whole = strspn(word + 1, digits);
	const char *rest = word + 1 + whole;

	if (*rest == '\0')
		return whole > 0;
	return *rest == '.' && rest[1] != '\0' && rest[1 + strspn(rest + 1, digits)] == '\0';
}

/* Whether a word can be a value or a positional argument. */
static bool
is_value(const char *word)
{
	return word[0] != '-' || word[1] == '\0' || is_number(word) || strchr(word, ' ') != NULL;
}

static bool
has_value(const struct parse *p)
{
	return p->at < p->argc && is_value(p->argv[p->at]);
}

static enum python_result
check_choice(const struct parse *p, const struct python_option *option, const char *value)
{
	struct buf known = {0};
	enum python_result result;
	size_t i;

	for (i = 0; option->choices != NULL && option->choices[i] != NULL; i++) {
		if (strcmp(option->choices[i], value) == 0)
			break;
		buf_printf(&known, "%s'%s'", i > 0 ? ", " : "", option->choices[i]);
	}
	result = option->choices == NULL || option->choices[i] != NULL
	    ? PYTHON_RUN
	    : python_fail(p->parser, p->text, "argument %s: invalid choice: '%s' (choose from %s)",
		  option->name, value, known.data);
	buf_free(&known);
	return result;
}

static enum python_result
set_words(struct parse *p, const struct python_option *option, const char *value)
{
	struct words *words = (struct words *)(p->args + option->offset);

	if (option->kind == PYTHON_APPEND) {
		push(words, value != NULL ? value : p->argv[p->at++]);
		return PYTHON_RUN;
	}
	words->count = 0;
	if (value != NULL)
		push(words, value);
	while (value == NULL && has_value(p))
		push(words, p->argv[p->at++]);
	return PYTHON_RUN;
}

static enum python_result
set(struct parse *p, const struct python_option *option, const char *value)
{
	char *place = p->args + option->offset;

	switch (option->kind) {
	case PYTHON_FLAG:
		*(bool *)place = true;
		return PYTHON_RUN;
	case PYTHON_WORD:
		*(const char **)place = value != NULL ? value : p->argv[p->at++];
		return check_choice(p, option, *(const char **)place);
	case PYTHON_HELP:
		python_help(p->parser, p->text);
		return PYTHON_DONE;
	case PYTHON_VERSION:
		buf_printf(p->text, "%s\n", p->parser->version);
		return PYTHON_DONE;
	default:
		return set_words(p, option, value);
	}
}

static enum python_result
read_option(struct parse *p, const struct python_option *option)
{
	const char *equals = strchr(p->argv[p->at++], '=');
	const char *value = equals != NULL ? equals + 1 : NULL;
	const char *letter = option->kind == PYTHON_HELP ? "-h/" : "";
	bool takes = option->kind == PYTHON_WORD || option->kind == PYTHON_APPEND ||
	    option->kind == PYTHON_SOME;

	if (!takes && value != NULL)
		return python_fail(p->parser, p->text,
		    "argument %s%s: ignored explicit argument '%s'", letter, option->name, value);
	if (takes && value == NULL && !has_value(p))
		return python_fail(p->parser, p->text, "argument %s: expected %s argument",
		    option->name, option->kind == PYTHON_SOME ? "at least one" : "one");
	if (p->ngiven < sizeof(p->given) / sizeof(p->given[0]))
		p->given[p->ngiven++] = option;
	return set(p, option, value);
}

static enum python_result
read_next(struct parse *p)
{
	struct words *rest = (struct words *)(p->args + p->parser->rest);
	const char *word = p->argv[p->at];
	const struct python_option *option;
	bool wrong;

	if (!p->only_words && strcmp(word, "--") == 0) {
		p->only_words = true;
		p->at++;
		return PYTHON_RUN;
	}
	option = p->only_words ? NULL : find(p, word, &wrong);
	if (option != NULL)
		return read_option(p, option);
	if (!p->only_words && wrong)
		return PYTHON_WRONG;
	push(p->only_words || is_value(word) ? rest : &p->unknown, word);
	p->at++;
	return PYTHON_RUN;
}

static bool
was_given(const struct parse *p, const struct python_option *option)
{
	size_t i;

	for (i = 0; i < p->ngiven; i++) {
		if (p->given[i] == option)
			return true;
	}
	return false;
}

static void
list_missing(const struct parse *p, struct buf *missing)
{
	const struct words *rest = (const struct words *)(p->args + p->parser->rest);
	const struct python_option *const *table;
	const struct python_option *option;
	const struct python_word *word;
	size_t need = 0;

	for (table = p->parser->options; *table != NULL; table++) {
		for (option = *table; option->name != NULL; option++) {
			if (option->required && !was_given(p, option))
				buf_printf(missing, "%s%s", missing->len > 0 ? ", " : "",
				    option->name);
		}
	}
	for (word = p->parser->words; word->name != NULL; word++) {
		need += word->count != PYTHON_ANY ? 1 : 0;
		if (word->count != PYTHON_ANY && rest->count < need)
			buf_printf(missing, "%s%s", missing->len > 0 ? ", " : "", word->name);
	}
}

/* Words that no positional argument takes are as wrong as options that there are not. */
static void
list_unknown(struct parse *p, struct buf *unknown)
{
	const struct words *rest = (const struct words *)(p->args + p->parser->rest);
	const struct python_word *word;
	size_t most = 0, i;

	for (word = p->parser->words; word->name != NULL; word++)
		most = word->count == PYTHON_ONE && most < SIZE_MAX ? most + 1 : SIZE_MAX;
	for (i = most; i < rest->count; i++)
		push(&p->unknown, rest->items[i]);
	for (i = 0; i < p->unknown.count; i++)
		buf_printf(unknown, "%s%s", i > 0 ? " " : "", p->unknown.items[i]);
}

static enum python_result
check(struct parse *p)
{
	struct buf missing = {0}, unknown = {0};
	enum python_result result = PYTHON_RUN;

	list_missing(p, &missing);
	list_unknown(p, &unknown);
	if (missing.len > 0)
		result = python_fail(p->parser, p->text, "the following arguments are required: %s",
		    missing.data);
	else if (unknown.len > 0)
		result =
		    python_fail(p->parser, p->text, "unrecognized arguments: %s", unknown.data);
	buf_free(&missing);
	buf_free(&unknown);
	return result;
}

enum python_result
python_parse(const struct python_parser *parser, void *args, int argc, char **argv,
    struct buf *text)
{
	struct parse p = {.parser = parser, .args = args, .argc = argc, .argv = argv, .text = text};
	enum python_result result = PYTHON_RUN;

	while (result == PYTHON_RUN && p.at < argc)
		result = read_next(&p);
	if (result == PYTHON_RUN)
		result = check(&p);
	free(p.unknown.items);
	return result;
}
