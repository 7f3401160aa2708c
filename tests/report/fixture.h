/* What the tests of comments share. */
#ifndef ZW_TESTS_REPORT_FIXTURE_H
#define ZW_TESTS_REPORT_FIXTURE_H

#include "../plan/fixture.h"
#include "report/report.h"

/* How often ${needle} begins a line of ${text}. */
static inline size_t
lines_with(const char *text, const char *needle)
{
	size_t count = 0;

	while (text != NULL) {
		count += strncmp(text, needle, strlen(needle)) == 0;
		text = strchr(text, '\n');
		text = text != NULL ? text + 1 : NULL;
	}
	return count;
}

/* ${count} hosts of the name ${name}N. */
static inline void
add_hosts(struct buf *yaml, const char *name, unsigned count)
{
	unsigned i;

	for (i = 0; i < count; i++)
		buf_printf(yaml, "%s%u: {type: A, value: 1.1.1.1}\n", name, i);
}

#endif
