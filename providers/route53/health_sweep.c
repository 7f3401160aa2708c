/* Deleting the health checks that a record no longer uses. */
#include "health.h"

#include <ctype.h>
#include <string.h>

/* "0001:A:www.example.com.:…", whatever the version. */
static bool
is_of(const struct health_check *check, const struct rrset *rrset)
{
	const char *type = rrset_type(rrset)->name;
	struct slice rest = check->reference;
	struct buf middle = {0};
	bool same;
	size_t i;

	for (i = 0; i < 4; i++) {
		if (rest.len < 5 || !isdigit((unsigned char)rest.data[i]))
			return false;
	}
	buf_printf(&middle, ":%s:", type);
	health_owner(&middle, rrset, type);
	buf_char(&middle, ':');
	same = slice_starts(slice_sub(rest, 4, rest.len), buf_view(&middle));
	buf_free(&middle);
	return same;
}

static bool
is_used(const struct health_check *check, const struct slice *used, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (slice_equal(check->id, used[i]))
			return true;
	}
	return false;
}

static void
delete_check(const struct provider *provider, const struct rrset *rrset, struct health_check *check,
    struct diags *diags)
{
	struct route53 *route53 = provider->state;
	struct subject subject = {{"", 0}, rrset->name, rrset_type(rrset)->name};
	struct route53_call call = {.method = "DELETE"};
	struct talk_fault fault = {0};
	struct arena arena = {0};
	struct buf path = {0};
	const struct xml *answer;
	enum talk_result result;

	buf_printf(&path, "/healthcheck/%.*s", SLICE_ARGS(check->id));
	call.path = path.data;
	result = route53_send(provider, &call, &arena, &answer, &fault);
	if (result == TALK_OK || result == TALK_MISSING) {
		(void)pthread_mutex_lock(&route53->lock);
		check->gone = true;
		(void)pthread_mutex_unlock(&route53->lock);
	} else {
		diag_warn(diags, "provider-health", &subject, place_none,
		    "delete it by hand, or let the next change of the record do it",
		    "provider %s: the health check %.*s is not used any more, but was not deleted: "
		    "%.*s",
		    provider->id, SLICE_ARGS(check->id), (int)fault.message.len,
		    fault.message.data);
	}
	buf_free(&path);
	talk_fault_free(&fault);
	arena_free(&arena);
}

void
health_sweep(const struct provider *provider, const struct rrset *rrset, const struct slice *used,
    size_t count, struct diags *diags)
{
	struct route53 *route53 = provider->state;
	struct talk_fault fault = {0};
	size_t i, total;

	if (health_load(provider, &fault) == TALK_OK) {
		(void)pthread_mutex_lock(&route53->lock);
		total = route53->health->count;
		(void)pthread_mutex_unlock(&route53->lock);
		for (i = 0; i < total; i++) {
			struct health_check *check;
			bool gone;

			(void)pthread_mutex_lock(&route53->lock);
			check = route53->health->checks[i];
			gone = check->gone;
			(void)pthread_mutex_unlock(&route53->lock);
			if (!gone && is_of(check, rrset) && !is_used(check, used, count))
				delete_check(provider, rrset, check, diags);
		}
	}
	talk_fault_free(&fault);
}
