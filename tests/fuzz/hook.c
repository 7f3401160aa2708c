/* The lines that Git gives to a hook, or that look like them. */
#include "core/buf.h"
#include "engine/gate.h"
#include "fuzz.h"

static bool
is_harmless(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x20 || c == 0x7f)
			return false;
	}
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gate_options options = {.dir = ".", .config = "octodns.yaml"};
	struct slice rest = slice_make((const char *)data, size);
	struct diags diags = {0};
	struct buf out = {0};
	struct gate gate;
	size_t i;

	gate_init(&gate, &options);
	while (rest.len > 0) {
		size_t end = slice_find(rest, '\n'), errors = diags.errors;

		fuzz_require((gate_add(&gate, slice_sub(rest, 0, end), &diags) == 0) ==
			(diags.errors == errors),
		    "a line is refused without a reason");
		rest = slice_sub(rest, end + 1, rest.len);
	}
	for (i = 0; i < gate.count; i++) {
		fuzz_require(is_harmless(gate.results[i].reference),
		    "a reference moves the cursor");
		gate_print(&gate, &gate.results[i], &out);
	}
	gate_print_diags(&diags, &out);
	buf_free(&out);
	diags_free(&diags);
	gate_free(&gate);
	return 0;
}
