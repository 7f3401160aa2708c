/* Route 53 of AWS: what the provider is called, its settings, opening and closing. */
#include "route53.h"

#include "cidr.h"
#include "core/mem.h"
#include "health.h"

#include <stdlib.h>
#include <string.h>

#define RULE "config-provider-option"
#define SECOND_RATE 10.0 /* requests that an account may send, all told */
#define MOST_ATTEMPTS 50
#define MAX_ANSWER ((size_t)64 << 20)

static const char *const names[] = {"Route53Provider", NULL};

static const struct option_spec options[] = {
    {"access_key_id", OPTION_TEXT, false, false, NULL},
    {"secret_access_key", OPTION_TEXT, false, true, NULL},
    {"session_token", OPTION_TEXT, false, true, NULL},
    {"role_arn", OPTION_TEXT, false, false, NULL},
    {"profile", OPTION_TEXT, false, false, NULL},
    {"client_max_attempts", OPTION_INT, false, false, NULL},
    {"max_changes", OPTION_INT, false, false, NULL},
    {"delegation_set_id", OPTION_TEXT, false, false, NULL},
    {"get_zones_by_name", OPTION_BOOL, false, false, NULL},
    {"private", OPTION_BOOL, false, false, NULL},
    {"vpc_id", OPTION_TEXT, false, false, NULL},
    {"vpc_region", OPTION_TEXT, false, false, NULL},
    {"vpc_multi_action", OPTION_TEXT, false, false, NULL},
    {"endpoint", OPTION_TEXT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
refuse(const struct provider *provider, const char *option, const char *hint, const char *what,
    struct diags *diags)
{
	const struct node *node = node_get(provider->config->options, option);

	return diag_error(diags, RULE, NULL, node != NULL ? node_place(node) : provider->config->at,
	    hint, "provider %s: option \"%s\" %s", provider->id, option, what);
}

static int
take_keys(const struct provider *provider, struct diags *diags)
{
	bool id = provider_text(provider, "access_key_id", NULL) != NULL;
	bool secret = provider_text(provider, "secret_access_key", NULL) != NULL;

	if (id && !secret)
		return refuse(provider, "access_key_id", "set secret_access_key too, or neither",
		    "has no secret_access_key beside it", diags);
	if (secret && !id)
		return refuse(provider, "secret_access_key", "set access_key_id too, or neither",
		    "has no access_key_id beside it", diags);
	if (!id && provider_text(provider, "session_token", NULL) != NULL)
		return refuse(provider, "session_token",
		    "set access_key_id and secret_access_key too", "has no access_key_id beside it",
		    diags);
	return 0;
}

static int
take_network(struct provider *provider, struct diags *diags)
{
	struct route53 *route53 = provider->state;
	const struct node *kind = node_get(provider->options, "private");

	if (kind != NULL && kind->kind == NODE_BOOL)
		route53->kind = kind->u.flag ? ROUTE53_PRIVATE : ROUTE53_PUBLIC;
	route53->vpc = provider_text(provider, "vpc_id", NULL);
	route53->vpc_region = provider_text(provider, "vpc_region", NULL);
	route53->delegation_set = provider_text(provider, "delegation_set_id", NULL);
	if (route53->vpc != NULL && route53->vpc_region == NULL)
		return refuse(provider, "vpc_id", "add vpc_region: eu-west-1, or where it is",
		    "needs vpc_region", diags);
	if (route53->vpc != NULL && route53->kind == ROUTE53_PUBLIC)
		return refuse(provider, "vpc_id", "take out private: false",
		    "is for private zones, and private is false", diags);
	if (route53->vpc != NULL)
		route53->kind = ROUTE53_PRIVATE;
	if (route53->delegation_set != NULL && route53->kind == ROUTE53_PRIVATE)
		return refuse(provider, "delegation_set_id",
		    "private zones have no delegation set: take it out",
		    "cannot be used with private zones", diags);
	return 0;
}

static int
take_multi(struct provider *provider, struct diags *diags)
{
	static const char *const words[] = {"error", "warn", "ignore"};
	struct route53 *route53 = provider->state;
	const char *word = provider_text(provider, "vpc_multi_action", words[0]);
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(word, words[i]) == 0) {
			route53->multi = (enum route53_multi)i;
			return 0;
		}
	}
	return refuse(provider, "vpc_multi_action", "write error, warn or ignore",
	    "has a value that is not known", diags);
}

