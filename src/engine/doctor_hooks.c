/* Hooks as the doctor sees them: whether Git runs them, and whether they ask zoneward. */
#include "core/buf.h"
#include "engine/doctor.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A hook is a short script; more of it is not read. */
#define SCRIPT_MAX 65536

enum state { HOOK_NONE, HOOK_FOREIGN, HOOK_BAD, HOOK_GOOD };

static bool
read_script(const char *path, struct buf *text)
{
	char chunk[4096];
	FILE *file = fopen(path, "re");
	size_t got;

	if (file == NULL)
		return false;
	while (text->len < SCRIPT_MAX && (got = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(text, chunk, got);
	(void)fclose(file);
	/* Text functions end at a NUL: there is none behind the first. */
	return true;
}

/* Whether a line takes away what shows the objects of a push. */
static bool
leaves_quarantine(const char *text)
{
	static const char *const names[] = {"GIT_OBJECT_DIRECTORY", "GIT_QUARANTINE_PATH",
	    "GIT_ALTERNATE_OBJECT_DIRECTORIES"};
	const char *end;
	size_t i;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		struct buf line = {0};
		bool found;

		end = text + strcspn(text, "\n");
		buf_add(&line, text, (size_t)(end - text));
		buf_char(&line, '\n');
		found = line.data[0] != '#' && strstr(line.data, "env -i") != NULL;
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			const char *name = strstr(line.data, names[i]);

			found = found ||
			    (line.data[0] != '#' && name != NULL &&
				(strstr(line.data, "unset") != NULL ||
				    strstr(line.data, "-u ") != NULL));
		}
		buf_free(&line);
		if (found)
			return true;
	}
	return false;
}

static enum state
look_at(struct doctor *doctor, const char *path)
{
	struct place at = {path, 0, 0};
	struct buf text = {0};
	enum state state = HOOK_BAD;
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return HOOK_NONE;
	if (!read_script(path, &text))
		(void)diag_error(doctor->diags, "hook-unreadable", NULL, at, NULL,
		    "the hook cannot be read");
	else if (text.data == NULL || strstr(text.data, "zoneward") == NULL)
		state = HOOK_FOREIGN;
	else if ((st.st_mode & 0111) == 0)
		(void)diag_error(doctor->diags, "hook-run-bit", NULL, at,
		    arena_printf(&doctor->arena, "run: chmod +x %s", path),
		    "the hook is not executable: Git passes it over");
	else if (leaves_quarantine(text.data))
		(void)diag_error(doctor->diags, "hook-quarantine", NULL, at,
		    "leave GIT_OBJECT_DIRECTORY and what goes with it as Git sets them",
		    "the hook hides the objects of a push from zoneward");
	else
		state = HOOK_GOOD;
	buf_free(&text);
	return state;
}

/* Some forges run all files of a folder; one of them must be ours. */
static enum state
look_into(struct doctor *doctor, const char *path)
{
	struct diags aside = {0}, *diags = doctor->diags;
	enum state state = HOOK_NONE, one;
	struct dirent *entry;
	DIR *folder = opendir(path);

	if (folder == NULL)
		return HOOK_NONE;
	doctor->diags = &aside;
	while ((entry = readdir(folder)) != NULL) {
		one = look_at(doctor, arena_printf(&doctor->arena, "%s/%s", path, entry->d_name));
		state = one > state ? one : state;
	}
	doctor->diags = diags;
	(void)closedir(folder);
	diags_free(&aside);
	return state;
}

static enum state
look_for(struct doctor *doctor, const struct hooks_place *place, const char *name)
{
	const char *path = arena_printf(&doctor->arena, "%s/%s", place->path, name);

	if (look_into(doctor, arena_printf(&doctor->arena, "%s.d", path)) == HOOK_GOOD)
		return HOOK_GOOD;
	return look_at(doctor, path);
}

static bool
is_executable(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

/* What the hooks call: $ZONEWARD, or zoneward on the PATH. */
static void
look_for_program(struct doctor *doctor)
{
	const char *program = getenv("ZONEWARD"), *path = getenv("PATH");
	bool found = false;

	if (program == NULL || *program == '\0')
		program = "zoneward";
	if (strchr(program, '/') != NULL)
		found = is_executable(program);
	while (!found && strchr(program, '/') == NULL && path != NULL && *path != '\0') {
		size_t len = strcspn(path, ":");

		found =
		    is_executable(arena_printf(&doctor->arena, "%.*s/%s", (int)len, path, program));
		path += len + (path[len] == ':');
	}
	if (!found)
		(void)diag_error(doctor->diags, "hook-program", NULL, place_none,
		    "install it for the user that Git runs as, or set ZONEWARD to its path",
		    "the hooks would not find the program %s: every push is refused", program);
}

static bool
is_gate(const char *name)
{
	return strcmp(name, "pre-receive") == 0 || strcmp(name, "update") == 0;
}

/* One of the two that can refuse a push must; what else the other does is its affair. */
static void
demand_gate(struct doctor *doctor, const struct hooks_place *place, const char *foreign)
{
	struct place at = {place->path, 0, 0};

	if (foreign == NULL) {
		(void)diag_error(doctor->diags, "hook-missing", NULL, at,
		    "run: zoneward init --hook pre-receive", "no hook checks what is pushed here");
		return;
	}
	at.file = arena_printf(&doctor->arena, "%s/%s", place->path, foreign);
	(void)diag_error(doctor->diags, "hook-foreign", NULL, at,
	    arena_printf(&doctor->arena,
		"let it call zoneward hook %s with what Git gives to it, and heed the status",
		foreign),
	    "the hook does not call zoneward: nobody checks what is pushed here");
}

void
doctor_hooks(struct doctor *doctor)
{
	const char *foreign = NULL;
	struct hooks_place place;
	bool any = false;
	size_t i;

	if (hooks_place_find(doctor->repo, &place, &doctor->arena, doctor->diags) != 0)
		return;
	if (place.elsewhere)
		diag_warn(doctor->diags, "hook-place", NULL, (struct place){place.path, 0, 0},
		    "whoever writes there decides what is checked; "
		    "run git config --unset core.hooksPath to take hooks/ again",
		    "Git takes the hooks from here, as core.hooksPath says");
	for (i = 0; hook_files[i].name != NULL; i++) {
		const char *name = hook_files[i].name;
		enum state state = look_for(doctor, &place, name);

		if (state == HOOK_FOREIGN && is_gate(name) && foreign == NULL)
			foreign = name;
		if (state != HOOK_GOOD)
			continue;
		any = true;
		doctor->gate = doctor->gate || is_gate(name);
		doctor->applies = doctor->applies || strcmp(name, "post-receive") == 0;
	}
	if (repo_workdir(doctor->repo) == NULL && !doctor->gate)
		demand_gate(doctor, &place, foreign);
	if (any)
		look_for_program(doctor);
}
