/* A small estate in a repository, and a workspace on it. */
#include "fixture.h"

#include <stdio.h>
#include <unistd.h>

void
estate_begin(void)
{
	fixture_set_up();
	shell("git init -q estate");
	cr_assert_eq(chdir("estate"), 0);
}

void
estate_end(void)
{
	fixture_tear_down();
}

void
put(const char *path, const char *text)
{
	FILE *file;

	shell("mkdir -p \"$(dirname '%s')\"", path);
	file = fopen(path, "w");
	cr_assert_not_null(file, "%s", path);
	cr_assert_geq(fputs(text, file), 0);
	cr_assert_eq(fclose(file), 0);
}

void
put_config(const char *zones)
{
	struct buf text = {0};

	buf_printf(&text, "%szones:\n%s", PROVIDERS, zones);
	put("octodns.yaml", text.data);
	buf_free(&text);
}

void
commit(void)
{
	shell("git add -A; git commit -q --allow-empty -m x");
}

static int
open_kind(struct work *work, enum workspace_kind kind)
{
	if (work->options.dir == NULL)
		work->options.dir = ".";
	if (work->options.config == NULL)
		work->options.config = "octodns.yaml";
	if (work->options.root == NULL)
		work->options.root = "";
	work->options.kind = kind;
	return workspace_open(&work->workspace, &work->options, &work->diags);
}

int
open_worktree(struct work *work)
{
	return open_kind(work, WORKSPACE_WORKTREE);
}

int
open_revision(struct work *work, const char *rev)
{
	work->options.revision = rev;
	return open_kind(work, WORKSPACE_REVISION);
}

int
open_range(struct work *work, const char *base, const char *head)
{
	work->options.base = base;
	work->options.head = head;
	return open_kind(work, WORKSPACE_RANGE);
}

static size_t
count_of(const char *const *ids)
{
	size_t count = 0;

	while (count < 4 && ids[count] != NULL)
		count++;
	return count;
}

int
choose(struct work *work, const char *zones)
{
	const char *names[8];
	struct select_options options = {.zones = names,
	    .all = work->all,
	    .sources = work->sources,
	    .nsources = count_of(work->sources),
	    .targets = work->targets,
	    .ntargets = count_of(work->targets)};
	char copy[256], *rest = copy, *name;

	(void)snprintf(copy, sizeof(copy), "%s", zones);
	while ((name = strsep(&rest, " ")) != NULL && *name != '\0')
		names[options.nzones++] = name;
	return select_zones(&work->workspace, &options, &work->selection, &work->diags);
}

void
chosen_are(const struct work *work, const char *names)
{
	struct buf text = {0};
	size_t i;

	buf_text(&text, "");
	for (i = 0; i < work->selection.count; i++)
		buf_printf(&text, "%s%.*s", i > 0 ? " " : "",
		    SLICE_ARGS(work->selection.zones[i].name));
	cr_expect_str_eq(text.data, names, "%s instead of %s", text.data, names);
	buf_free(&text);
}

void
close_work(struct work *work)
{
	selection_free(&work->selection);
	workspace_close(&work->workspace);
	diags_free(&work->diags);
	memset(work, 0, sizeof(*work));
}

const struct diag *
said(const struct diags *diags, const char *rule)
{
	size_t i;

	for (i = 0; i < diags->count; i++) {
		if (strcmp(diags->items[i].rule, rule) == 0)
			return &diags->items[i];
	}
	return NULL;
}