static int
take_numbers(struct provider *provider, struct http_options *http, struct diags *diags)
{
	struct route53 *route53 = provider->state;
	int64_t changes = provider_int(provider, "max_changes", ROUTE53_MAX_RECORDS);
	int64_t attempts = provider_int(provider, "client_max_attempts", -1);

	if (changes < 1 || changes > ROUTE53_MAX_RECORDS)
		return refuse(provider, "max_changes", NULL, "must be 1 to 1000", diags);
	if (attempts < -1 || attempts > MOST_ATTEMPTS)
		return refuse(provider, "client_max_attempts", NULL, "must be 0 to 50", diags);
	route53->max_records = (size_t)changes;
	if (attempts >= 0)
		http->retries = attempts == 0 ? HTTP_NO_RETRY : (unsigned)attempts;
	return 0;
}

/* Partitions of AWS that share nothing: the start of their regions, and what is there. */
static const struct {
	const char *prefix, *url, *region;
} partitions[] = {
    {"cn-", "https://route53.amazonaws.com.cn", "cn-northwest-1"},
    {"us-gov-", "https://route53.us-gov.amazonaws.com", "us-gov-west-1"},
    {"", "https://route53.amazonaws.com", "us-east-1"},
};

static void
take_endpoint(struct provider *provider, struct http_options *http)
{
	struct route53 *route53 = provider->state;
	const char *region = aws_variable("AWS_REGION");
	size_t i = 0;

	if (region == NULL)
		region = aws_variable("AWS_DEFAULT_REGION");
	if (region == NULL)
		region = "";
	while (strncmp(region, partitions[i].prefix, strlen(partitions[i].prefix)) != 0)
		i++;
	route53->signer.region = partitions[i].region;
	route53->signer.service = "route53";
	http->base_url = provider_text(provider, "endpoint", NULL);
	if (http->base_url == NULL)
		http->base_url = aws_variable("AWS_ENDPOINT_URL_ROUTE_53");
	if (http->base_url == NULL)
		http->base_url = aws_variable("AWS_ENDPOINT_URL");
	if (http->base_url == NULL)
		http->base_url = partitions[i].url;
}

static void
close_provider(struct provider *provider)
{
	struct route53 *route53 = provider->state;
	size_t i;

	if (route53 == NULL)
		return;
	http_close(route53->talk.client);
	aws_credentials_wipe(&route53->signer.credentials);
	for (i = 0; i < route53->kept.count; i++)
		route53_kept_free(route53->kept.entries[i].value);
	map_free(&route53->kept);
	map_free(&route53->zones);
	health_free(route53->health);
	cidr_free(route53->cidr);
	free(route53->pending);
	arena_free(&route53->arena);
	(void)pthread_mutex_destroy(&route53->signer.lock);
	(void)pthread_mutex_destroy(&route53->asking);
	(void)pthread_mutex_destroy(&route53->listing);
	(void)pthread_mutex_destroy(&route53->lock);
	free(route53);
	provider->state = NULL;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct route53 *route53 = mem_zero(1, sizeof(*route53));
	struct http_options http = {.rate = SECOND_RATE,
	    .connections = provider_connections(provider),
	    .max_body = MAX_ANSWER,
	    .signer = aws_sign,
	    .signer_ctx = &route53->signer,
	    .busy = route53_busy};
	int rc = 0;

	provider->state = route53;
	(void)pthread_mutex_init(&route53->signer.lock, NULL);
	(void)pthread_mutex_init(&route53->asking, NULL);
	(void)pthread_mutex_init(&route53->listing, NULL);
	(void)pthread_mutex_init(&route53->lock, NULL);
	route53_talk(provider);
	take_endpoint(provider, &http);
	route53->by_name = provider_bool(provider, "get_zones_by_name", false);
	rc |= take_keys(provider, diags);
	rc |= take_network(provider, diags);
	rc |= take_multi(provider, diags);
	rc |= take_numbers(provider, &http, diags);
	if (rc == 0)
		rc = http_open(&route53->talk.client, &http, diags);
	if (rc != 0)
		close_provider(provider);
	return rc;
}

extern const struct provider_class route53_provider_class;

const struct provider_class route53_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_ROOT_NS | PROVIDER_MULTI_PTR | PROVIDER_DYNAMIC | PROVIDER_SUBNETS |
	PROVIDER_POOL_STATUS,
    .types = "A AAAA CAA CNAME DS HTTPS MX NAPTR NS PTR Route53Provider/ALIAS SPF SRV SSHFP SVCB "
	     "TLSA TXT",
    .open = open_provider,
    .close = close_provider,
    .list = route53_list,
    .read = route53_read,
    .apply = route53_apply,
    .differs = route53_differs,
    .finish = route53_finish,
};
