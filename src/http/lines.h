/* The headers of one attempt. */
#ifndef ZW_HTTP_LINES_H
#define ZW_HTTP_LINES_H

#include "http/client.h"

struct lines {
	struct curl_slist *nodes;
	size_t count;
	struct buf *own; /* texts that are not the client's */
	size_t own_count;
};

/**
 * lines_make(lines, attempt, url):
 * Collect the headers for libcurl, without copies of the client's secrets, and ask
 * the signer.  Return 0, or -1 with attempt->refusal filled.  lines_free follows
 * either way.
 */
int lines_make(struct lines *lines, struct attempt *attempt, const char *url);

/** lines_free(lines): Wipe and free them. */
void lines_free(struct lines *lines);

#endif
