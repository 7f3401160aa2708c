/* The gate: may these references move, may this commit be made? */
#include "engine/gate.h"

#include "core/mem.h"
#include "core/text.h"
#include "engine/gate_ledger.h"
#include "engine/select.h"
#include "engine/validate.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

void
gate_init(struct gate *gate, const struct gate_options *options)
{
	memset(gate, 0, sizeof(*gate));
	gate->options = *options;
}

static int
bad_line(struct diags *diags)
{
	return diag_error(diags, "hook-input", NULL, place_none,
	    "this program is called by Git: zoneward init --hook puts a hook into the repository",
	    "standard input is not what Git gives to a hook");
}

int
gate_open(struct gate *gate, struct diags *diags)
{
	struct gate_options *options = &gate->options;
	int rc = repo_open(&gate->repo, options->dir, REPO_HOOK, diags);

	if (rc != 0)
		return rc < 0 ? -1 : bad_line(diags);
	if (hook_settings_read(gate->repo, &gate->settings, diags) != 0)
		return -1;
	if (options->config == NULL)
		options->config =
		    *gate->settings.config != '\0' ? gate->settings.config : "octodns.yaml";
	if (options->root == NULL)
		options->root = gate->settings.root;
	options->strict = options->strict || gate->settings.strict;
	return 0;
}

void
gate_free(struct gate *gate)
{
	size_t i;

	for (i = 0; i < gate->count; i++)
		diags_free(&gate->results[i].diags);
	free(gate->results);
	repo_close(gate->repo);
	hook_settings_free(&gate->settings);
	arena_free(&gate->arena);
}

/* Names are shown to whoever pushed: nothing in them moves a cursor. */
static const char *
safe_name(struct gate *gate, struct slice name)
{
	struct buf safe = {0};
	const char *text;

	text_safe(&safe, name);
	text = arena_text(&gate->arena, buf_view(&safe));
	buf_free(&safe);
	return text;
}

static struct gate_result *
new_result(struct gate *gate, struct slice reference)
{
	struct gate_result *result;

	gate->results =
	    mem_grow(gate->results, &gate->cap, gate->count + 1, sizeof(*gate->results));
	result = &gate->results[gate->count++];
	memset(result, 0, sizeof(*result));
	result->name = arena_text(&gate->arena, reference);
	result->reference = safe_name(gate, reference);
	result->protected = hook_globs_match(&gate->settings.protected, reference);
	return result;
}

static int
add_update(struct gate *gate, struct slice old_hex, struct slice new_hex, struct slice reference,
    struct diags *diags)
{
	struct gate_result *result;
	struct oid old_id, new_id;

	if (old_hex.len == 64 && new_hex.len == 64) {
		return diag_error(diags, "git-format", NULL, place_none,
		    "use a repository with SHA-1 object names",
		    "repositories with SHA-256 object names are not supported");
	}
	if (oid_parse(&old_id, old_hex) != 0 || oid_parse(&new_id, new_hex) != 0 ||
	    reference.len == 0)
		return bad_line(diags);
	if (!gate_is_ledger(gate, reference) &&
	    (!hook_checks(&gate->settings, reference) ||
		(oid_is_zero(&new_id) && !hook_globs_match(&gate->settings.protected, reference))))
		return 0;
	result = new_result(gate, reference);
	result->ledger = gate_is_ledger(gate, reference);
	result->old_id = old_id;
	result->new_id = new_id;
	return 0;
}

/* The word before the next blank; the rest stays. */
static struct slice
next_word(struct slice *rest)
{
	size_t len = slice_find(*rest, ' ');
	struct slice word = slice_sub(*rest, 0, len);

	*rest = slice_sub(*rest, len + 1, rest->len);
	return word;
}

int
gate_add(struct gate *gate, struct slice line, struct diags *diags)
{
	struct slice old_hex = next_word(&line), new_hex = next_word(&line);

	return add_update(gate, old_hex, new_hex, line, diags);
}

