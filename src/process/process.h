/*
 * What a processor is: a struct of functions, one for each step at which a zone
 * passes by on its way from the sources to a plan.  octoDNS's own are built in.
 */
#ifndef ZW_PROCESS_PROCESS_H
#define ZW_PROCESS_PROCESS_H

#include "config/config.h"
#include "dns/change.h"
#include "dns/rules.h"
#include "dns/zone.h"
#include "provider/provider.h"

enum {
	PROCESSOR_ONLY_CHECKS = 1 << 0, /* refuses zones, and changes none */
	PROCESSOR_NETWORK = 1 << 1,
};

/* rrset.source of a record that no source has given. */
#define SOURCE_NONE UINT16_MAX

/* What all processors of a run have in common; made when one first asks. */
struct process_run {
	char time[64]; /* now, as Python's isoformat() */
	char uuid[37];
};

struct processor {
	const struct processor_class *class;
	const char *id;
	const struct provider_config *config;
	struct process_run *run;
	struct arena arena; /* options, resolved; wiped and freed on closing */
	const struct node *options;
	bool lenient;
	void *state; /* of the class */
};

/* One zone at one step.  RRsets may be another target's, too: what is to differ is copied. */
struct process_call {
	const struct processor *processor;
	struct zone *desired;
	struct zone *existing;       /* from the target's step on */
	const char *target;          /* its id; the same */
	const struct ruleset *rules; /* for records that are made; or NULL */
	bool lenient;                /* of the zone, or of the processor */
	struct change *changes;      /* of the plan's step: may be taken out */
	size_t nchanges;
	bool recount; /* set it when the summary is to follow the changes */
	struct diags *diags;
};

/* Steps return 0, or -1 after adding errors; NULL: nothing is done at this step.  They
 * may be called from several threads at once. */
struct processor_class {
	const char *const *names; /* octoDNS's, whole: another module's class may differ */
	const struct option_spec *options;
	unsigned flags;

	/* Check the values of options and keep what is made of them: no network.
	 * NULL: there is nothing to check.  Return 0 or -1. */
	int (*open)(struct processor *processor, struct diags *diags);
	void (*close)(struct processor *processor); /* or NULL */

	int (*source)(struct process_call *call); /* after all sources, before the zone's rules */
	int (*target)(struct process_call *call); /* what is live has been read */
	int (*both)(struct process_call *call);   /* just before the two are compared */
	int (*plan)(struct process_call *call);   /* there are changes */
};

/**
 * processor_open(processor, config, run, diags):
 * Find the class, check and resolve the options, and open.  Return 0, or -1
 * after adding errors.  ${config} and ${run} outlive it.
 */
int processor_open(struct processor **processor, const struct provider_config *config,
    struct process_run *run, struct diags *diags);

/** processor_close(processor): Close and wipe it; NULL is taken. */
void processor_close(struct processor *processor);

/**
 * processor_check(config, diags):
 * Check class and options as far as that goes without the environment: what
 * `validate` can know.  A class of another package passes.  Return 0 or -1.
 */
int processor_check(const struct provider_config *config, struct diags *diags);

/**
 * processor_is_guarded(config):
 * Return whether it sees more than the zone: an option stands for a variable of
 * the environment, or it asks the network.
 */
bool processor_is_guarded(const struct provider_config *config);

/**
 * processor_fault(processor, diags, at, hint, fmt, …):
 * Say that an option, or a part of it at ${at}, is wrong.  Return -1.
 */
int processor_fault(const struct processor *processor, struct diags *diags, const struct node *at,
    const char *hint, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/**
 * process_fault(call, rrset, rule, hint, fmt, …):
 * Say that ${rrset} is not let through.  Return -1.
 */
int process_fault(const struct process_call *call, const struct rrset *rrset, const char *rule,
    const char *hint, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

#endif
