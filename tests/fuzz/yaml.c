/* YAML as a whole and pair by pair: both read the same, and what is written reads back. */
#include "fuzz.h"
#include "yaml/writer.h"

struct run {
	struct fuzz_files files;
	struct yaml_loader loader;
	struct arena arena;
	struct diags diags;
};

static struct yaml_source
source_of(struct run *run, struct slice text, enum yaml_order order)
{
	struct yaml_source source = {.file = "zone.yaml",
	    .text = text,
	    .loader = &run->loader,
	    .order = order};

	return source;
}

static void
json_of(struct buf *out, const struct node *node, bool keep_order)
{
	struct json_style style = {.keep_order = keep_order};

	node_json(out, node, style);
}

/* The pair's nodes live until the next call only. */
static void
keep_pair(struct run *run, struct node *map, const struct node_pair *pair)
{
	node_add(&run->arena, map, pair->key->text, node_copy(&run->arena, pair->value));
	map->u.map.pairs[map->u.map.count - 1].key = node_copy(&run->arena, pair->key);
}

/* All pairs of a stream as one mapping, or NULL. */
static struct node *
read_stream(struct run *run, enum yaml_order order)
{
	struct yaml_source source = source_of(run, run->files.texts[0], order);
	struct node *map = node_map(&run->arena, 0);
	struct yaml_stream *stream;
	struct node_pair pair;
	int rc = yaml_stream_open(&stream, &source, &run->diags);

	while (rc == 0) {
		rc = yaml_stream_next(stream, &pair);
		if (rc <= 0)
			break;
		if (rc == YAML_RESTART)
			map = node_map(&run->arena, 0);
		else
			keep_pair(run, map, &pair);
		rc = 0;
	}
	yaml_stream_close(stream);
	return rc < 0 ? NULL : map;
}

static void
must_agree(const struct node *document, const struct node *stream)
{
	struct buf one = {0}, two = {0};

	if (document == NULL) {
		fuzz_require(stream == NULL, "a stream reads what a document does not");
		return;
	}
	if (document->kind != NODE_MAP) {
		fuzz_require(stream == NULL ||
			(document->kind == NODE_NULL && stream->u.map.count == 0),
		    "a stream has pairs where a document has none");
		return;
	}
	fuzz_require(stream != NULL, "a document reads what a stream does not");
	json_of(&one, document, false);
	json_of(&two, stream, false);
	fuzz_same(&one, &two, "document and stream differ");
	buf_free(&one);
	buf_free(&two);
}

/* What is written in octoDNS's layout has the same data. */
static void
must_read_back(struct run *run, const struct node *node, bool escape)
{
	struct yaml_style style = {YAML_ORDER_ANY, escape};
	struct buf text = {0}, one = {0}, two = {0};
	struct yaml_source source;
	struct node *again;

	yaml_write(&text, node, style);
	source = source_of(run, buf_view(&text), YAML_ORDER_ANY);
	again = yaml_document(&source, &run->arena, &run->diags);
	fuzz_require(again != NULL, "what was written cannot be read");
	json_of(&one, node, true);
	json_of(&two, again, true);
	fuzz_same(&one, &two, "what was written reads differently");
	buf_free(&text);
	buf_free(&one);
	buf_free(&two);
}

static void
see_path(void *ctx, struct slice path)
{
	size_t *seen = ctx;

	*seen += path.len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum yaml_order orders[] = {YAML_ORDER_ANY, YAML_ORDER_NATURAL,
	    YAML_ORDER_SIMPLE};
	struct run run = {.loader = {fuzz_load, fuzz_unload, NULL}};
	const struct node *document = NULL;
	size_t i, seen = 0;

	fuzz_cut(&run.files, data, size);
	run.loader.ctx = &run.files;
	for (i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct yaml_source source = source_of(&run, run.files.texts[0], orders[i]);

		document = yaml_document(&source, &run.arena, &run.diags);
		must_agree(document, read_stream(&run, orders[i]));
		fuzz_require(run.files.loaded == 0, "an included file stays loaded");
		if (document != NULL && orders[i] == YAML_ORDER_ANY) {
			must_read_back(&run, document, false);
			must_read_back(&run, document, true);
		}
	}
	yaml_includes(run.files.texts[0], see_path, &seen);
	diags_free(&run.diags);
	arena_free(&run.arena);
	return 0;
}
