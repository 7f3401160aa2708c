/* What a name server answers: bytes in the format of RFC 1035, or not. */
#include "fuzz.h"
#include "process/resolver.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = {0};
	struct node *values = NULL;
	size_t i, total = 0;

	if (resolver_read_txt(&arena, data, size, &values) == 0) {
		for (i = 0; i < values->u.list.count; i++)
			total += values->u.list.items[i]->text.len;
		fuzz_require(total <= size, "there is no more text than there are bytes");
	}
	arena_free(&arena);
	return 0;
}
