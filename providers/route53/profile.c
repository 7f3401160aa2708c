/* Profiles: the files ~/.aws/credentials and ~/.aws/config. */
#include "aws.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 5

/* Both files' sections of one profile; either may be missing. */
struct profile {
	const char *name;
	struct aws_ini *credentials, *config;
};

static const char *
get(const struct profile *profile, const char *key)
{
	const char *value = aws_ini_get(profile->credentials, key);

	return value != NULL ? value : aws_ini_get(profile->config, key);
}

static const char *
file_path(struct aws_search *search, const char *variable, const char *usual)
{
	const char *path = aws_variable(variable), *home = aws_variable("HOME");

	if (path != NULL && path[0] == '~' && path[1] == '/' && home != NULL)
		return arena_printf(&search->arena, "%s%s", home, path + 1);
	if (path != NULL)
		return path;
	return home != NULL ? arena_printf(&search->arena, "%s/.aws/%s", home, usual) : NULL;
}

static struct aws_ini *
read_section(struct aws_search *search, const char *variable, const char *usual,
    const char *section)
{
	const char *path = file_path(search, variable, usual);
	struct slice text;

	if (path == NULL || aws_read_file(search, path, &text) != 0)
		return NULL;
	return aws_ini_read(&search->arena, text, section);
}

static void
read_profile(struct aws_search *search, const char *name, struct profile *profile)
{
	const char *section = arena_printf(&search->arena, "profile %s", name);

	profile->name = name;
	profile->credentials =
	    read_section(search, "AWS_SHARED_CREDENTIALS_FILE", "credentials", name);
	profile->config = read_section(search, "AWS_CONFIG_FILE", "config", section);
	if (profile->config == NULL && strcmp(name, "default") == 0)
		profile->config = read_section(search, "AWS_CONFIG_FILE", "config", name);
}

static enum aws_place
static_keys(struct aws_search *search, const struct profile *profile)
{
	const char *id = get(profile, "aws_access_key_id");
	const char *secret = get(profile, "aws_secret_access_key");

	if (id == NULL && secret == NULL)
		return AWS_NOTHING;
	if (id == NULL || secret == NULL)
		return aws_refuse(search, "write aws_access_key_id and aws_secret_access_key",
		    "profile %s of AWS has only half of a key", profile->name);
	aws_credentials_set(search->found, slice_of(id), slice_of(secret),
	    slice_of(get(profile, "aws_session_token")));
	return AWS_FOUND;
}

static enum aws_place
of_source(struct aws_search *search, const struct profile *profile, const char *source)
{
	static const struct {
		const char *name;
		enum aws_place (*find)(struct aws_search *);
	} sources[] = {{"Environment", aws_of_environment}, {"EcsContainer", aws_of_container},
	    {"Ec2InstanceMetadata", aws_of_instance}};
	size_t i;

	for (i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (strcmp(source, sources[i].name) != 0)
			continue;
		if (sources[i].find(search) == AWS_FOUND)
			return AWS_FOUND;
		if (search->fault->message.len > 0)
			return AWS_FAULT;
		return aws_refuse(search, NULL,
		    "profile %s of AWS takes its credentials from %s, where there are none",
		    profile->name, source);
	}
	return aws_refuse(search, "write Environment, EcsContainer or Ec2InstanceMetadata",
	    "profile %s of AWS has a credential_source that is not known", profile->name);
}

/* What the role is assumed with. */
static enum aws_place
base_of_role(struct aws_search *search, const struct profile *profile)
{
	const char *next = get(profile, "source_profile");
	const char *source = get(profile, "credential_source");
	enum aws_place place;

	if (next == NULL && source == NULL)
		return aws_refuse(search, "add source_profile or credential_source to it",
		    "profile %s of AWS does not say with what its role is assumed", profile->name);
	if (next == NULL)
		return of_source(search, profile, source);
	if (strcmp(next, profile->name) == 0)
		return static_keys(search, profile);
	if (++search->depth > MAX_DEPTH)
		return aws_refuse(search, NULL,
		    "profile %s of AWS: its source profiles lead in a circle", profile->name);
	search->profile = next;
	place = aws_of_profile(search);
	return place != AWS_NOTHING
	    ? place
	    : aws_refuse(search, NULL, "profile %s of AWS has no credentials", next);
}

static enum aws_place
by_role(struct aws_search *search, const struct profile *profile)
{
	struct aws_role role = {
	    .arn = get(profile, "role_arn"),
	    .session = get(profile, "role_session_name"),
	    .external_id = get(profile, "external_id"),
	    .duration = get(profile, "duration_seconds"),
	    .token_file = get(profile, "web_identity_token_file"),
	};
	enum aws_place place;

	if (role.arn == NULL)
		return AWS_NOTHING;
	if (get(profile, "mfa_serial") != NULL)
		return aws_refuse(search,
		    "export credentials with \"aws configure export-credentials --format env\"",
		    "profile %s of AWS asks for a code (mfa_serial), which nobody is there to give",
		    profile->name);
	if (role.token_file == NULL) {
		place = base_of_role(search, profile);
		if (place != AWS_FOUND)
			return place == AWS_FAULT
			    ? place
			    : aws_refuse(search, NULL, "profile %s of AWS has no credentials",
				  profile->name);
	}
	return aws_assume(search, &role);
}

/* Ways of getting credentials that need a program or a browser. */
static enum aws_place
refuse_foreign(struct aws_search *search, const struct profile *profile)
{
	static const char *const keys[] = {"sso_session", "sso_start_url", "credential_process",
	    "login_session"};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (get(profile, keys[i]) != NULL)
			return aws_refuse(search,
			    "export credentials with \"aws configure export-credentials --format "
			    "env\"",
			    "profile %s of AWS gets its credentials by %s, which is not supported",
			    profile->name, keys[i]);
	}
	return AWS_NOTHING;
}

enum aws_place
aws_of_profile(struct aws_search *search)
{
	struct profile profile;
	enum aws_place place;

	read_profile(search, search->profile != NULL ? search->profile : "default", &profile);
	if (profile.credentials == NULL && profile.config == NULL && search->profile != NULL)
		return aws_refuse(search, "see ~/.aws/config and ~/.aws/credentials",
		    "there is no profile %s of AWS", search->profile);
	if (search->region == NULL)
		search->region = get(&profile, "region");
	place = by_role(search, &profile);
	if (place == AWS_NOTHING)
		place = static_keys(search, &profile);
	return place == AWS_NOTHING ? refuse_foreign(search, &profile) : place;
}
