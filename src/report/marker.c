/* The line by which a comment is found again. */
#include "report/markdown.h"

#include <ctype.h>
#include <string.h>

#define MARKER_HEAD_MAX 128

/* What the marker of a comment may hold; anything else is "-" there. */
static bool
fits_marker(const char *head)
{
	size_t i;

	for (i = 0; head[i] != '\0'; i++) {
		bool plain = isascii((unsigned char)head[i]) &&
		    (isalnum((unsigned char)head[i]) || strchr("._:/+-", head[i]) != NULL);

		if (!plain || i >= MARKER_HEAD_MAX)
			return false;
	}
	return i > 0 && strstr(head, "--") == NULL;
}

void
md_marker(struct buf *buf, const struct plan *plan, const char *digest)
{
	buf_printf(buf, "<!-- zoneward:plan v1 digest=%s head=%s -->\n", digest,
	    plan->head != NULL && fits_marker(plan->head) ? plan->head : "-");
}
