/* Zones of a PowerDNS Authoritative server, by its HTTP API. */
#include "powerdns.h"

#include "core/mem.h"
#include "dns/name.h"
#include "http/url.h"
#include "provider/options.h"

#include <stdlib.h>
#include <string.h>

#define DEFAULT_TIMEOUT 30.0
#define LONGEST_TIMEOUT 3600.0

static const char *const names[] = {"PowerDnsProvider", NULL};

static const struct option_spec options[] = {
    {"host", OPTION_TEXT, true, false, NULL},
    {"api_key", OPTION_TEXT, true, true, NULL},
    {"port", OPTION_INT, false, false, NULL},
    {"scheme", OPTION_TEXT, false, false, NULL},
    {"ssl_verify", OPTION_ANY, false, false, NULL},
    {"timeout", OPTION_REAL, false, false, NULL},
    {"soa_edit_api", OPTION_TEXT, false, false, NULL},
    {"mode_of_operation", OPTION_TEXT, false, false, NULL},
    {"notify", OPTION_BOOL, false, false, NULL},
    {"server_id", OPTION_TEXT, false, false, NULL},
    {"enable_dynamic", OPTION_ANY, false, false, NULL},
    {"nameserver_values", OPTION_ANY, false, false,
	"write the name servers as an NS record of the zone itself (name '')"},
    {"nameserver_ttl", OPTION_ANY, false, false,
	"write the TTL with the NS record of the zone itself (name '')"},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const schemes[] = {"http", "https", NULL};
static const char *const kinds[] = {"native", "primary", "secondary", "master", "slave", NULL};
static const char *const soa_edits[] = {"default", "increase", "epoch", "soa-edit",
    "soa-edit-increase", NULL};

/* An option that is one of a few words, in either case. */
static int
take_word(const struct provider *provider, const char *option, const char *const *words,
    const char *fallback, const char **word, struct diags *diags)
{
	struct slice text = slice_of(provider_text(provider, option, fallback));
	struct buf hint = {0};
	size_t i;
	int rc;

	for (i = 0; words[i] != NULL; i++) {
		if (slice_is_nocase(text, words[i])) {
			*word = words[i];
			return 0;
		}
	}
	buf_text(&hint, "write one of");
	for (i = 0; words[i] != NULL; i++)
		buf_printf(&hint, "%s %s", i > 0 ? "," : "", words[i]);
	rc = options_refuse(provider, option, hint.data, "has a value that is not known", diags);
	buf_free(&hint);
	return rc;
}

/* Letters, digits and what addresses are written with; a server id takes the same. */
static bool
is_host(const char *text)
{
	size_t len = strlen(text);

	return len > 0 && len <= 255 &&
	    strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:[]") ==
	    len;
}

static int
take_url(struct provider *provider, struct http_options *http, struct diags *diags)
{
	struct powerdns *powerdns = provider->state;
	const char *host = provider_text(provider, "host", "");
	int64_t port = provider_int(provider, "port", 8081);
	const char *scheme = "http";
	bool bare_ip6 = strchr(host, ':') != NULL && host[0] != '[';
	int rc = 0;

	powerdns->server_id = provider_text(provider, "server_id", "localhost");
	rc |= take_word(provider, "scheme", schemes, "http", &scheme, diags);
	if (!is_host(host))
		rc = options_refuse(provider, "host", "write a host name or an address alone",
		    "is no host name or address", diags);
	if (port < 1 || port > 65535)
		rc = options_refuse(provider, "port", NULL, "must be 1 to 65535", diags);
	if (!is_host(powerdns->server_id))
		rc = options_refuse(provider, "server_id", "nearly every server has \"localhost\"",
		    "is no name of a server", diags);
	if (rc != 0)
		return -1;
	http->base_url = arena_printf(&provider->arena, "%s://%s%s%s:%d/api/v1/servers/%s", scheme,
	    bare_ip6 ? "[" : "", host, bare_ip6 ? "]" : "", (int)port, powerdns->server_id);
	http->allow_plain = true;
	return 0;
}

/* true, false, or the path of a file of certificates. */
static void
take_verify(const struct provider *provider, struct http_options *http)
{
	const struct node *node = node_get(provider->options, "ssl_verify");

	if (node == NULL || node->kind == NODE_NULL || slice_is_nocase(node->text, "true"))
		return;
	if (node->kind == NODE_TEXT && !slice_is_nocase(node->text, "false"))
		http->ca_file = provider_text(provider, "ssl_verify", NULL);
	else
		http->insecure = !node_truth(node) || node->kind == NODE_TEXT;
}

static int
take_timeout(const struct provider *provider, struct http_options *http, struct diags *diags)
{
	double timeout = provider_real(provider, "timeout", DEFAULT_TIMEOUT);

	if (!(timeout > 0 && timeout <= LONGEST_TIMEOUT))
		return options_refuse(provider, "timeout", NULL, "must be seconds, up to 3600",
		    diags);
	http->timeout_ms = (unsigned)(timeout * 1000) + 1;
	return 0;
}

/* Only what was asked for by name is a fault: octoDNS probes when it is not set. */
static int
refuse_dynamic(const struct provider *provider, struct diags *diags)
{
	const struct node *node = node_get(provider->options, "enable_dynamic");

	if (node == NULL || !node_truth(node) || slice_is_nocase(node->text, "false"))
		return 0;
	return options_refuse(provider, "enable_dynamic", "leave it out, or write false",
	    "is not supported: dynamic records (LUA) cannot be written yet", diags);
}

static void
warn_exposure(const struct provider *provider, const struct http_options *http, struct diags *diags)
{
	struct base_url url;

	if (url_read(http->base_url, &url) != NULL || url.loopback)
		return;
	if (!url.tls) {
		diag_warn(diags, "provider-plain-http", NULL, provider->config->at,
		    "put TLS before the server and write scheme: https",
		    "provider %s: the API key goes to %.*s in clear, over plain http", provider->id,
		    SLICE_ARGS(url.authority));
	} else if (http->insecure) {
		diag_warn(diags, "provider-plain-http", NULL, provider->config->at,
		    "name a file of certificates: ssl_verify: /path/to/ca.pem",
		    "provider %s: the certificate of %.*s is not verified (ssl_verify: false)",
		    provider->id, SLICE_ARGS(url.authority));
	}
}

static int
take_client(struct provider *provider, const struct http_options *http, struct diags *diags)
{
	struct powerdns *powerdns = provider->state;
	struct slice key = slice_of(provider_text(provider, "api_key", ""));

	if (http_open(&powerdns->talk.client, http, diags) != 0)
		return -1;
	if (http_secret_header(powerdns->talk.client, "X-API-Key", key) != 0)
		return options_refuse(provider, "api_key", NULL,
		    "cannot be sent: it is empty, or has a line break in it", diags);
	warn_exposure(provider, http, diags);
	return 0;
}

static void
close_provider(struct provider *provider)
{
	struct powerdns *powerdns = provider->state;

	if (powerdns == NULL)
		return;
	http_close(powerdns->talk.client);
	free(powerdns);
	provider->state = NULL;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct powerdns *powerdns = mem_zero(1, sizeof(*powerdns));
	struct http_options http = {.connections = provider_connections(provider)};
	int rc = 0;

	provider->state = powerdns;
	powerdns_talk(provider);
	rc |= take_url(provider, &http, diags);
	rc |= take_timeout(provider, &http, diags);
	rc |= take_word(provider, "mode_of_operation", kinds, "master", &powerdns->kind, diags);
	rc |= take_word(provider, "soa_edit_api", soa_edits, "default", &powerdns->soa_edit_api,
	    diags);
	rc |= refuse_dynamic(provider, diags);
	powerdns->notify = provider_bool(provider, "notify", false);
	take_verify(provider, &http);
	if (rc == 0)
		rc = take_client(provider, &http, diags);
	if (rc != 0)
		close_provider(provider);
	return rc;
}

/* The answer has another shape than PowerDNS's. */
static int
refuse_shape(const struct provider *provider, struct slice zone, const char *what,
    struct diags *diags)
{
	const struct powerdns *powerdns = provider->state;
	struct talk_fault fault = {0};

	(void)talk_strange(&powerdns->talk, &fault, what);
	(void)talk_report(provider, zone, &fault, diags);
	talk_fault_free(&fault);
	return -1;
}

static int
list_zones(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct talk_fault fault = {0};
	struct arena arena = {0};
	struct slice none = {"", 0}, name;
	const cJSON *item;
	const char *why;
	enum talk_result result;
	cJSON *json;
	int rc = 0;

	/* dnssec=false: else the server looks up the keys of each zone. */
	result = powerdns_get(provider, "/zones?dnssec=false", &json, &fault);
	if (result == TALK_MISSING)
		result = powerdns_no_server(provider, &fault);
	if (result != TALK_OK)
		rc = talk_report(provider, none, &fault, diags);
	else if (!cJSON_IsArray(json))
		rc = refuse_shape(provider, none, "is not a list of zones", diags);
	if (rc != 0) {
		cJSON_Delete(json);
		json = NULL;
	}
	cJSON_ArrayForEach(item, json)
	{
		const char *text =
		    cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "name"));

		if (text != NULL && zone_name_parse(&arena, slice_of(text), &name, &why) == 0)
			sink(ctx, name);
		else
			rc = refuse_shape(provider, none, "has a zone without a valid name", diags);
	}
	cJSON_Delete(json);
	arena_free(&arena);
	talk_fault_free(&fault);
	return rc;
}

