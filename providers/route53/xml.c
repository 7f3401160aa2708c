/* Reads XML with libexpat, which is loaded when the first answer comes, and writes it. */
#include "xml.h"

#include <dlfcn.h>
#include <expat.h>
#include <pthread.h>
#include <string.h>

#define MAX_DEPTH 32
#define MAX_NAME 128

struct expat_api {
	__typeof__(&XML_ParserCreate) create;
	__typeof__(&XML_ParserFree) free;
	__typeof__(&XML_SetUserData) set_data;
	__typeof__(&XML_SetElementHandler) on_element;
	__typeof__(&XML_SetCharacterDataHandler) on_text;
	__typeof__(&XML_SetStartDoctypeDeclHandler) on_doctype;
	__typeof__(&XML_StopParser) stop;
	__typeof__(&XML_Parse) parse;
};

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
    {"XML_ParserCreate", offsetof(struct expat_api, create)},
    {"XML_ParserFree", offsetof(struct expat_api, free)},
    {"XML_SetUserData", offsetof(struct expat_api, set_data)},
    {"XML_SetElementHandler", offsetof(struct expat_api, on_element)},
    {"XML_SetCharacterDataHandler", offsetof(struct expat_api, on_text)},
    {"XML_SetStartDoctypeDeclHandler", offsetof(struct expat_api, on_doctype)},
    {"XML_StopParser", offsetof(struct expat_api, stop)},
    {"XML_Parse", offsetof(struct expat_api, parse)},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct expat_api expat;
static bool loaded;

/* As with libcurl: most commands never need it.  It stays. */
static void
load(void)
{
	void *library = dlopen("libexpat.so.1", RTLD_NOW | RTLD_LOCAL);
	size_t i;

	for (i = 0; library != NULL && i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *found = dlsym(library, symbols[i].name);

		if (found == NULL)
			return;
		memcpy((char *)&expat + symbols[i].offset, &found, sizeof(found));
	}
	loaded = library != NULL;
}

struct reading {
	struct arena *arena;
	XML_Parser parser;
	struct xml *open[MAX_DEPTH]; /* from the root to where the reader is */
	struct xml *last[MAX_DEPTH]; /* the last that is in each */
	size_t depth;
	struct xml *root;
	struct buf text;
	const char *why;
};

static void
stop(struct reading *r, const char *why)
{
	if (r->why == NULL)
		r->why = why;
	(void)expat.stop(r->parser, XML_FALSE);
}

static void
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = ctx;
	struct xml *node;

	(void)attributes;
	if (r->depth == MAX_DEPTH || strlen(name) > MAX_NAME) {
		stop(r, "is XML that is nested too deeply");
		return;
	}
	node = arena_alloc(r->arena, sizeof(*node));
	node->name = arena_text(r->arena, slice_of(name));
	node->text = slice_of("");
	if (r->depth == 0)
		r->root = node;
	else if (r->last[r->depth - 1] != NULL)
		r->last[r->depth - 1]->next = node;
	else
		r->open[r->depth - 1]->first = node;
	if (r->depth > 0)
		r->last[r->depth - 1] = node;
	r->open[r->depth] = node;
	r->last[r->depth++] = NULL;
	buf_clear(&r->text);
}

static void
on_end(void *ctx, const XML_Char *name)
{
	struct reading *r = ctx;
	struct xml *node;

	(void)name;
	if (r->depth == 0)
		return;
	node = r->open[--r->depth];
	if (node->first == NULL && r->text.len > 0)
		node->text = arena_copy(r->arena, buf_view(&r->text));
	buf_clear(&r->text);
}

static void
on_text(void *ctx, const XML_Char *text, int len)
{
	struct reading *r = ctx;

	if (len > 0)
		buf_add(&r->text, text, (size_t)len);
}

static void
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system, const XML_Char *public,
    int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	stop(ctx, "is XML with a document type, which no answer has");
}

/* In pieces that an int can count. */
static bool
feed(struct reading *r, struct slice text)
{
	const size_t piece = (size_t)1 << 20;
	size_t at = 0;

	do {
		size_t len = text.len - at < piece ? text.len - at : piece;
		int last = at + len == text.len;

		if (expat.parse(r->parser, text.data + at, (int)len, last) != XML_STATUS_OK)
			return false;
		at += len;
	} while (at < text.len);
	return true;
}

const struct xml *
xml_parse(struct arena *arena, struct slice text, const char **why)
{
	struct reading r = {.arena = arena};
	bool good;

	(void)pthread_once(&once, load);
	*why = "cannot be read: libexpat.so.1 is not installed (apt install libexpat1)";
	if (!loaded)
		return NULL;
	*why = "is not XML";
	r.parser = text.len > 0 ? expat.create(NULL) : NULL;
	if (r.parser == NULL)
		return NULL;
	expat.set_data(r.parser, &r);
	expat.on_element(r.parser, on_start, on_end);
	expat.on_text(r.parser, on_text);
	expat.on_doctype(r.parser, on_doctype);
	good = feed(&r, text);
	expat.free(r.parser);
	buf_free(&r.text);
	if (r.why != NULL)
		*why = r.why;
	return good ? r.root : NULL;
}

const struct xml *
xml_find(const struct xml *node, const char *name)
{
	const struct xml *child = node != NULL ? node->first : NULL;

	while (child != NULL && strcmp(child->name, name) != 0)
		child = child->next;
	return child;
}

const struct xml *
xml_again(const struct xml *node)
{
	const struct xml *next = node->next;

	while (next != NULL && strcmp(next->name, node->name) != 0)
		next = next->next;
	return next;
}

struct slice
xml_text(const struct xml *node, const char *name)
{
	const struct xml *child = xml_find(node, name);

	return child != NULL ? child->text : (struct slice){0};
}

bool
xml_true(const struct xml *node, const char *name)
{
	return slice_is(xml_text(node, name), "true");
}

static void
escape(struct buf *out, char c)
{
	switch (c) {
	case '<':
		buf_text(out, "&lt;");
		break;
	case '>':
		buf_text(out, "&gt;");
		break;
	case '&':
		buf_text(out, "&amp;");
		break;
	case '"':
		buf_text(out, "&quot;");
		break;
	case '\r':
		buf_text(out, "&#13;");
		break;
	default:
		buf_char(out, c);
		break;
	}
}

void
xml_add(struct buf *out, const char *name, struct slice text)
{
	size_t i;

	buf_printf(out, "<%s>", name);
	for (i = 0; i < text.len; i++)
		escape(out, text.data[i]);
	buf_printf(out, "</%s>", name);
}

void
xml_add_text(struct buf *out, const char *name, const char *text)
{
	xml_add(out, name, slice_of(text));
}

static void
write_node(struct buf *out, const struct xml *node, unsigned depth)
{
	const struct xml *child;

	if (node->first == NULL || depth == MAX_DEPTH) {
		xml_add(out, node->name, node->text);
		return;
	}
	buf_printf(out, "<%s>", node->name);
	for (child = node->first; child != NULL; child = child->next)
		write_node(out, child, depth + 1);
	buf_printf(out, "</%s>", node->name);
}

void
xml_write(struct buf *out, const struct xml *node)
{
	write_node(out, node, 0);
}
