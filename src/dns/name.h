/*
 * Domain names in presentation form: lower case, absolute, IDNA 2008 (RFC 5891)
 * A-labels, with the final dot.
 */
#ifndef ZW_DNS_NAME_H
#define ZW_DNS_NAME_H

#include "core/arena.h"
#include "core/slice.h"

#define NAME_MAX_TEXT 253 /* RFC 1035 2.3.4, as text without the final dot */
#define LABEL_MAX 63

/**
 * name_encode(arena, text, name, why):
 * Fold ${text} to lower case and encode each label that is not ASCII.  ASCII
 * labels are taken as they are, as octoDNS does ("0/25", "-a-").  Return 0; or
 * -1 and a static or arena text in ${why} when a label has no encoding.
 */
int name_encode(struct arena *arena, struct slice text, struct slice *name, const char **why);

/** name_encode_dotted(arena, text, name, why): The same, and add the final dot where there is none. */
int name_encode_dotted(struct arena *arena, struct slice text, struct slice *name,
    const char **why);

/**
 * name_encode_below(arena, text, zone, name, why):
 * The same, and give the absolute name in ${zone}, of which only one copy is made.
 */
int name_encode_below(struct arena *arena, struct slice text, struct slice zone, struct slice *name,
    const char **why);

/**
 * name_parse(arena, text, name, why):
 * Read an absolute name as zone files and servers write it, with escapes.  Return
 * 0; or -1 and a static or arena text in ${why}.
 */
int name_parse(struct arena *arena, struct slice text, struct slice *name, const char **why);

/** name_decode(arena, name): Return ${name} with its A-labels in Unicode, for people; what does not decode stays. */
struct slice name_decode(struct arena *arena, struct slice name);

/** name_check_alabels(name, why): Return 0, or -1 when a label "xn--…" does not decode. */
int name_check_alabels(struct slice name, const char **why);

/** name_is_absolute(name): Return true when it ends in a dot that is no escape. */
bool name_is_absolute(struct slice name);

/** name_is_below(name, zone): Return true when absolute ${name} ends in ".${zone}". */
bool name_is_below(struct slice name, struct slice zone);

/** name_relative(name, zone): Return absolute ${name} without its zone: "" for the apex itself. */
struct slice name_relative(struct slice name, struct slice zone);

/** name_absolute(arena, label, zone): Return "${label}.${zone}", or ${zone} when ${label} is "". */
struct slice name_absolute(struct arena *arena, struct slice label, struct slice zone);

/**
 * zone_name_parse(arena, text, name, why):
 * Check and normalise the name of a zone as written in a configuration: final
 * dot, no "..", no white space, lower case, IDNA.  Return 0, or -1 and ${why} in
 * octoDNS's words ("missing ending dot").
 */
int zone_name_parse(struct arena *arena, struct slice text, struct slice *name, const char **why);

#endif
