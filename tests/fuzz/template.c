/* A template; what comes out of a second look at text without braces is that text. */
#include "fuzz.h"
#include "process/format.h"

static const struct node *
make_params(struct arena *arena)
{
	struct yaml_source source = {.file = "params",
	    .text = slice_of(
		"{name: unit.tests., n: 42, f: 2.5, b: true, m: {k: [v]}, u: ünï, z: null}")};
	struct diags diags = {0};
	const struct node *params = yaml_document(&source, arena, &diags);

	diags_free(&diags);
	return params;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_make((const char *)data, size);
	struct format_fault fault = {0, NULL, NULL};
	struct arena arena = {0};
	struct buf out = {0}, again = {0};
	const struct node *params = make_params(&arena);

	if (format_text(&out, text, params, &arena, &fault) != 0) {
		fuzz_require(fault.why != NULL, "a fault says why");
		fuzz_require(fault.at > 0 && fault.at <= size, "a fault is in the text");
	} else if (slice_find(buf_view(&out), '{') == out.len &&
	    slice_find(buf_view(&out), '}') == out.len && out.len < 60000) {
		fuzz_require(format_text(&again, buf_view(&out), params, &arena, &fault) == 0,
		    "text without braces is taken");
		fuzz_same(&out, &again, "text without braces stays");
	}
	buf_free(&out);
	buf_free(&again);
	arena_free(&arena);
	return 0;
}
