/* Nodes with places from short texts, and what rules say about them. */
#include "rules_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flow {
	struct arena *arena;
	const char *at;
	uint32_t line, column;
	struct marks *marks;
};

static void
step(struct flow *flow)
{
	if (*flow->at == '\n') {
		flow->line++;
		flow->column = 1;
	} else if (((unsigned char)flow->at[1] & 0xc0) != 0x80) {
		flow->column++;
	}
	flow->at++;
}

static void
blanks(struct flow *flow)
{
	while (*flow->at == ' ' || *flow->at == '\n')
		step(flow);
}

static struct node *
scalar(struct flow *flow, const char *start, size_t len)
{
	struct slice text = slice_make(start, len);
	char copy[64] = "", *end;

	if (slice_is(text, "null"))
		return node_null(flow->arena);
	if (slice_is(text, "true") || slice_is(text, "false"))
		return node_bool(flow->arena, *start == 't');
	if (len > 0 && len < sizeof(copy) && strspn(start, "-0123456789.") >= len) {
		memcpy(copy, start, len);
		(void)strtoll(copy, &end, 10);
		if (*end == '\0')
			return node_int(flow->arena, strtoll(copy, NULL, 10));
		(void)strtod(copy, &end);
		if (*end == '\0')
			return node_float(flow->arena, strtod(copy, NULL));
	}
	return node_text(flow->arena, text);
}

static struct node *
word(struct flow *flow)
{
	const char *start = flow->at;
	struct node *node;
	bool quoted = *start == '\'';

	if (quoted) {
		step(flow);
		while (*flow->at != '\'' && *flow->at != '\0')
			step(flow);
		node =
		    node_text(flow->arena, slice_make(start + 1, (size_t)(flow->at - start - 1)));
		step(flow);
		return node;
	}
	while (*flow->at != '\0' && strchr(",}]\n", *flow->at) == NULL &&
	    !(*flow->at == ':' && flow->at[1] == ' '))
		step(flow);
	return scalar(flow, start, (size_t)(flow->at - start));
}

static struct node *read_node(struct flow *flow);

static struct node *
collection(struct flow *flow)
{
	bool map = *flow->at == '{';
	struct node *node = map ? node_map(flow->arena, 0) : node_list(flow->arena, 0);
	char end = map ? '}' : ']';

	step(flow);
	for (blanks(flow); *flow->at != end; blanks(flow)) {
		struct node *item = read_node(flow);

		blanks(flow);
		if (map) {
			cr_assert_eq(*flow->at, ':', "no colon at \"%s\"", flow->at);
			step(flow);
			node_add(flow->arena, node, item->text, read_node(flow));
			node->u.map.pairs[node->u.map.count - 1].key = item;
			blanks(flow);
		} else {
			node_push(flow->arena, node, item);
		}
		if (*flow->at == ',')
			step(flow);
	}
	step(flow);
	return node;
}

/* A mark takes no place itself. */
static void
take_mark(struct flow *flow)
{
	struct marks *marks = flow->marks;

	cr_assert_not_null(marks);
	cr_assert_lt(marks->count, MARKS_MOST);
	marks->at[marks->count] = (struct place){"test.yaml", flow->line, flow->column};
	marks->refused[marks->count++] = *flow->at == '!';
	flow->at++;
}

static struct node *
read_node(struct flow *flow)
{
	struct node *node;
	uint32_t line, column;

	blanks(flow);
	if (*flow->at == '^' || *flow->at == '!')
		take_mark(flow);
	cr_assert_neq(*flow->at, '\0', "the text ends too early");
	line = flow->line;
	column = flow->column;
	node = *flow->at == '{' || *flow->at == '[' ? collection(flow) : word(flow);
	node->file = "test.yaml";
	node->line = line;
	node->column = column;
	return node;
}

struct node *
flow_node(struct arena *arena, const char *text, struct marks *marks)
{
	struct flow flow = {arena, text, 1, 1, marks};

	return read_node(&flow);
}

const struct ruleset *
only_rule(struct arena *arena, const char *type, const char *rule)
{
	const struct ruleset *rules = NULL;
	struct diags diags = {0};
	const char *text;

	if (strcmp(type, "zone") == 0)
		text = arena_printf(arena, "{enabled: [], zone: {validators: [%s]}}", rule);
	else
		text = arena_printf(arena, "{enabled: [], record: {validators: {%s: [%s]}}}", type,
		    rule);
	cr_assert_eq(ruleset_make(arena, flow_node(arena, text, NULL), &rules, &diags), 0, "%s",
	    rule);
	diags_free(&diags);
	return rules;
}

static bool
is_at(const struct diag *diag, const struct marks *marks, size_t i)
{
	return diag->at.line == marks->at[i].line && diag->at.column == marks->at[i].column;
}

void
check_places(const struct diags *diags, const char *rule, const struct marks *marks, bool lenient,
    const char *about)
{
	size_t i, j;

	for (i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		cr_expect_str_eq(diag->rule, rule, "%s: %s", about, diag->message);
		for (j = 0; j < marks->count && !is_at(diag, marks, j); j++)
			;
		cr_expect_lt(j, marks->count, "%s %s: unexpected at %u:%u: %s", rule, about,
		    diag->at.line, diag->at.column, diag->message);
		if (j < marks->count) {
			cr_expect_eq(diag->severity,
			    lenient && !marks->refused[j] ? SEVERITY_WARNING : SEVERITY_ERROR,
			    "%s %s: severity of: %s", rule, about, diag->message);
		}
	}
	for (j = 0; j < marks->count; j++) {
		for (i = 0; i < diags->count && !is_at(&diags->items[i], marks, j); i++)
			;
		cr_expect_lt(i, diags->count, "%s %s: nothing at %u:%u", rule, about,
		    marks->at[j].line, marks->at[j].column);
	}
}
