/* What GitHub's runner, and the runners that are like it, tell a job. */
#include "forge/internal.h"

#include "provider/talk.h"

#include <stdio.h>
#include <string.h>

#define EVENT_MAX ((size_t)32 << 20)

static int
read_file(const char *path, struct buf *text)
{
	char piece[65536];
	FILE *file = fopen(path, "rb");
	size_t len;
	int rc;

	if (file == NULL)
		return -1;
	while (text->len <= EVENT_MAX && (len = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(text, piece, len);
	rc = ferror(file) != 0 || text->len > EVENT_MAX ? -1 : 0;
	(void)fclose(file);
	return rc;
}

/* The event's file; an empty object when there is none, as some runners have it. */
static cJSON *
read_event(struct forge_run *run)
{
	const char *path = forge_env(run, "GITHUB_EVENT_PATH");
	struct buf text = {0};
	cJSON *json = NULL;

	if (path != NULL && read_file(path, &text) == 0)
		json = talk_decode(buf_view(&text));
	buf_free(&text);
	return json != NULL ? json : cJSON_CreateObject();
}

static const char *
copy(struct forge_run *run, const char *text)
{
	return text != NULL ? arena_text(&run->arena, slice_of(text)) : NULL;
}

static const char *
commit(struct forge_run *run, const char *text)
{
	return forge_is_commit(text) ? copy(run, text) : NULL;
}

/* "owner/name" as two pieces of a path. */
static const char *
path_of(struct forge_run *run, const char *repository)
{
	const char *slash = repository != NULL ? strchr(repository, '/') : NULL;
	struct buf path = {0};
	const char *copied;

	if (slash == NULL || strchr(slash + 1, '/') != NULL)
		return NULL;
	http_escape(&path, slice_make(repository, (size_t)(slash - repository)));
	buf_char(&path, '/');
	http_escape(&path, slice_of(slash + 1));
	copied = copy(run, path.data);
	buf_free(&path);
	return copied;
}

/* A repository that was deleted meanwhile is another one, too. */
static bool
is_fork(const cJSON *pull)
{
	const cJSON *head =
	    cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(pull, "head"),
		"repo");
	const cJSON *base =
	    cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(pull, "base"),
		"repo");
	const cJSON *head_id = cJSON_GetObjectItemCaseSensitive(head, "id");
	const cJSON *base_id = cJSON_GetObjectItemCaseSensitive(base, "id");

	return !cJSON_IsNumber(head_id) || !cJSON_IsNumber(base_id) ||
	    head_id->valuedouble != base_id->valuedouble;
}

static void
take_request(struct forge_run *run, const cJSON *event)
{
	const cJSON *pull = cJSON_GetObjectItemCaseSensitive(event, "pull_request");
	const char *number = forge_id(pull, "number", &run->arena);

	if (!cJSON_IsObject(pull))
		return;
	run->event = FORGE_REQUEST;
	run->request = forge_is_number(number) ? number : NULL;
	run->base = commit(run, forge_field(pull, "base", "sha", NULL));
	run->head = commit(run, forge_field(pull, "head", "sha", NULL));
	run->target = copy(run, forge_field(pull, "base", "ref", NULL));
	run->fork = is_fork(pull);
}

/* A queue tests what it is about to merge: perhaps several requests at once. */
static void
take_queue(struct forge_run *run, const cJSON *event)
{
	const cJSON *group = cJSON_GetObjectItemCaseSensitive(event, "merge_group");
	const char *target = forge_field(group, "base_ref", NULL);

	if (!cJSON_IsObject(group))
		return;
	run->event = FORGE_REQUEST;
	run->queue = true;
	run->base = commit(run, forge_field(group, "base_sha", NULL));
	run->head = commit(run, forge_field(group, "head_sha", NULL));
	if (target != NULL && strncmp(target, "refs/heads/", 11) == 0)
		run->target = copy(run, target + 11);
}

static void
take_push(struct forge_run *run, const cJSON *event)
{
	const char *ref = forge_env(run, "GITHUB_REF");

	run->head = commit(run, forge_env(run, "GITHUB_SHA"));
	if (ref != NULL && strncmp(ref, "refs/heads/", 11) == 0)
		run->branch = ref + 11;
	if (ref != NULL && strncmp(ref, "refs/tags/", 10) == 0)
		run->tag = ref + 10;
	if (cJSON_HasObjectItem(event, "after")) {
		run->event = FORGE_PUSH;
		run->base = commit(run, forge_field(event, "before", NULL));
	}
}

static void
take_job(struct forge_run *run)
{
	const char *server = forge_env(run, "GITHUB_SERVER_URL");
	const char *repository = forge_env(run, "GITHUB_REPOSITORY");
	const char *id = forge_env(run, "GITHUB_RUN_ID");

	run->api = forge_env(run, "GITHUB_API_URL");
	run->server = server;
	run->repository = path_of(run, repository);
	if (server != NULL && repository != NULL && forge_is_number(id))
		run->job_url =
		    arena_printf(&run->arena, "%s/%s/actions/runs/%s", server, repository, id);
	run->outputs = forge_env(run, "GITHUB_OUTPUT");
	run->summary = forge_env(run, "GITHUB_STEP_SUMMARY");
}

int
forge_actions(struct forge_run *run, struct diags *diags)
{
	cJSON *event = read_event(run);
	const cJSON *repository = cJSON_GetObjectItemCaseSensitive(event, "repository");
	const char *name = forge_env(run, "GITHUB_EVENT_NAME");

	take_job(run);
	take_push(run, event);
	take_request(run, event);
	take_queue(run, event);
	run->main_branch = copy(run, forge_field(repository, "default_branch", NULL));
	run->in_fork = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(repository, "fork"));
	cJSON_Delete(event);
	if (run->event == FORGE_REQUEST || name == NULL || strncmp(name, "pull_request", 12) != 0)
		return 0;
	return diag_error(diags, FORGE_RULE, NULL, place_none,
	    "GITHUB_EVENT_PATH must name the file that the runner writes",
	    "the job is for a pull request, and its event's file does not say which");
}

void
forge_read_pull(const cJSON *json, struct forge_request *request, struct arena *arena)
{
	const char *head = forge_field(json, "head", "sha", NULL);
	const char *target = forge_field(json, "base", "ref", NULL);
	const char *merge = forge_field(json, "merge_commit_sha", NULL);
	const char *state = forge_field(json, "state", NULL);
	const char *at = forge_field(json, "merged_at", NULL);

	request->number = forge_id(json, "number", arena);
	request->open = state != NULL && strcmp(state, "open") == 0;
	/* Lists of requests have no "merged". */
	request->merged = !request->open && at != NULL;
	request->fork = is_fork(json);
	if (forge_is_commit(head))
		request->head = arena_text(arena, slice_of(head));
	if (target != NULL)
		request->target = arena_text(arena, slice_of(target));
	/* Before the merge it is that of a test. */
	if (request->merged && forge_is_commit(merge))
		request->commits[0] = arena_text(arena, slice_of(merge));
}
