/* Names of zones, most of which are written as they are stored. */
#include "config/zone_name.h"

#include "dns/name.h"

/* Whether text is how a zone is stored: most names are. */
static bool
is_normal(struct slice text)
{
	char last = '.';
	size_t i;

	if (text.len < 2 || text.len > NAME_MAX_TEXT)
		return false;
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '.' ? last == '.'
			     : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
		/* Something that may be an A-label is looked at with more care. */
		if (c == '-' && last == '-')
			return false;
		last = c;
	}
	return last == '.';
}

int
zone_name_normal(struct arena *arena, struct slice text, struct slice *name, const char **why)
{
	if (!is_normal(text))
		return zone_name_parse(arena, text, name, why);
	*name = text;
	return 0;
}
