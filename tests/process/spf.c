/* SPF policies that need too many look-ups, with a name server of our own. */
#include "fixture.h"
#include "process/resolver.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLASS "{class: octodns.processor.spf.SpfDnsLookupProcessor}"

/* A name server on 127.0.0.1 that knows a few names, until its socket is closed. */
struct server {
	int fd;
	pthread_t thread;
	unsigned asked;
};

static struct server server;

static const struct {
	const char *name, *text;
} known[] = {
    {"two.tests", "v=spf1 a mx -all"},
    {"loop.tests", "v=spf1 include:loop.tests -all"},
    {"plain.tests", "nothing to see"},
    {"ptr.tests", "v=spf1 ptr -all"},
};

/* The name of the question as text. */
static size_t
question_name(const unsigned char *at, char *name)
{
	size_t used = 0, len = 0;

	while (at[used] != 0) {
		if (len > 0)
			name[len++] = '.';
		memcpy(name + len, at + used + 1, at[used]);
		len += at[used];
		used += 1U + at[used];
	}
	name[len] = '\0';
	return used + 1;
}

static const char *
text_of(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(known[i].name, name) == 0)
			return known[i].text;
	}
	return NULL;
}

/* Turn a question into its answer, in two character strings. */
static size_t
answer(unsigned char *message)
{
	char name[256];
	size_t at = 12 + question_name(message + 12, name) + 4, half;
	const char *text = text_of(name);

	message[2] = 0x81;
	message[3] = text != NULL ? 0x80 : 0x83;
	memset(message + 4, 0, 8);
	message[5] = 1;
	if (text == NULL)
		return at;
	message[7] = 1;
	half = strlen(text) / 2;
	memcpy(message + at, "\xC0\x0C\0\x10\0\x01\0\0\0\x3C", 10);
	at += 10;
	message[at++] = 0;
	message[at++] = (unsigned char)(strlen(text) + 2);
	message[at++] = (unsigned char)half;
	memcpy(message + at, text, half);
	at += half;
	message[at++] = (unsigned char)(strlen(text) - half);
	memcpy(message + at, text + half, strlen(text) - half);
	return at + strlen(text) - half;
}

static void *
serve(void *unused)
{
	unsigned char message[1024];
	struct sockaddr_in from;
	ssize_t got;

	(void)unused;
	for (;;) {
		socklen_t len = sizeof(from);

		got = recvfrom(server.fd, message, 512, 0, (struct sockaddr *)&from, &len);
		if (got < 12)
			return NULL;
		server.asked++;
		(void)sendto(server.fd, message, answer(message), 0, (struct sockaddr *)&from, len);
	}
}

static void
begin(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t len = sizeof(at);
	char text[32];

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.fd = socket(AF_INET, SOCK_DGRAM, 0);
	cr_assert_geq(server.fd, 0);
	cr_assert_eq(bind(server.fd, (struct sockaddr *)&at, sizeof(at)), 0);
	cr_assert_eq(getsockname(server.fd, (struct sockaddr *)&at, &len), 0);
	(void)snprintf(text, sizeof(text), "127.0.0.1:%u", ntohs(at.sin_port));
	setenv("ZONEWARD_RESOLVER", text, 1);
	cr_assert_eq(pthread_create(&server.thread, NULL, serve, NULL), 0);
}

static void
end(void)
{
	(void)shutdown(server.fd, SHUT_RDWR);
	(void)pthread_join(server.thread, NULL);
	(void)close(server.fd);
}

TestSuite(spf, .init = begin, .fini = end);

#define TXT(value) "a: {type: TXT, value: '" value "'}"
#define NINE "exists:1 exists:2 exists:3 exists:4 exists:5 exists:6 exists:7 exists:8 exists:9 "

static void
passes(const char *zone)
{
	struct stage stage;

	stage_open(&stage, CLASS);
	stage_zones(&stage, zone, "");
	cr_expect_eq(stage_source(&stage), 0, "%s: %s", zone, first_message(&stage));
	stage_end(&stage);
}

