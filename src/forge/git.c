/* Letting the program git speak to the forge with the token of the job. */
#include "forge/internal.h"
#include "http/sign_rsa.h"
#include "http/url.h"

#include <string.h>

/* The token of a job of GitLab has a user of its own. */
static const char *
user_of(const struct forge_run *run)
{
	return strcmp(run->token_name, "CI_JOB_TOKEN") == 0 ? "gitlab-ci-token"
							    : run->class->words->git_user;
}

static const char *
authorization(struct forge_run *run)
{
	struct buf plain = {0}, text = {0};
	const char *kept;

	buf_printf(&plain, "%s:%s", user_of(run), run->token);
	buf_text(&text, "Authorization: Basic ");
	sign_base64(&text, buf_view(&plain));
	kept = arena_text(&run->arena, buf_view(&text));
	buf_wipe(&plain);
	buf_wipe(&text);
	return kept;
}

void
forge_git(struct forge_run *run, struct forge_git *git)
{
	struct base_url url;
	const char *key;

	git->count = 0;
	if (run->token == NULL || run->server == NULL || url_read(run->server, &url) != NULL ||
	    (!url.tls && !url.loopback))
		return;
	/* As actions/checkout spells it: nothing else takes the place of what that has set. */
	key = arena_printf(&run->arena, "http.%.*s/.extraheader", SLICE_ARGS(url.text));
	git->settings[git->count++] = (struct git_setting){key, ""};
	git->settings[git->count++] = (struct git_setting){key, authorization(run)};
}

const char *
forge_git_right(const struct forge_run *run)
{
	return run->class->words->git_right;
}
