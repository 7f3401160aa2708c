/* Zones of Google Cloud DNS, by its API. */
#include "googlecloud.h"

#include "core/mem.h"
#include "provider/options.h"

#include <stdlib.h>

#define SERVICE "https://dns.googleapis.com"
#define BATCH_SIZE 1000
/* Quotas are by the minute. */
#define RETRIES 6
#define BACKOFF_MS 1000

static const char *const names[] = {"GoogleCloudProvider", NULL};

static const struct option_spec options[] = {
    {"project", OPTION_TEXT, false, false, NULL},
    {"credentials_file", OPTION_TEXT, false, false, NULL},
    {"batch_size", OPTION_INT, false, false, NULL},
    {"private", OPTION_BOOL, false, false, NULL},
    {"endpoint", OPTION_TEXT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static int
take_project(struct provider *provider, struct diags *diags)
{
	struct google *google = provider->state;
	const struct google_credentials *credentials = &google->auth.credentials;

	google->project = provider_text(provider, "project", credentials->project);
	if (google->project == NULL && credentials->kind != GOOGLE_METADATA)
		return diag_error(diags, "config-provider-option", NULL, provider->config->at,
		    "write project: the id of the project",
		    "provider %s: option \"project\" is missing, and the credentials in %s name none",
		    provider->id, credentials->path);
	if (google->project == NULL || google_is_project(slice_of(google->project)))
		return 0;
	return options_refuse(provider, "project", "write the id of the project, as my-project-123",
	    "is no id of a project", diags);
}

static int
take_batch_size(struct provider *provider, struct diags *diags)
{
	struct google *google = provider->state;
	int64_t size = provider_int(provider, "batch_size", BATCH_SIZE);

	if (size < 1 || size > BATCH_SIZE)
		return options_refuse(provider, "batch_size", NULL, "must be 1 to 1000", diags);
	google->batch_size = (size_t)size;
	return 0;
}

static void
take_private(struct provider *provider)
{
	struct google *google = provider->state;
	const struct node *node = node_get(provider->options, "private");

	google->has_private = node != NULL && node->kind == NODE_BOOL;
	google->private = google->has_private && provider_bool(provider, "private", false);
}

static int
take_client(struct provider *provider, struct diags *diags)
{
	struct google *google = provider->state;
	struct http_options http = {
	    .base_url = provider_text(provider, "endpoint", SERVICE),
	    .retries = RETRIES,
	    .backoff_ms = BACKOFF_MS,
	    .signer = google_sign,
	    .signer_ctx = &google->auth,
	    .busy = google_busy,
	};

	if (http_open(&google->talk.client, &http, diags) != 0)
		return -1;
	google->auth.client = google->talk.client;
	return 0;
}

static void
close_provider(struct provider *provider)
{
	struct google *google = provider->state;

	if (google == NULL)
		return;
	http_close(google->talk.client);
	google_auth_stop(&google->auth);
	google_zones_free(google);
	free(google->pending);
	(void)pthread_mutex_destroy(&google->lock);
	free(google);
	provider->state = NULL;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct google *google = mem_zero(1, sizeof(*google));
	int rc = 0;

	provider->state = google;
	(void)pthread_mutex_init(&google->lock, NULL);
	google_auth_start(&google->auth, provider);
	google_talk(provider);
	rc |= google_credentials_open(provider, &google->auth.credentials, diags);
	if (rc == 0)
		rc |= take_project(provider, diags);
	rc |= take_batch_size(provider, diags);
	take_private(provider);
	if (rc == 0)
		rc = take_client(provider, diags);
	if (rc != 0)
		close_provider(provider);
	return rc;
}

extern const struct provider_class googlecloud_provider_class;

const struct provider_class googlecloud_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_ROOT_NS,
    .types = "A AAAA ALIAS CAA CNAME DS HTTPS MX NAPTR NS PTR SPF SRV SSHFP SVCB TLSA TXT",
    .open = open_provider,
    .close = close_provider,
    .list = google_list,
    .read = google_read,
    .apply = google_apply,
    .fit = google_fit,
    .finish = google_finish,
};
