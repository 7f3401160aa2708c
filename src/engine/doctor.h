/* The work behind `doctor`: what would let a push through unseen. */
#ifndef ZW_ENGINE_DOCTOR_H
#define ZW_ENGINE_DOCTOR_H

#include "core/diag.h"
#include "engine/hook_settings.h"
#include "engine/installing.h"

struct doctor {
	const char *dir, *config, *root; /* config and root: NULL as the settings say */
	struct repo *repo;
	struct hook_settings settings;
	struct arena arena;
	bool gate;    /* a hook judges pushes */
	bool applies; /* post-receive asks providers */
	struct diags *diags;
};

/**
 * doctor_look(doctor, diags):
 * Look at the repository of doctor->dir; what is wrong is in ${diags}, each with what
 * mends it: an error when a push may pass unseen, or when it would be refused for
 * nothing; a warning for the rest.
 */
void doctor_look(struct doctor *doctor, struct diags *diags);

/** doctor_hooks(doctor): Look at the hooks; for src/engine only. */
void doctor_hooks(struct doctor *doctor);

/** doctor_forge(doctor): Ask the forge whose job this is; likewise. */
void doctor_forge(struct doctor *doctor);

#endif
