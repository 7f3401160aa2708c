/* octodns-versions */
#include "cmd/octodns.h"

static const struct python_option options[] = {
    OCTODNS_CONFIG_FILE,
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {{NULL, PYTHON_ONE, NULL}};

static enum outcome
tell_versions(struct octodns *o)
{
	enum outcome outcome = octodns_open(o);

	return outcome == OUTCOME_DONE && o->work.diags.errors > 0 ? OUTCOME_INVALID : outcome;
}

const struct octodns_command octodns_versions = {
    .name = "octodns-versions",
    .summary = "Log the versions of what the configuration names.",
    .options = options,
    .words = words,
    .level = NOTE_INFO,
    .run = tell_versions,
};
