/* Texts that OVHcloud takes as records of its own type DKIM, as octoDNS knows them. */
#include "ovh.h"

#include <string.h>

/* Tags and the values that they may have; NULL: any. */
static const struct {
	const char *tag;
	const char *values[2];
} tags[] = {
    {"v", {"DKIM1", NULL}},
    {"k", {"rsa", NULL}},
    {"h", {"sha1", "sha256"}},
    {"s", {"*", "email"}},
    {"t", {"y", "s"}},
    {"n", {NULL, NULL}},
    {"g", {NULL, NULL}},
};

static bool
is_base64(struct slice text)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t i, pad = 0;

	while (pad < 2 && pad < text.len && text.data[text.len - 1 - pad] == '=')
		pad++;
	for (i = 0; i < text.len - pad; i++) {
		if (text.data[i] == '\0' || strchr(alphabet, text.data[i]) == NULL)
			return false;
	}
	return text.len > 0 && text.len % 4 == 0;
}

static bool
is_tag(struct slice tag, struct slice value)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		const char *const *values = tags[i].values;

		if (!slice_is(tag, tags[i].tag))
			continue;
		return values[0] == NULL || slice_is(value, values[0]) ||
		    (values[1] != NULL && slice_is(value, values[1]));
	}
	return false;
}

bool
ovh_is_dkim(struct slice text)
{
	bool key = false;

	while (text.len > 0) {
		size_t end = slice_find(text, ';');
		struct slice part = slice_trim(slice_sub(text, 0, end));
		size_t equals = slice_find(part, '=');
		struct slice tag = slice_trim(slice_sub(part, 0, equals));
		struct slice value = slice_trim(slice_sub(part, equals + 1, part.len));

		text = slice_sub(text, end + 1, text.len);
		if (part.len == 0)
			continue;
		if (slice_is(tag, "p") ? !is_base64(value) : !is_tag(tag, value))
			return false;
		key = key || slice_is(tag, "p");
	}
	return key;
}
