/* XML answers as trees, and text for XML requests. */
#ifndef ZW_PROVIDERS_ROUTE53_XML_H
#define ZW_PROVIDERS_ROUTE53_XML_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/slice.h"

/* An element; attributes, comments and text beside elements are left out. */
struct xml {
	const char *name;
	struct slice text;        /* of an element without others in it */
	struct xml *first, *next; /* what is in it; its next sibling */
};

/**
 * xml_parse(arena, text, why):
 * Return the root of the document ${text}, in ${arena}; or NULL and a static text
 * in ${why}.  A document type, and with it every entity of its own, is refused.
 */
const struct xml *xml_parse(struct arena *arena, struct slice text, const char **why);

/** xml_find(node, name): Return the first ${name} in ${node} (which may be NULL), or NULL. */
const struct xml *xml_find(const struct xml *node, const char *name);

/** xml_again(node): Return the next sibling of the same name, or NULL. */
const struct xml *xml_again(const struct xml *node);

/** xml_text(node, name): Return the text of the first ${name} in ${node}; data is NULL without one. */
struct slice xml_text(const struct xml *node, const char *name);

/** xml_true(node, name): Return whether that text is "true". */
bool xml_true(const struct xml *node, const char *name);

/** xml_add(out, name, text), xml_add_text(…): Append an element. */
void xml_add(struct buf *out, const char *name, struct slice text);
void xml_add_text(struct buf *out, const char *name, const char *text);

/** xml_write(out, node): Append ${node} and all in it; not deeper than xml_parse reads. */
void xml_write(struct buf *out, const struct xml *node);

#endif
