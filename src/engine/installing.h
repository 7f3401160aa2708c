/* The work behind `init`: a hook in a repository, and what a newcomer begins with. */
#ifndef ZW_ENGINE_INSTALLING_H
#define ZW_ENGINE_INSTALLING_H

#include "core/arena.h"
#include "core/diag.h"
#include "git/repo.h"

/* A file of hooks/; name NULL at the end of hook_files. */
struct hook_file {
	const char *name, *text;
};

extern const struct hook_file hook_files[];

/** hook_file_find(name): Return that file, or NULL. */
const struct hook_file *hook_file_find(const char *name);

struct hooks_place {
	const char *path; /* of the folder, without a final slash */
	bool elsewhere;   /* core.hooksPath names it */
};

/** hooks_place_find(repo, place, arena, diags): Find where Git takes the hooks from.  Return 0 or -1. */
int hooks_place_find(struct repo *repo, struct hooks_place *place, struct arena *arena,
    struct diags *diags);

struct installed {
	const char *path;
	bool was_there;        /* the very same hook */
	const char *protected; /* the branch that is protected from now on, or NULL */
};

/**
 * install_hook(dir, name, installed, arena, diags):
 * Put hook ${name} into the repository of ${dir}; NULL is pre-receive in a bare
 * repository and pre-commit in another.  On a server the branch that HEAD names is
 * protected unless settings say what is.  Another hook is left alone.  Return 0 or -1.
 */
int install_hook(const char *dir, const char *name, struct installed *installed,
    struct arena *arena, struct diags *diags);

/**
 * write_start(dir, config, zones, nzones, diags):
 * Write a configuration and a file for each of ${zones} (as typed; none: example.com.)
 * to ${dir}.  What is there already is left alone, and refused.  Return 0 or -1.
 */
int write_start(const char *dir, const char *config, const char *const *zones, size_t nzones,
    struct diags *diags);

#endif
