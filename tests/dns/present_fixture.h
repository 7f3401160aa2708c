/* Reading and printing values, as the tests of both want it. */
#ifndef ZW_TESTS_DNS_PRESENT_FIXTURE_H
#define ZW_TESTS_DNS_PRESENT_FIXTURE_H

#include "core/arena.h"
#include "dns/rrset.h"

/** present_row(name): Return the row of type ${name}, which must be there. */
const struct rtype *present_row(const char *name);

/** present_parse(arena, type, text, value, why): value_parse for the type called ${type}. */
int present_parse(struct arena *arena, const char *type, struct slice text, union field *value,
    const char **why);

/** present_check(type, text, normal): ${text} reads, prints as ${normal} and reads the same again. */
void present_check(const char *type, const char *text, const char *normal);

/** present_refused(type, text): ${text} is no value of the type, and it is said why. */
void present_refused(const char *type, struct slice text);

#endif
