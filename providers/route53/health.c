/* The health checks of the account: listed once, found by what they check, made, deleted. */
#include "health.h"

#include "core/mem.h"
#include "dns/value.h"
#include "http/sign_hash.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define VERSION "0001" /* of the way in which octoDNS makes checks */
#define REFERENCE_MAX 64
#define REFERENCE_RANDOM 13 /* ":" and twelve digits */
#define TAG_MAX 256

void
health_free(struct route53_health *health)
{
	if (health == NULL)
		return;
	map_free(&health->by_id);
	free(health->checks);
	arena_free(&health->arena);
	free(health);
}

static int64_t
read_number(const struct xml *node, const char *name)
{
	struct slice text = xml_text(node, name);

	return text.len > 0 && text.len < 12 ? strtoll(text.data, NULL, 10) : 0;
}

/* Addresses come back in a form of the service's own. */
static struct slice
normal_address(struct arena *arena, struct slice text)
{
	struct slice normal;

	if (text.len == 0)
		return slice_of("");
	if (ip4_normalise(arena, text, &normal) == 0 || ip6_normalise(arena, text, &normal) == 0)
		return normal;
	return arena_copy(arena, text);
}

static struct slice
without_dot(struct slice name)
{
	bool dot = name.len > 0 && name.data[name.len - 1] == '.';

	return slice_sub(name, 0, name.len - dot);
}

static void
add_check(struct route53_health *health, const struct xml *item)
{
	struct arena *arena = &health->arena;
	const struct xml *config = xml_find(item, "HealthCheckConfig");
	struct health_check *check = arena_alloc(arena, sizeof(*check));

	check->id = arena_copy(arena, xml_text(item, "Id"));
	check->reference = arena_copy(arena, xml_text(item, "CallerReference"));
	check->address = normal_address(arena, xml_text(config, "IPAddress"));
	check->disabled = xml_true(config, "Disabled");
	check->inverted = xml_true(config, "Inverted");
	check->settings = (struct health_settings){
	    .host = arena_copy(arena, xml_text(config, "FullyQualifiedDomainName")),
	    .path = arena_copy(arena, xml_text(config, "ResourcePath")),
	    .protocol = arena_copy(arena, xml_text(config, "Type")),
	    .port = read_number(config, "Port"),
	    .interval = read_number(config, "RequestInterval"),
	    .threshold = read_number(config, "FailureThreshold"),
	    .latency = xml_true(config, "MeasureLatency"),
	};
	if (check->id.len == 0)
		return;
	health->checks =
	    mem_grow(health->checks, &health->cap, health->count + 1, sizeof(*health->checks));
	health->checks[health->count++] = check;
	(void)map_put(&health->by_id, check->id, check);
}

static enum talk_result
take_checks(void *ctx, const struct xml *answer, struct talk_fault *fault)
{
	const struct xml *list = xml_find(answer, "HealthChecks"), *item;

	(void)fault;
	for (item = list != NULL ? list->first : NULL; item != NULL; item = item->next)
		add_check(ctx, item);
	return TALK_OK;
}

enum talk_result
health_load(const struct provider *provider, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	struct route53_pager pager = {"/healthcheck?maxitems=100", route53_next_marker, take_checks,
	    NULL};
	struct route53_health *health;
	enum talk_result result = TALK_OK;

	(void)pthread_mutex_lock(&route53->listing);
	if (route53->health == NULL) {
		health = mem_zero(1, sizeof(*health));
		pager.ctx = health;
		result = route53_pages(provider, &pager, fault);
		if (result == TALK_OK)
			route53->health = health;
		else
			health_free(health);
	}
	(void)pthread_mutex_unlock(&route53->listing);
	return result;
}

const struct health_check *
health_find(const struct provider *provider, struct slice id)
{
	struct route53 *route53 = provider->state;
	const struct health_check *check;

	(void)pthread_mutex_lock(&route53->lock);
	check = map_get(&route53->health->by_id, id);
	if (check != NULL && check->gone)
		check = NULL;
	(void)pthread_mutex_unlock(&route53->lock);
	return check;
}

