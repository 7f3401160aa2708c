/* Files of credentials: found as the options and Google's own libraries have it, and read. */
#include "auth.h"

#include "core/file.h"
#include "core/text.h"
#include "provider/options.h"
#include "provider/talk.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define RULE "config-provider-option"
#define MAX_FILE ((size_t)1 << 20)
#define MAX_HEADERS 32
#define GOOGLE_TOKENS "https://oauth2.googleapis.com/token"
#define LIFETIME_S 3600

/* A text of the file: "a.b" is "b" of the mapping "a". */
struct file_field {
	const char *path;
	size_t offset;
	bool required;
};

#define AT(member) offsetof(struct google_credentials, member)

static const struct file_field account_fields[] = {
    {"client_email", AT(email), true},
    {"private_key", AT(key), true},
    {"private_key_id", AT(key_id), false},
    {"token_uri", AT(token_url), false},
    {"project_id", AT(project), false},
    {"quota_project_id", AT(quota_project), false},
    {0},
};

static const struct file_field user_fields[] = {
    {"client_id", AT(client_id), true},
    {"client_secret", AT(client_secret), true},
    {"refresh_token", AT(refresh_token), true},
    {"token_uri", AT(token_url), false},
    {"quota_project_id", AT(quota_project), false},
    {0},
};

static const struct file_field external_fields[] = {
    {"audience", AT(audience), true},
    {"subject_token_type", AT(subject_type), true},
    {"token_url", AT(token_url), true},
    {"credential_source.file", AT(subject_file), false},
    {"credential_source.url", AT(subject_url), false},
    {"credential_source.format.subject_token_field_name", AT(subject_field), false},
    {"service_account_impersonation_url", AT(impersonate_url), false},
    {"client_id", AT(client_id), false},
    {"client_secret", AT(client_secret), false},
    {"workforce_pool_user_project", AT(workforce_project), false},
    {"quota_project_id", AT(quota_project), false},
    {0},
};

static const struct file_field external_user_fields[] = {
    {"token_url", AT(token_url), true},
    {"client_id", AT(client_id), true},
    {"client_secret", AT(client_secret), true},
    {"refresh_token", AT(refresh_token), true},
    {"quota_project_id", AT(quota_project), false},
    {0},
};

static const struct {
	const char *type;
	enum google_kind kind;
	bool basic;
	const struct file_field *fields;
} types[] = {
    {"service_account", GOOGLE_ACCOUNT, false, account_fields},
    {"authorized_user", GOOGLE_USER, false, user_fields},
    {"external_account", GOOGLE_EXTERNAL, true, external_fields},
    {"external_account_authorized_user", GOOGLE_USER, true, external_user_fields},
};

/* A file being read. */
struct reader {
	struct provider *provider;
	struct google_credentials *credentials;
	struct diags *diags;
};