int
gate_add_push(struct gate *gate, struct slice line, struct diags *diags)
{
	struct slice new_hex, reference;

	(void)next_word(&line);
	new_hex = next_word(&line);
	reference = next_word(&line);
	return add_update(gate, line, new_hex, reference, diags);
}

/* The branch that others start from: on a server what HEAD names, else the remote's. */
static int
default_tip(struct gate *gate, struct oid *tip)
{
	static const char *const usual[] = {"HEAD", "main", "master"};
	const char *branch;
	size_t i;

	if (gate->options.remote == NULL) {
		branch = repo_default_branch(gate->repo, &gate->arena);
		return branch != NULL ? repo_reference(gate->repo, branch, tip) : 1;
	}
	for (i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		branch = arena_printf(&gate->arena, "refs/remotes/%s/%s", gate->options.remote,
		    usual[i]);
		if (repo_reference(gate->repo, branch, tip) == 0)
			return 0;
	}
	return 1;
}

/* Where a new branch left the default branch; the empty tree when it never was on it. */
static const char *
base_of_new(struct gate *gate, const struct gate_result *result)
{
	struct oid tip, base;
	char hex[2 * OID_SIZE + 1];

	if (default_tip(gate, &tip) != 0 ||
	    repo_merge_base(gate->repo, &tip, &result->new_id, &base) != 0)
		return "";
	oid_hex(&base, hex);
	return arena_text(&gate->arena, slice_of(hex));
}

static bool
has_config(const struct workspace *w, struct snapshot *snapshot)
{
	enum entry_kind kind;

	return snapshot_kind(snapshot, slice_of(w->options.config), &kind) == 0;
}

/* A branch without a configuration is none of ours, unless it had one before. */
static bool
is_ours(const struct workspace *w)
{
	return w->head == NULL || w->base == NULL || has_config(w, w->head) ||
	    has_config(w, w->base);
}

/* Let ${use} have what the default branch says now; NULL when it says nothing. */
static void
with_default_config(struct gate *gate, struct gate_result *result,
    void (*use)(struct gate *gate, struct gate_result *result, const struct config *config))
{
	struct snapshot *snapshot = NULL;
	struct config *config = NULL;
	struct diags ignored = {0};
	struct oid tip;

	if (default_tip(gate, &tip) == 0 &&
	    snapshot_commit(&snapshot, gate->repo, &tip, &ignored) == 0 &&
	    config_read(&config, snapshot, gate->options.config, &ignored) != 0) {
		config_free(config);
		config = NULL;
	}
	use(gate, result, config);
	config_free(config);
	snapshot_close(snapshot);
	diags_free(&ignored);
}

static void
take_lenient(struct gate *gate, struct gate_result *result, const struct config *config)
{
	(void)gate;
	result->lenient = config != NULL && config->push_lenient;
}

/* Whether a configuration lets who pushes ask for leniency. */
static bool
allows_lenient(struct gate *gate, struct gate_result *result, const struct workspace *w)
{
	if (!oid_is_zero(&result->old_id))
		return w->base_config != NULL && w->base_config->push_lenient;
	/* Not where the branch began: somebody may have chosen an old place. */
	with_default_config(gate, result, take_lenient);
	return result->lenient;
}

static void
ask_lenient(struct gate *gate, struct gate_result *result, struct workspace *w)
{
	w->options.lenient = allows_lenient(gate, result, w);
	if (!w->options.lenient)
		diag_warn(&result->diags, "push-option", NULL, place_none,
		    "the configuration that is there before the push allows it with "
		    "\"zoneward: {push_options: [lenient]}\"",
		    "zoneward.lenient is not allowed here: the push is judged as any other");
}

static void
judge(struct gate *gate, const struct workspace_options *options, struct gate_result *result)
{
	struct select_options all = {0};
	struct selection selection = {0};
	struct validated validated = {0, 0};
	struct workspace workspace;

	if (workspace_open(&workspace, options, &result->diags) == 0) {
		if (gate->options.lenient)
			ask_lenient(gate, result, &workspace);
		(void)select_zones(&workspace, &all, &selection, &result->diags);
		(void)validate_zones(&workspace, &selection, &result->diags, &validated);
	} else if (!is_ours(&workspace)) {
		diags_free(&result->diags);
		result->no_config = true;
	}
	result->zones = validated.zones;
	selection_free(&selection);
	workspace_close(&workspace);
}

