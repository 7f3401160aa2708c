/* Requests to Route 53, and what its answers mean. */
#include "route53.h"

#include "http/retry.h"

#include <string.h>
#include <time.h>

/* Credentials that run out sooner are looked for again. */
#define EARLY_S 60

#define LATER "ask again later: other programs use up the account's requests (provider %s)"
#define KEY "check the access key of provider %s, or where else its credentials come from"

static const struct talk_meaning meanings[] = {
    {404, TALK_MISSING, NULL, NULL},
    {0, TALK_REFUSED, NULL, "check the settings of provider %s: is this the API of Route 53?"},
};

/* What the service says in its own codes; the status is often 400. */
static const struct {
	const char *code;
	struct talk_meaning meaning;
} codes[] = {
    {"NoSuchHostedZone", {404, TALK_MISSING, NULL, NULL}},
    {"NoSuchHealthCheck", {404, TALK_MISSING, NULL, NULL}},
    {"HostedZoneAlreadyExists", {409, TALK_EXISTS, NULL, NULL}},
    {"HealthCheckAlreadyExists", {409, TALK_EXISTS, NULL, NULL}},
    {"CidrCollectionAlreadyExistsException", {409, TALK_EXISTS, NULL, NULL}},
    {"InvalidChangeBatch",
	{400, TALK_REFUSED, NULL, "plan again: the zone may have changed; nothing was written"}},
    {"InvalidInput", {400, TALK_REFUSED, NULL, "correct what it names; nothing was written"}},
    {"Throttling", {400, TALK_REFUSED, NULL, LATER}},
    {"ThrottlingException", {400, TALK_REFUSED, NULL, LATER}},
    {"PriorRequestNotComplete",
	{400, TALK_REFUSED, NULL,
	    "another program is writing to this zone: apply again (provider %s)"}},
    {"InvalidClientTokenId", {403, TALK_REFUSED, "the access key is not known to", KEY}},
    {"UnrecognizedClientException", {403, TALK_REFUSED, "the access key is not known to", KEY}},
    {"SignatureDoesNotMatch",
	{403, TALK_REFUSED, "the secret access key does not fit its id, says", KEY}},
    {"ExpiredToken", {403, TALK_REFUSED, "the session token has run out, says", KEY}},
    {"ExpiredTokenException", {403, TALK_REFUSED, "the session token has run out, says", KEY}},
    {"AccessDenied",
	{403, TALK_REFUSED, "the credentials lack a right at",
	    "add it to the policy of what provider %s uses; its README lists what is needed"}},
    {"AccessDeniedException",
	{403, TALK_REFUSED, "the credentials lack a right at",
	    "add it to the policy of what provider %s uses; its README lists what is needed"}},
    {"TooManyHostedZones",
	{400, TALK_REFUSED, NULL, "ask AWS for a higher limit of hosted zones (provider %s)"}},
};

/* Answers that more of the same would get, but not later ones. */
static const char *const busy_codes[] = {"Throttling", "ThrottlingException",
    "PriorRequestNotComplete", "RequestLimitExceeded"};

static void
add_words(struct buf *words, const char *between, struct slice text)
{
	if (text.len == 0)
		return;
	if (words->len > 0)
		buf_text(words, between);
	buf_slice(words, text);
}

/* An InvalidChangeBatch may have a root of its own, with all that is wrong. */
static void
add_messages(struct buf *words, const struct xml *root)
{
	const struct xml *message = xml_find(xml_find(root, "Messages"), "Message");
	const char *between = ": ";

	for (; message != NULL; message = xml_again(message)) {
		add_words(words, between, message->text);
		between = "; ";
	}
}

/* The code of an error, in ${arena}; empty when it has none. */
static struct slice
read_error(struct arena *arena, const struct http_response *response, struct buf *words)
{
	const char *why;
	const struct xml *root = xml_parse(arena, buf_view(&response->body), &why), *error;
	struct slice code = xml_text(error = xml_find(root, "Error"), "Code");

	if (root == NULL)
		return slice_of("");
	if (strcmp(root->name, "InvalidChangeBatch") == 0)
		code = slice_of(root->name);
	if (words == NULL)
		return code;
	add_words(words, ": ", code);
	add_words(words, ": ", xml_text(error, "Message"));
	add_messages(words, root);
	return code;
}

static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	struct arena arena = {0};
	struct slice code = read_error(&arena, response, words);
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (slice_is(code, codes[i].code))
			*meaning = &codes[i].meaning;
	}
	arena_free(&arena);
}

bool
route53_busy(const struct http_response *response)
{
	struct arena arena = {0};
	struct slice code;
	bool busy = false;
	size_t i;

	if (response->status != 400)
		return false;
	code = read_error(&arena, response, NULL);
	for (i = 0; i < sizeof(busy_codes) / sizeof(busy_codes[0]); i++)
		busy = busy || slice_is(code, busy_codes[i]);
	arena_free(&arena);
	return busy;
}

