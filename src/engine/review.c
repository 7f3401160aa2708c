/* Holding a plan against the one that was reviewed. */
#include "engine/review.h"

#include "git/snapshot.h"
#include "report/report.h"

#include <cJSON.h>
#include <string.h>

#define RULE_FILE "review-file"

static const char *
text_of(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

/* No name has a line break in it. */
static struct slice
key_of(struct arena *arena, const char *zone, const char *target, const cJSON *change)
{
	const char *name = text_of(change, "name"), *type = text_of(change, "type");

	return slice_of(arena_printf(arena, "%s\n%s\n%s\n%s", zone, target,
	    name != NULL ? name : "", type != NULL ? type : ""));
}

/* What is done with each change of a plan in JSON. */
struct visitor {
	void (*change)(void *ctx, const char *zone, const char *target, const cJSON *change);
	void *ctx;
};

static void
visit_target(const struct visitor *visitor, const char *zone, const cJSON *target)
{
	const char *id = text_of(target, "target");
	const cJSON *change;

	if (id == NULL)
		return;
	cJSON_ArrayForEach(change, cJSON_GetObjectItemCaseSensitive(target, "changes"))
	    visitor->change(visitor->ctx, zone, id, change);
}

static void
visit(const struct visitor *visitor, const cJSON *plan)
{
	const cJSON *zone, *target;

	cJSON_ArrayForEach(zone, cJSON_GetObjectItemCaseSensitive(plan, "zones"))
	{
		const char *name = text_of(zone, "zone");

		if (name == NULL)
			continue;
		cJSON_ArrayForEach(target, cJSON_GetObjectItemCaseSensitive(zone, "targets"))
		    visit_target(visitor, name, target);
	}
}

static void
keep_change(void *ctx, const char *zone, const char *target, const cJSON *change)
{
	struct review *review = ctx;

	(void)map_put(&review->changes, key_of(&review->arena, zone, target, change),
	    (cJSON *)(uintptr_t)change);
}

static int
read_text(struct review *review, struct slice text, const char *file, struct diags *diags)
{
	struct place at = {file, 0, 0};
	struct visitor keep = {keep_change, review};
	const char *schema;

	review->root = cJSON_ParseWithLength(text.data, text.len);
	schema = text_of(review->root, "schema");
	if (schema == NULL || strcmp(schema, "zoneward.plan/1") != 0) {
		return diag_error(diags, RULE_FILE, NULL, at,
		    "write it with: zoneward plan --format json --output FILE",
		    "is no plan in zoneward.plan/1");
	}
	review->base = text_of(review->root, "base");
	review->digest = text_of(review->root, "digest");
	visit(&keep, review->root);
	return 0;
}

int
review_read(struct review *review, const char *file, struct diags *diags)
{
	struct place at = {file, 0, 0};
	const char *why = "cannot be read";
	struct snapshot *disk;
	struct blob blob = {0};
	int rc;

	memset(review, 0, sizeof(*review));
	snapshot_disk(&disk);
	rc = snapshot_read(disk, slice_of(file), &blob, &why);
	if (rc == 0)
		rc = read_text(review, slice_make(blob.data, blob.len), file, diags);
	else
		rc = diag_error(diags, RULE_FILE, NULL, at, NULL, "%s",
		    rc == 1 ? "there is no such file" : why);
	blob_free(&blob);
	snapshot_close(disk);
	return rc;
}

struct checking {
	const struct review *review;
	struct diags *diags;
	struct arena arena;
	int rc;
};

static bool
same(const cJSON *a, const cJSON *b, const char *key)
{
	return cJSON_Compare(cJSON_GetObjectItemCaseSensitive(a, key),
	    cJSON_GetObjectItemCaseSensitive(b, key), true);
}

/* Why a change is there that nobody has seen. */
static const char *
explain(const cJSON *reviewed, const cJSON *change, const char **rule)
{
	const char *origin = text_of(change, "origin");

	*rule = "review-drift";
	if (reviewed != NULL && same(reviewed, change, "new"))
		return "live drifted: the target has something else than when it was reviewed";
	if (reviewed == NULL && origin != NULL && strcmp(origin, "drift") == 0)
		return "live drifted: the target was changed since the review";
	*rule = "review-content";
	if (reviewed != NULL)
		return "the content differs: something else was reviewed";
	*rule = origin != NULL ? "review-merged" : "review-unknown";
	return origin != NULL
	    ? "it was asked for after the review: another request was merged in between"
	    : "it was not reviewed: live drifted, or another request was merged in between";
}

static void
check_change(void *ctx, const char *zone, const char *target, const cJSON *change)
{
	struct checking *c = ctx;
	const cJSON *reviewed =
	    map_get(&c->review->changes, key_of(&c->arena, zone, target, change));
	const char *name = text_of(change, "name"), *rule, *why;
	struct subject subject = {slice_of(zone), slice_of(name != NULL ? name : ""),
	    text_of(change, "type")};
	struct place at = {text_of(change, "file"), 0, 0};

	if (reviewed != NULL && same(reviewed, change, "action") &&
	    same(reviewed, change, "existing") && same(reviewed, change, "new"))
		return;
	if (at.file != NULL)
		at.line = (uint32_t)cJSON_GetNumberValue(
		    cJSON_GetObjectItemCaseSensitive(change, "line"));
	why = explain(reviewed, change, &rule);
	c->rc = diag_error(c->diags, rule, &subject, at, NULL, "%s: %s of %s %s: %s", target,
	    text_of(change, "action"), subject.type, name, why);
}

int
review_check(const struct review *review, const struct plan *plan, struct diags *diags)
{
	struct checking c = {.review = review, .diags = diags};
	struct visitor check = {check_change, &c};
	struct buf text = {0};
	cJSON *root;

	/* Both as JSON: what was reviewed is what was printed. */
	plan_format_find("json")->print(&text, plan, NULL);
	root = cJSON_ParseWithLength(text.data, text.len);
	if (root == NULL)
		c.rc = diag_error(diags, RULE_FILE, NULL, place_none, NULL,
		    "the plan cannot be held against the reviewed one");
	visit(&check, root);
	cJSON_Delete(root);
	buf_free(&text);
	arena_free(&c.arena);
	return c.rc;
}

void
review_free(struct review *review)
{
	cJSON_Delete(review->root);
	map_free(&review->changes);
	arena_free(&review->arena);
	memset(review, 0, sizeof(*review));
}
