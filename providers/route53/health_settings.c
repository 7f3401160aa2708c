/* How a record's values are checked: from its octodns block, and back. */
#include "dns/value.h"
#include "health.h"

#include <string.h>

#define DEFAULT_PATH "/_dns"
#define DEFAULT_PORT 443
#define DEFAULT_INTERVAL 10
#define DEFAULT_THRESHOLD 6

/* The owner without its final dot. */
static struct slice
default_host(struct slice owner)
{
	return slice_sub(owner, 0, owner.len > 0 ? owner.len - 1 : 0);
}

static struct slice
text_or(const struct node *map, const char *key, const char *otherwise)
{
	const struct node *node = node_get(map, key);

	if (node == NULL)
		return slice_of(otherwise);
	return node->kind == NODE_NULL ? slice_of("") : node->text;
}

static int
number_or(const struct node *map, const char *key, int64_t otherwise, int64_t *number)
{
	const struct node *node = node_get(map, key);

	*number = otherwise;
	return node == NULL ? 0 : node_to_int(node, number);
}

static int
read_own(const struct node *own, struct health_settings *s, const char **why)
{
	const struct node *latency = node_get(own, "measure_latency");

	s->latency = latency == NULL || node_truth(latency);
	*why = "octodns.route53.healthcheck.request_interval must be 10 or 30";
	if (number_or(own, "request_interval", DEFAULT_INTERVAL, &s->interval) != 0 ||
	    (s->interval != 10 && s->interval != 30))
		return -1;
	*why = "octodns.route53.healthcheck.failure_threshold must be 1 to 10";
	if (number_or(own, "failure_threshold", DEFAULT_THRESHOLD, &s->threshold) != 0 ||
	    s->threshold < 1 || s->threshold > 10)
		return -1;
	return 0;
}

int
health_settings_of(const struct rrset *rrset, struct arena *arena, struct health_settings *s,
    const char **why)
{
	const struct node *octodns = rrset->extra != NULL ? rrset->extra->octodns : NULL;
	const struct node *check = node_get(octodns, "healthcheck");
	const struct node *own = node_get(node_get(octodns, "route53"), "healthcheck");

	memset(s, 0, sizeof(*s));
	s->protocol = text_or(check, "protocol", "HTTPS");
	*why = "octodns.healthcheck.protocol must be HTTP, HTTPS or TCP for Route 53";
	if (!slice_is(s->protocol, "HTTP") && !slice_is(s->protocol, "HTTPS") &&
	    !slice_is(s->protocol, "TCP"))
		return -1;
	*why = "octodns.healthcheck.port must be 1 to 65535";
	if (number_or(check, "port", DEFAULT_PORT, &s->port) != 0 || s->port < 1 || s->port > 65535)
		return -1;
	if (!slice_is(s->protocol, "TCP")) {
		s->path = text_or(check, "path", DEFAULT_PATH);
		s->host = node_get(check, "host") != NULL
		    ? text_or(check, "host", "")
		    : arena_copy(arena, default_host(rrset->name));
	}
	/* The target itself is asked. */
	if (slice_is(slice_of(rrset_type(rrset)->name), "CNAME"))
		s->host = slice_of("");
	return read_own(own, s, why);
}

bool
health_same(const struct health_settings *a, const struct health_settings *b)
{
	return slice_equal(a->host, b->host) && slice_equal(a->path, b->path) &&
	    slice_equal(a->protocol, b->protocol) && a->port == b->port &&
	    a->interval == b->interval && a->threshold == b->threshold && a->latency == b->latency;
}

static void
set_text(struct arena *arena, struct node *map, const char *key, struct slice text,
    struct slice usual)
{
	if (slice_equal(text, usual))
		return;
	node_set(arena, map, slice_of(key),
	    text.len > 0 ? node_text(arena, text) : node_null(arena));
}

static void
set_number(struct arena *arena, struct node *map, const char *key, int64_t number, int64_t usual)
{
	if (number != usual)
		node_set(arena, map, slice_of(key), node_int(arena, number));
}

struct node *
health_node(struct arena *arena, struct slice owner, const struct rtype *type,
    const struct health_settings *s)
{
	struct node *octodns = node_map(arena, 2), *check = node_map(arena, 4);
	struct node *own = node_map(arena, 3), *route53;
	bool tcp = slice_is(s->protocol, "TCP");

	if (!tcp && strcmp(type->name, "CNAME") != 0)
		set_text(arena, check, "host", s->host, default_host(owner));
	if (!tcp)
		set_text(arena, check, "path", s->path, slice_of(DEFAULT_PATH));
	set_number(arena, check, "port", s->port, DEFAULT_PORT);
	set_text(arena, check, "protocol", s->protocol, slice_of("HTTPS"));
	set_number(arena, own, "failure_threshold", s->threshold, DEFAULT_THRESHOLD);
	if (!s->latency)
		node_set(arena, own, slice_of("measure_latency"), node_bool(arena, false));
	set_number(arena, own, "request_interval", s->interval, DEFAULT_INTERVAL);
	if (check->u.map.count > 0)
		node_set(arena, octodns, slice_of("healthcheck"), check);
	if (own->u.map.count > 0) {
		route53 = node_map(arena, 1);
		node_set(arena, route53, slice_of("healthcheck"), own);
		node_set(arena, octodns, slice_of("route53"), route53);
	}
	return octodns->u.map.count > 0 ? octodns : NULL;
}

/* Whether any value is checked at all. */
static bool
is_checked(const struct node *dynamic)
{
	const struct node *pools = node_get(dynamic, "pools");
	size_t i, j;

	for (i = 0; pools != NULL && i < pools->u.map.count; i++) {
		const struct node *values = node_get(pools->u.map.pairs[i].value, "values");

		for (j = 0; j < values->u.list.count; j++) {
			const struct node *status = node_get(values->u.list.items[j], "status");

			if (status == NULL || !slice_is(status->text, "up"))
				return true;
		}
	}
	return false;
}

bool
route53_differs(const struct provider *provider, const struct rrset *live,
    const struct rrset *wanted)
{
	struct health_settings has, wants;
	struct arena arena = {0};
	const struct node *own;
	const char *why;
	bool differ;

	(void)provider;
	if (live == NULL || wanted == NULL || !rrset_equal(live, wanted))
		return true;
	if (wanted->extra == NULL || wanted->extra->dynamic == NULL || live->extra == NULL ||
	    !is_checked(wanted->extra->dynamic))
		return false;
	own = node_get(live->extra->octodns, "route53");
	/* What is not valid is said when it is written. */
	differ = health_settings_of(wanted, &arena, &wants, &why) != 0 ||
	    health_settings_of(live, &arena, &has, &why) != 0 || node_get(own, "mixed") != NULL ||
	    !health_same(&has, &wants);
	arena_free(&arena);
	return differ;
}
