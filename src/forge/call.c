/* One request to the API of a forge, and what its answer means. */
#include "forge/internal.h"

#include "core/mem.h"
#include "provider/talk.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define ANSWER_MAX ((size_t)32 << 20)
#define PAGES_MAX 200
#define WAIT_MAX_MS 30000

/* A limit that says so in words, with a status that says something else. */
static bool
is_busy(const struct http_response *response)
{
	struct slice body = buf_view(&response->body);

	if (response->status != 403 || body.len == 0)
		return false;
	return http_response_header(response, "Retry-After").len > 0 ||
	    strstr(body.data, "secondary rate limit") != NULL;
}

int
forge_open(struct forge **forge, const struct forge_run *run, const struct forge_options *options,
    struct diags *diags)
{
	struct http_options http = {
	    .base_url = run->api,
	    .max_body = ANSWER_MAX,
	    .max_wait_ms = WAIT_MAX_MS,
	    .busy = is_busy,
	};
	struct forge *f = mem_zero(1, sizeof(*f));

	*forge = f;
	f->run = run;
	f->options = *options;
	if (run->token == NULL)
		return 0;
	if (http_open(&f->client, &http, diags) != 0) {
		forge_close(f);
		*forge = NULL;
		return -1;
	}
	if (run->class->authorize(f->client, run) == 0)
		return 0;
	forge_close(f);
	*forge = NULL;
	return diag_error(diags, FORGE_RULE, NULL, place_none,
	    "see whether there is a line end or a blank in it", "the token in %s is no token",
	    run->token_name);
}

void
forge_close(struct forge *forge)
{
	if (forge == NULL)
		return;
	http_close(forge->client);
	arena_free(&forge->arena);
	free(forge);
}

bool
forge_speaks(const struct forge *forge)
{
	return forge->client != NULL;
}

const char *
forge_id(const cJSON *json, const char *key, struct arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

	if (cJSON_IsString(item))
		return arena_text(arena, slice_of(item->valuestring));
	/* Beyond 2^53 a double is no longer the number that was sent. */
	if (!cJSON_IsNumber(item) || item->valuedouble < -9e15 || item->valuedouble > 9e15)
		return NULL;
	return arena_printf(arena, "%.0f", item->valuedouble);
}

const char *
forge_field(const cJSON *json, ...)
{
	const char *key;
	va_list ap;

	va_start(ap, json);
	while ((key = va_arg(ap, const char *)) != NULL)
		json = cJSON_GetObjectItemCaseSensitive(json, key);
	va_end(ap);
	return cJSON_GetStringValue(json);
}

static void
print_path(struct forge *forge, const struct forge_call *call, struct buf *path)
{
	const struct {
		const char *key, *value;
	} values[] = {
	    {"{number}", call->number},
	    {"{id}", call->id},
	    {"{commit}", call->commit},
	    {"{branch}", call->branch},
	};
	const char *at = forge->run->class->routes[call->route].path;
	size_t i, len;

	while (*at != '\0') {
		len = strcspn(at, "{");
		buf_add(path, at, len);
		at += len;
		if (strncmp(at, "{repository}", 12) == 0) {
			buf_text(path, forge->run->repository);
			at += 12;
		}
		for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
			len = strlen(values[i].key);
			if (strncmp(at, values[i].key, len) != 0)
				continue;
			http_escape(path, slice_of(values[i].value));
			at += len;
		}
	}
}

/* What to do about an answer: how a status is met, and by what. */
static void
print_hint(struct forge *forge, const struct forge_call *call, const struct http_response *response,
    struct buf *hint)
{
	const struct forge_class *class = forge->run->class;
	const char *right = class->routes[call->route].right;
	bool spent = slice_is(http_response_header(response, "X-RateLimit-Remaining"), "0") ||
	    slice_is(http_response_header(response, "RateLimit-Remaining"), "0");

	if (response->status == 401) {
		buf_printf(hint, "put a token that is valid into %s", forge->run->token_name);
	} else if (response->status == 429 || (response->status == 403 && spent)) {
		buf_text(hint, "its limit of requests is used up: run the job again later");
	} else if (response->status == 403 || response->status == 404) {
		buf_printf(hint, "%s%s", class->words->rights_hint, right);
		if (forge->run->fork)
			buf_printf(hint, "; the token of a %s from a fork may only read",
			    class->words->request);
	} else if (response->status >= 500) {
		buf_printf(hint, "see whether %s is well, and run the job again", class->title);
	}
}

static int
refuse(struct forge *forge, const struct forge_call *call, const struct http_response *response,
    struct diags *diags)
{
	const struct forge_path *route = &forge->run->class->routes[call->route];
	struct buf why = {0}, hint = {0}, words = {0};
	bool limited = response->status == 429;

