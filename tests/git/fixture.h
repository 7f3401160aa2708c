/* A temporary directory in which the real git builds what the tests read. */
#ifndef ZW_TESTS_GIT_FIXTURE_H
#define ZW_TESTS_GIT_FIXTURE_H

#include "core/diag.h"
#include "git/changes.h"
#include "git/repo.h"
#include "git/snapshot.h"

#include <criterion/criterion.h>

/** fixture_set_up(), fixture_tear_down(): Make the directory, which becomes HOME and current; remove it. */
void fixture_set_up(void);
void fixture_tear_down(void);

/** shell(fmt, …): Run a script of the shell with -e in it, which must succeed. */
void shell(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/** shell_line(text, size, command): Run ${command} and keep the line that it prints. */
void shell_line(char *text, size_t size, const char *command);

/** must_open(dir), must_commit(repo, rev), …: Open a repository, a snapshot; this must succeed. */
struct repo *must_open(const char *dir);
struct snapshot *must_commit(struct repo *repo, const char *rev);
struct snapshot *must_dir(const char *dir);
struct snapshot *must_index(struct repo *repo);

/** must_read(snapshot, path, text): Assert that file ${path} holds ${text}. */
void must_read(struct snapshot *snapshot, const char *path, const char *text);

/** must_refuse(snapshot, path, why): Assert that ${path} cannot be read, for that reason. */
void must_refuse(struct snapshot *snapshot, const char *path, const char *why);

/** must_change(base, head, expected): Assert that the changes are "A path\nM path\nR path\n…". */
void must_change(struct snapshot *base, struct snapshot *head, const char *expected);

/** has_text(text, part): Return true when ${text} (may be NULL) contains ${part}. */
bool has_text(const char *text, const char *part);

#endif
