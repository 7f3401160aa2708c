/* Running the program git. */
#include "git/program.h"

#include "core/mem.h"
#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SETTINGS_MAX 1000
#define SAID_MAX 600
#define MERCY 2.0 /* seconds between asking a child to end and making it */

/* What git may know of our environment; a final asterisk stands for anything. */
static const char *const passed[] = {"PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_*",
    "GIT_SSH*", "GIT_ASKPASS", "GIT_SSL_*", "GIT_HTTP_*", "GIT_PROXY_*", "GIT_ALLOW_PROTOCOL",
    "GIT_PROTOCOL*", "GIT_CONFIG_*", "GIT_AUTHOR_*", "GIT_COMMITTER_*", "GIT_EXEC_PATH",
    "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "SSH_*", "SSL_CERT_*",
    "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
    "NO_PROXY", NULL};

/* Settings are passed on one by one. */
static const char *const kept_back[] = {"GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT",
    "GIT_CONFIG_KEY_*", "GIT_CONFIG_VALUE_*", NULL};

/* Nothing of the repository is run or changed beside what is asked for. */
static const char *const first_words[] = {"git", "-c", "core.hooksPath=/dev/null", "-c",
    "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c",
    "submodule.recurse=false", "-c", "push.followTags=false", "-c", "push.recurseSubmodules=no",
    "-C"};

#define NFIRST (sizeof(first_words) / sizeof(first_words[0]))

static bool
is_listed(const char *const *names, struct slice name)
{
	for (; *names != NULL; names++) {
		size_t len = strlen(*names);

		if ((*names)[len - 1] == '*' ? slice_starts(name, slice_make(*names, len - 1))
					     : slice_is(name, *names))
			return true;
	}
	return false;
}

struct environment {
	struct arena arena;
	char **items;
	size_t count, cap;
};

static void
add_variable(struct environment *env, char *text)
{
	env->items = mem_grow(env->items, &env->cap, env->count + 1, sizeof(*env->items));
	env->items[env->count++] = text;
}

static void
add_setting(struct environment *env, unsigned long at, const char *key, const char *value)
{
	add_variable(env, arena_printf(&env->arena, "GIT_CONFIG_KEY_%lu=%s", at, key));
	add_variable(env, arena_printf(&env->arena, "GIT_CONFIG_VALUE_%lu=%s", at, value));
}

/* How many of the environment's settings there are, as long as none is missing. */
static unsigned long
pass_settings(struct environment *env)
{
	const char *text = getenv("GIT_CONFIG_COUNT");
	unsigned long count = text != NULL ? strtoul(text, NULL, 10) : 0, i;

	for (i = 0; i < count && count <= SETTINGS_MAX; i++) {
		const char *key = getenv(arena_printf(&env->arena, "GIT_CONFIG_KEY_%lu", i));
		const char *value = getenv(arena_printf(&env->arena, "GIT_CONFIG_VALUE_%lu", i));

		if (key == NULL || value == NULL)
			break;
		add_setting(env, i, key, value);
	}
	return i;
}

static void
add_settings(struct environment *env, const struct git_program *program)
{
	unsigned long count = pass_settings(env);
	size_t i;

	for (i = 0; i < program->nsettings; i++)
		add_setting(env, count++, program->settings[i].key, program->settings[i].value);
	if (count > 0)
		add_variable(env, arena_printf(&env->arena, "GIT_CONFIG_COUNT=%lu", count));
}

static void
make_environment(struct environment *env, const struct git_program *program)
{
	char **variable;

	for (variable = environ; *variable != NULL; variable++) {
		struct slice name = slice_make(*variable, strcspn(*variable, "="));

		if (is_listed(passed, name) && !is_listed(kept_back, name))
			add_variable(env, *variable);
	}
	add_settings(env, program);
	/* Its words are read below. */
	add_variable(env, arena_text(&env->arena, slice_of("LC_ALL=C")));
	add_variable(env, arena_text(&env->arena, slice_of("GIT_TERMINAL_PROMPT=0")));
	add_variable(env, NULL);
}

static void
free_environment(struct environment *env)
{
	free(env->items);
	arena_wipe(&env->arena);
}

static char **
make_words(struct arena *arena, const struct git_program *program)
{
	size_t count = 0, i;
	char **words;

	while (program->words[count] != NULL)
		count++;
	words = arena_array(arena, NFIRST + count + 2, sizeof(char *));
	for (i = 0; i < NFIRST; i++)
		words[i] = arena_text(arena, slice_of(first_words[i]));
	words[NFIRST] = arena_text(arena, slice_of(program->dir));
	for (i = 0; i < count; i++)
		words[NFIRST + 1 + i] = arena_text(arena, slice_of(program->words[i]));
	return words;
}

