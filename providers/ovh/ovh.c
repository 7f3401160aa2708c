/* Zones at OVHcloud, by its API. */
#include "ovh.h"

#include "core/mem.h"
#include "dns/name.h"

#include <stdlib.h>

static const char *const names[] = {"OvhProvider", NULL};

static const struct option_spec options[] = {
    {"endpoint", OPTION_TEXT, true, false, NULL},
    {"application_key", OPTION_TEXT, false, true, NULL},
    {"application_secret", OPTION_TEXT, false, true, NULL},
    {"consumer_key", OPTION_TEXT, false, true, NULL},
    {"client_id", OPTION_TEXT, false, false, NULL},
    {"client_secret", OPTION_TEXT, false, true, NULL},
    {"token_url", OPTION_TEXT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static void
close_provider(struct provider *provider)
{
	struct ovh *ovh = provider->state;

	if (ovh == NULL)
		return;
	http_close(ovh->talk.client);
	ovh_auth_close(&ovh->auth);
	held_free(&ovh->held);
	map_free(&ovh->unserved);
	map_free(&ovh->seen);
	arena_free(&ovh->texts);
	(void)pthread_mutex_destroy(&ovh->lock);
	free(ovh);
	provider->state = NULL;
}

static int
open_provider(struct provider *provider, struct diags *diags)
{
	struct ovh *ovh = mem_zero(1, sizeof(*ovh));

	provider->state = ovh;
	held_init(&ovh->held);
	(void)pthread_mutex_init(&ovh->lock, NULL);
	ovh_talk(provider);
	if (ovh_auth_open(provider, diags) == 0)
		return 0;
	close_provider(provider);
	return -1;
}

static int
list_zones(struct provider *provider, void (*sink)(void *ctx, struct slice zone), void *ctx,
    struct diags *diags)
{
	struct talk_fault fault = {0};
	struct arena arena = {0};
	const cJSON *item;
	cJSON *json;
	const char *why;
	int rc = 0;

	if (ovh_list(provider, "/domain/zone", &json, &fault) != TALK_OK) {
		rc = talk_report(provider, slice_of(""), &fault, diags);
		cJSON_Delete(json);
		json = NULL;
	}
	cJSON_ArrayForEach(item, json)
	{
		const char *text = cJSON_GetStringValue(item);
		struct slice name;

		if (text != NULL &&
		    zone_name_parse(&arena, slice_of(arena_printf(&arena, "%s.", text)), &name,
			&why) == 0) {
			sink(ctx, name);
			continue;
		}
		(void)talk_strange(&((struct ovh *)provider->state)->talk, &fault,
		    "has a zone without a valid name");
		rc = talk_report(provider, slice_of(""), &fault, diags);
	}
	cJSON_Delete(json);
	arena_free(&arena);
	talk_fault_free(&fault);
	return rc;
}

extern const struct provider_class ovh_provider_class;

const struct provider_class ovh_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_ROOT_NS,
    .types = "A AAAA CAA CNAME DNAME DS HTTPS LOC MX NAPTR NS PTR SRV SSHFP SVCB TLSA TXT",
    .open = open_provider,
    .close = close_provider,
    .list = list_zones,
    .read = ovh_read,
    .apply = ovh_apply,
};
