/* What the files of rules share: their tables, and the checks that many rules make. */
#ifndef ZW_DNS_RULES_PARTS_H
#define ZW_DNS_RULES_PARTS_H

#include "dns/rules.h"

/* A table of rules; the last row has no id. */
extern const struct rule rules_common[];
extern const struct rule rules_address[];
extern const struct rule rules_target[];
extern const struct rule rules_mx[];
extern const struct rule rules_service[];
extern const struct rule rules_naptr[];
extern const struct rule rules_caa[];
extern const struct rule rules_digest[];
extern const struct rule rules_loc[];
extern const struct rule rules_svcb[];
extern const struct rule rules_text[];
extern const struct rule rules_urlfwd[];
extern const struct rule rules_route53[];
extern const struct rule rules_dynamic[];
extern const struct rule rules_geo[];

extern const struct zone_rule zone_rules_cname[];
extern const struct zone_rule zone_rules_target[];
extern const struct zone_rule zone_rules_caa[];
extern const struct zone_rule zone_rules_mail[];

/* An integer field of a value; min above max: any number will do. */
struct int_spec {
	const char *key;
	const char *former; /* or NULL */
	int64_t min, max;
	const char *example; /* for the hint */
};

/** rule_shown(node): Return ${node} as text for a message, cut when it is long. */
struct slice rule_shown(const struct node *node);

/** rule_fail_as(call, id, at, hint, fmt, …): rule_fail under the id of another rule. */
void rule_fail_as(struct rule_call *call, const char *id, const struct node *at, const char *hint,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/** rule_falsy(node): Return true when ${node} is NULL or Python would call it false. */
bool rule_falsy(const struct node *node);

/** rule_missing(call, value, key, example): Report that mapping ${value} lacks ${key}. */
void rule_missing(struct rule_call *call, const struct node *value, const char *key,
    const char *example);

/** rule_is_map(call, value, example): Return true, or false after reporting that it is no mapping. */
bool rule_is_map(struct rule_call *call, const struct node *value, const char *example);

/** rule_is_text(call, node, what): Return true, or false after reporting that it is not text. */
bool rule_is_text(struct rule_call *call, const struct node *node, const char *what);

/** rule_key(value, spec): Return the node of an integer field, or NULL. */
const struct node *rule_key(const struct node *value, const struct int_spec *spec);

/**
 * rule_number(call, value, spec, number):
 * Read an integer field and check its range.  Return 0, or -1 after reporting.
 */
int rule_number(struct rule_call *call, const struct node *value, const struct int_spec *spec,
    int64_t *number);

/** rule_numbers(call, value, specs, count): The same for several. */
void rule_numbers(struct rule_call *call, const struct node *value, const struct int_spec *specs,
    size_t count);

/** rule_present(call, value, keys, count): Report each of the keys that is not there. */
void rule_present(struct rule_call *call, const struct node *value, const char *const *keys,
    size_t count);

/**
 * rule_hex(call, value, key, want, length, of, type):
 * Check that field ${key} is hexadecimal and, when ${length} is not 0, has that
 * many digits, as ${of} ${type} asks for.
 */
void rule_hex(struct rule_call *call, const struct node *value, const char *key, size_t length,
    const char *of, int64_t type);

/*
 * Targets: each checks the name in ${node} (NULL when missing), which ${key}
 * says what it is called ("value", "exchange", …).
 */
void target_check_format(struct rule_call *call, const struct node *node, const char *key);
void target_check_not_ip(struct rule_call *call, const struct node *node, const char *key);
void target_check_dot(struct rule_call *call, const struct node *node, const char *key);

/** target_is_ip(text): Return true when it is an address, final dots aside. */
bool target_is_ip(struct slice text);

/** text_check_chunked(call, id, values, count): Check what TXT values and ALPN ids may hold. */
void text_check_chunked(struct rule_call *call, const char *id, const struct node *const *values,
    size_t count);

/** zone_fail(call, records, count, at, hint, fmt, …):
 * Report a fault that names ${count} records, the first being where it is shown:
 * a warning when the zone or all of them are lenient. */
void zone_fail(struct zone_call *call, const struct rrset *const *records, size_t count,
    const char *hint, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/** zone_type(name): Return the index of a type in rtypes. */
uint8_t zone_type(const char *name);

/** zone_field(rrset, value, name): Return the field ${name} (NULL: the value itself) of value number ${value}. */
const union field *zone_field(const struct rrset *rrset, size_t value, const char *name);

/** zone_owns(call, target, name): Return true when the zone itself answers for ${target}; ${name} is it with a final dot. */
bool zone_owns(const struct zone_call *call, struct slice target, char *name, size_t size);

/** zone_is_apex(call, rrset): Return true when ${rrset} is at the root of the zone. */
bool zone_is_apex(const struct zone_call *call, const struct rrset *rrset);

/** zone_rule_options_default: what applies when nothing is set. */
extern const struct zone_rule_options zone_rule_options_default;

#endif