	if (response->status == 403 && !limited)
		buf_printf(&why, "the token in %s may not %s %s at %s", forge->run->token_name,
		    route->method, route->path, http_host(forge->client));
	else
		http_explain(forge->client, response, &why);
	talk_said(response, &words);
	if (words.len > 0) {
		buf_text(&why, ": ");
		talk_safe(forge->client, buf_view(&words), &why);
	}
	print_hint(forge, call, response, &hint);
	(void)diag_error(diags, FORGE_RULE, NULL, place_none, hint.data, "%s: %.*s",
	    forge->run->class->title, (int)why.len, why.data);
	buf_free(&why);
	buf_free(&hint);
	buf_free(&words);
	return -1;
}

/* Send it and decode the answer. */
static int
exchange(struct forge *forge, struct forge_call *call, const struct http_request *request,
    struct http_response *response, cJSON **json, struct diags *diags)
{
	const char *title = forge->run->class->title;
	struct buf why = {0};
	int rc = http_send(forge->client, request, response, &why);

	*json = NULL;
	if (rc != 0)
		(void)diag_error(diags, FORGE_RULE, NULL, place_none,
		    "see whether the job can reach it, and run it again", "%s: %.*s", title,
		    (int)why.len, why.data);
	buf_free(&why);
	if (rc != 0)
		return -1;
	/* What is to be changed may have been deleted meanwhile. */
	if (response->status == 404 && strcmp(request->method, "POST") != 0)
		return 1;
	call->refused = call->quiet && (response->status == 401 || response->status == 403);
	if (call->refused)
		return 1;
	if (response->status < 200 || response->status > 299)
		return refuse(forge, call, response, diags);
	if (call->header != NULL)
		call->value =
		    arena_text(&forge->arena, http_response_header(response, call->header));
	*json = talk_decode(buf_view(&response->body));
	if (*json != NULL || strcmp(request->method, "GET") != 0)
		return 0;
	return diag_error(diags, FORGE_RULE, NULL, place_none,
	    "see whether a proxy answers in its place", "%s: the answer of %s is not JSON", title,
	    http_host(forge->client));
}

static void
show(struct forge *forge, const char *method, const char *path, const char *body)
{
	char *call;

	if (forge->options.show == NULL)
		return;
	call = arena_printf(&forge->arena, "%s %s%s", method, forge->run->api, path);
	forge->options.show(forge->options.show_ctx, call, body);
}

static int
send_call(struct forge *forge, struct forge_call *call, const char *body, cJSON **json,
    struct diags *diags)
{
	const char *method = forge->run->class->routes[call->route].method;
	struct http_response response = {0};
	struct buf path = {0};
	struct http_request request = {.method = method, .body = slice_of(body)};
	bool reads = strcmp(method, "GET") == 0;
	int rc = 0;

	print_path(forge, call, &path);
	request.path = path.data;
	*json = NULL;
	if (forge->options.dry_run || (forge->client == NULL && !reads))
		show(forge, method, path.data, body);
	if (forge->client != NULL && (reads || !forge->options.dry_run))
		rc = exchange(forge, call, &request, &response, json, diags);
	http_response_free(&response);
	buf_free(&path);
	return rc;
}

int
forge_ask(struct forge *forge, struct forge_call *call, cJSON **json, struct diags *diags)
{
	char *body = call->body != NULL ? cJSON_PrintUnformatted(call->body) : NULL;
	int rc = send_call(forge, call, body, json, diags);

	cJSON_free(body);
	cJSON_Delete(call->body);
	call->body = NULL;
	return rc;
}

/* One page.  Return 0 to go on with the path in ${path}, 1 at the end, -1. */
static int
read_page(struct forge *forge, struct forge_call *call, struct buf *path,
    bool (*item)(void *ctx, const cJSON *json), void *ctx, struct diags *diags)
{
	struct http_request request = {.method = "GET", .path = path->data};
	struct http_response response = {0};
	const cJSON *one;
	cJSON *json;
	bool more = true;
	int rc = exchange(forge, call, &request, &response, &json, diags);

	if (rc == 0) {
		/* Where there can be one only, a forge may answer without a list. */
		if (cJSON_IsObject(json))
			more = item(ctx, json);
		for (one = cJSON_IsArray(json) ? json->child : NULL; one != NULL && more;
		     one = one->next)
			more = item(ctx, one);
		buf_clear(path);
		rc = more
		    ? forge_next(http_response_header(&response, "Link"), forge->run->api, path)
		    : 1;
		if (rc < 0)
			(void)diag_error(diags, FORGE_RULE, NULL, place_none,
			    "nothing is sent there: see what stands before the forge",
			    "%s: the next page of a list is said to be on another server",
			    forge->run->class->title);
	}
	cJSON_Delete(json);
	http_response_free(&response);
	return rc;
}

int
forge_each(struct forge *forge, struct forge_call *call, bool (*item)(void *ctx, const cJSON *json),
    void *ctx, struct diags *diags)
{
	struct buf path = {0};
	unsigned pages = 0;
	int rc = 0;

	if (forge->client == NULL)
		return 0;
	print_path(forge, call, &path);
	if (forge->options.dry_run)
		show(forge, "GET", path.data, NULL);
	while (rc == 0 && pages++ < PAGES_MAX)
		rc = read_page(forge, call, &path, item, ctx, diags);
	buf_free(&path);
	return rc < 0 ? -1 : 0;
}
