/* Zones of Cloudflare: settings, and what the two classes are. */
#include "cloudflare.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULE "config-provider-option"
#define API_URL "https://api.cloudflare.com/client/v4"
#define LONGEST_S 3600
/* The API takes far more than octoDNS's 100, and says so when it does not. */
#define RECORDS_PER_PAGE 5000
#define MAX_RECORDS_PER_PAGE 5000000
#define NOT_INTERNAL "internal zones have no proxy, page rules, plan or regional services"

static const char *const names[] = {"CloudflareProvider", NULL};
static const char *const internal_names[] = {"CloudflareInternalProvider", NULL};

#define SHARED_OPTIONS                                                                        \
	{"email", OPTION_TEXT, false, false, NULL}, {"token", OPTION_TEXT, true, true, NULL}, \
	    {"retry_count", OPTION_INT, false, false, NULL},                                  \
	    {"retry_period", OPTION_REAL, false, false, NULL},                                \
	    {"auth_error_retry_count", OPTION_INT, false, false, NULL},                       \
	    {"zones_per_page", OPTION_INT, false, false, NULL},                               \
	    {"records_per_page", OPTION_INT, false, false, NULL},                             \
	    {"min_ttl", OPTION_INT, false, false, NULL},                                      \
	    {"timeout", OPTION_REAL, false, false, NULL},                                     \
	{                                                                                     \
		"api_url", OPTION_TEXT, false, false, NULL                                    \
	}

