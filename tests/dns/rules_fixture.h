/* Nodes with places from short texts, and what rules say about them. */
#ifndef ZW_TESTS_DNS_RULES_FIXTURE_H
#define ZW_TESTS_DNS_RULES_FIXTURE_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"
#include "dns/rules.h"

/* A rule, the owner of a record, and the record with marks. */
struct rule_row {
	const char *rule;
	const char *name;
	const char *record;
};

/* Tables of rows; the last has no rule. */
extern const struct rule_row rows_common[];
extern const struct rule_row rows_data[];
extern const struct rule_row rows_dynamic[];

enum { MARKS_MOST = 16 };

/* The places of marks, in order. */
struct marks {
	struct place at[MARKS_MOST];
	bool refused[MARKS_MOST];
	size_t count;
};

/**
 * flow_node(arena, text, marks):
 * Read ${text}, in the flow style of YAML: {key: value}, [item], 'text', plain
 * numbers, true, false, null and words.  Every node has its line and column.  A
 * "^" or "!" before a node is taken out and counted in ${marks}, or NULL.
 */
struct node *flow_node(struct arena *arena, const char *text, struct marks *marks);

/** only_rule(arena, type, rule): Return a choice in which ${rule} alone is on (${type} "zone": a zone rule). */
const struct ruleset *only_rule(struct arena *arena, const char *type, const char *rule);

/** check_places(diags, rule, marks, lenient, about): Assert that ${diags} are of ${rule}, at the marks. */
void check_places(const struct diags *diags, const char *rule, const struct marks *marks,
    bool lenient, const char *about);

#endif
