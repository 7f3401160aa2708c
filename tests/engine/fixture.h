/* A small estate in a repository, and a workspace on it. */
#ifndef ZW_TESTS_ENGINE_FIXTURE_H
#define ZW_TESTS_ENGINE_FIXTURE_H

#include "../git/fixture.h"
#include "engine/select.h"
#include "engine/workspace.h"

#include <string.h>

#define PROVIDERS                                                                   \
	"providers:\n"                                                              \
	"  config: {class: octodns.provider.yaml.YamlProvider, directory: zones}\n" \
	"  other: {class: octodns.provider.yaml.YamlProvider, directory: other}\n"  \
	"  live: {class: octodns.provider.yaml.YamlProvider, directory: live}\n"    \
	"  copy: {class: octodns.provider.yaml.YamlProvider, directory: copy}\n"

#define FROM_CONFIG "{sources: [config], targets: [live]}"
#define A_RECORD "a: {type: A, value: 1.1.1.1}\n"

/* Begin with estate_begin, finish with estate_end. */
struct work {
	struct workspace_options options;
	struct workspace workspace;
	struct selection selection;
	struct diags diags;
	const char *sources[4], *targets[4];
	bool all;
};

/** estate_begin(): Make an empty repository and go there.  estate_end(): Remove it. */
void estate_begin(void);
void estate_end(void);

/** put(path, text): Write a file.  put_config(zones): Write octodns.yaml with PROVIDERS and these zones. */
void put(const char *path, const char *text);
void put_config(const char *zones);

/** commit(): Commit all files. */
void commit(void);

/** open_worktree(work), open_revision(work, rev), open_range(work, base, head): Open; return what workspace_open does. */
int open_worktree(struct work *work);
int open_revision(struct work *work, const char *rev);
int open_range(struct work *work, const char *base, const char *head);

/** choose(work, zones): Select; ${zones} are names with blanks between, "" for all. */
int choose(struct work *work, const char *zones);

/** chosen_are(work, names): Assert which zones were chosen: their names in order, blanks between. */
void chosen_are(const struct work *work, const char *names);

/** close_work(work): Close and free; it may be opened again. */
void close_work(struct work *work);

/** said(diags, rule): Return the first diagnostic of that rule, or NULL. */
const struct diag *said(const struct diags *diags, const char *rule);

#endif
