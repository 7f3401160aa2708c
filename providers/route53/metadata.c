/* Credentials that ECS, EKS and EC2 give to what runs there. */
#include "aws.h"

#include <string.h>
#include <strings.h>

#define CONTAINER "http://169.254.170.2"
#define INSTANCE "http://169.254.169.254"
#define SECOND_MS 1000
#define MAX_BODY ((size_t)64 << 10)

/* Hosts that may be asked over plain HTTP, as the SDKs have it. */
static const char *const plain_hosts[] = {"http://169.254.170.2", "http://169.254.170.23",
    "http://[fd00:ec2::23]", "http://127.0.0.1", "http://localhost", "http://[::1]"};

static bool
is_allowed(const char *url)
{
	size_t i;

	if (strncmp(url, "https://", 8) == 0)
		return true;
	for (i = 0; i < sizeof(plain_hosts) / sizeof(plain_hosts[0]); i++) {
		size_t len = strlen(plain_hosts[i]);

		if (strncmp(url, plain_hosts[i], len) == 0 && strchr("/:?", url[len]) != NULL)
			return true;
	}
	return false;
}

/* Ask once, for a second: whoever does not run there has no such address. */
static int
ask(const char *base, const struct http_request *request, struct buf *body)
{
	struct http_options options = {.base_url = base,
	    .allow_plain = true,
	    .timeout_ms = SECOND_MS,
	    .connect_timeout_ms = SECOND_MS,
	    .total_ms = SECOND_MS * 5,
	    .retries = HTTP_NO_RETRY,
	    .max_body = MAX_BODY};
	struct http_client *client;
	struct http_response response = {0};
	struct diags diags = {.limit = 1};
	struct buf why = {0};
	int rc = -1;

	if (http_open(&client, &options, &diags) == 0 &&
	    http_send(client, request, &response, &why) == 0 && response.status == 200) {
		buf_slice(body, buf_view(&response.body));
		rc = 0;
	}
	http_response_free(&response);
	http_close(client);
	buf_free(&why);
	diags_free(&diags);
	return rc;
}

static enum aws_place
take_json(struct aws_search *search, struct slice body, const char *from)
{
	cJSON *json = talk_decode(body);
	const char *id = talk_text(json, "AccessKeyId");
	const char *secret = talk_text(json, "SecretAccessKey");
	enum aws_place place = AWS_FOUND;

	if (id == NULL || secret == NULL) {
		place = aws_refuse(search, NULL, "the answer of %s has no credentials", from);
	} else {
		aws_credentials_set(search->found, slice_of(id), slice_of(secret),
		    slice_of(talk_text(json, "Token")));
		search->found->expires = aws_time(slice_of(talk_text(json, "Expiration")));
	}
	cJSON_Delete(json);
	return place;
}

/* A header of the request, from a variable or a file. */
static int
container_token(struct aws_search *search, struct slice *token)
{
	const char *file = aws_variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

	*token = slice_of(aws_variable("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
	if (file == NULL)
		return 0;
	if (aws_read_file(search, file, token) != 0)
		return aws_refuse(search, "see AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
		    "the file %s cannot be read", file);
	*token = slice_trim(*token);
	return 0;
}

/* "http://host/path" into both. */
static void
cut_url(struct arena *arena, const char *url, const char **base, const char **path)
{
	const char *host = strstr(url, "://"), *slash;

	slash = host != NULL ? strpbrk(host + 3, "/?") : NULL;
	*path = slash != NULL ? slash : "/";
	*base = slash != NULL ? arena_text(arena, slice_make(url, (size_t)(slash - url))) : url;
}

enum aws_place
aws_of_container(struct aws_search *search)
{
	const char *relative = aws_variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
	const char *full = aws_variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
	struct http_header header = {.name = "Authorization"};
	struct http_request request = {.method = "GET", .headers = &header};
	struct buf body = {0};
	enum aws_place place;
	const char *base = CONTAINER;

	if (relative == NULL && full == NULL)
		return AWS_NOTHING;
	request.path = relative;
	if (relative == NULL) {
		if (!is_allowed(full))
			return aws_refuse(search, "use https://, or an address of this machine",
			    "AWS_CONTAINER_CREDENTIALS_FULL_URI names a host that may not be asked "
			    "over plain http");
		cut_url(&search->arena, full, &base, &request.path);
	}
	if (container_token(search, &header.value) != 0)
		return AWS_FAULT;
	request.header_count = header.value.len > 0;
	if (ask(base, &request, &body) == 0)
		place = take_json(search, buf_view(&body), "the container's endpoint");
	else
		place =
		    aws_refuse(search, "see AWS_CONTAINER_CREDENTIALS_FULL_URI and _RELATIVE_URI",
			"the container's endpoint gives no credentials");
	buf_wipe(&body);
	return place;
}

static int
instance_get(struct aws_search *search, const char *base, const char *path, struct slice token,
    struct slice *text)
{
	struct http_header header = {"X-aws-ec2-metadata-token", token};
	struct http_request request = {.method = "GET",
	    .path = path,
	    .headers = &header,
	    .header_count = 1};
	struct buf body = {0};
	int rc = ask(base, &request, &body);

	if (rc == 0)
		*text = arena_copy(&search->arena, buf_view(&body));
	buf_wipe(&body);
	return rc;
}

static int
instance_token(struct aws_search *search, const char *base, struct slice *token)
{
	struct http_header header = {"X-aws-ec2-metadata-token-ttl-seconds", slice_of("21600")};
	struct http_request request = {.method = "PUT",
	    .path = "/latest/api/token",
	    .headers = &header,
	    .header_count = 1};
	struct buf body = {0};
	int rc = ask(base, &request, &body);

	if (rc == 0)
		*token = slice_trim(arena_copy(&search->arena, buf_view(&body)));
	buf_wipe(&body);
	return rc;
}

enum aws_place
aws_of_instance(struct aws_search *search)
{
	static const char folder[] = "/latest/meta-data/iam/security-credentials/";
	const char *base = aws_variable("AWS_EC2_METADATA_SERVICE_ENDPOINT");
	const char *disabled = aws_variable("AWS_EC2_METADATA_DISABLED");
	struct slice token, role, answer;
	struct buf path = {0};
	enum aws_place place = AWS_NOTHING;

	if (disabled != NULL && strcasecmp(disabled, "true") == 0)
		return AWS_NOTHING;
	base = arena_text(&search->arena, slice_of(base != NULL ? base : INSTANCE));
	if (instance_token(search, base, &token) != 0 || token.len == 0 ||
	    instance_get(search, base, folder, token, &role) != 0)
		return AWS_NOTHING;
	role = slice_trim(slice_sub(role, 0, slice_find(role, '\n')));
	buf_text(&path, folder);
	http_escape(&path, role);
	if (role.len > 0 && instance_get(search, base, path.data, token, &answer) == 0)
		place = take_json(search, answer, "the instance's metadata");
	buf_free(&path);
	return place;
}
