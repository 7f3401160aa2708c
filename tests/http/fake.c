/* A server on 127.0.0.1 that answers as its script says. */
#include "fake.h"

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ROOM 65536

struct job {
	struct fake *fake;
	unsigned number;
};

static void
pause_ms(int ms)
{
	struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};

	(void)nanosleep(&time, NULL);
}

static bool
send_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t sent = send(fd, data, len, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		data += sent;
		len -= (size_t)sent;
	}
	return true;
}

static size_t
body_length(const char *head)
{
	const char *found = strcasestr(head, "\r\nContent-Length:");

	return found != NULL ? strtoul(found + 17, NULL, 10) : 0;
}

/* Read one request; return it, or NULL when the connection ends. */
static char *
read_request(int fd)
{
	char *text = calloc(1, ROOM);
	size_t len = 0;

	while (len + 1 < ROOM) {
		ssize_t got = recv(fd, text + len, ROOM - 1 - len, 0);
		char *end;

		if (got <= 0)
			break;
		len += (size_t)got;
		end = strstr(text, "\r\n\r\n");
		if (end != NULL && len >= (size_t)(end + 4 - text) + body_length(text))
			return text;
	}
	free(text);
	return NULL;
}

static struct answer
remember(struct fake *fake, char *text)
{
	struct answer answer;
	size_t number;

	(void)pthread_mutex_lock(&fake->lock);
	number = fake->requests++;
	if (number < FAKE_SEEN)
		fake->seen[number] = text;
	else
		free(text);
	answer = fake->script[number < fake->count ? number : fake->count - 1];
	(void)pthread_mutex_unlock(&fake->lock);
	return answer;
}

static bool
send_endless(int fd)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
	static char block[4096];

	memset(block, 'x', sizeof(block));
	if (!send_all(fd, head, sizeof(head) - 1))
		return false;
	while (send_all(fd, block, sizeof(block)))
		continue;
	return false;
}

static void
reset_on_close(int fd)
{
	struct linger linger = {1, 0};

	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
}

/* Return whether the connection stays open. */
static bool
reply(int fd, const struct answer *answer)
{
	const char *headers = answer->headers != NULL ? answer->headers : "";
	const char *body = answer->body != NULL ? answer->body : "";
	char text[8192];
	size_t len;

	pause_ms(answer->delay_ms);
	if (answer->endless)
		return send_endless(fd);
	if (answer->reset)
		reset_on_close(fd);
	if (answer->raw != NULL)
		(void)snprintf(text, sizeof(text), "%s", answer->raw);
	else if (answer->status != 0)
		(void)snprintf(text, sizeof(text),
		    "HTTP/1.1 %d Status\r\nContent-Length: %zu\r\n%s\r\n%s", answer->status,
		    strlen(body), headers, body);
	else
		return false;
	len = strlen(text);
	if (answer->cut > 0 && answer->cut < len)
		len = answer->cut;
	if (!send_all(fd, text, len))
		return false;
	return answer->hang || (answer->cut == 0 && !answer->reset && answer->raw == NULL);
}

static void *
serve(void *context)
{
	struct job *job = context;
	struct fake *fake = job->fake;
	int fd = fake->connections[job->number];
	char *text;

	while ((text = read_request(fd)) != NULL) {
		struct answer answer = remember(fake, text);

		if (!reply(fd, &answer))
			break;
	}
	(void)pthread_mutex_lock(&fake->lock);
	fake->connections[job->number] = -1;
	(void)close(fd);
	(void)pthread_mutex_unlock(&fake->lock);
	free(job);
	return NULL;
}

static void *
accept_all(void *context)
{
	struct fake *fake = context;
	int fd;

	while ((fd = accept(fake->listener, NULL, NULL)) >= 0) {
		struct job *job = malloc(sizeof(*job));

		(void)pthread_mutex_lock(&fake->lock);
		cr_assert_lt(fake->accepts, FAKE_CONNECTIONS);
		*job = (struct job){fake, fake->accepts};
		fake->connections[fake->accepts] = fd;
		(void)pthread_create(&fake->workers[fake->accepts], NULL, serve, job);
		fake->accepts++;
		(void)pthread_mutex_unlock(&fake->lock);
	}
	return NULL;
}

static int
listen_anywhere(unsigned *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	cr_assert_geq(fd, 0);
	cr_assert_eq(bind(fd, (struct sockaddr *)&address, len), 0);
	cr_assert_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	cr_assert_eq(listen(fd, 64), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

struct fake *
fake_start(const struct answer *script, size_t count)
{
	struct fake *fake = calloc(1, sizeof(*fake));

	fake->script = script;
	fake->count = count;
	fake->listener = listen_anywhere(&fake->port);
	(void)pthread_mutex_init(&fake->lock, NULL);
	(void)pthread_create(&fake->acceptor, NULL, accept_all, fake);
	return fake;
}

void
fake_stop(struct fake *fake)
{
	(void)shutdown(fake->listener, SHUT_RDWR);
	(void)pthread_join(fake->acceptor, NULL);
	(void)close(fake->listener);
	(void)pthread_mutex_lock(&fake->lock);
	for (unsigned i = 0; i < fake->accepts; i++)
		if (fake->connections[i] >= 0)
			(void)shutdown(fake->connections[i], SHUT_RDWR);
	(void)pthread_mutex_unlock(&fake->lock);
	for (unsigned i = 0; i < fake->accepts; i++)
		(void)pthread_join(fake->workers[i], NULL);
	for (unsigned i = 0; i < FAKE_SEEN; i++)
		free(fake->seen[i]);
	(void)pthread_mutex_destroy(&fake->lock);
	free(fake);
}

unsigned
fake_accepts(struct fake *fake)
{
	unsigned accepts;

	(void)pthread_mutex_lock(&fake->lock);
	accepts = fake->accepts;
	(void)pthread_mutex_unlock(&fake->lock);
	return accepts;
}

unsigned
fake_requests(struct fake *fake)
{
	unsigned requests;

	(void)pthread_mutex_lock(&fake->lock);
	requests = fake->requests;
	(void)pthread_mutex_unlock(&fake->lock);
	return requests;
}

const char *
fake_saw(struct fake *fake, unsigned i)
{
	const char *seen;

	(void)pthread_mutex_lock(&fake->lock);
	seen = i < FAKE_SEEN && fake->seen[i] != NULL ? fake->seen[i] : "";
	(void)pthread_mutex_unlock(&fake->lock);
	return seen;
}

unsigned
closed_port(void)
{
	unsigned port;
	int fd = listen_anywhere(&port);

	(void)close(fd);
	return port;
}
