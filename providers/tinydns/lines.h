/* One line in its parts, and the ways to read one. */
#ifndef ZW_PROVIDERS_TINYDNS_LINES_H
#define ZW_PROVIDERS_TINYDNS_LINES_H

#include "tinydns.h"

#define MAX_FIELDS 12

struct parts {
	struct gather *gather;
	struct arena *arena;
	struct slice fields[MAX_FIELDS];
	size_t count;
	char symbol;
	struct slice owner; /* the first field as a name */
	struct place at;
};

/* One way to read a line. */
struct line_kind {
	char symbol;
	bool arpa;    /* it says something of zones in in-addr.arpa and ip6.arpa */
	bool forward; /* and of others */
	size_t least; /* fields that it must have, its owner among them */
	size_t ttl;   /* place of the TTL */
	void (*read)(struct parts *parts, const struct line_kind *kind);
};

/** tiny_kind(symbol): Return the way to read lines with that first character, or NULL. */
const struct line_kind *tiny_kind(char symbol);

/** tiny_fault(parts, why): Report the line. */
void tiny_fault(const struct parts *parts, const char *why);

/** tiny_is_in_zone(parts, name): Return whether absolute ${name} is in the zone that is read. */
bool tiny_is_in_zone(const struct parts *parts, struct slice name);

/** tiny_ends_in(name, end): Return whether ${name}, as written, ends in ${end}; case and a final dot aside. */
bool tiny_ends_in(struct slice name, struct slice end);

/** tiny_is_arpa_zone(gather): Return whether the zone that is read holds the names of addresses. */
bool tiny_is_arpa_zone(const struct gather *gather);

#endif
