/* The first lines, up to "%%%%", are secrets: none of them is left in the text after it. */
#include "fuzz.h"
#include "http/secret.h"

/* A secret may look like a header's name, or like what stands for it: no promise for those. */
static bool
is_told(struct slice secret)
{
	bool digit = false;
	size_t i;

	for (i = 0; i < secret.len; i++) {
		if (secret.data[i] == '*')
			return false;
		digit = digit || (secret.data[i] >= '0' && secret.data[i] <= '9');
	}
	return secret.len >= 4 && digit;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hidden hidden = {0};
	struct fuzz_files files;
	struct secret secret;
	struct slice rest;
	struct buf out = {0};
	size_t i;

	fuzz_cut(&files, data, size);
	for (rest = files.texts[0]; rest.len > 0;) {
		size_t end = slice_find(rest, '\n');

		hidden_add(&hidden, slice_sub(rest, 0, end));
		rest = slice_sub(rest, end + 1, rest.len);
	}
	secret_keep(&secret, files.texts, files.count);
	redact(&hidden, files.texts[1], &out);
	for (i = 0; i < hidden.count && out.len > 0; i++) {
		fuzz_require(!is_told(hidden.items[i]) ||
			memmem(out.data, out.len, hidden.items[i].data, hidden.items[i].len) ==
			    NULL,
		    "a secret is left");
	}
	secret_wipe(&secret);
	hidden_free(&hidden);
	buf_free(&out);
	return 0;
}
