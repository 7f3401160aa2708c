/* TXT look-ups with the C library's resolver. */
#include "process/resolver.h"

#include "core/buf.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <stdlib.h>
#include <string.h>

#define SECONDS_PER_TRY 2
#define TRIES 2
#define MOST_BYTES 65535
#define HEADER 12

static uint16_t
read_u16(const unsigned char *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

/* Skip a name and ${fixed} bytes; NULL at a fault. */
static const unsigned char *
skip(const unsigned char *at, const unsigned char *end, size_t fixed)
{
	int len = dn_skipname(at, end);

	if (len < 0 || (size_t)(end - at) < (size_t)len + fixed)
		return NULL;
	return at + len + fixed;
}

/* The character strings of one record, joined. */
static int
read_strings(struct arena *arena, const unsigned char *at, size_t len, struct node *values)
{
	struct buf text = {0};
	size_t i = 0;
	int rc = 0;

	buf_text(&text, "");
	while (i < len && rc == 0) {
		if (at[i] > len - i - 1)
			rc = -1;
		else
			buf_add(&text, (const char *)at + i + 1, at[i]);
		i += 1U + at[i];
	}
	if (rc == 0)
		node_push(arena, values, node_text(arena, buf_view(&text)));
	buf_free(&text);
	return rc;
}

int
resolver_read_txt(struct arena *arena, const unsigned char *answer, size_t len,
    struct node **values)
{
	const unsigned char *end = answer + len, *at;
	unsigned i, questions, records;

	*values = node_list(arena, 4);
	if (len < HEADER)
		return -1;
	questions = read_u16(answer + 4);
	records = read_u16(answer + 6);
	at = answer + HEADER;
	for (i = 0; i < questions && at != NULL; i++)
		at = skip(at, end, 4);
	for (i = 0; i < records && at != NULL; i++) {
		const unsigned char *data = skip(at, end, 10);
		uint16_t size;

		if (data == NULL)
			return -1;
		size = read_u16(data - 2);
		if ((size_t)(end - data) < size)
			return -1;
		if (read_u16(data - 10) == ns_t_txt &&
		    read_strings(arena, data, size, *values) != 0)
			return -1;
		at = data + size;
	}
	return at != NULL ? 0 : -1;
}

/* Only the server that ZONEWARD_RESOLVER names; false when that is none. */
static bool
use_server(struct __res_state *state, const char *text)
{
	const char *colon = strchr(text, ':');
	char address[INET_ADDRSTRLEN], *end = NULL;
	size_t len = colon != NULL ? (size_t)(colon - text) : strlen(text);
	unsigned long port = colon != NULL ? strtoul(colon + 1, &end, 10) : NAMESERVER_PORT;
	struct sockaddr_in *server = &state->nsaddr_list[0];

	if (len >= sizeof(address) || port == 0 || port > UINT16_MAX ||
	    (end != NULL && *end != '\0'))
		return false;
	memcpy(address, text, len);
	address[len] = '\0';
	memset(server, 0, sizeof(*server));
	server->sin_family = AF_INET;
	server->sin_port = htons((uint16_t)port);
	state->nscount = 1;
	return inet_pton(AF_INET, address, &server->sin_addr) == 1;
}

static const char *
no_answer(int code)
{
	switch (code) {
	case HOST_NOT_FOUND:
		return "there is no such name";
	case NO_DATA:
		return "it has no TXT record";
	case TRY_AGAIN:
		return "no server answers";
	default:
		return "the servers refuse to answer";
	}
}

static int
ask(struct arena *arena, struct __res_state *state, const char *name, struct node **values,
    const char **why)
{
	unsigned char *answer = arena_alloc(arena, MOST_BYTES);
	int len = res_nquery(state, name, ns_c_in, ns_t_txt, answer, MOST_BYTES);

	if (len < 0) {
		*why = no_answer(state->res_h_errno);
		return -1;
	}
	if (len > MOST_BYTES || resolver_read_txt(arena, answer, (size_t)len, values) != 0) {
		*why = "the answer is malformed";
		return -1;
	}
	if ((*values)->u.list.count == 0) {
		*why = no_answer(NO_DATA);
		return -1;
	}
	return 0;
}

int
resolver_txt(struct arena *arena, const char *name, struct node **values, const char **why)
{
	const char *server = getenv("ZONEWARD_RESOLVER");
	struct __res_state state;
	int rc = -1;

	memset(&state, 0, sizeof(state));
	if (res_ninit(&state) != 0) {
		*why = "the resolver of the system is not set up";
		return -1;
	}
	state.retrans = SECONDS_PER_TRY;
	state.retry = TRIES;
	state.options &= ~(unsigned long)(RES_DNSRCH | RES_DEFNAMES);
	if (server != NULL && *server != '\0' && !use_server(&state, server))
		*why = "ZONEWARD_RESOLVER names no server: write ADDRESS:PORT";
	else
		rc = ask(arena, &state, name, values, why);
	res_nclose(&state);
	return rc;
}
