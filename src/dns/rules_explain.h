/* What rules are for, in more words than their line of help, with examples. */
#ifndef ZW_DNS_RULES_EXPLAIN_H
#define ZW_DNS_RULES_EXPLAIN_H

/* One rule: a validator, or something else that a zone file is refused for. */
struct rule_text {
	const char *id;
	const char *text; /* what it checks, and why */
	const char *bad;  /* files of the zone home.example., in YAML */
	const char *good;
	const char *rfc; /* "RFC 1035 2.3.4, RFC 3596"; empty when there is none */
};

/* All tables, NULL at the end; each ends with a row that has no id. */
extern const struct rule_text *const rule_text_tables[];

extern const struct rule_text rule_texts_common[], rule_texts_service[], rule_texts_data[],
    rule_texts_zone[], rule_texts_own[];

/** rule_text_find(id): Return the row, or NULL. */
const struct rule_text *rule_text_find(const char *id);

/** rule_text_nearest(id): Return the id that is spelled most like ${id}, or NULL when none is. */
const char *rule_text_nearest(const char *id);

#endif