Test(spf, counts_without_asking_what_needs_no_answer)
{
	passes(TXT("v=spf1 ip4:192.0.2.0/24 -all"));
	passes(TXT("v=spf1 " NINE "exists:10 -all"));
	passes("a: {type: A, value: 1.1.1.1}");
	passes(TXT("something else"));
	refused(CLASS, TXT("v=spf1 " NINE "exists:10 exists:11 -all"), "",
	    "exceeds the limit of 10 DNS look-ups");
	cr_expect_eq(server.asked, 0);
}

Test(spf, refuses_ptr_and_a_second_policy)
{
	refused(CLASS, TXT("v=spf1 ptr -all"), "", "deprecated ptr mechanism");
	refused(CLASS, "a: {type: TXT, values: [v=spf1 a -all, v=spf1 mx -all]}", "",
	    "more than one SPF policy");
	passes("a: {octodns: {lenient: true}, type: TXT, value: v=spf1 ptr -all}");
}

Test(spf, follows_includes)
{
	passes(TXT("v=spf1 include:two.tests include:plain.tests -all"));
	/* The look-ups of an included policy count, as RFC 7208 has it. */
	refused(CLASS, TXT("v=spf1 " NINE "include:two.tests -all"), "",
	    "exceeds the limit of 10 DNS look-ups");
	refused(CLASS, TXT("v=spf1 include:ptr.tests -all"), "", "deprecated ptr mechanism");
}

Test(spf, asks_for_a_name_once)
{
	passes("{a: {type: TXT, value: 'v=spf1 include:two.tests -all'},"
	       " b: {type: TXT, value: 'v=spf1 include:two.tests ~all'}}");
	cr_expect_eq(server.asked, 1);
}

Test(spf, ends_at_a_policy_that_includes_itself)
{
	refused(CLASS, TXT("v=spf1 include:loop.tests -all"), "",
	    "exceeds the limit of 10 DNS look-ups");
	cr_expect_eq(server.asked, 1);
}

Test(spf, says_what_cannot_be_looked_up)
{
	refused(CLASS, TXT("v=spf1 include:nosuch.tests -all"), "",
	    "the SPF policy of nosuch.tests cannot be looked up: there is no such name");
	setenv("ZONEWARD_RESOLVER", "nonsense:53", 1);
	refused(CLASS, TXT("v=spf1 include:two.tests -all"), "", "ZONEWARD_RESOLVER");
}

Test(spf, asks_nobody_for_a_base)
{
	struct stage stage;

	stage_open(&stage, CLASS);
	stage_zones(&stage, TXT("v=spf1 ptr include:nosuch.tests -all"), "");
	cr_expect_eq(chain_source(&stage.chain, &stage.desired, true, &stage.diags), 0);
	cr_expect_eq(server.asked, 0);
	stage_end(&stage);
}

Test(resolver, reads_no_further_than_the_answer_goes)
{
	static const unsigned char question[] = "\0\1\x81\x80\0\1\0\1\0\0\0\0\1a\0\0\x10\0\1";
	static const unsigned char record[] = "\xC0\x0C\0\x10\0\1\0\0\0\x3C\0\5\4text";
	unsigned char whole[sizeof(question) - 1 + sizeof(record) - 1];
	struct arena arena = {0};
	struct node *values;
	size_t len;

	memcpy(whole, question, sizeof(question) - 1);
	memcpy(whole + sizeof(question) - 1, record, sizeof(record) - 1);
	cr_assert_eq(resolver_read_txt(&arena, whole, sizeof(whole), &values), 0);
	cr_assert_eq(values->u.list.count, 1);
	cr_expect(slice_is(values->u.list.items[0]->text, "text"));
	for (len = 0; len < sizeof(whole); len++) {
		unsigned char *cut = mem_alloc(len + 1);

		memcpy(cut, whole, len);
		cut = mem_resize(cut, len > 0 ? len : 1, 1);
		cr_expect_eq(resolver_read_txt(&arena, cut, len, &values), -1, "%zu", len);
		free(cut);
	}
	whole[sizeof(question) - 1 + 12] = 5;
	cr_expect_eq(resolver_read_txt(&arena, whole, sizeof(whole), &values), -1);
	arena_free(&arena);
}
