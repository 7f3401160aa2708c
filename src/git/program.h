/*
 * The one place that runs the program git: for what talks to another repository, which
 * needs the user's own keys, helpers and proxies.  No shell, no hook, no terminal.
 */
#ifndef ZW_GIT_PROGRAM_H
#define ZW_GIT_PROGRAM_H

#include "core/arena.h"
#include "core/buf.h"

/* Settings that one child gets in its environment, never in its arguments: {key, value}. */
struct git_setting {
	const char *key, *value;
};

struct git_program {
	const char *dir;          /* the repository's */
	const char *const *words; /* after the options that all have; NULL at the end */
	const struct git_setting *settings;
	size_t nsettings;
	double seconds; /* it is ended after so many; 0 is GIT_SECONDS */
};

#define GIT_SECONDS 300.0
#define GIT_OUTPUT_MAX ((size_t)256 * 1024)

/**
 * git_program(program, out, why):
 * Run it to its end; *${out} gets what it prints to both its outputs, cut at
 * GIT_OUTPUT_MAX.  Return its exit status; or -1 with ${why} given the reason when it
 * could not be run or took too long.  What ${out} has comes from strangers: see
 * git_program_said.
 */
int git_program(const struct git_program *program, struct buf *out, struct buf *why);

/**
 * git_program_said(out, text):
 * Append the end of what git printed as one line that is safe to show, and in which no
 * URL has a password.
 */
void git_program_said(struct slice out, struct buf *text);

#endif
