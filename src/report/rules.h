/* The validators there are, and what one of them is for. */
#ifndef ZW_REPORT_RULES_H
#define ZW_REPORT_RULES_H

#include "core/buf.h"

/** report_rules_text(buf): Print a table: id, sets, types, what it checks. */
void report_rules_text(struct buf *buf);

/** report_rules_json(buf): Print zoneward.rules/1: the same with texts and examples. */
void report_rules_json(struct buf *buf);

/**
 * report_rule_text(buf, id), report_rule_json(buf, id):
 * Print what rule ${id} checks, a bad and a good example, and where it comes
 * from.  Return 0, or -1 when there is no such rule.
 */
int report_rule_text(struct buf *buf, const char *id);
int report_rule_json(struct buf *buf, const char *id);

#endif
