/* The gate on a server: may these references move? */
#include "engine/gate.h"

#include "core/mem.h"
#include "core/text.h"
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

void
gate_free(struct gate *gate)
{
	size_t i;

	for (i = 0; i < gate->count; i++)
		diags_free(&gate->results[i].diags);
	free(gate->results);
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

static int
bad_line(struct diags *diags)
{
	return diag_error(diags, "hook-input", NULL, place_none,
	    "this program is called by Git: put hooks/pre-receive into the repository",
	    "standard input is not what Git gives to a hook");
}

int
gate_add(struct gate *gate, struct slice line, struct diags *diags)
{
	size_t first = slice_find(line, ' ');
	struct slice rest = slice_sub(line, first + 1, line.len), reference;
	size_t second = slice_find(rest, ' ');
	struct gate_result *result;
	struct oid old_id, new_id;

	reference = slice_sub(rest, second + 1, rest.len);
	if (first == 64 && second == 64) {
		return diag_error(diags, "git-format", NULL, place_none,
		    "use a repository with SHA-1 object names",
		    "repositories with SHA-256 object names are not supported");
	}
	if (oid_parse(&old_id, slice_sub(line, 0, first)) != 0 ||
	    oid_parse(&new_id, slice_sub(rest, 0, second)) != 0 || reference.len == 0)
		return bad_line(diags);
	if (!slice_starts(reference, slice_of("refs/heads/")) || oid_is_zero(&new_id))
		return 0;
	gate->results =
	    mem_grow(gate->results, &gate->cap, gate->count + 1, sizeof(*gate->results));
	result = &gate->results[gate->count++];
	memset(result, 0, sizeof(*result));
	result->reference = safe_name(gate, reference);
	result->old_id = old_id;
	result->new_id = new_id;
	return 0;
}

/* Where a new branch left the default branch; the empty tree when it never was on it. */
static const char *
base_of_new(struct gate *gate, struct repo *repo, const struct gate_result *result)
{
	const char *branch = repo_default_branch(repo, &gate->arena);
	struct oid tip, base;
	char hex[2 * OID_SIZE + 1];

	if (branch == NULL || repo_reference(repo, branch, &tip) != 0 ||
	    repo_merge_base(repo, &tip, &result->new_id, &base) != 0)
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

static void
judge_one(struct gate *gate, struct repo *repo, struct gate_result *result)
{
	char head[2 * OID_SIZE + 1], base[2 * OID_SIZE + 1];
	struct workspace_options options = {
	    .dir = gate->options.dir,
	    .config = gate->options.config,
	    .root = gate->options.root,
	    .kind = WORKSPACE_RANGE,
	    .head = head,
	    .base = base,
	    .mode = REPO_HOOK,
	    .strict = gate->options.strict,
	};
	struct select_options all = {0};
	struct selection selection = {0};
	struct validated validated = {0, 0};
	struct workspace workspace;

	oid_hex(&result->new_id, head);
	oid_hex(&result->old_id, base);
	if (oid_is_zero(&result->old_id))
		options.base = base_of_new(gate, repo, result);
	if (workspace_open(&workspace, &options, &result->diags) == 0) {
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

void
gate_judge(struct gate *gate, struct diags *diags)
{
	struct repo *repo;
	size_t i;

	if (gate->count == 0)
		return;
	if (repo_open(&repo, gate->options.dir, REPO_HOOK, diags) != 0) {
		if (diags->errors == 0)
			(void)bad_line(diags);
		return;
	}
	for (i = 0; i < gate->count; i++)
		judge_one(gate, repo, &gate->results[i]);
	repo_close(repo);
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
	struct repo *repo = NULL;

	if (result->diags.count == 0)
		return;
	if (repo_open(&repo, gate->options.dir, REPO_HOOK, &ignored) == 0)
		(void)snapshot_commit(&pushed, repo, &result->new_id, &ignored);
	lines.ctx = pushed;
	report_diags_text(out, &result->diags, pushed != NULL ? &lines : NULL, false);
	snapshot_close(pushed);
	repo_close(repo);
	diags_free(&ignored);
}

void
gate_print_diags(struct diags *diags, struct buf *out)
{
	if (diags->count > 0)
		report_diags_text(out, diags, NULL, false);
}