static int
refuse_no_zone(const struct provider *provider, struct slice zone, struct diags *diags)
{
	const struct powerdns *powerdns = provider->state;
	struct talk_fault fault = {
	    .hint = "create the zone there, or take this source from the zone"};

	buf_printf(&fault.message, "%s has no zone %.*s", http_host(powerdns->talk.client),
	    SLICE_ARGS(zone));
	(void)talk_report(provider, zone, &fault, diags);
	talk_fault_free(&fault);
	return -1;
}

static int
read_zone(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	struct talk_fault fault = {0};
	cJSON *json;
	enum talk_result result = powerdns_fetch(provider, request->zone, &json, &fault);
	int rc = 0;

	if (result == TALK_OK) {
		zone->exists = true;
		rc = cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(json, "rrsets"))
		    ? powerdns_records(provider, request, json, zone, diags)
		    : refuse_shape(provider, request->zone, "has no rrsets", diags);
	} else if (result != TALK_MISSING) {
		rc = talk_report(provider, request->zone, &fault, diags);
	} else if (!request->as_target) {
		rc = refuse_no_zone(provider, request->zone, diags);
	}
	cJSON_Delete(json);
	talk_fault_free(&fault);
	return rc;
}

extern const struct provider_class powerdns_provider_class;

const struct provider_class powerdns_provider_class = {
    .names = names,
    .options = options,
    /* Behind it may be SQLite, which fails the second of two transactions. */
    .flags = PROVIDER_ROOT_NS | PROVIDER_MULTI_PTR | PROVIDER_ONE_WRITER,
    .types = "A AAAA ALIAS CAA CNAME DS HTTPS LOC MX NAPTR NS PTR SRV SSHFP SVCB TLSA TXT URI",
    .open = open_provider,
    .close = close_provider,
    .list = list_zones,
    .read = read_zone,
    .apply = powerdns_apply,
};