static int refuse(const struct reader *reader, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int
refuse(const struct reader *reader, const char *hint, const char *fmt, ...)
{
	const struct provider *provider = reader->provider;
	const struct node *node = node_get(provider->config->options, "credentials_file");
	struct buf what = {0};
	char text[300];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_safe(&what, slice_of(text));
	(void)diag_error(reader->diags, RULE, NULL,
	    node != NULL ? node_place(node) : provider->config->at, hint,
	    "provider %s: the credentials in %s %s", provider->id, reader->credentials->path,
	    what.data);
	buf_free(&what);
	return -1;
}

/* Follow "a.b"; NULL when there is nothing. */
static const cJSON *
find(const cJSON *json, const char *path)
{
	char name[64];
	const char *dot;

	while ((dot = strchr(path, '.')) != NULL && (size_t)(dot - path) < sizeof(name)) {
		memcpy(name, path, (size_t)(dot - path));
		name[dot - path] = '\0';
		json = cJSON_GetObjectItemCaseSensitive(json, name);
		path = dot + 1;
	}
	return cJSON_GetObjectItemCaseSensitive(json, path);
}

static int
take_field(const struct reader *reader, const cJSON *json, const struct file_field *field)
{
	const cJSON *item = find(json, field->path);
	char *text = cJSON_GetStringValue(item);
	const char **to = (const char **)((char *)reader->credentials + field->offset);

	if (text != NULL && text[0] != '\0') {
		*to = arena_text(&reader->provider->arena, slice_of(text));
		/* The copy is wiped when the provider is closed, this one now. */
		explicit_bzero(text, strlen(text));
		return 0;
	}
	if (item != NULL && !cJSON_IsNull(item) && text == NULL)
		return refuse(reader, NULL, "have a \"%s\" that is no text", field->path);
	return field->required ? refuse(reader, NULL, "have no \"%s\"", field->path) : 0;
}

static int
take_headers(const struct reader *reader, const cJSON *json)
{
	const cJSON *map = find(json, "credential_source.headers"), *item;
	struct arena *arena = &reader->provider->arena;
	struct http_header *headers = arena_array(arena, MAX_HEADERS, sizeof(*headers));
	size_t count = 0;

	cJSON_ArrayForEach(item, map)
	{
		if (count == MAX_HEADERS || !cJSON_IsString(item) || item->string == NULL)
			return refuse(reader, NULL,
			    "have headers in credential_source that cannot be sent");
		headers[count].name = arena_text(arena, slice_of(item->string));
		headers[count++].value = arena_copy(arena, slice_of(item->valuestring));
	}
	reader->credentials->subject_headers = headers;
	reader->credentials->subject_header_count = count;
	return 0;
}

/* Where the token of somebody else comes from; the kinds that are missing are said by name. */
static int
check_source(const struct reader *reader, const cJSON *json)
{
	static const char *const lacking[][2] = {
	    {"credential_source.executable", "a program that is run"},
	    {"credential_source.certificate", "a certificate"},
	    {"credential_source.environment_id", "AWS"},
	};
	const struct google_credentials *credentials = reader->credentials;
	const char *format = cJSON_GetStringValue(find(json, "credential_source.format.type"));
	bool is_json = format != NULL && strcmp(format, "json") == 0;
	size_t i;

	for (i = 0; i < sizeof(lacking) / sizeof(lacking[0]); i++) {
		if (find(json, lacking[i][0]) != NULL)
			return refuse(reader, "use a credential_source with \"file\" or \"url\"",
			    "take a token from %s, which is not supported", lacking[i][1]);
	}
	if ((credentials->subject_file != NULL) == (credentials->subject_url != NULL))
		return refuse(reader, NULL,
		    "must have \"file\" or \"url\" in credential_source, and not both");
	if (format != NULL && !is_json && strcmp(format, "text") != 0)
		return refuse(reader, "write \"text\" or \"json\"",
		    "have a credential_source.format.type that is not known");
	if (is_json != (credentials->subject_field != NULL))
		return refuse(reader, NULL,
		    "must have a credential_source.format.subject_token_field_name for \"json\", "
		    "and for \"json\" alone");
	return take_headers(reader, json);
}

static int
check_universe(const struct reader *reader, const cJSON *json)
{
	const char *universe = cJSON_GetStringValue(find(json, "universe_domain"));

	if (universe == NULL || strcmp(universe, "googleapis.com") == 0)
		return 0;
	return refuse(reader, NULL, "are for \"%s\", which is not supported", universe);
}

static void
take_lifetime(struct google_credentials *credentials, const cJSON *json)
{
	const cJSON *item = find(json, "service_account_impersonation.token_lifetime_seconds");

	credentials->lifetime_s = LIFETIME_S;
	if (cJSON_IsNumber(item) && item->valuedouble >= 600 && item->valuedouble <= 43200)
		credentials->lifetime_s = (unsigned)item->valuedouble;
}

static int
take_credentials(const struct reader *reader, const cJSON *json)
{
	const char *type = cJSON_GetStringValue(find(json, "type"));
	struct google_credentials *credentials = reader->credentials;
	const struct file_field *field;
	size_t i = 0, count = sizeof(types) / sizeof(types[0]);
	int rc = 0;

	while (i < count && (type == NULL || strcmp(type, types[i].type) != 0))
		i++;
	if (i == count)
		return refuse(reader,
		    "use service_account, authorized_user, external_account or "
		    "impersonated_service_account",
		    "have a \"type\" that is not supported%s%s", type != NULL ? ": " : "",
		    type != NULL ? type : "");
	credentials->kind = types[i].kind;
	credentials->basic = types[i].basic;
	for (field = types[i].fields; field->path != NULL; field++)
		rc |= take_field(reader, json, field);
	if (rc != 0 || check_universe(reader, json) != 0)
		return -1;
	take_lifetime(credentials, json);
	if (credentials->token_url == NULL)
		credentials->token_url = GOOGLE_TOKENS;
	return credentials->kind == GOOGLE_EXTERNAL ? check_source(reader, json) : 0;
}

/* Credentials of one account that may speak for another. */
static int
take_impersonated(const struct reader *reader, const cJSON *json)
{
	static const struct file_field fields[] = {
	    {"service_account_impersonation_url", AT(impersonate_url), true},
	    {"quota_project_id", AT(quota_project), false},
	    {0},
	};
	struct google_credentials *credentials = reader->credentials;
	const cJSON *source = find(json, "source_credentials");
	const cJSON *delegates = find(json, "delegates");
	const struct file_field *field;
	char *text;
	int rc = 0;

	if (!cJSON_IsObject(source))
		return refuse(reader, NULL, "have no \"source_credentials\"");
	if (take_credentials(reader, source) != 0)
		return -1;
	if (credentials->impersonate_url != NULL)
		return refuse(reader, NULL,
		    "impersonate two accounts, one after the other, "
		    "which is not supported");
	for (field = fields; field->path != NULL; field++)
		rc |= take_field(reader, json, field);
	if (cJSON_IsArray(delegates) && cJSON_GetArraySize(delegates) > 0 &&
	    (text = cJSON_PrintUnformatted(delegates)) != NULL) {
		credentials->delegates = arena_text(&reader->provider->arena, slice_of(text));
		cJSON_free(text);
	}
	return rc;
}

static int
read_file(const struct reader *reader)
{
	struct buf text = {0}, why = {0};
	const char *type;
	cJSON *json = NULL;
	int rc;

	if (file_read(reader->credentials->path, MAX_FILE, &text, &why) != 0) {
		rc = diag_error(reader->diags, RULE, NULL, reader->provider->config->at,
		    "see credentials_file, or GOOGLE_APPLICATION_CREDENTIALS in the environment",
		    "provider %s: %s", reader->provider->id, why.data);
	} else {
		json = talk_decode(buf_view(&text));
		type = cJSON_GetStringValue(find(json, "type"));
		if (!cJSON_IsObject(json))
			rc = refuse(reader, "use the file as Google Cloud made it", "are not JSON");
		else if (type != NULL && strcmp(type, "impersonated_service_account") == 0)
			rc = take_impersonated(reader, json);
		else
			rc = take_credentials(reader, json);
	}
	cJSON_Delete(json);
	buf_wipe(&text);
	buf_free(&why);
	return rc;
}

static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : NULL;
}

