/* The work behind `dump`: what providers serve, as zone files. */
#ifndef ZW_ENGINE_DUMPING_H
#define ZW_ENGINE_DUMPING_H

#include "engine/outcome.h"
#include "engine/select.h"

struct dump_request {
	const struct selection *selection;
	const char *const *sources; /* ids of providers, read in this order */
	size_t nsources;
	const char *dir;             /* where to write, from the current directory */
	const char *output_provider; /* whose options to write with, or NULL */
	bool split;                  /* a file for each name */
	bool lenient;                /* faults are warnings */
};

struct dumped {
	size_t zones, records; /* that were written */
};

/**
 * dump_zones(workspace, request, result, diags):
 * Read every chosen zone from the sources, on all cores, and when all could be
 * read make the files of the directory what was read.  Return OUTCOME_DONE, or
 * why not: nothing was written but with OUTCOME_PARTLY.
 */
enum outcome dump_zones(struct workspace *workspace, const struct dump_request *request,
    struct dumped *result, struct diags *diags);

#endif
