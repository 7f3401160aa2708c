/*
 * Record types as rows of a table, their values as rows of fields.  Reading,
 * checking, comparing, printing and writing all follow this table: a new type
 * is a new row.
 */
#ifndef ZW_DNS_RTYPE_H
#define ZW_DNS_RTYPE_H

#include "core/slice.h"

#include <stdint.h>

/* What a field holds, hence how it is read, compared and kept. */
enum field_kind {
	FIELD_IP4,     /* text, normalised */
	FIELD_IP6,     /* text, normalised (RFC 5952) */
	FIELD_TARGET,  /* a name as text: lower case, IDNA; "." too */
	FIELD_CHUNKED, /* TXT: text in which ';' is written "\;" */
	FIELD_TEXT,    /* text as it is */
	FIELD_LOWER,   /* text folded to lower case (hexadecimal digests) */
	FIELD_UPPER,   /* text folded to upper case */
	FIELD_U8,      /* a number of one octet in a message; validators say which are valid */
	FIELD_U16,     /* of two */
	FIELD_REAL,
	FIELD_PARAMS, /* service parameters (RFC 9460): a mapping node */
	FIELD_NAME,   /* a name as FIELD_TARGET, but relative to the zone or empty, too */
	FIELD_MAYBE,  /* text, or null when it is empty */
	FIELD_FLAG,   /* true or false: number is 1 or 0 */
};

/* How a field is printed between the blanks of a value's text. */
enum field_print {
	PRINT_BARE,
	PRINT_QUOTED,
	PRINT_SECONDS,
	PRINT_METRES,
	PRINT_PARAMS,
	PRINT_HIDDEN, /* not in octoDNS's text */
};

struct field_spec {
	const char *name;   /* key in a zone file; NULL when the value itself is the field */
	const char *former; /* its former key, still read; or NULL */
	enum field_kind kind;
	enum field_print print;
	bool optional; /* may be left out: the default is 0 or empty */
};

enum {
	RTYPE_SINGLE = 1 << 0,        /* one value only, written as "value" */
	RTYPE_OCTODNS_QUOTE = 1 << 1, /* octoDNS prints a value of it in single quotes */
	RTYPE_GEO = 1 << 2,           /* may carry the former geo block */
	RTYPE_DYNAMIC = 1 << 3,       /* may carry a dynamic block */
	RTYPE_NO_TTL = 1 << 4,        /* its TTL is not its own, and not compared */
};

#define RTYPE_MAX_FIELDS 12

struct rtype {
	const char *name; /* mnemonic */
	uint16_t number;  /* IANA's; 0 for types that are octoDNS's own */
	uint16_t flags;
	uint8_t nfields;
	const struct field_spec *fields;
	const char *class_name; /* as octoDNS prints it: "AaaaRecord" */
};

/* All rows, in alphabetical order of mnemonic; rtype_count of them. */
extern const struct rtype rtypes[];
extern const unsigned rtype_count;

enum { RTYPE_NONE = 255 };

/** rtype_find(name): Return the row of mnemonic ${name} (case matters), or NULL. */
const struct rtype *rtype_find(struct slice name);

/** field_max(kind): Return the largest number that a field of a kind for numbers can hold. */
int64_t field_max(enum field_kind kind);

/** field_is_whole(kind): Return whether it holds a whole number. */
static inline bool
field_is_whole(enum field_kind kind)
{
	return kind == FIELD_U8 || kind == FIELD_U16;
}

/** rtype_index(type): Return the place of ${type} in rtypes. */
uint8_t rtype_index(const struct rtype *type);

#endif