/* Application default credentials: what a login left behind, when it is there. */
static const char *
usual_path(struct arena *arena)
{
	static const char file[] = "application_default_credentials.json";
	const char *folder = variable("CLOUDSDK_CONFIG"), *home = variable("HOME");
	const char *path = NULL;
	struct stat st;

	if (folder != NULL)
		path = arena_printf(arena, "%s/%s", folder, file);
	else if (home != NULL)
		path = arena_printf(arena, "%s/.config/gcloud/%s", home, file);
	return path != NULL && stat(path, &st) == 0 ? path : NULL;
}

int
google_credentials_open(struct provider *provider, struct google_credentials *credentials,
    struct diags *diags)
{
	struct reader reader = {provider, credentials, diags};
	const char *quota;

	credentials->path = provider_text(provider, "credentials_file", NULL);
	if (credentials->path == NULL)
		credentials->path = variable("GOOGLE_APPLICATION_CREDENTIALS");
	if (credentials->path == NULL)
		credentials->path = usual_path(&provider->arena);
	credentials->kind = GOOGLE_METADATA;
	if (credentials->path != NULL && read_file(&reader) != 0)
		return -1;
	quota = variable("GOOGLE_CLOUD_QUOTA_PROJECT");
	if (quota != NULL)
		credentials->quota_project = arena_text(&provider->arena, slice_of(quota));
	if (credentials->project == NULL)
		credentials->project = variable("GOOGLE_CLOUD_PROJECT");
	if (credentials->project == NULL)
		credentials->project = variable("GCLOUD_PROJECT");
	if (credentials->project == NULL)
		credentials->project = credentials->quota_project;
	return 0;
}
