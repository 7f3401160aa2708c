/*
 * Sends values through libldns and back: lines "TYPE<tab>DATA" on standard input.
 * Prints those that come back as others, then "N values, N other, N skipped".
 */
#include "../dns/wire_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(void)
{
	unsigned long count = 0, bad = 0, skipped = 0;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	while ((len = getline(&line, &room, stdin)) > 0) {
		struct slice text = slice_make(line, (size_t)len - (line[len - 1] == '\n'));
		size_t tab = slice_find(text, '\t');
		const struct rtype *type = rtype_find(slice_sub(text, 0, tab));
		struct buf why = {0};

		count++;
		if (type != NULL && wire_skips(type) != NULL) {
			skipped++;
		} else if (type == NULL ||
		    wire_round(type, slice_sub(text, tab + 1, text.len), &why) != 0) {
			bad++;
			printf("%.*s: %s\n", SLICE_ARGS(text),
			    type != NULL ? why.data : "the type is not known");
		}
		buf_free(&why);
	}
	free(line);
	printf("%lu values, %lu other, %lu skipped\n", count, bad, skipped);
	return bad > 0;
}
