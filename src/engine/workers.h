/* How many threads read and write zones: more than there are CPUs where a service on the network is waited for. */
#ifndef ZW_ENGINE_WORKERS_H
#define ZW_ENGINE_WORKERS_H

#include "engine/select.h"
#include "plan/plan.h"

/**
 * workers_of_zones(workspace, selection):
 * Return how many threads to use to read the sources and targets of these zones: what
 * was asked for, else HTTP_CONNECTIONS for each of them that is on the network, else
 * one for each CPU.
 */
unsigned workers_of_zones(const struct workspace *workspace, const struct selection *selection);

/** workers_of_sources(workspace, sources): The same of providers by their ids. */
unsigned workers_of_sources(const struct workspace *workspace, const struct id_list *sources);

/** workers_of_plan(workspace, plan): The same of the targets that ${plan} writes to. */
unsigned workers_of_plan(const struct workspace *workspace, const struct plan *plan);

#endif