void
health_owner(struct buf *out, const struct rrset *rrset, const char *type)
{
	unsigned char sum[SIGN_SHA512_LEN];

	if (strlen(VERSION) + strlen(type) + 2 + rrset->name.len + REFERENCE_RANDOM <=
	    REFERENCE_MAX) {
		buf_slice(out, rrset->name);
		return;
	}
	sign_sha512(rrset->name, sum);
	sign_hex(out, sum, 10);
}

/* "0001:A:www.example.com.:": what the checks of a record have in common. */
static void
add_prefix(struct buf *out, const struct rrset *rrset)
{
	const char *type = rrset_type(rrset)->name;

	buf_printf(out, VERSION ":%s:", type);
	health_owner(out, rrset, type);
	buf_char(out, ':');
}

/* What is to be checked. */
struct want {
	struct health_settings settings;
	struct slice address; /* or empty */
	bool down;
};

static bool
is_wanted(const struct health_check *check, const struct want *want)
{
	struct health_settings has = check->settings, wants = want->settings;

	has.host = without_dot(has.host);
	wants.host = without_dot(wants.host);
	return health_same(&has, &wants) && check->disabled == want->down &&
	    check->inverted == want->down && slice_equal(check->address, want->address);
}

static const struct health_check *
find_wanted(struct route53 *route53, const struct rrset *rrset, const struct want *want)
{
	const struct health_check *found = NULL;
	struct buf prefix = {0};
	size_t i;

	add_prefix(&prefix, rrset);
	(void)pthread_mutex_lock(&route53->lock);
	for (i = 0; found == NULL && i < route53->health->count; i++) {
		const struct health_check *check = route53->health->checks[i];

		if (!check->gone && slice_starts(check->reference, buf_view(&prefix)) &&
		    is_wanted(check, want))
			found = check;
	}
	(void)pthread_mutex_unlock(&route53->lock);
	buf_free(&prefix);
	return found;
}

static void
add_number(struct buf *out, const char *name, int64_t number)
{
	buf_printf(out, "<%s>%lld</%s>", name, (long long)number, name);
}

/* In the order of the API's model. */
static void
make_body(const struct rrset *rrset, const struct want *want, struct buf *out)
{
	const struct health_settings *s = &want->settings;
	unsigned char random[6] = {0};
	struct buf reference = {0};

	add_prefix(&reference, rrset);
	/* So few bytes never fail to come; should they, the service says that the name is taken. */
	if (getrandom(random, sizeof(random), 0) < 0)
		random[0] = 0;
	sign_hex(&reference, random, sizeof(random));
	buf_text(out, "<CreateHealthCheckRequest xmlns=\"" ROUTE53_XMLNS "\">");
	xml_add(out, "CallerReference", buf_view(&reference));
	buf_text(out, "<HealthCheckConfig>");
	if (want->address.len > 0)
		xml_add(out, "IPAddress", want->address);
	add_number(out, "Port", s->port);
	xml_add(out, "Type", s->protocol);
	if (s->path.len > 0)
		xml_add(out, "ResourcePath", s->path);
	if (s->host.len > 0)
		xml_add(out, "FullyQualifiedDomainName", s->host);
	add_number(out, "RequestInterval", s->interval);
	add_number(out, "FailureThreshold", s->threshold);
	xml_add_text(out, "MeasureLatency", s->latency ? "true" : "false");
	xml_add_text(out, "Inverted", want->down ? "true" : "false");
	xml_add_text(out, "Disabled", want->down ? "true" : "false");
	xml_add_text(out, "EnableSNI", slice_is(s->protocol, "HTTPS") ? "true" : "false");
	buf_text(out, "</HealthCheckConfig></CreateHealthCheckRequest>");
	buf_free(&reference);
}