void
route53_talk(struct provider *provider)
{
	struct route53 *route53 = provider->state;

	route53->talk = (struct talk){
	    .provider = provider,
	    .meanings = meanings,
	    .said = said,
	    .unsure_hint = "see whether Route 53 is well (provider %s); running this again is safe",
	    .unreachable_hint =
		"check the network, and endpoint and AWS_ENDPOINT_URL (provider %s)",
	};
}

static bool
have_credentials(struct route53 *route53)
{
	const struct aws_credentials *has = &route53->signer.credentials;
	bool have;

	(void)pthread_mutex_lock(&route53->signer.lock);
	have = has->key_id.len > 0 &&
	    (has->expires == 0 || has->expires > (int64_t)time(NULL) + EARLY_S);
	(void)pthread_mutex_unlock(&route53->signer.lock);
	return have;
}

/* Threads that come meanwhile wait for those that the first one finds. */
static int
need_credentials(const struct provider *provider, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct aws_credentials found = {0};
	int rc = 0;

	(void)pthread_mutex_lock(&route53->asking);
	if (!have_credentials(route53)) {
		rc = aws_find(provider, &found, fault);
		if (rc == 0) {
			aws_credentials_hide(&found, route53->talk.client);
			(void)pthread_mutex_lock(&route53->signer.lock);
			aws_credentials_wipe(&route53->signer.credentials);
			route53->signer.credentials = found;
			(void)pthread_mutex_unlock(&route53->signer.lock);
		} else {
			aws_credentials_wipe(&found);
		}
	}
	(void)pthread_mutex_unlock(&route53->asking);
	return rc;
}

/* Our clock is wrong: the service's own counts.  Return whether that may help. */
static bool
correct_clock(struct route53 *route53, const struct http_response *response)
{
	int64_t there = http_date(http_response_header(response, "Date"));
	int64_t offset = there - (int64_t)time(NULL), change;

	if (there < 0)
		return false;
	(void)pthread_mutex_lock(&route53->signer.lock);
	change = offset - route53->signer.offset;
	route53->signer.offset = offset;
	(void)pthread_mutex_unlock(&route53->signer.lock);
	return change > EARLY_S || change < -EARLY_S;
}

/* The keys of a role run out: those that do not cannot be had anew. */
static bool
renew(const struct provider *provider, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	bool can;

	(void)pthread_mutex_lock(&route53->signer.lock);
	can = route53->signer.credentials.expires != 0;
	if (can)
		route53->signer.credentials.expires = 1;
	(void)pthread_mutex_unlock(&route53->signer.lock);
	return can && need_credentials(provider, fault) == 0;
}

/* Whether the request may work when it is signed again. */
static bool
sign_anew(const struct provider *provider, const struct http_response *response,
    struct talk_fault *fault)
{
	struct arena arena = {0};
	struct slice code;
	bool again;

	if (response->status != 403)
		return false;
	code = read_error(&arena, response, NULL);
	again = slice_is(code, "ExpiredToken") || slice_is(code, "ExpiredTokenException")
	    ? renew(provider, fault)
	    : correct_clock(provider->state, response);
	arena_free(&arena);
	return again;
}

static enum talk_result
read_answer(const struct talk *talk, struct slice body, bool reads, struct arena *arena,
    const struct xml **answer, struct talk_fault *fault)
{
	const char *why;

	*answer = xml_parse(arena, body, &why);
	if (*answer != NULL)
		return TALK_OK;
	(void)talk_strange(talk, fault, why);
	/* What was to be done may be done all the same. */
	return reads ? TALK_REFUSED : TALK_UNSURE;
}

enum talk_result
route53_send(const struct provider *provider, const struct route53_call *call, struct arena *arena,
    const struct xml **answer, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	const struct talk *talk = &route53->talk;
	struct http_response response = {0};
	struct buf path = {0};
	struct http_request request = {.method = call->method,
	    .body = call->body,
	    .content_type = "application/xml",
	    .idempotent = call->idempotent};
	enum talk_result result;

	*answer = NULL;
	talk_fault_clear(fault);
	if (need_credentials(provider, fault) != 0)
		return TALK_REFUSED;
	buf_printf(&path, ROUTE53_API "%s", call->path);
	request.path = path.data;
	result = talk_send(talk, &request, &response, fault);
	if (result == TALK_REFUSED && sign_anew(provider, &response, fault))
		result = talk_send(talk, &request, &response, fault);
	if (result == TALK_OK)
		result = read_answer(talk, buf_view(&response.body),
		    strcmp(call->method, "GET") == 0, arena, answer, fault);
	http_response_free(&response);
	buf_free(&path);
	return result;
}

enum talk_result
route53_get(const struct provider *provider, const char *path, struct arena *arena,
    const struct xml **answer, struct talk_fault *fault)
{
	struct route53_call call = {.method = "GET", .path = path};

	return route53_send(provider, &call, arena, answer, fault);
}
