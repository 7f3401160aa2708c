/* Opens and closes a client, and keeps its headers and secrets. */
#include "http/client.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RULE "http"
/* A day: nobody waits longer, and libcurl takes no number that is much larger. */
#define LONGEST_MS ((int64_t)24 * 3600 * 1000)

static unsigned
or_default(unsigned value, unsigned otherwise)
{
	return value > 0 ? value : otherwise;
}

/* What people who ran octoDNS, and so Python's requests, have set already. */
static const char *
ca_of_environment(void)
{
	static const char *const names[] = {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
	    "SSL_CERT_FILE"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *file = getenv(names[i]);

		if (file != NULL && file[0] != '\0')
			return file;
	}
	return NULL;
}

static int
take_ca(struct http_client *client, const struct http_options *options, struct diags *diags)
{
	const char *file = options->ca_file != NULL ? options->ca_file : ca_of_environment();
	struct stat st;

	if (file == NULL || !client->tls)
		return 0;
	if (stat(file, &st) != 0)
		return diag_error(diags, RULE, NULL, place_none,
		    "name a file of certificates in PEM form", "cannot read the CA file %s", file);
	client->ca_is_folder = S_ISDIR(st.st_mode);
	client->ca_file = mem_copy(file, strlen(file));
	return 0;
}

static int
take_url(struct http_client *client, const struct http_options *options, struct diags *diags)
{
	struct base_url url;
	const char *wrong = url_read(options->base_url, &url);

	/* The URL itself may hold a password: only its faults are named. */
	if (wrong != NULL)
		return diag_error(diags, RULE, NULL, place_none,
		    "write it as https://HOST[:PORT][/PATH]", "the base URL %s", wrong);
	if (!url.tls && !url.loopback && !options->allow_plain)
		return diag_error(diags, RULE, NULL, place_none,
		    "use https://, or allow plain HTTP in the settings",
		    "plain http:// to %.*s would show its credentials to everyone on the way",
		    SLICE_ARGS(url.authority));
	client->base = mem_copy(url.text.data, url.text.len);
	client->host = mem_copy(url.authority.data, url.authority.len);
	client->tls = url.tls;
	client->loopback = url.loopback;
	return 0;
}

static long
at_most_a_day(int64_t ms)
{
	return (long)(ms < LONGEST_MS ? ms : LONGEST_MS);
}

static void
take_numbers(struct http_client *client, const struct http_options *options)
{
	unsigned silence = or_default(options->timeout_ms, 30000);
	int64_t total = or_default(options->total_ms, 0);

	if (total == 0)
		total = (int64_t)silence * 10;
	client->silence_s = at_most_a_day((int64_t)silence + 999) / 1000;
	client->total_ms = at_most_a_day(total);
	client->connect_ms = at_most_a_day(or_default(options->connect_timeout_ms, 10000));
	client->max_body = options->max_body > 0 ? options->max_body : (size_t)256 << 20;
	client->insecure = options->insecure;
	client->policy.retries = or_default(options->retries, 4);
	if (options->retries == HTTP_NO_RETRY)
		client->policy.retries = 0;
	client->policy.backoff_ms = or_default(options->backoff_ms, 500);
	client->policy.max_wait_ms = or_default(options->max_wait_ms, 60000);
	rate_init(&client->rate, options->rate, clock_ms());
	(void)sem_init(&client->slots, 0, or_default(options->connections, HTTP_CONNECTIONS));
}

int
http_open(struct http_client **out, const struct http_options *options, struct diags *diags)
{
	const char *missing;
	const struct curl_api *curl = curl_load(&missing);
	struct http_client *client;

	*out = NULL;
	if (curl == NULL)
		return diag_error(diags, RULE, NULL, place_none, NULL, "%s", missing);
	client = mem_zero(1, sizeof(*client));
	client->curl = curl;
	client->signer = options->signer;
	client->signer_ctx = options->signer_ctx;
	client->busy = options->busy;
	(void)pthread_mutex_init(&client->lock, NULL);
	take_numbers(client, options);
	if (take_url(client, options, diags) != 0 || take_ca(client, options, diags) != 0) {
		http_close(client);
		return -1;
	}
	*out = client;
	return 0;
}

