/* Settings of a repository, as `git config` knows them. */
#include "git/internal.h"

#include <string.h>

#define RULE "git-config"

static int
refuse(struct diags *diags)
{
	return diag_error(diags, RULE, NULL, place_none,
	    "look with: git config --list --show-origin",
	    "Git's settings of the repository cannot be read: %s", libgit2_message());
}

/* All names are looked at, since libgit2 1.5 leaks what it matches a pattern with. */
int
repo_settings(struct repo *repo, const char *section, repo_setting_fn *each, void *ctx,
    struct diags *diags)
{
	git_config *config = NULL;
	git_config_iterator *iterator = NULL;
	git_config_entry *entry;
	size_t len = strlen(section);
	int rc = git_repository_config_snapshot(&config, repo->git);

	if (rc == 0)
		rc = git_config_iterator_new(&iterator, config);
	while (rc == 0 && (rc = git_config_next(&entry, iterator)) == 0) {
		if (strncmp(entry->name, section, len) == 0 && entry->name[len] == '.')
			each(ctx, entry->name + len + 1, entry->value);
	}
	git_config_iterator_free(iterator);
	git_config_free(config);
	return rc == GIT_ITEROVER ? 0 : refuse(diags);
}

int
repo_setting_write(struct repo *repo, const char *name, const char *value, struct diags *diags)
{
	git_config *config = NULL, *local = NULL;
	int rc = git_repository_config(&config, repo->git);

	if (rc == 0)
		rc = git_config_open_level(&local, config, GIT_CONFIG_LEVEL_LOCAL);
	if (rc == 0)
		rc = git_config_set_string(local, name, value);
	git_config_free(local);
	git_config_free(config);
	if (rc == 0)
		return 0;
	return diag_error(diags, RULE, NULL, place_none, NULL, "%s cannot be set: %s", name,
	    libgit2_message());
}

const char *
repo_dir(const struct repo *repo)
{
	return git_repository_commondir(repo->git);
}

int
repo_setting_bool(const char *value, bool *result)
{
	int flag = 1;

	if (value != NULL && git_config_parse_bool(&flag, value) != 0)
		return -1;
	*result = flag != 0;
	return 0;
}
