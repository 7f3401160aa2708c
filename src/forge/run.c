/* The job that we are part of, as its environment tells. */
#include "forge/internal.h"

#include <stdlib.h>
#include <string.h>

/* The runners of Forgejo and Gitea look like GitHub's, too: they are asked first. */
static const struct forge_class *const classes[] = {&forge_forgejo, &forge_github, &forge_gitlab};

const char *
forge_env(struct forge_run *run, const char *name)
{
	const char *value = getenv(name);

	if (value == NULL || *value == '\0')
		return NULL;
	return arena_text(&run->arena, slice_of(value));
}

bool
forge_is_commit(const char *text)
{
	return text != NULL && strlen(text) == 40 && strspn(text, "0123456789abcdef") == 40 &&
	    strspn(text, "0") != 40;
}

bool
forge_is_number(const char *text)
{
	return text != NULL && *text != '\0' && strlen(text) <= 18 &&
	    text[strspn(text, "0123456789")] == '\0';
}

static void
find_token(struct forge_run *run)
{
	size_t i;

	for (i = 0; run->class->tokens[i] != NULL && run->token == NULL; i++) {
		run->token = forge_env(run, run->class->tokens[i]);
		run->token_name = run->class->tokens[i];
	}
	run->account = forge_env(run, "ZONEWARD_FORGE_ACCOUNT");
}

int
forge_detect(struct forge_run *run, struct diags *diags)
{
	size_t i;
	int rc = 1;

	memset(run, 0, sizeof(*run));
	for (i = 0; i < sizeof(classes) / sizeof(classes[0]) && rc == 1; i++) {
		run->class = classes[i];
		rc = classes[i]->detect(run, diags);
	}
	if (rc != 0)
		return rc;
	find_token(run);
	if (run->api == NULL || run->repository == NULL) {
		return diag_error(diags, FORGE_RULE, NULL, place_none,
		    "run it in a job that the forge itself starts",
		    "the environment says %s, but not which repository", run->class->title);
	}
	return 0;
}

void
forge_run_free(struct forge_run *run)
{
	arena_wipe(&run->arena);
	memset(run, 0, sizeof(*run));
}

const char *
forge_title(const struct forge_run *run)
{
	return run->class->title;
}

const char *
forge_depth_hint(const struct forge_run *run)
{
	return run->class->words->depth_hint;
}

size_t
forge_room(const struct forge_run *run)
{
	return run->class->comment_max - MARKER_MAX;
}

bool
forge_annotates(const struct forge_run *run)
{
	return run->class->annotates;
}

const char *
forge_word_request(const struct forge_run *run)
{
	return run->class->words->request;
}
