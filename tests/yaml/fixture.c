/* Reading text in tests. */
#include "fixture.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <string.h>

const struct fixture_file *fixture_files;
int fixture_loaded;

static int
load(void *ctx, const char *from, struct slice path, struct slice *text, const char **name,
    void **handle, const char **why)
{
	const struct fixture_file *file = fixture_files;

	(void)ctx;
	(void)from;
	for (; file->name != NULL; file++) {
		if (!slice_is(path, file->name))
			continue;
		*text = slice_of(file->text);
		*name = file->name;
		*handle = NULL;
		fixture_loaded++;
		return 0;
	}
	*why = "there is no such file";
	return -1;
}

static void
unload(void *ctx, void *handle)
{
	(void)ctx;
	(void)handle;
	fixture_loaded--;
}

const struct yaml_loader fixture_loader = {load, unload, NULL};

static struct yaml_source
source_of(const struct fixture *f, const char *text, size_t len)
{
	struct yaml_source source = {.file = "zone.yaml",
	    .text = {text, len},
	    .loader = f->loader,
	    .order = f->order};

	return source;
}

void
fixture_read_bytes(struct fixture *f, const char *text, size_t len)
{
	struct yaml_source source = source_of(f, text, len);

	diags_free(&f->diags);
	f->root = yaml_document(&source, &f->arena, &f->diags);
}

void
fixture_read(struct fixture *f, const char *text)
{
	fixture_read_bytes(f, text, strlen(text));
}

static void print(struct buf *out, const struct node *node);

static void
print_pair(struct buf *out, const struct node_pair *pair)
{
	buf_slice(out, pair->key->text);
	buf_text(out, ": ");
	print(out, pair->value);
}

static void
print(struct buf *out, const struct node *node)
{
	size_t i;

	switch (node->kind) {
	case NODE_NULL:
		buf_text(out, "null");
		return;
	case NODE_BOOL:
		buf_text(out, node->u.flag ? "true" : "false");
		return;
	case NODE_INT:
		buf_printf(out, "%" PRId64, node->u.number);
		return;
	case NODE_FLOAT:
		buf_printf(out, "%g", node->u.real);
		return;
	case NODE_DATE:
	case NODE_BYTES:
		buf_text(out, "date ");
		buf_slice(out, node->text);
		return;
	case NODE_TEXT:
		buf_text(out, "'");
		buf_slice(out, node->text);
		buf_text(out, "'");
		return;
	case NODE_LIST:
		buf_text(out, "[");
		for (i = 0; i < node->u.list.count; i++) {
			buf_text(out, i > 0 ? ", " : "");
			print(out, node->u.list.items[i]);
		}
		buf_text(out, "]");
		return;
	case NODE_MAP:
		buf_text(out, "{");
		for (i = 0; i < node->u.map.count; i++) {
			buf_text(out, i > 0 ? ", " : "");
			print_pair(out, &node->u.map.pairs[i]);
		}
		buf_text(out, "}");
		return;
	}
}

const char *
fixture_flow(struct fixture *f, const char *text)
{
	fixture_read(f, text);
	if (f->root == NULL)
		return NULL;
	buf_clear(&f->text);
	print(&f->text, f->root);
	return f->text.data;
}

const char *
fixture_stream(struct fixture *f, const char *text)
{
	struct yaml_source source = source_of(f, text, strlen(text));
	struct yaml_stream *stream;
	struct node_pair pair;

	diags_free(&f->diags);
	buf_clear(&f->text);
	buf_text(&f->text, "");
	f->rc = yaml_stream_open(&stream, &source, &f->diags);
	while (f->rc == 0 || f->rc == YAML_RESTART) {
		buf_clear(&f->text);
		while ((f->rc = yaml_stream_next(stream, &pair)) == 1) {
			buf_text(&f->text, f->text.len > 0 ? ", " : "");
			print_pair(&f->text, &pair);
		}
		if (f->rc == 0)
			break;
	}
	yaml_stream_close(stream);
	return f->rc < 0 ? NULL : f->text.data;
}

void
fixture_refused(struct fixture *f, const char *text, const char *rule, unsigned line,
    unsigned column)
{
	const struct diag *diag;

	fixture_read(f, text);
	/* Keys out of order are told of, and read all the same. */
	cr_assert_eq(f->root != NULL, strcmp(rule, "yaml-order") == 0, "for: %s", text);
	cr_assert_eq(f->diags.errors, 1, "%zu errors for: %s", f->diags.errors, text);
	diag = &f->diags.items[f->diags.count - 1];
	cr_assert_str_eq(diag->rule, rule, "%s for: %s", diag->rule, text);
	cr_assert_eq(diag->at.line, line, "line %u for: %s", diag->at.line, text);
	cr_assert_eq(diag->at.column, column, "column %u for: %s", diag->at.column, text);
	cr_assert(diag->message[0] != '\0');
}

void
fixture_free(struct fixture *f)
{
	arena_free(&f->arena);
	diags_free(&f->diags);
	buf_free(&f->text);
}