static const struct option_spec options[] = {
    SHARED_OPTIONS,
    {"account_id", OPTION_TEXT, false, false, NULL},
    {"cdn", OPTION_BOOL, false, false, NULL},
    {"pagerules", OPTION_BOOL, false, false, NULL},
    {"plan_type", OPTION_TEXT, false, false, NULL},
    {"regional_services", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec internal_options[] = {
    SHARED_OPTIONS,
    {"account_id", OPTION_TEXT, true, false, NULL},
    {"view_id", OPTION_TEXT, false, false, NULL},
    {"cdn", OPTION_ANY, false, false, NOT_INTERNAL},
    {"pagerules", OPTION_ANY, false, false, NOT_INTERNAL},
    {"plan_type", OPTION_ANY, false, false, NOT_INTERNAL},
    {"regional_services", OPTION_ANY, false, false, NOT_INTERNAL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
refuse(const struct provider *provider, const char *option, const char *hint, const char *what,
    struct diags *diags)
{
	const struct node *node = node_get(provider->config->options, option);

	return diag_error(diags, RULE, NULL, node != NULL ? node_place(node) : place_none, hint,
	    "provider %s: option \"%s\" %s", provider->id, option, what);
}

/* A whole number of a range. */
static int
take_number(const struct provider *provider, const char *option, int64_t fallback, int64_t min,
    int64_t max, int64_t *number, struct diags *diags)
{
	char what[64];

	*number = provider_int(provider, option, fallback);
	if (*number >= min && *number <= max)
		return 0;
	(void)snprintf(what, sizeof(what), "must be %lld to %lld", (long long)min, (long long)max);
	return refuse(provider, option, NULL, what, diags);
}

static int
take_seconds(const struct provider *provider, const char *option, double fallback, unsigned *ms,
    struct diags *diags)
{
	double seconds = provider_real(provider, option, fallback);

	if (!(seconds > 0 && seconds <= LONGEST_S))
		return refuse(provider, option, NULL, "must be seconds, up to 3600", diags);
	*ms = (unsigned)(seconds * 1000) + 1;
	return 0;
}

static int
take_numbers(struct provider *provider, struct http_options *http, struct diags *diags)
{
	struct cloudflare *cloudflare = provider->state;
	int64_t retries = 0, forbidden = 0, zones = 0, records = 0;
	int rc = 0;

	rc |= take_number(provider, "retry_count", 4, 0, 100, &retries, diags);
	rc |= take_number(provider, "auth_error_retry_count", 0, 0, 100, &forbidden, diags);
	rc |= take_number(provider, "zones_per_page", 50, 5, 50, &zones, diags);
	rc |= take_number(provider, "records_per_page", RECORDS_PER_PAGE, 5, MAX_RECORDS_PER_PAGE,
	    &records, diags);
	rc |= take_number(provider, "min_ttl", 120, 30, 86400, &cloudflare->min_ttl, diags);
	rc |= take_seconds(provider, "timeout", 15, &http->timeout_ms, diags);
	rc |= take_seconds(provider, "retry_period", 300, &http->max_wait_ms, diags);
	http->retries = retries > 0 ? (unsigned)retries : HTTP_NO_RETRY;
	cloudflare->forbidden_tries = (unsigned)forbidden;
	cloudflare->zones_per_page = (unsigned)zones;
	cloudflare->records_per_page = (unsigned)records;
	cloudflare->pause_ms = 250;
	cloudflare->max_pause_ms = http->max_wait_ms;
	return rc;
}

/* octoDNS takes slashes at the end. */
static void
take_url(struct provider *provider, struct http_options *http)
{
	struct slice url = slice_of(provider_text(provider, "api_url", API_URL));

	while (url.len > 0 && url.data[url.len - 1] == '/')
		url.len--;
	http->base_url = arena_text(&provider->arena, url);
}

/* An API token stands alone; with an address, the token is the global key. */
static int
take_credentials(const struct provider *provider, struct diags *diags)
{
	struct cloudflare *cloudflare = provider->state;
	struct http_client *client = cloudflare->talk.client;
	struct slice token = slice_of(provider_text(provider, "token", ""));
	const char *email = provider_text(provider, "email", NULL);
	struct buf bearer = {0};
	int rc;

	if (email != NULL && email[0] != '\0') {
		if (http_secret_header(client, "X-Auth-Email", slice_of(email)) != 0)
			return refuse(provider, "email", NULL, "cannot be sent", diags);
		rc = http_secret_header(client, "X-Auth-Key", token);
	} else {
		buf_text(&bearer, token.len > 0 ? "Bearer " : "");
		buf_slice(&bearer, token);
		rc = http_secret_header(client, "Authorization", buf_view(&bearer));
		buf_wipe(&bearer);
	}
	if (rc != 0)
		return refuse(provider, "token", NULL,
		    "cannot be sent: it is empty, or has a line break in it", diags);
	return 0;
}

static const char *
take_text(const struct provider *provider, const char *option)
{
	const char *text = provider_text(provider, option, NULL);

	return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
close_provider(struct provider *provider)
{
	struct cloudflare *cloudflare = provider->state;
	size_t i;

	if (cloudflare == NULL)
		return;
	for (i = 0; i < cloudflare->zones.count; i++) {
		struct zone_info *info = cloudflare->zones.entries[i].value;

		arena_free(&info->arena);
		free(info->kept);
		free(info);
	}
	map_free(&cloudflare->zones);
	arena_free(&cloudflare->arena);
	(void)pthread_mutex_destroy(&cloudflare->lock);
	http_close(cloudflare->talk.client);
	free(cloudflare);
	provider->state = NULL;
}

static int
open_any(struct provider *provider, bool internal, struct diags *diags)
{
	struct cloudflare *cloudflare = mem_zero(1, sizeof(*cloudflare));
	struct http_options http = {.connections = provider_connections(provider)};
	int rc;

	provider->state = cloudflare;
	(void)pthread_mutex_init(&cloudflare->lock, NULL);
	cloudflare_talk(provider);
	cloudflare->internal = internal;
	cloudflare->account_id = take_text(provider, "account_id");
	cloudflare->view_id = take_text(provider, "view_id");
	cloudflare->plan_type = take_text(provider, "plan_type");
	cloudflare->cdn = provider_bool(provider, "cdn", false);
	cloudflare->pagerules = provider_bool(provider, "pagerules", !internal);
	cloudflare->regional = provider_bool(provider, "regional_services", false);
	take_url(provider, &http);
	rc = take_numbers(provider, &http, diags);
	if (internal && cloudflare->account_id == NULL)
		rc = refuse(provider, "account_id", NULL, "is empty", diags);
	if (rc == 0)
		rc = http_open(&cloudflare->talk.client, &http, diags);
	if (rc == 0)
		rc = take_credentials(provider, diags);
	if (rc != 0)
		close_provider(provider);
	return rc;
}

static int
open_public(struct provider *provider, struct diags *diags)
{
	return open_any(provider, false, diags);
}

static int
open_internal(struct provider *provider, struct diags *diags)
{
	return open_any(provider, true, diags);
}

#define TYPES "A AAAA ALIAS CAA CNAME DS HTTPS LOC MX NAPTR NS PTR SRV SSHFP SVCB TLSA TXT"

extern const struct provider_class cloudflare_provider_class;
extern const struct provider_class cloudflare_internal_provider_class;

const struct provider_class cloudflare_provider_class = {
    .names = names,
    .options = options,
    .types = TYPES " URLFWD",
    .open = open_public,
    .close = close_provider,
    .list = zones_list,
    .read = cloudflare_read,
    .apply = cloudflare_apply,
    .fit = cloudflare_fit,
    .differs = cloudflare_differs,
};

const struct provider_class cloudflare_internal_provider_class = {
    .names = internal_names,
    .options = internal_options,
    .types = TYPES,
    .open = open_internal,
    .close = close_provider,
    .list = zones_list,
    .read = cloudflare_read,
    .apply = cloudflare_apply,
    .fit = cloudflare_fit,
    .differs = cloudflare_differs,
};
