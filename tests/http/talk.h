/* A client and the server that it talks to, in one. */
#ifndef ZW_TESTS_HTTP_TALK_H
#define ZW_TESTS_HTTP_TALK_H

#include "fake.h"
#include "http/http.h"

struct talk {
	struct fake *fake;
	struct http_options options; /* fast: retries follow at once */
	struct http_client *client;
	struct http_response response;
	struct buf why;
	struct diags diags;
	char base[64];
};

/** talk_prepare(talk, script, count): Start the server; options may be changed before talk_open. */
void talk_prepare(struct talk *talk, const struct answer *script, size_t count);

/** talk_open(talk): Open the client, which must work. */
void talk_open(struct talk *talk);

/** talk_start(talk, script, count): Both. */
void talk_start(struct talk *talk, const struct answer *script, size_t count);

/** talk_send(talk, method, path, body): Send one request; return what http_send returns. */
int talk_send(struct talk *talk, const char *method, const char *path, const char *body);

/** talk_end(talk): Close and free everything. */
void talk_end(struct talk *talk);

#endif
