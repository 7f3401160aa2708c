/* RRsets: records of one name and type (RFC 2181, section 5). */
#ifndef ZW_DNS_RRSET_H
#define ZW_DNS_RRSET_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/diag.h"
#include "core/node.h"
#include "dns/rtype.h"

/* One field of one value; which member counts follows from the field's kind. */
union field {
	struct slice text;
	int64_t number;
	double real;
	const struct node *params; /* a mapping, keys in order */
};

/* What few records have.  Nodes are normalised and live as long as the zone. */
struct rrset_extra {
	const struct node *octodns;
	const struct node *geo;     /* {CODE: [values]} */
	const struct node *dynamic; /* {pools, rules} */
};

enum {
	RRSET_LENIENT = 1 << 0, /* octodns.lenient: faults are warnings */
	RRSET_IGNORED = 1 << 1, /* octodns.ignored: never part of a plan */
	RRSET_GONE = 1 << 2,    /* to be taken out of its zone */
	RRSET_UNEVEN = 1 << 3,  /* its records have different TTLs: equal to nothing */
};

/* 64 bytes: a million of them are kept at a time. */
struct rrset {
	struct slice name;               /* absolute */
	union field *values;             /* nvalues × the type's nfields, sorted */
	const struct rrset_extra *extra; /* or NULL */
	const char *file;                /* where it was read, or NULL */
	uint32_t nvalues;
	uint32_t ttl;
	uint32_t line, column;
	uint32_t next; /* of the same name in the zone: index + 1, or 0 */
	uint8_t type;  /* index into rtypes */
	uint8_t flags;
	uint16_t source; /* index into the zone's source ids */
};

struct ruleset;

/* Everything that reading a record depends on but the record. */
struct decode {
	struct slice zone;           /* name of the zone */
	struct arena *arena;         /* the zone's: where the result goes */
	const struct ruleset *rules; /* validators to run; NULL for none */
	int64_t default_ttl;         /* negative: a fault of each record without a TTL */
	bool no_default_ttl;         /* that of the source is no number: the same fault */
	bool lenient;                /* of the zone or command: faults are warnings */
	bool plain_semicolons;       /* TXT is read with ';' unescaped */
	uint16_t source;
	const char *file; /* that is being read; lives as long as the arena */
	struct diags *diags;
};

/**
 * rrset_decode(decode, key, record, rrset):
 * Read one record (a mapping node) of owner ${key} (relative, as written) into
 * ${rrset}, whose data go into the arena.  All faults are added: by validators
 * with their rule, and what cannot be built at all.  Return 0; RRSET_FAULTY when
 * there is a record, but not one to be planned with; or -1 when there is none.
 */
#define RRSET_FAULTY 1
int rrset_decode(const struct decode *decode, const struct node *key, const struct node *record,
    struct rrset *rrset);

/** rrset_type(rrset): Return the row of its type. */
const struct rtype *rrset_type(const struct rrset *rrset);

/** rrset_place(rrset): Return where it was read. */
struct place rrset_place(const struct rrset *rrset);

/**
 * rrset_order(a, b):
 * Compare by owner name (plain bytes of the absolute name; both of one zone) and
 * then mnemonic: octoDNS's order.
 */
int rrset_order(const struct rrset *a, const struct rrset *b, struct slice zone);

/** rrset_equal(a, b): Return true unless values, TTL, geo or dynamic parts differ. */
bool rrset_equal(const struct rrset *a, const struct rrset *b);

/** value_compare(type, a, b): Compare two values field by field, in octoDNS's order. */
int value_compare(const struct rtype *type, const union field *a, const union field *b);

/**
 * value_octodns(buf, type, value), value_presentation(buf, type, value):
 * Print one value: as octoDNS's str() does; and as zone files have it (RFC 1035
 * 5.1, RFC 3597, RFC 9460), TXT cut into quoted character strings.
 */
void value_octodns(struct buf *buf, const struct rtype *type, const union field *value);
void value_presentation(struct buf *buf, const struct rtype *type, const union field *value);

/** rrset_octodns(buf, rrset): Print it as octoDNS's repr, "<ARecord A 300, www.unit.tests., ['192.0.2.1']>". */
void rrset_octodns(struct buf *buf, const struct rrset *rrset);

/**
 * value_node(arena, type, value): Return one value as octoDNS data: text or a mapping.
 * rrset_node(arena, rrset, options): Return {dynamic, geo, octodns, ttl, type,
 * value | values}, absent parts left out; keys sorted.
 */
struct node *value_node(struct arena *arena, const struct rtype *type, const union field *value);

struct rrset_node_options {
	bool with_type;
	bool omit_ttl; /* leave out ttl when it equals default_ttl */
	uint32_t default_ttl;
	bool plain_semicolons; /* TXT with ';' unescaped */
	bool as_yaml; /* drop what octoDNS's YAML provider does not write (an empty TXT value) */
};
struct node *rrset_node(struct arena *arena, const struct rrset *rrset,
    const struct rrset_node_options *options);

/**
 * value_parse(arena, type, text, value, why):
 * Read one value in presentation form (what value_presentation prints, and the
 * spellings that servers answer with) into ${value}, nfields fields in ${arena}.
 * Return 0, or -1 and a static text in ${why}.
 */
int value_parse(struct arena *arena, const struct rtype *type, struct slice text,
    union field *value, const char **why);

/** rrset_empty_texts(rrset): Return how many empty texts it has; they are its first values. */
uint32_t rrset_empty_texts(const struct rrset *rrset);

/** rrset_sort_values(rrset): Put the values into octoDNS's order. */
void rrset_sort_values(struct rrset *rrset);

/** rrset_unique_values(rrset): Drop values that are there twice; they are sorted. */
void rrset_unique_values(struct rrset *rrset);

#endif
