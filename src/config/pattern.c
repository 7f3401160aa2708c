/* Patterns for names: our own fnmatch, and PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "config/pattern.h"

#include "core/mem.h"
#include "core/text.h"

#include <pcre2.h>
#include <stdlib.h>

/* What one search may cost: far above any honest pattern on a name. */
#define MATCH_STEPS 100000

struct pattern {
	char *glob; /* or NULL */
	size_t glob_len;
	pcre2_code *regex; /* or NULL */
	pcre2_match_context *limits;
};

struct pattern *
pattern_glob(struct slice glob)
{
	struct pattern *pattern = mem_zero(1, sizeof(*pattern));

	pattern->glob = mem_copy(glob.data, glob.len);
	pattern->glob_len = glob.len;
	return pattern;
}

static const char *
regex_error(struct arena *arena, int code, size_t offset)
{
	PCRE2_UCHAR text[160];

	if (pcre2_get_error_message(code, text, sizeof(text)) < 0)
		return arena_printf(arena, "not a regular expression, at offset %zu", offset);
	return arena_printf(arena, "%s, at offset %zu", (const char *)text, offset);
}

struct pattern *
pattern_regex(struct arena *arena, struct slice regex, const char **why)
{
	struct pattern *pattern;
	PCRE2_SIZE offset = 0;
	pcre2_code *code;
	int error = 0;

	code = pcre2_compile((PCRE2_SPTR)regex.data, regex.len, PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C,
	    &error, &offset, NULL);
	if (code == NULL) {
		*why = regex_error(arena, error, offset);
		return NULL;
	}
	pattern = mem_zero(1, sizeof(*pattern));
	pattern->regex = code;
	pattern->limits = pcre2_match_context_create(NULL);
	if (pattern->limits != NULL) {
		(void)pcre2_set_match_limit(pattern->limits, MATCH_STEPS);
		(void)pcre2_set_depth_limit(pattern->limits, MATCH_STEPS / 100);
	}
	return pattern;
}

/* The end of the set that starts behind '[' at ${at}: the place of its ']', or len without one. */
static size_t
set_end(struct slice glob, size_t at)
{
	if (at < glob.len && glob.data[at] == '!')
		at++;
	if (at < glob.len && glob.data[at] == ']')
		at++;
	while (at < glob.len && glob.data[at] != ']')
		at++;
	return at;
}

/* Whether the set between ${at} and ${end} has ${code}. */
static bool
set_has(struct slice glob, size_t at, size_t end, uint32_t code)
{
	struct slice set = slice_sub(glob, 0, end);
	bool negated = at < end && set.data[at] == '!';
	bool found = false;

	if (negated)
		at++;
	while (at < end) {
		uint32_t first = text_next(set, &at), last = first;

		if (end - at >= 2 && set.data[at] == '-') {
			at++;
			last = text_next(set, &at);
		}
		if (code >= first && code <= last)
			found = true;
	}
	return found != negated;
}

/* Match the one letter that the pattern at *at stands for; move *at behind it. */
static bool
one_matches(struct slice glob, size_t *at, uint32_t code)
{
	size_t end;

	if (glob.data[*at] == '?') {
		(*at)++;
		return true;
	}
	if (glob.data[*at] == '[' && (end = set_end(glob, *at + 1)) < glob.len) {
		bool has = set_has(glob, *at + 1, end, code);

		*at = end + 1;
		return has;
	}
	return text_next(glob, at) == code;
}

static bool
glob_matches(struct slice glob, struct slice name)
{
	size_t at = 0, here = 0, star = SIZE_MAX, resume = 0;

	while (here < name.len) {
		size_t at_next = at, here_next = here;

		if (at < glob.len && glob.data[at] == '*') {
			star = ++at;
			resume = here;
			continue;
		}
		if (at < glob.len && one_matches(glob, &at_next, text_next(name, &here_next))) {
			at = at_next;
			here = here_next;
			continue;
		}
		if (star == SIZE_MAX)
			return false;
		/* The last star takes one letter more. */
		at = star;
		(void)text_next(name, &resume);
		here = resume;
	}
	while (at < glob.len && glob.data[at] == '*')
		at++;
	return at == glob.len;
}

bool
pattern_matches(const struct pattern *pattern, struct slice name)
{
	pcre2_match_data *match;
	int rc;

	if (pattern->glob != NULL)
		return glob_matches(slice_make(pattern->glob, pattern->glob_len), name);
	match = pcre2_match_data_create(1, NULL);
	if (match == NULL)
		return false;
	rc = pcre2_match(pattern->regex, (PCRE2_SPTR)name.data, name.len, 0, 0, match,
	    pattern->limits);
	pcre2_match_data_free(match);
	return rc >= 0;
}

void
pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_match_context_free(pattern->limits);
	pcre2_code_free(pattern->regex);
	free(pattern->glob);
	free(pattern);
}
