/* octodns-compare */
#include "cmd/octodns.h"

#include <unistd.h>

/* A list that is wider is printed over several lines: Python's pprint. */
#define PPRINT_WIDTH 80

static const struct python_option options[] = {
    OCTODNS_CONFIG_FILE,
    {"--a", PYTHON_SOME, OCTODNS_AT(args.a), true, NULL, "the first providers to read from"},
    {"--b", PYTHON_SOME, OCTODNS_AT(args.b), true, NULL, "the second providers to read from"},
    {"--zone", PYTHON_WORD, OCTODNS_AT(args.zone), true, NULL, "the zone to compare"},
    {"--ignore-prefix", PYTHON_WORD, OCTODNS_AT(args.ignore_prefix), false, NULL,
	"leave out names that begin with this"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {{NULL, PYTHON_ONE, NULL}};

static void
tell_request(const struct octodns *o)
{
	const struct args *args = &o->args.args;
	struct buf a = {0}, b = {0};

	python_list(&a, args->a.items, args->a.count);
	python_list(&b, args->b.items, args->b.count);
	note(NOTE_INFO, "Manager", "compare: a=%s, b=%s, zone=%s", a.data, b.data, args->zone);
	buf_free(&a);
	buf_free(&b);
}

static void
add_change(struct buf *out, const struct target_plan *plan, const struct change *change)
{
	static const char *const words_of[] = {"Delete ", "Create ", "Update\n    "};

	buf_text(out, words_of[change->action]);
	if (change->existing != NULL)
		rrset_octodns(out, change->existing);
	if (change->action == CHANGE_UPDATE)
		buf_text(out, " ->\n    ");
	if (change->desired != NULL) {
		rrset_octodns(out, change->desired);
		buf_printf(out, " (%s)", plan_source(plan, change->desired));
	}
}

static void
add_changes(struct buf *out, const struct target_plan *plan, const char *separator)
{
	size_t i;

	buf_char(out, '[');
	for (i = 0; i < plan->nchanges; i++) {
		buf_text(out, i > 0 ? separator : "");
		add_change(out, plan, &plan->changes[i]);
	}
	buf_text(out, "]\n");
}

static void
print_changes(const struct target_plan *plan)
{
	struct buf out = {0};

	add_changes(&out, plan, ", ");
	if (out.len > PPRINT_WIDTH + 1) {
		buf_clear(&out);
		add_changes(&out, plan, ",\n ");
	}
	(void)write_fd(STDOUT_FILENO, buf_view(&out));
	buf_free(&out);
}

static enum outcome
compare(struct octodns *o)
{
	struct plan plan = {0};
	enum outcome outcome = octodns_open(o);

	if (outcome == OUTCOME_DONE) {
		tell_request(o);
		outcome = work_compare(&o->work, &plan);
	}
	if (outcome == OUTCOME_DONE) {
		print_changes(plan.zones[0]->targets);
		outcome = plan_changes(&plan) > 0 ? OUTCOME_CHANGES : OUTCOME_DONE;
	}
	plan_free(&plan);
	return outcome;
}

const struct octodns_command octodns_compare = {
    .name = "octodns-compare",
    .summary = "Show what would turn the zone of the second providers into that of the first.",
    .options = options,
    .words = words,
    .level = NOTE_INFO,
    .run = compare,
};
