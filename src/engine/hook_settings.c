/* Reads zoneward.* of a repository's Git config. */
#include "engine/hook_settings.h"

#include "config/pattern.h"
#include "core/mem.h"
#include "core/nearest.h"
#include "git/snapshot.h"

#include <stdlib.h>
#include <string.h>

#define RULE "hook-settings"
#define MAX_DEADLINE 86400.0

struct reading {
	struct repo *repo;
	struct hook_settings *settings;
	struct diags *diags;
};

/* One setting; names as Git gives them, in lower case. */
struct key {
	const char *name;
	const char *shown;
	int (*read)(struct hook_settings *settings, const char *value);
	const char *wanted; /* what it takes */
};

static int
read_path(struct hook_settings *settings, const char *value, const char **path)
{
	*path = path_join(&settings->arena, slice_of(""), slice_of(value));
	return *path != NULL ? 0 : -1;
}

static int
read_config(struct hook_settings *settings, const char *value)
{
	return read_path(settings, value, &settings->config);
}

static int
read_root(struct hook_settings *settings, const char *value)
{
	return read_path(settings, value, &settings->root);
}

static int
read_strict(struct hook_settings *settings, const char *value)
{
	return repo_setting_bool(value, &settings->strict);
}

static int
read_deadline(struct hook_settings *settings, const char *value)
{
	char *end;

	settings->deadline = strtod(value, &end);
	return *value != '\0' && *end == '\0' && settings->deadline > 0 &&
		settings->deadline <= MAX_DEADLINE
	    ? 0
	    : -1;
}

static int
add_glob(struct hook_settings *settings, struct hook_globs *globs, const char *value)
{
	if (*value == '\0') {
		globs->count = 0;
		return 0;
	}
	globs->items = mem_grow(globs->items, &globs->cap, globs->count + 1, sizeof(*globs->items));
	globs->items[globs->count++] = strncmp(value, "refs/", 5) == 0
	    ? arena_text(&settings->arena, slice_of(value))
	    : arena_printf(&settings->arena, "refs/heads/%s", value);
	return 0;
}

static int
read_refs(struct hook_settings *settings, const char *value)
{
	return add_glob(settings, &settings->refs, value);
}

static int
read_protected(struct hook_settings *settings, const char *value)
{
	return add_glob(settings, &settings->protected, value);
}

static int
read_after(struct hook_settings *settings, const char *value)
{
	static const char *const words[] = {[HOOK_AFTER_NOTHING] = "nothing",
	    [HOOK_AFTER_PLAN] = "plan",
	    [HOOK_AFTER_APPLY] = "apply"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(value, words[i]) == 0) {
			settings->after = (enum hook_after)i;
			return 0;
		}
	}
	return -1;
}

static const struct key keys[] = {
    {"config", "config", read_config, "a path inside the repository"},
    {"root", "root", read_root, "a folder inside the repository"},
    {"strict", "strict", read_strict, "true or false"},
    {"deadline", "deadline", read_deadline, "seconds, more than 0 and at most a day"},
    {"refs", "refs", read_refs, "names of references; * stands for anything"},
    {"protected", "protected", read_protected, "names of branches; * stands for anything"},
    {"postreceive", "postReceive", read_after, "nothing, plan or apply"},
};

#define NKEYS (sizeof(keys) / sizeof(keys[0]))

static void
unknown(struct reading *reading, const char *name)
{
	struct nearest nearest = nearest_start(name);
	const char *near, *hint = NULL;
	size_t i;

	for (i = 0; i < NKEYS; i++)
		nearest_try(&nearest, keys[i].name);
	near = nearest_word(&nearest);
	if (near != NULL)
		hint = arena_printf(&reading->settings->arena, "did you mean zoneward.%s?", near);
	(void)diag_error(reading->diags, RULE, NULL, place_none, hint,
	    "the repository's Git config has zoneward.%s, which is no setting", name);
}

static void
read_one(void *ctx, const char *name, const char *value)
{
	struct reading *reading = ctx;
	const struct key *key = NULL;
	size_t i;

	for (i = 0; i < NKEYS; i++) {
		if (strcmp(name, keys[i].name) == 0)
			key = &keys[i];
	}
	if (key == NULL) {
		unknown(reading, name);
		return;
	}
	if (key->read(reading->settings, value != NULL ? value : "true") == 0)
		return;
	(void)diag_error(reading->diags, RULE, NULL, place_none,
	    arena_printf(&reading->settings->arena, "it takes %s", key->wanted),
	    "the repository's Git config has zoneward.%s with a value that it cannot have",
	    key->shown);
}

int
hook_settings_read(struct repo *repo, struct hook_settings *settings, struct diags *diags)
{
	struct reading reading = {repo, settings, diags};
	size_t before = diags->errors;

	memset(settings, 0, sizeof(*settings));
	settings->config = settings->root = "";
	settings->deadline = HOOK_DEADLINE;
	settings->after = HOOK_AFTER_PLAN;
	if (repo_settings(repo, "zoneward", read_one, &reading, diags) != 0)
		return -1;
	return diags->errors > before ? -1 : 0;
}

void
hook_settings_free(struct hook_settings *settings)
{
	free(settings->refs.items);
	free(settings->protected.items);
	arena_free(&settings->arena);
	memset(settings, 0, sizeof(*settings));
}

bool
hook_globs_match(const struct hook_globs *globs, struct slice name)
{
	bool found = false;
	size_t i;

	for (i = 0; i < globs->count && !found; i++) {
		struct pattern *pattern = pattern_glob(slice_of(globs->items[i]));

		found = pattern_matches(pattern, name);
		pattern_free(pattern);
	}
	return found;
}

bool
hook_checks(const struct hook_settings *settings, struct slice name)
{
	if (settings == NULL || settings->refs.count == 0)
		return slice_starts(name, slice_of("refs/heads/"));
	return hook_globs_match(&settings->refs, name) ||
	    hook_globs_match(&settings->protected, name);
}

bool
hook_protects(const struct hook_settings *settings, const char *head, struct slice name)
{
	if (settings->protected.count == 0)
		return head != NULL && slice_is(name, head);
	return hook_globs_match(&settings->protected, name);
}
