/* The commands that stand in for octoDNS's: what they share. */
#ifndef ZW_CMD_OCTODNS_H
#define ZW_CMD_OCTODNS_H

#include "cmd/common.h"
#include "cmd/octodns_log.h"
#include "cmd/python_options.h"

/* The release that they follow. */
#define OCTODNS_VERSION "1.22.0"

struct octodns_args {
	struct args args; /* what our own commands have, too */
	bool debug, log_stdout, log_syslog, doit;
	const char *syslog_device, *syslog_facility, *logging_config, *checksum;
};

/* One run of a command. */
struct octodns {
	const struct octodns_command *command;
	const char *program;
	struct octodns_args args;
	struct log_setup log;
	struct arena arena;
	struct work work;
};

struct octodns_command {
	const char *name;    /* "octodns-sync" */
	const char *summary; /* one sentence */
	const struct python_option *options;
	const struct python_word *words;
	enum note_level level; /* of the log, unless told otherwise */
	/* Return how it ends; 1 of the shell stands for whatever is not OUTCOME_DONE. */
	enum outcome (*run)(struct octodns *o);
};

extern const struct octodns_command octodns_sync, octodns_validate, octodns_dump, octodns_compare,
    octodns_schema, octodns_versions;

#define OCTODNS_AT(field) offsetof(struct octodns_args, field)

/* --config-file, which all but one need, as a row of a table. */
#define OCTODNS_CONFIG_FILE                                                        \
	{                                                                          \
		"--config-file", PYTHON_WORD, OCTODNS_AT(args.config), true, NULL, \
		    "the configuration: octodns.yaml"                              \
	}

/** octodns_open(o): Read the configuration, and log what it says.  Return OUTCOME_DONE or OUTCOME_INVALID. */
enum outcome octodns_open(struct octodns *o);

/** octodns_fail(o, fmt, …): Print an error; return OUTCOME_INVALID. */
enum outcome octodns_fail(const struct octodns *o, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/** octodns_outputs(o, plan): Print ${plan} as manager.plan_outputs says.  Return 0, or -1 after adding errors. */
int octodns_outputs(struct octodns *o, const struct plan *plan);

/** octodns_tell_config(config): Log what a configuration has, as octoDNS's Manager does. */
void octodns_tell_config(const struct config *config);

/** octodns_tell_zone(o, zone): Log one zone that is about to be planned. */
void octodns_tell_zone(const struct octodns *o, const struct selected *zone);

/** python_list(buf, items, count): Print texts as Python prints a list of them. */
void python_list(struct buf *buf, const char *const *items, size_t count);

/** python_bool(truth): Return "True" or "False". */
const char *python_bool(bool truth);

#endif
