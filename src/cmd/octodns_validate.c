/* octodns-validate */
#include "cmd/octodns.h"
#include "engine/validate.h"

static const struct python_option options[] = {
    OCTODNS_CONFIG_FILE,
    {"--all", PYTHON_FLAG, OCTODNS_AT(args.all), false, NULL,
	"take every zone as lenient: faults are warnings (all are shown either way)"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {
    {"zone", PYTHON_ANY, "only these zones"},
    {NULL, PYTHON_ONE, NULL},
};

/* What octoDNS warns of, too: our own advice on a configuration is no reason to fail. */
static bool
is_doubt(const struct diag *diag)
{
	struct slice rule = slice_of(diag->rule);

	return diag->severity == SEVERITY_WARNING && diag->subject.zone.len > 0 &&
	    !slice_starts(rule, slice_of("config-")) && !slice_starts(rule, slice_of("yaml-"));
}

static bool
has_doubts(const struct diags *diags)
{
	size_t i;

	for (i = 0; i < diags->count; i++) {
		if (is_doubt(&diags->items[i]))
			return true;
	}
	return false;
}

static enum outcome
validate(struct octodns *o)
{
	struct work *w = &o->work;
	struct validated result;

	if (octodns_open(o) != OUTCOME_DONE)
		return OUTCOME_INVALID;
	(void)work_select(w);
	(void)validate_zones(&w->workspace, &w->selection, &w->diags, &result);
	return w->diags.errors > 0 || has_doubts(&w->diags) ? OUTCOME_INVALID : OUTCOME_DONE;
}

const struct octodns_command octodns_validate = {
    .name = "octodns-validate",
    .summary = "Check the configuration and its zones.",
    .options = options,
    .words = words,
    .level = NOTE_WARNING,
    .run = validate,
};
