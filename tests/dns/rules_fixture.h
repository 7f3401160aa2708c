/* Nodes with places from short texts, and what rules say about them. */
#ifndef ZW_TESTS_DNS_RULES_FIXTURE_H
#define ZW_TESTS_DNS_RULES_FIXTURE_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"
#include "dns/rules.h"

/**
 * flow_node(arena, text):
 * Read ${text}, in the flow style of YAML: {key: value}, [item], 'text', plain
 * numbers, true, false, null and words.  Every node has its line and column.
 */
struct node *flow_node(struct arena *arena, const char *text);

/** only_rule(arena, type, rule): Return a choice of rules in which ${rule} alone is on (${type} "zone": a zone rule). */
const struct ruleset *only_rule(struct arena *arena, const char *type, const char *rule);

/** places(diags, rule, severity, out, size): Print "LINE:COLUMN …" of all; "WRONG …" when one has another rule or severity. */
void places(const struct diags *diags, const char *rule, enum severity severity, char *out,
    size_t size);

#endif
