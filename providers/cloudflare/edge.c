/* What is written beside records, one request for each: page rules and regions of hosts. */
#include "cloudflare.h"

#include "core/log.h"

#include <string.h>

bool
edge_is_rule(const struct change *change)
{
	return strcmp(rrset_type(change_rrset(change))->name, "URLFWD") == 0;
}

static enum talk_result
send_rule(struct work *work, const struct ops *ops, const struct op *op)
{
	static const char *const methods[] =
	    {[OP_DELETE] = "DELETE", [OP_PATCH] = "PUT", [OP_POST] = "POST"};
	struct slice body = {"", 0};
	struct buf path = {0};
	enum talk_result result;
	cJSON *json;

	buf_printf(&path, "/zones/%.*s/pagerules", SLICE_ARGS(work->info->id));
	if (op->kind != OP_POST)
		buf_printf(&path, "/%.*s", SLICE_ARGS(op->id));
	if (op->kind != OP_DELETE)
		body = slice_make(ops->json.data + op->from, op->to - op->from);
	result = cloudflare_call(work->provider, work->info, methods[op->kind], path.data, body,
	    &json, &work->fault);
	cJSON_Delete(json);
	buf_free(&path);
	return result == TALK_MISSING && op->kind == OP_DELETE ? TALK_OK : result;
}

/* A rule that is new comes first, so that there is always one. */
static enum talk_result
send_rules(struct work *work, struct ops *ops)
{
	enum talk_result result = TALK_OK;
	size_t i;

	ops_sort(ops);
	for (i = ops->count; i > 0 && result == TALK_OK; i--)
		result = send_rule(work, ops, &ops->items[i - 1]);
	return result;
}

static int
apply_rule(struct work *work, size_t index)
{
	struct ops ops = {0};
	enum talk_result result;
	bool again;

	ops_add(&ops, work->provider->state, work->info, &work->request->changes[index]);
	result = send_rules(work, &ops);
	ops_free(&ops);
	if (result == TALK_OK) {
		work->statuses[index] = APPLY_DONE;
		return 0;
	}
	if (result != TALK_REFUSED && apply_settle(work, &again) == 0 &&
	    work->statuses[index] == APPLY_DONE) {
		log_info("provider %s: no good answer, but the zone has the page rule",
		    work->provider->id);
		return 0;
	}
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

int
edge_rules(struct work *work)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < work->request->count && rc == 0; i++) {
		size_t index = work->order[i];

		if (edge_is_rule(&work->request->changes[index]))
			rc = apply_rule(work, index);
	}
	return rc;
}

static struct slice
region_now(const struct zone_info *info, struct slice host)
{
	struct slice none = {"", 0};
	size_t i;

	for (i = 0; i < info->nregions; i++) {
		if (slice_equal(info->regions[i].host, host))
			return info->regions[i].region;
	}
	return none;
}

static const struct change *
find_change(const struct work *work, struct slice owner, const struct rtype *type)
{
	size_t i;

	for (i = 0; i < work->request->count; i++) {
		const struct change *change = &work->request->changes[i];
		const struct rrset *rrset = change_rrset(change);

		if (rrset_type(rrset) == type && slice_equal(rrset->name, owner))
			return change;
	}
	return NULL;
}

/* What region a host is to have: "" for none; or data NULL, when it stays as it is. */
static struct slice
region_wanted(const struct work *work, struct slice owner)
{
	static const char *const types[] = {"A", "AAAA", "ALIAS", "CNAME"};
	struct slice wanted = {"", 0}, as_it_is = {NULL, 0};
	bool stays = false, set = false;
	size_t i, count;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		const struct rtype *type = rtype_find(slice_of(types[i]));
		const struct change *change = find_change(work, owner, type);

		(void)ops_kept(work->info, owner, type, &count);
		stays = stays || (change == NULL && count > 0);
		if (change == NULL || change->desired == NULL)
			continue;
		set = true;
		if (meta_region(change->desired).len > 0)
			wanted = meta_region(change->desired);
	}
	return set || !stays ? wanted : as_it_is;
}

static enum talk_result
send_region(struct work *work, struct slice host, struct slice now, struct slice wanted)
{
	struct buf path = {0}, body = {0};
	const char *method = wanted.len == 0 ? "DELETE" : now.len == 0 ? "POST" : "PATCH";
	enum talk_result result;
	cJSON *json;

	buf_printf(&path, "/zones/%.*s/addressing/regional_hostnames", SLICE_ARGS(work->info->id));
	if (now.len > 0) {
		buf_char(&path, '/');
		http_escape(&path, host);
	}
	if (wanted.len > 0) {
		buf_text(&body, "{\"hostname\":");
		json_text(&body, host, true);
		buf_text(&body, ",\"region_key\":");
		if (now.len > 0) {
			buf_clear(&body);
			buf_text(&body, "{\"region_key\":");
		}
		json_text(&body, wanted, true);
		buf_char(&body, '}');
	}
	result = cloudflare_call(work->provider, work->info, method, path.data, buf_view(&body),
	    &json, &work->fault);
	cJSON_Delete(json);
	buf_free(&path);
	buf_free(&body);
	return result == TALK_MISSING && wanted.len == 0 ? TALK_OK : result;
}

static int
apply_region(struct work *work, size_t index)
{
	const struct rrset *rrset = change_rrset(&work->request->changes[index]);
	struct slice host = slice_sub(rrset->name, 0, rrset->name.len - 1);
	struct slice now = region_now(work->info, host), wanted = region_wanted(work, rrset->name);
	enum talk_result result;

	if (wanted.data == NULL || slice_equal(now, wanted))
		return 0;
	result = send_region(work, host, now, wanted);
	if (result == TALK_OK)
		return 0;
	work->statuses[index] = result == TALK_UNSURE ? APPLY_UNKNOWN : APPLY_FAILED;
	return talk_report(work->provider, work->request->zone, &work->fault, work->diags);
}

int
edge_regions(struct work *work)
{
	const struct cloudflare *cloudflare = work->provider->state;
	struct slice last = {"", 0};
	size_t i;
	int rc = 0;

	for (i = 0; cloudflare->regional && i < work->request->count && rc == 0; i++) {
		const struct rrset *rrset = change_rrset(&work->request->changes[work->order[i]]);

		/* Changes of one name stand together. */
		if (!meta_proxiable(rrset_type(rrset)) || slice_equal(rrset->name, last))
			continue;
		last = rrset->name;
		rc = apply_region(work, work->order[i]);
	}
	return rc;
}
