/* Formatting twice is formatting once, no comment is lost, and the data stay the same. */
#include "fuzz.h"
#include "yaml/format.h"

struct run {
	struct fuzz_files files;
	struct yaml_loader loader;
	struct arena arena;
	struct diags diags;
};

static struct yaml_source
source_of(struct run *run, struct slice text)
{
	struct yaml_source source = {.file = "0", .text = text, .loader = &run->loader};

	return source;
}

/* The data as one line; the order of keys aside.  Return whether they can be read. */
static bool
data_of(struct run *run, struct slice text, struct buf *out)
{
	struct yaml_source source = source_of(run, text);
	const struct node *root = yaml_document(&source, &run->arena, &run->diags);

	if (root != NULL)
		node_json(out, root, (struct json_style){0});
	return root != NULL;
}

/* Signs of comments: nothing else may lose one, as no text does. */
static size_t
count_signs(struct slice text)
{
	size_t i, count = 0;

	for (i = 0; i < text.len; i++)
		count += text.data[i] == '#';
	return count;
}

static void
format_twice(struct run *run, enum yaml_order order, bool zone)
{
	struct yaml_format format = {.style = {order, false}, .zone = zone};
	struct slice text = run->files.texts[0];
	struct yaml_source source = source_of(run, text);
	struct buf once = {0}, twice = {0}, before = {0}, after = {0};

	if (yaml_format(&once, &source, &format, &run->diags) == 0) {
		fuzz_require(data_of(run, text, &before), "it formats what cannot be read");
		fuzz_require(data_of(run, buf_view(&once), &after), "the result cannot be read");
		if (!zone || strcmp(before.data, "null") != 0)
			fuzz_same(&before, &after, "the data differ");
		/* An escape in the text may have stood for one. */
		if (memchr(text.data, '\\', text.len) == NULL)
			fuzz_require(count_signs(text) == count_signs(buf_view(&once)),
			    "a comment is lost");
		source = source_of(run, buf_view(&once));
		fuzz_require(yaml_format(&twice, &source, &format, &run->diags) == 0,
		    "the result cannot be formatted");
		fuzz_same(&once, &twice, "the second time makes a difference");
	}
	buf_free(&once);
	buf_free(&twice);
	buf_free(&before);
	buf_free(&after);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum yaml_order orders[] = {YAML_ORDER_ANY, YAML_ORDER_NATURAL,
	    YAML_ORDER_SIMPLE};
	struct run run = {.loader = {fuzz_load, fuzz_unload, NULL}};
	size_t i;

	fuzz_cut(&run.files, data, size);
	run.loader.ctx = &run.files;
	for (i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		format_twice(&run, orders[i], false);
		format_twice(&run, orders[i], true);
	}
	diags_free(&run.diags);
	arena_free(&run.arena);
	return 0;
}
