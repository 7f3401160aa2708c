/* Validators as a table, as data, and one of them explained. */
#include "report/rules.h"

#include "core/node.h"
#include "dns/rules.h"
#include "dns/rules_explain.h"
#include "report/parts.h"

#include <string.h>

#define TEXT_WIDTH 78

/* What rules_each tells of one rule. */
struct listed {
	const char *id, *types, *help;
	unsigned sets;
};

static const struct {
	unsigned bit;
	const char *name;
} set_names[] = {
    {RULE_LEGACY, "legacy"},
    {RULE_STRICT, "strict"},
    {RULE_BEST_PRACTICE, "best-practice"},
    {RULE_ALWAYS, "always"},
};

static void
print_sets(struct buf *buf, unsigned sets)
{
	const char *between = "";
	size_t i;

	for (i = 0; i < sizeof(set_names) / sizeof(set_names[0]); i++) {
		if ((sets & set_names[i].bit) == 0)
			continue;
		buf_printf(buf, "%s%s", between, set_names[i].name);
		between = ", ";
	}
}

/* ---- the table */

struct table {
	struct buf *buf; /* NULL: measure only */
	size_t id, sets, types;
};

static void
widen(size_t *width, size_t len)
{
	if (*width < len)
		*width = len;
}

static void
print_row(struct table *table, const char *id, const char *sets, const char *types,
    const char *help)
{
	size_t from;

	if (table->buf == NULL) {
		widen(&table->id, strlen(id));
		widen(&table->sets, strlen(sets));
		widen(&table->types, strlen(types));
		return;
	}
	from = table->buf->len;
	buf_text(table->buf, id);
	report_pad(table->buf, from, table->id + 2);
	buf_text(table->buf, sets);
	report_pad(table->buf, from, table->id + table->sets + 4);
	buf_text(table->buf, types);
	report_pad(table->buf, from, table->id + table->sets + table->types + 6);
	buf_printf(table->buf, "%s\n", help);
}

static void
print_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	struct buf names = {0};

	print_sets(&names, sets);
	print_row(ctx, id, names.len > 0 ? names.data : "", types, help);
	buf_free(&names);
}

void
report_rules_text(struct buf *buf)
{
	struct table table = {NULL, strlen("RULE"), strlen("SETS"), strlen("TYPES")};

	rules_each(print_rule, &table);
	table.buf = buf;
	print_row(&table, "RULE", "SETS", "TYPES", "CHECKS");
	rules_each(print_rule, &table);
}

/* ---- data */

static struct node *
words_node(struct arena *arena, const char *words)
{
	struct node *list = node_list(arena, 0);
	size_t len;

	for (; *words != '\0'; words += len + (words[len] != '\0' ? 1 : 0)) {
		len = strcspn(words, " ");
		node_push(arena, list, node_text(arena, slice_make(words, len)));
	}
	return list;
}

static void
add_text(struct arena *arena, struct node *map, const char *key, const char *text)
{
	node_add(arena, map, slice_of(key),
	    *text != '\0' ? node_text(arena, slice_of(text)) : node_null(arena));
}

static struct node *
rule_node(struct arena *arena, const struct listed *rule)
{
	const struct rule_text *text = rule_text_find(rule->id);
	struct node *map = node_map(arena, 8), *sets = node_list(arena, 3);
	size_t i;

	for (i = 0; i < sizeof(set_names) / sizeof(set_names[0]); i++) {
		if ((rule->sets & set_names[i].bit) != 0)
			node_push(arena, sets, node_text(arena, slice_of(set_names[i].name)));
	}
	add_text(arena, map, "id", rule->id);
	node_add(arena, map, slice_of("sets"), sets);
	node_add(arena, map, slice_of("types"), words_node(arena, rule->types));
	add_text(arena, map, "help", rule->help);
	if (text == NULL)
		return map;
	add_text(arena, map, "text", text->text);
	add_text(arena, map, "bad", text->bad);
	add_text(arena, map, "good", text->good);
	add_text(arena, map, "rfc", text->rfc);
	return map;
}

struct rule_list {
	struct arena arena;
	struct node *rules;
};

