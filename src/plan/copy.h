/* Copies of RRsets, which outlive the zone that they come from. */
#ifndef ZW_PLAN_COPY_H
#define ZW_PLAN_COPY_H

#include "dns/rrset.h"

/* Where copies go, and the file name that was copied last: most are the same. */
struct copier {
	struct arena *arena;
	const char *file, *copied_file;
};

/** copier_copy(copier, rrset): Return a copy of everything that ${rrset} points to. */
struct rrset *copier_copy(struct copier *copier, const struct rrset *rrset);

#endif