void
http_close(struct http_client *client)
{
	if (client == NULL)
		return;
	for (size_t i = 0; i < client->idle_count; i++)
		client->curl->easy_cleanup(client->idle[i]);
	free(client->idle);
	hidden_free(&client->hidden);
	for (size_t i = 0; i < client->secret_count; i++)
		secret_wipe(&client->secrets[i]);
	free(client->secrets);
	for (size_t i = 0; i < client->line_count; i++)
		secret_wipe(&client->lines[i].text);
	free(client->lines);
	(void)pthread_mutex_destroy(&client->lock);
	rate_free(&client->rate);
	(void)sem_destroy(&client->slots);
	free(client->ca_file);
	free(client->host);
	free(client->base);
	free(client);
}

bool
header_valid(struct slice name, struct slice value)
{
	struct slice trimmed = slice_trim(value);

	if (name.len == 0 || trimmed.len == 0)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.data[i];

		if (c <= ' ' || c >= 0x7f || strchr("\"(),/:;<=>?@[\\]{}", c) != NULL)
			return false;
	}
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.data[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static void
replace_line(struct http_client *client, const char *name, const struct line *line)
{
	for (size_t i = 0; i < client->line_count; i++) {
		struct line *old = &client->lines[i];

		if (slice_is_nocase(slice_make(old->text.data, old->name_len), name))
			old->replaced = true;
	}
	client->lines = mem_grow(client->lines, &client->line_cap, client->line_count + 1,
	    sizeof(*client->lines));
	client->lines[client->line_count++] = *line;
}

/* Hide the whole value and, of "Bearer abc", the abc. */
static void
hide_value(struct hidden *hidden, struct slice value)
{
	size_t space = slice_find(value, ' ');

	hidden_add(hidden, value);
	if (space < value.len)
		hidden_add(hidden, slice_trim(slice_sub(value, space, value.len)));
}

static int
add_line(struct http_client *client, const char *name, struct slice value, bool secret)
{
	struct slice parts[] = {slice_of(name), slice_of(": "), slice_trim(value)};
	struct line line = {.name_len = parts[0].len};

	if (!header_valid(parts[0], value))
		return -1;
	secret_keep(&line.text, parts, 3);
	(void)pthread_mutex_lock(&client->lock);
	replace_line(client, name, &line);
	if (secret)
		hide_value(&client->hidden,
		    slice_make(line.text.data + line.name_len + 2, parts[2].len));
	(void)pthread_mutex_unlock(&client->lock);
	return 0;
}

int
http_header(struct http_client *client, const char *name, struct slice value)
{
	return add_line(client, name, value, false);
}

int
http_secret_header(struct http_client *client, const char *name, struct slice value)
{
	return add_line(client, name, value, true);
}

void
http_secret(struct http_client *client, struct slice value)
{
	struct secret secret;

	secret_keep(&secret, &value, 1);
	(void)pthread_mutex_lock(&client->lock);
	client->secrets = mem_grow(client->secrets, &client->secret_cap, client->secret_count + 1,
	    sizeof(*client->secrets));
	client->secrets[client->secret_count++] = secret;
	hidden_add(&client->hidden, slice_make(secret.data, secret.len));
	(void)pthread_mutex_unlock(&client->lock);
}

void
http_redact(struct http_client *client, struct slice text, struct buf *out)
{
	(void)pthread_mutex_lock(&client->lock);
	redact(&client->hidden, text, out);
	(void)pthread_mutex_unlock(&client->lock);
}

const char *
http_host(const struct http_client *client)
{
	return client->host;
}
