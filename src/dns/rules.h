/*
 * Validators: small functions in tables, each with octoDNS's id, the sets that
 * it belongs to and the types that it looks at.
 */
#ifndef ZW_DNS_RULES_H
#define ZW_DNS_RULES_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"
#include "dns/rrset.h"
#include "dns/zone.h"

enum {
	RULE_LEGACY = 1 << 0,
	RULE_STRICT = 1 << 1,
	RULE_BEST_PRACTICE = 1 << 2,
	RULE_ALWAYS = 1 << 3, /* active whatever the sets */
};

/* What a rule is called with. */
struct rule_call {
	const struct rule *rule;
	const struct decode *decode;
	const struct rtype *type;
	struct slice name;      /* owner, relative, encoded */
	struct slice fqdn;      /* owner, absolute */
	const struct node *key; /* the owner as written, or NULL */
	const struct node *record;
	const struct node *within; /* where the values were looked for; NULL: the record */
	bool lenient;              /* of the record, too */
	unsigned failures;         /* added so far, as errors */
};

struct rule {
	const char *id;
	unsigned sets;
	const char *types; /* mnemonics with blanks between, or "*" */
	/* One of these two: the record as a whole; or its values (and again those of
	 * each geo code and each pool), count 0 when there are none. */
	void (*record)(struct rule_call *call);
	void (*values)(struct rule_call *call, const struct node *const *values, size_t count);
	const char *class_name; /* octoDNS's, for `validators: {ID: {class: …}}` */
	const char *help;       /* one line: what it checks, with the RFC */
};

/* What `validators: {ID: {…}}` may set of a zone rule. */
struct zone_rule_options {
	enum { MAIL_AUTO, MAIL_MAIL, MAIL_NO_MAIL } mail_mode;
	int64_t min_mx;
	const struct node *single_mx; /* a list of regular expressions, or NULL */
	bool caa_required;
};

/* What a zone rule is called with. */
struct zone_call {
	const char *id;
	const struct zone *zone;
	const struct zone_rule_options *options;
	const struct slice *cuts; /* names of the zone's managed sub-zones, absolute */
	size_t ncuts;
	bool lenient;
	struct diags *diags;
};

struct zone_rule {
	const char *id;
	unsigned sets;
	void (*zone)(struct zone_call *call);
	const char *class_name;
	const char *help;
};

/**
 * rule_fail(call, at, hint, fmt, …):
 * Report a fault at node ${at} (NULL: where the values were looked for): an
 * error, or a warning when the record is lenient.
 */
void rule_fail(struct rule_call *call, const struct node *at, const char *hint, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/**
 * rule_refuse(call, at, hint, fmt, …):
 * The same for what cannot be read at all: an error also when the record is lenient.
 */
void rule_refuse(struct rule_call *call, const struct node *at, const char *hint, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* The rules that are switched on, by type; and those for zones. */
struct ruleset;

/**
 * ruleset_make(arena, validators, rules, diags):
 * Choose rules as `manager.validators` (node ${validators}, or NULL: the set
 * legacy) says.  Return 0, or -1 after adding what is wrong with it.
 */
int ruleset_make(struct arena *arena, const struct node *validators, const struct ruleset **rules,
    struct diags *diags);

/**
 * ruleset_make_custom(arena, custom, validators, rules, diags):
 * The same with the top-level `validators: {ID: {class: …}}` in ${custom} (or
 * NULL): each adds a rule of one of octoDNS's classes, or replaces the one of the
 * same id.  A class that is not built in is reported as config-validators-unsupported
 * and left out.  ${arena} must outlive all diagnostics made with the result.
 */
int ruleset_make_custom(struct arena *arena, const struct node *custom,
    const struct node *validators, const struct ruleset **rules, struct diags *diags);

/**
 * ruleset_without(arena, rules, validators, out, diags):
 * Give ${rules} without what `zones.Z.validators` (or NULL) disables; ${out} is
 * ${rules} itself when that is nothing.  Return 0, or -1 after adding what is wrong.
 */
int ruleset_without(struct arena *arena, const struct ruleset *rules, const struct node *validators,
    const struct ruleset **out, struct diags *diags);

/** ruleset_has(rules, id): Return true when the rule is switched on for any type or for zones. */
bool ruleset_has(const struct ruleset *rules, const char *id);

/** rules_check_record(call, values, count): Run all rules of the record's type in ${call}->decode->rules. */
void rules_check_record(struct rule_call *call, const struct node *const *values, size_t count);

/**
 * rules_check_values(call, within, values, count):
 * Run the value rules alone on values that were found in ${within}: those of a
 * geo code or a pool.  ${call}->rule is as before afterwards.
 */
void rules_check_values(struct rule_call *call, const struct node *within,
    const struct node *const *values, size_t count);

/**
 * rules_check_zone(rules, zone, lenient, diags):
 * Run the zone rules.  rules_check_zone_cut also knows the ${ncuts} names of
 * managed sub-zones (absolute), below which ${zone} need not know a target.
 */
void rules_check_zone(const struct ruleset *rules, const struct zone *zone, bool lenient,
    struct diags *diags);
void rules_check_zone_cut(const struct ruleset *rules, const struct zone *zone,
    const struct slice *cuts, size_t ncuts, bool lenient, struct diags *diags);

/** rules_each(fn, ctx): Call ${fn} for every rule there is: id, sets, types ("zone" for a zone rule), help. */
void rules_each(void (*fn)(void *ctx, const char *id, unsigned sets, const char *types,
		    const char *help),
    void *ctx);

#endif
