/* Takes secrets out of any text that a person or a log may see. */
#include "core/mem.h"
#include "http/secret.h"

#include <stdlib.h>
#include <string.h>

#define SHORTEST 4

/* Headers whose values are credentials, whoever sent them. */
static const char *const credentials[] = {
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "x-auth-key",
    "x-auth-token",
    "x-amz-security-token",
    "x-ovh-application",
    "x-ovh-consumer",
    "x-ovh-signature",
    "private-token",
    "job-token",
};

void
hidden_add(struct hidden *hidden, struct slice value)
{
	if (value.len < SHORTEST)
		return;
	hidden->items =
	    mem_grow(hidden->items, &hidden->cap, hidden->count + 1, sizeof(*hidden->items));
	hidden->items[hidden->count++] = value;
}

void
hidden_free(struct hidden *hidden)
{
	free(hidden->items);
	*hidden = (struct hidden){0};
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decode the escape at the start of s; return its length, or 0 when there is none. */
static size_t
unescape(struct slice s, char *c)
{
	size_t skip = 0;
	int high, low;

	if (s.len >= 2 && s.data[0] == '\\' && strchr("/\"\\", s.data[1]) != NULL) {
		*c = s.data[1];
		return 2;
	}
	if (s.len >= 3 && s.data[0] == '%')
		skip = 1;
	if (s.len >= 6 && memcmp(s.data, "\\u00", 4) == 0)
		skip = 4;
	if (skip == 0)
		return 0;
	high = hex_value(s.data[skip]);
	low = hex_value(s.data[skip + 1]);
	if (high < 0 || low < 0)
		return 0;
	*c = (char)(high << 4 | low);
	return skip + 2;
}

/* Return how many bytes at the start of text spell value, escaped or as it is, or 0. */
static size_t
spells(struct slice text, struct slice value, bool escaped)
{
	size_t at = 0;

	for (size_t i = 0; i < value.len; i++) {
		size_t taken = 0;
		char c;

		if (at >= text.len)
			return 0;
		if (escaped)
			taken = unescape(slice_sub(text, at, text.len), &c);
		if (taken == 0) {
			c = text.data[at];
			taken = 1;
		}
		if (c != value.data[i])
			return 0;
		at += taken;
	}
	return at;
}

static size_t
hidden_at(const struct hidden *hidden, struct slice text)
{
	size_t longest = 0;

	for (size_t i = 0; i < hidden->count; i++) {
		size_t plain = spells(text, hidden->items[i], false);
		size_t escaped = spells(text, hidden->items[i], true);

		if (plain > longest)
			longest = plain;
		if (escaped > longest)
			longest = escaped;
	}
	return longest;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '_';
}

/* Return the length of "Name:" and the white space after it when Name carries credentials. */
static size_t
credential_name(struct slice text)
{
	size_t len = 0;

	while (len < text.len && is_name_char(text.data[len]))
		len++;
	for (size_t i = 0; i < sizeof(credentials) / sizeof(credentials[0]); i++) {
		size_t end = len;

		if (!slice_is_nocase(slice_sub(text, 0, len), credentials[i]))
			continue;
		if (end < text.len && text.data[end] == '"')
			end++;
		if (end >= text.len || text.data[end] != ':')
			return 0;
		end++;
		while (end < text.len && (text.data[end] == ' ' || text.data[end] == '\t'))
			end++;
		return end;
	}
	return 0;
}

static size_t
line_length(struct slice text)
{
	size_t len = 0;

	while (len < text.len && text.data[len] != '\n' && text.data[len] != '\r')
		len++;
	return len;
}

/* After "://": return the length of the user info before its '@', or 0. */
static size_t
user_info(struct slice text)
{
	size_t found = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '@')
			found = i;
		if (strchr("/?# \t\r\n\"'<>", text.data[i]) != NULL)
			break;
	}
	return found;
}

void
redact(const struct hidden *hidden, struct slice text, struct buf *out)
{
	size_t at = 0;

	while (at < text.len) {
		struct slice rest = slice_sub(text, at, text.len);
		size_t gone = hidden_at(hidden, rest);
		size_t kept = 0;

		if (gone == 0 && (at == 0 || !is_name_char(text.data[at - 1]))) {
			kept = credential_name(rest);
			if (kept > 0)
				gone = line_length(slice_sub(rest, kept, rest.len));
		}
		if (gone == 0 && slice_starts(rest, slice_of("://"))) {
			kept = 3;
			gone = user_info(slice_sub(rest, kept, rest.len));
		}
		/* What is kept alone is looked at again: a secret may begin in it. */
		if (gone == 0)
			kept = 1;
		buf_slice(out, slice_sub(rest, 0, kept));
		if (gone > 0)
			buf_text(out, "***");
		at += kept + gone;
	}
}