static struct workspace_options
options_of(const struct gate *gate, enum workspace_kind kind)
{
	struct workspace_options options = {
	    .dir = gate->options.dir,
	    .config = gate->options.config,
	    .root = gate->options.root,
	    .kind = kind,
	    .mode = REPO_HOOK,
	    .strict = gate->options.strict,
	};

	return options;
}

/* A branch that a setting protects is not deleted, and only grows. */
static int
check_protected(struct gate *gate, struct gate_result *result)
{
	int rc;

	if (!result->protected || oid_is_zero(&result->old_id))
		return 0;
	if (oid_is_zero(&result->new_id)) {
		return diag_error(&result->diags, "branch-protected", NULL, place_none,
		    "who runs the repository can take it out of zoneward.protected",
		    "this branch is protected: it is not deleted");
	}
	rc = repo_descends(gate->repo, &result->new_id, &result->old_id);
	if (rc == 1)
		return 0;
	return diag_error(&result->diags, "branch-protected", NULL, place_none,
	    "fetch it, and merge or rebase onto it",
	    rc == 0 ? "this branch is protected: its history is not rewritten"
		    : "cannot tell whether the push rewrites the history of this protected branch");
}

static void
judge_one(struct gate *gate, struct gate_result *result)
{
	char head[2 * OID_SIZE + 1], base[2 * OID_SIZE + 1];
	struct workspace_options options = options_of(gate, WORKSPACE_RANGE);
	struct oid commit;

	if (result->ledger) {
		with_default_config(gate, result, gate_judge_ledger);
		return;
	}
	if (check_protected(gate, result) != 0)
		return;
	oid_hex(&result->new_id, head);
	oid_hex(&result->old_id, base);
	options.head = head;
	options.base = base;
	/* What the remote has may not have been fetched yet. */
	if (oid_is_zero(&result->old_id) ||
	    (gate->options.remote != NULL && repo_peel(gate->repo, &result->old_id, &commit) != 0))
		options.base = base_of_new(gate, result);
	judge(gate, &options, result);
}

void
gate_judge(struct gate *gate, struct diags *diags)
{
	size_t i;

	if (gate->count == 0 || (gate->repo == NULL && gate_open(gate, diags) != 0))
		return;
	for (i = 0; i < gate->count; i++)
		judge_one(gate, &gate->results[i]);
}

void
gate_judge_staged(struct gate *gate, struct diags *diags)
{
	struct workspace_options options;
	struct oid head;

	if (gate->repo == NULL && gate_open(gate, diags) != 0)
		return;
	options = options_of(gate, WORKSPACE_STAGED);
	options.base = repo_reference(gate->repo, "HEAD", &head) == 0 ? "HEAD" : "";
	judge(gate, &options, new_result(gate, slice_of("commit")));
}

/* Source lines come from the commit that was pushed. */
static int
pushed_line(void *ctx, const char *file, uint32_t line, struct buf *out)
{
	return snapshot_line(ctx, file, line, out);
}

void
gate_print(struct gate *gate, struct gate_result *result, struct buf *out)
{
	struct diags ignored = {0};
	struct snapshot *pushed = NULL;
	struct line_source lines = {pushed_line, NULL};
	struct oid commit;

	if (result->diags.count == 0)
		return;
	if (oid_is_zero(&result->new_id))
		(void)snapshot_index(&pushed, gate->repo, &ignored);
	else if (repo_peel(gate->repo, &result->new_id, &commit) == 0)
		(void)snapshot_commit(&pushed, gate->repo, &commit, &ignored);
	lines.ctx = pushed;
	report_diags_text(out, &result->diags, pushed != NULL ? &lines : NULL, false);
	snapshot_close(pushed);
	diags_free(&ignored);
}

void
gate_print_diags(struct diags *diags, struct buf *out)
{
	if (diags->count > 0)
		report_diags_text(out, diags, NULL, false);
}
