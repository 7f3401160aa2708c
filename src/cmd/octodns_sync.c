/* octodns-sync */
#include "cmd/octodns.h"
#include "cmd/turn.h"
#include "core/text.h"
#include "engine/applying.h"

#include <string.h>

static const struct python_option options[] = {
    OCTODNS_CONFIG_FILE,
    {"--doit", PYTHON_FLAG, OCTODNS_AT(doit), false, NULL,
	"write the changes, instead of only showing them"},
    {"--force", PYTHON_FLAG, OCTODNS_AT(args.force), false, NULL,
	"go on although the plan is unsafe"},
    {"--checksum", PYTHON_WORD, OCTODNS_AT(checksum), false, NULL,
	"write the changes only when the plan has this checksum"},
    {"--source", PYTHON_APPEND, OCTODNS_AT(args.sources), false, NULL,
	"only zones with this source (all sources of such a zone are read)"},
    {"--target", PYTHON_APPEND, OCTODNS_AT(args.targets), false, NULL, "only this target"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {
    {"zone", PYTHON_ANY, "only these zones"},
    {NULL, PYTHON_ONE, NULL},
};

static void
tell_request(const struct octodns *o)
{
	const struct args *args = &o->args.args;
	struct buf zones = {0}, targets = {0};

	python_list(&zones, args->rest.items, args->rest.count);
	python_list(&targets, args->targets.items, args->targets.count);
	note(NOTE_INFO, "Manager",
	    "sync: eligible_zones=%s, eligible_targets=%s, dry_run=%s, force=%s, "
	    "plan_output_fh=<stdout>, checksum=%s",
	    zones.data, targets.data, python_bool(!o->args.doit), python_bool(args->force),
	    o->args.checksum != NULL ? o->args.checksum : "None");
	buf_free(&zones);
	buf_free(&targets);
}

/* An id that nothing has is a slip more often than not; octoDNS does nothing, and says nothing. */
static void
doubt_ids(struct octodns *o, const struct words *ids, const char *option)
{
	size_t i;

	for (i = 0; i < ids->count; i++) {
		if (config_provider(o->work.workspace.config, ids->items[i]) == NULL)
			diag_warn(&o->work.diags, "unknown-provider", NULL, place_none,
			    "name a provider of the configuration",
			    "%s %s: there is no such provider", option, ids->items[i]);
	}
}

static enum outcome
make_plan(struct octodns *o, struct plan *plan)
{
	struct work *w = &o->work;
	size_t i;

	doubt_ids(o, &o->args.args.sources, "--source");
	doubt_ids(o, &o->args.args.targets, "--target");
	if (work_select(w) != OUTCOME_DONE || w->diags.errors > 0)
		return OUTCOME_INVALID;
	for (i = 0; i < w->selection.count; i++)
		octodns_tell_zone(o, &w->selection.zones[i]);
	return work_plan(w, plan);
}

/*
 * octoDNS compares only when the configuration enables it; but who gives a checksum
 * means that plan, and no other.
 */
static enum outcome
check_sum(const struct octodns *o, const struct plan *plan)
{
	bool enabled = o->work.workspace.config->enable_checksum;
	const char *given = o->args.checksum;
	char computed[PLAN_DIGEST_LEN + 1];

	if (plan_changes(plan) == 0 || (!enabled && given == NULL))
		return OUTCOME_DONE;
	plan_checksum(plan, computed);
	if (!o->args.doit && given == NULL)
		return OUTCOME_DONE;
	if (*computed != '\0' && given != NULL && strcmp(computed, given) == 0)
		return OUTCOME_DONE;
	return octodns_fail(o, "checksum=%s does not match computed=%s",
	    given != NULL ? given : "None", computed);
}

static void
tell_checksum(const struct octodns *o, const struct plan *plan)
{
	char computed[PLAN_DIGEST_LEN + 1];

	if (!o->work.workspace.config->enable_checksum || plan_changes(plan) == 0)
		return;
	plan_checksum(plan, computed);
	note(NOTE_INFO, "Checksum", "checksum=%s", computed);
}

static enum outcome
carry_out(struct octodns *o, const struct plan *plan)
{
	struct applied result;
	enum outcome outcome;
	const char *unsafe = plan_unsafe(plan);

	if (unsafe != NULL && !o->args.args.force)
		return octodns_fail(o, "%s", unsafe);
	if (check_sum(o, plan) != OUTCOME_DONE)
		return OUTCOME_INVALID;
	if (!o->args.doit && o->args.checksum == NULL)
		return OUTCOME_DONE;
	outcome = apply_plan(&o->work.workspace, plan, &result, &o->work.diags);
	if (outcome == OUTCOME_DONE)
		note(NOTE_INFO, "Manager", "sync:   %zu total changes", result.done);
	return outcome;
}

static enum outcome
sync_zones(struct octodns *o)
{
	struct plan plan = {0};
	struct diags unlocked = {0};
	struct lock lock = {.fd = -1};
	enum outcome outcome;

	if (o->args.doit)
		(void)turn_wait_at(&lock, o->args.args.config, &unlocked);
	outcome = octodns_open(o);
	diags_move(&o->work.diags, &unlocked);
	tell_request(o);
	if (outcome == OUTCOME_DONE)
		outcome = make_plan(o, &plan);
	if (outcome == OUTCOME_DONE && octodns_outputs(o, &plan) != 0)
		outcome = OUTCOME_INVALID;
	if (outcome == OUTCOME_DONE) {
		tell_checksum(o, &plan);
		outcome = carry_out(o, &plan);
	}
	lock_release(&lock);
	plan_free(&plan);
	return outcome;
}

const struct octodns_command octodns_sync = {
    .name = "octodns-sync",
    .summary = "Show what the targets lack of the configuration's zones; with --doit, write it.",
    .options = options,
    .words = words,
    .level = NOTE_INFO,
    .run = sync_zones,
};
