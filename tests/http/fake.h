/* A server on 127.0.0.1 that answers as its script says. */
#ifndef ZW_TESTS_HTTP_FAKE_H
#define ZW_TESTS_HTTP_FAKE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define FAKE_CONNECTIONS 64
#define FAKE_SEEN 64

struct answer {
	int status;          /* 0: close without an answer */
	const char *headers; /* whole lines, each with "\r\n"; NULL for none */
	const char *body;    /* NULL for none */
	const char *raw;     /* sent instead of all that */
	int delay_ms;        /* before the answer */
	size_t cut;          /* close after this many bytes; 0 is all */
	bool reset;          /* close with a RST */
	bool endless;        /* a body without an end */
	bool hang;           /* keep the connection, send nothing more */
};

struct fake {
	int listener;
	unsigned port;
	const struct answer *script; /* the last one is repeated */
	size_t count;
	pthread_t acceptor, workers[FAKE_CONNECTIONS];
	pthread_mutex_t lock;
	int connections[FAKE_CONNECTIONS];
	bool stopping;
	unsigned accepts;
	unsigned requests;
	char *seen[FAKE_SEEN]; /* each request as it came, head and body */
};

/** fake_start(script, count): Return a server; fake_stop ends it and waits for its threads. */
struct fake *fake_start(const struct answer *script, size_t count);
void fake_stop(struct fake *fake);

/** fake_accepts(fake), fake_requests(fake), fake_saw(fake, i): Return what has happened so far. */
unsigned fake_accepts(struct fake *fake);
unsigned fake_requests(struct fake *fake);
const char *fake_saw(struct fake *fake, unsigned i);

/** closed_port(): Return a port of 127.0.0.1 that nobody listens on. */
unsigned closed_port(void);

#endif
