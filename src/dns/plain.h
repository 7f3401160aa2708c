/* Scalars without quotes that YAML reads as something else than what stands there. */
#ifndef ZW_DNS_PLAIN_H
#define ZW_DNS_PLAIN_H

#include "dns/rules.h"

/**
 * plain_check(call, values, count):
 * Warn of what octoDNS lets pass and nobody means: an owner name that is read as
 * true, nothing, a number or a date (plain-name); a number that is read as another
 * one (plain-number); a text that is read as none (plain-text).  A text that turns
 * the direction of what is around it is an error (text-direction).
 */
void plain_check(struct rule_call *call, const struct node *const *values, size_t count);

/** plain_hint(hint, size, node): Say how ${node} is written as text. */
void plain_hint(char *hint, size_t size, const struct node *node);

#endif
