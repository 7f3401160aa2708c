/* The status of a commit: set, and read again when it is ours. */
#include "forge/internal.h"

#include <string.h>

#define DESCRIPTION_MAX 140

static const char *
state_word(const struct forge *forge, enum forge_state state)
{
	if (state == FORGE_FAILURE)
		return forge->run->class->words->failure;
	return state == FORGE_SUCCESS ? "success" : "pending";
}

int
forge_status(struct forge *forge, const char *commit, const char *name, enum forge_state state,
    const char *description, struct diags *diags)
{
	const struct forge_class *class = forge->run->class;
	struct forge_call call = {.route = ROUTE_STATUS, .commit = commit, .quiet = true};
	char *text;
	cJSON *json = NULL;
	int rc;

	text = arena_text(&forge->arena, slice_sub(slice_of(description), 0, DESCRIPTION_MAX));
	call.body = cJSON_CreateObject();
	(void)cJSON_AddStringToObject(call.body, "state", state_word(forge, state));
	(void)cJSON_AddStringToObject(call.body, class->words->status_name, name);
	(void)cJSON_AddStringToObject(call.body, "description", text);
	if (forge->run->job_url != NULL)
		(void)cJSON_AddStringToObject(call.body, "target_url", forge->run->job_url);
	rc = forge_ask(forge, &call, &json, diags);
	cJSON_Delete(json);
	if (rc != 1)
		return rc;
	diag_warn(diags, FORGE_RULE, NULL, place_none,
	    arena_printf(&forge->arena, "%s%s", class->words->rights_hint,
		class->routes[ROUTE_STATUS].right),
	    "the token in %s may not set the status of a commit", forge->run->token_name);
	return 0;
}

struct status_search {
	struct forge *forge;
	const char *name;
	double newest;
	const char **description;
};

/* The newest of our own counts; lists are in no order that all forges keep. */
static bool
look_at(void *ctx, const cJSON *json)
{
	struct status_search *search = ctx;
	const struct forge_words *words = search->forge->run->class->words;
	const cJSON *id = cJSON_GetObjectItemCaseSensitive(json, "id");
	const char *name = forge_field(json, words->status_name, NULL);
	const char *text = forge_field(json, "description", NULL);

	if (name == NULL || strcmp(name, search->name) != 0 || !cJSON_IsNumber(id) ||
	    id->valuedouble <= search->newest ||
	    !forge_is_me(search->forge,
		cJSON_GetObjectItemCaseSensitive(json, words->status_author)))
		return true;
	search->newest = id->valuedouble;
	*search->description =
	    arena_text(&search->forge->arena, slice_of(text != NULL ? text : ""));
	return true;
}

int
forge_find_status(struct forge *forge, const char *commit, const char *name,
    const char **description, struct diags *diags)
{
	const struct forge_class *class = forge->run->class;
	struct forge_call call = {.route = ROUTE_STATUSES, .commit = commit, .quiet = true};
	struct status_search search = {.forge = forge,
	    .name = name,
	    .newest = -1,
	    .description = description};

	*description = NULL;
	if (!forge_speaks(forge))
		return 1;
	if (forge_ask_me(forge, diags) != 0 ||
	    forge_each(forge, &call, look_at, &search, diags) != 0)
		return -1;
	if (call.refused)
		diag_warn(diags, FORGE_RULE, NULL, place_none,
		    arena_printf(&forge->arena, "%s%s", class->words->rights_hint,
			class->routes[ROUTE_STATUSES].right),
		    "the token in %s may not read statuses: an edited comment is not noticed",
		    forge->run->token_name);
	return *description != NULL ? 0 : 1;
}