static void
push_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	const struct listed rule = {id, types, help, sets};
	struct rule_list *list = ctx;

	node_push(&list->arena, list->rules, rule_node(&list->arena, &rule));
}

void
report_rules_json(struct buf *buf)
{
	const struct json_style style = {.indent = 2, .keep_order = true};
	struct rule_list list = {0};
	struct node *root = node_map(&list.arena, 2);

	list.rules = node_list(&list.arena, 0);
	rules_each(push_rule, &list);
	add_text(&list.arena, root, "schema", "zoneward.rules/1");
	node_add(&list.arena, root, slice_of("rules"), list.rules);
	node_json(buf, root, style);
	buf_char(buf, '\n');
	arena_free(&list.arena);
}

/* ---- one rule */

struct wanted {
	const char *id;
	struct listed found; /* id NULL: it is no validator */
};

static void
match_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	struct wanted *wanted = ctx;

	if (strcmp(id, wanted->id) == 0)
		wanted->found = (struct listed){id, types, help, sets};
}

static void
print_wrapped(struct buf *buf, const char *text)
{
	size_t column = 0, len;

	for (; *text != '\0'; text += len + strspn(text + len, " ")) {
		len = strcspn(text, " ");
		if (column > 0 && column + 1 + len > TEXT_WIDTH) {
			buf_char(buf, '\n');
			column = 0;
		}
		buf_printf(buf, "%s%.*s", column > 0 ? " " : "", (int)len, text);
		column += len + (column > 0 ? 1 : 0);
	}
	buf_char(buf, '\n');
}

static void
print_example(struct buf *buf, const char *title, const char *yaml)
{
	size_t len;

	buf_printf(buf, "\n%s:\n", title);
	for (; *yaml != '\0'; yaml += len + 1) {
		len = strcspn(yaml, "\n");
		buf_printf(buf, "    %.*s\n", (int)len, yaml);
	}
}

/* "RFC 1035 2.3.4, RFC 3596": a line for each, with where to read it. */
static void
print_references(struct buf *buf, const char *rfc)
{
	size_t len, number, section;

	if (*rfc != '\0')
		buf_char(buf, '\n');
	for (; *rfc != '\0'; rfc += strspn(rfc, ", ")) {
		rfc += strlen("RFC ");
		len = strcspn(rfc, ",");
		number = strspn(rfc, "0123456789");
		section = number + strspn(rfc + number, " ");
		buf_printf(buf, "RFC %.*s", (int)number, rfc);
		if (section < len)
			buf_printf(buf, ", section %.*s", (int)(len - section), rfc + section);
		buf_printf(buf, ": https://www.rfc-editor.org/rfc/rfc%.*s", (int)number, rfc);
		if (section < len)
			buf_printf(buf, "#section-%.*s", (int)(len - section), rfc + section);
		buf_char(buf, '\n');
		rfc += len;
	}
}

int
report_rule_text(struct buf *buf, const char *id)
{
	const struct rule_text *text = rule_text_find(id);
	struct wanted wanted = {id, {0}};

	if (text == NULL)
		return -1;
	rules_each(match_rule, &wanted);
	buf_printf(buf, "%s", id);
	if (wanted.found.id != NULL) {
		buf_printf(buf, ": %s\nsets: ", wanted.found.help);
		print_sets(buf, wanted.found.sets);
		buf_printf(buf, "; types: %s", wanted.found.types);
	}
	buf_text(buf, "\n\n");
	print_wrapped(buf, text->text);
	print_example(buf, "bad", text->bad);
	print_example(buf, "good", text->good);
	print_references(buf, text->rfc);
	return 0;
}

int
report_rule_json(struct buf *buf, const char *id)
{
	const struct json_style style = {.indent = 2, .keep_order = true};
	struct wanted wanted = {id, {0}};
	struct arena arena = {0};

	if (rule_text_find(id) == NULL)
		return -1;
	rules_each(match_rule, &wanted);
	if (wanted.found.id == NULL)
		wanted.found = (struct listed){id, "", "", 0};
	node_json(buf, rule_node(&arena, &wanted.found), style);
	buf_char(buf, '\n');
	arena_free(&arena);
	return 0;
}
