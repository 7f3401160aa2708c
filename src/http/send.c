/* Sends a request as often as that is safe and of use. */
#include "http/client.h"

#include "core/log.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

/* A wait that a person would not notice is not worth a line. */
#define NOTICED_MS 1000
#define TOO_MANY 429

static bool
method_valid(const char *method)
{
	size_t len = strlen(method);

	for (size_t i = 0; i < len; i++)
		if (method[i] < 'A' || method[i] > 'Z')
			return false;
	return len > 0 && len <= 16;
}

static const char *
request_fault(const struct http_request *request)
{
	if (!method_valid(request->method))
		return "the method is not valid";
	if (!url_path_valid(request->path))
		return "the path is not valid";
	for (size_t i = 0; i < request->header_count; i++)
		if (!header_valid(slice_of(request->headers[i].name), request->headers[i].value))
			return "a header is not valid";
	if (request->content_type != NULL &&
	    !header_valid(slice_of("Content-Type"), slice_of(request->content_type)))
		return "the content type is not valid";
	return NULL;
}

static bool
is_one_of(const char *method, const char *const *methods, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(method, methods[i]) == 0)
			return true;
	return false;
}

/* The wait that the answer asks for, or -1.  A server's own clock dates its own dates. */
static int64_t
asked_wait(const struct http_response *response)
{
	static const char *const resets[] = {"X-RateLimit-Reset", "RateLimit-Reset"};
	int64_t now = http_date(http_response_header(response, "Date"));
	int64_t asked = -1;
	struct slice left = http_response_header(response, "X-RateLimit-Remaining");

	if (now < 0)
		now = (int64_t)time(NULL);
	asked = retry_after_ms(http_response_header(response, "Retry-After"), now);
	if (left.len == 0)
		left = http_response_header(response, "RateLimit-Remaining");
	if (asked >= 0 || !slice_is(left, "0"))
		return asked;
	for (size_t i = 0; i < sizeof(resets) / sizeof(resets[0]) && asked < 0; i++)
		asked = rate_reset_ms(http_response_header(response, resets[i]), now);
	return asked;
}

static uint32_t
any_number(void)
{
	uint32_t number = 0;

	if (getrandom(&number, sizeof(number), GRND_NONBLOCK) != (ssize_t)sizeof(number))
		number = (uint32_t)clock_ms() * 2654435761U;
	return number;
}

static void
wait_ms(int64_t ms, const char *because)
{
	if (ms >= NOTICED_MS)
		log_info("waiting %.1f s (%s)", (double)ms / 1000, because);
	sleep_ms(ms);
}

/* Decide what follows an attempt, and wait when it is another one. */
static bool
again(struct attempt *attempt, enum outcome outcome)
{
	struct http_client *client = attempt->client;
	struct http_response *response = attempt->response;
	struct tried tried = {outcome, response->status, attempt->reads, attempt->idempotent,
	    response->attempts, -1};
	struct verdict verdict;

	if (outcome == OUTCOME_ANSWER) {
		tried.asked_ms = asked_wait(response);
		if (client->busy != NULL && client->busy(response))
			tried.status = TOO_MANY;
	}
	verdict = retry_decide(&client->policy, &tried, any_number());
	if (verdict.too_long)
		response->retry_after = (unsigned)(tried.asked_ms / 1000);
	if (!verdict.again)
		return false;
	if (verdict.everybody && tried.asked_ms > 0)
		rate_close(&client->rate, clock_ms() + tried.asked_ms);
	wait_ms(verdict.wait_ms, verdict.because);
	return true;
}

static void
explain(const struct attempt *attempt, struct buf *why)
{
	struct buf text = {0};

	attempt_explain(attempt, &text);
	if (attempt->response->attempts > 1)
		buf_printf(&text, " (tried %u times)", attempt->response->attempts);
	http_redact(attempt->client, buf_view(&text), why);
	buf_wipe(&text);
}

/* Who has a slot may have to wait for its turn: a pause that others were told counts, too. */
static enum outcome
send_once(struct attempt *attempt)
{
	struct http_client *client = attempt->client;
	struct attempt next = {.client = attempt->client,
	    .request = attempt->request,
	    .response = attempt->response,
	    .reads = attempt->reads,
	    .idempotent = attempt->idempotent};
	enum outcome outcome;

	while (sem_wait(&client->slots) != 0)
		continue;
	wait_ms(rate_take(&client->rate, clock_ms()), "keeping to the rate limit");
	*attempt = next;
	outcome = attempt_run(attempt);
	(void)sem_post(&client->slots);
	return outcome;
}

int
http_send(struct http_client *client, const struct http_request *request,
    struct http_response *response, struct buf *why)
{
	static const char *const safe[] = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"};
	const char *fault = request_fault(request);
	struct attempt attempt = {.client = client, .request = request, .response = response};
	enum outcome outcome;
	bool sent = false;

	response_begin(response);
	response->attempts = 0;
	if (fault != NULL) {
		buf_printf(why, "cannot ask %s: %s", client->host, fault);
		return -1;
	}
	attempt.reads = is_one_of(request->method, safe, 2);
	attempt.idempotent = request->idempotent || is_one_of(request->method, safe, 5);
	do {
		response->attempts++;
		outcome = send_once(&attempt);
		sent = sent || attempt_sent(&attempt);
	} while (again(&attempt, outcome));
	if (outcome == OUTCOME_ANSWER)
		return 0;
	explain(&attempt, why);
	buf_wipe(&attempt.refusal);
	buf_clear(&response->body);
	response->status = sent ? HTTP_MAYBE_SENT : HTTP_NOT_SENT;
	return -1;
}