static int
spawn(pid_t *pid, char **words, char **env, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, usual;
	int rc;

	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawnattr_init(&attributes);
	(void)sigemptyset(&none);
	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setsigdefault(&attributes, &usual);
	/* A session of its own: nobody is asked on the terminal, and all of it can be ended. */
	(void)posix_spawnattr_setflags(&attributes,
	    POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(&files, out, STDERR_FILENO);
	if (rc == 0)
		rc = posix_spawnp(pid, words[0], &files, &attributes, words, env);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&attributes);
	return rc;
}

static double
now(void)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* Read until the child and all that it started have closed their end: 0, or 1 when it is late. */
static int
read_until(int fd, double deadline, struct buf *out)
{
	char piece[16384];

	for (;;) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		double left = deadline - now();
		ssize_t got;
		int rc = left > 0 ? poll(&ready, 1, (int)(left * 1000) + 1) : 0;

		if (rc == 0)
			return 1;
		if (rc < 0 && errno == EINTR)
			continue;
		got = read(fd, piece, sizeof(piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return 0;
		/* What is too much is read all the same, lest it wait for us. */
		if (out->len < GIT_OUTPUT_MAX)
			buf_add(out, piece, (size_t)got);
	}
}

static int
wait_for(pid_t pid)
{
	int status;
	pid_t rc;

	do
		rc = waitpid(pid, &status, 0);
	while (rc < 0 && errno == EINTR);
	if (rc != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int
attend(pid_t pid, int fd, double seconds, struct buf *out, struct buf *why)
{
	struct buf ignored = {0};
	int late = read_until(fd, now() + seconds, out), status;

	if (late != 0) {
		(void)kill(-pid, SIGTERM);
		if (read_until(fd, now() + MERCY, &ignored) != 0)
			(void)kill(-pid, SIGKILL);
	}
	status = wait_for(pid);
	buf_free(&ignored);
	if (late == 0)
		return status;
	buf_printf(why, "git took longer than %g seconds and was ended", seconds);
	return -1;
}

int
git_program(const struct git_program *program, struct buf *out, struct buf *why)
{
	double seconds = program->seconds > 0 ? program->seconds : GIT_SECONDS;
	struct environment env = {0};
	struct arena arena = {0};
	int ends[2], rc, status = -1;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0) {
		buf_printf(why, "git cannot be run: %s", strerror(errno));
		return -1;
	}
	make_environment(&env, program);
	rc = spawn(&pid, make_words(&arena, program), env.items, ends[1]);
	(void)close(ends[1]);
	if (rc != 0)
		buf_printf(why, "the program git cannot be run: %s", strerror(rc));
	else
		status = attend(pid, ends[0], seconds, out, why);
	(void)close(ends[0]);
	free_environment(&env);
	arena_free(&arena);
	return status;
}

/* The user and password of "://user:password@" are left out. */
static void
add_redacted(struct buf *text, struct slice line)
{
	while (line.len > 0) {
		const char *found = memmem(line.data, line.len, "://", 3);
		size_t before = found != NULL ? (size_t)(found - line.data) + 3 : line.len;
		size_t end, at = SIZE_MAX;

		buf_slice(text, slice_sub(line, 0, before));
		line = slice_sub(line, before, line.len);
		for (end = 0; end < line.len && strchr("/ '\"\t", line.data[end]) == NULL; end++) {
			if (line.data[end] == '@')
				at = end;
		}
		if (found != NULL && at != SIZE_MAX) {
			buf_text(text, "***");
			line = slice_sub(line, at, line.len);
		}
	}
}

/* Advice, progress and what only names the repository tells nothing of what is wrong. */
static bool
is_noise(struct slice line)
{
	static const char *const begins[] = {"error: failed to push some refs", "hint:", "To ",
	    "From ", "Done", "warning:", "remote: Counting", "remote: Compressing",
	    "remote: Enumerating", "remote: Total"};
	size_t i;

	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		if (slice_starts(line, slice_of(begins[i])))
			return true;
	}
	return slice_trim(line).len == 0 || memchr(line.data, '\r', line.len) != NULL;
}

void
git_program_said(struct slice out, struct buf *text)
{
	struct buf all = {0}, safe = {0};
	size_t from, spaced = 0;

	while (out.len > 0) {
		size_t len = slice_find(out, '\n');
		struct slice line = slice_sub(out, 0, len);

		out = slice_sub(out, len + 1, out.len);
		if (is_noise(line))
			continue;
		if (all.len > 0)
			buf_text(&all, "; ");
		add_redacted(&all, slice_trim(line));
		for (; spaced < all.len; spaced++) {
			if (all.data[spaced] == '\t')
				all.data[spaced] = ' ';
		}
	}
	text_safe(&safe, buf_view(&all));
	from = safe.len > SAID_MAX ? safe.len - SAID_MAX : 0;
	/* Not in the middle of a character. */
	while (from > 0 && from < safe.len && ((unsigned char)safe.data[from] & 0xc0) == 0x80)
		from++;
	buf_text(text, from > 0 ? "…" : "");
	buf_slice(text, slice_sub(buf_view(&safe), from, safe.len));
	buf_free(&all);
	buf_free(&safe);
}
