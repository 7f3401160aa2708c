/* "TYPE DATA" in presentation form: what is read and printed reads as the same value. */
#include "dns/rrset.h"
#include "fuzz.h"

static void
print(struct buf *text, const struct rtype *type, const union field *value)
{
	buf_clear(text);
	buf_text(text, "");
	value_presentation(text, type, value);
}

static void
check(struct arena *arena, const struct rtype *type, struct slice data)
{
	union field *value = arena_array(arena, type->nfields, sizeof(*value));
	union field *again = arena_array(arena, type->nfields, sizeof(*again));
	struct buf one = {0}, two = {0};
	const char *why = NULL;

	if (value_parse(arena, type, data, value, &why) != 0) {
		fuzz_require(why != NULL, "data are refused without a reason");
		return;
	}
	print(&one, type, value);
	fuzz_require(value_parse(arena, type, buf_view(&one), again, &why) == 0,
	    "what was printed cannot be read");
	fuzz_require(value_compare(type, value, again) == 0, "what was printed reads differently");
	print(&two, type, again);
	fuzz_same(&one, &two, "it is printed in two ways");
	buf_clear(&two);
	value_octodns(&two, type, value);
	(void)value_node(arena, type, value);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice line = slice_make((const char *)data, size);
	size_t end = slice_find(line, ' ');
	const struct rtype *type = rtype_find(slice_sub(line, 0, end));
	struct arena arena = {0};

	if (type != NULL)
		check(&arena, type, slice_sub(line, end + 1, line.len));
	arena_free(&arena);
	return 0;
}
