/* The first line of a comment: whose it is, and which plan was shown. */
#include "report/marker.h"

#include "core/text.h"
#include "plan/plan.h"

#include <ctype.h>
#include <string.h>

#define BEGIN "<!-- zoneward:"
#define END " -->"
#define VERSION "v1"
#define VALUE_MAX 128

static bool
fits(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];

		if (!isascii(c) || c == '\0' || (!isalnum(c) && strchr("._:/+-", c) == NULL))
			return false;
		if (c == '-' && i > 0 && value.data[i - 1] == '-')
			return false;
	}
	return value.len > 0 && value.len <= VALUE_MAX;
}

/* A value that does not fit, a path with blanks, is told by its hash. */
static void
print_value(struct buf *buf, const char *key, const char *value)
{
	char hash[PLAN_DIGEST_LEN + 1];

	if (value == NULL)
		return;
	if (!fits(slice_of(value))) {
		digest_text(slice_of(value), hash);
		value = hash;
	}
	buf_printf(buf, " %s=%s", key, value);
}

void
marker_print(struct buf *buf, const struct marker *marker)
{
	buf_printf(buf, BEGIN "%s " VERSION, marker->kind);
	print_value(buf, "digest", marker->digest);
	print_value(buf, "head", marker->head);
	print_value(buf, "config", marker->config);
	buf_text(buf, END "\n");
}

static struct slice
next_word(struct slice *line)
{
	size_t len = slice_find(*line, ' ');
	struct slice word = slice_sub(*line, 0, len);

	*line = slice_sub(*line, len + 1, line->len);
	return word;
}

static bool
is_digest(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++) {
		if (strchr("0123456789abcdef", value.data[i]) == NULL || value.data[i] == '\0')
			return false;
	}
	return value.len == PLAN_DIGEST_LEN;
}

/* "key=value": those that are not known are for a later version of ours. */
static int
read_pair(struct slice word, struct marker *marker, struct arena *arena)
{
	struct {
		const char *key;
		const char **value;
	} keys[] = {{"digest", &marker->digest}, {"head", &marker->head},
	    {"config", &marker->config}};
	size_t at = slice_find(word, '='), i;
	struct slice value = slice_sub(word, at + 1, word.len);

	if (at == word.len || !fits(value))
		return -1;
	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!slice_is(slice_sub(word, 0, at), keys[i].key))
			continue;
		if (*keys[i].value != NULL)
			return -1;
		*keys[i].value = arena_text(arena, value);
		if (i == 0 && !is_digest(value))
			return -1;
	}
	return 0;
}

int
marker_read(struct slice body, struct marker *marker, struct arena *arena)
{
	struct slice line = slice_sub(body, 0, slice_find(body, '\n'));
	struct slice kind;

	memset(marker, 0, sizeof(*marker));
	/* A forge may keep the line ends of a web form. */
	if (slice_ends(line, slice_of("\r")))
		line.len--;
	if (!slice_starts(line, slice_of(BEGIN)))
		return 1;
	if (!slice_ends(line, slice_of(END)))
		return -1;
	line = slice_sub(line, strlen(BEGIN), line.len - strlen(END));
	kind = next_word(&line);
	marker->kind = arena_text(arena, kind);
	if (!fits(kind) || !slice_is(next_word(&line), VERSION))
		return -1;
	while (line.len > 0) {
		if (read_pair(next_word(&line), marker, arena) != 0)
			return -1;
	}
	return 0;
}