/* A name for people who look at it in the console; nothing depends on it. */
static void
add_tag(const struct provider *provider, const struct rrset *rrset, struct slice id,
    struct slice value)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   " _.:/=+-@";
	struct buf name = {0}, body = {0}, path = {0};
	struct talk_fault fault = {0};
	struct arena arena = {0};
	struct route53_call call = {.method = "POST", .idempotent = true};
	const struct xml *answer;
	size_t i;

	buf_printf(&name, "%.*s:%s - %.*s", SLICE_ARGS(rrset->name), rrset_type(rrset)->name,
	    SLICE_ARGS(value));
	for (i = 0; i < name.len; i++) {
		if (strchr(good, name.data[i]) == NULL)
			name.data[i] = '-';
	}
	buf_text(&body, "<ChangeTagsForResourceRequest xmlns=\"" ROUTE53_XMLNS "\"><AddTags><Tag>");
	xml_add_text(&body, "Key", "Name");
	xml_add(&body, "Value", slice_sub(buf_view(&name), 0, TAG_MAX));
	buf_text(&body, "</Tag></AddTags></ChangeTagsForResourceRequest>");
	buf_printf(&path, "/tags/healthcheck/%.*s", SLICE_ARGS(id));
	call.path = path.data;
	call.body = buf_view(&body);
	(void)route53_send(provider, &call, &arena, &answer, &fault);
	talk_fault_free(&fault);
	arena_free(&arena);
	buf_free(&name);
	buf_free(&body);
	buf_free(&path);
}

static enum talk_result
create(const struct provider *provider, const struct rrset *rrset, const struct want *want,
    struct slice value, struct slice *id, struct talk_fault *fault)
{
	struct route53 *route53 = provider->state;
	/* Its reference makes it the same check, however often it is sent. */
	struct route53_call call = {.method = "POST", .path = "/healthcheck", .idempotent = true};
	struct arena arena = {0};
	struct buf body = {0};
	const struct xml *answer, *made;
	enum talk_result result;

	make_body(rrset, want, &body);
	call.body = buf_view(&body);
	result = route53_send(provider, &call, &arena, &answer, fault);
	made = result == TALK_OK ? xml_find(answer, "HealthCheck") : NULL;
	if (result == TALK_OK && xml_text(made, "Id").len == 0)
		result = talk_strange(&route53->talk, fault, "has no id of the health check");
	if (result == TALK_OK) {
		(void)pthread_mutex_lock(&route53->lock);
		add_check(route53->health, made);
		*id = route53->health->checks[route53->health->count - 1]->id;
		(void)pthread_mutex_unlock(&route53->lock);
		add_tag(provider, rrset, *id, value);
	}
	buf_free(&body);
	arena_free(&arena);
	return result;
}

enum talk_result
health_need(const struct provider *provider, const struct rrset *rrset, struct slice value,
    bool down, struct slice *id, struct talk_fault *fault)
{
	const struct health_check *found;
	struct arena arena = {0};
	struct want want = {.down = down};
	enum talk_result result = health_load(provider, fault);
	const char *why;

	if (result != TALK_OK)
		return result;
	if (health_settings_of(rrset, &arena, &want.settings, &why) != 0) {
		talk_fault_clear(fault);
		buf_printf(&fault->message, "%.*s: %s", SLICE_ARGS(rrset->name), why);
		result = TALK_REFUSED;
	} else {
		if (ip4_normalise(NULL, value, NULL) == 0 || ip6_normalise(NULL, value, NULL) == 0)
			want.address = normal_address(&arena, value);
		if (want.settings.host.len == 0 &&
		    (want.address.len == 0 || !slice_is(want.settings.protocol, "TCP")))
			want.settings.host = value;
		found = find_wanted(provider->state, rrset, &want);
		if (found != NULL)
			*id = found->id;
		else
			result = create(provider, rrset, &want, value, id, fault);
	}
	arena_free(&arena);
	return result;
}
