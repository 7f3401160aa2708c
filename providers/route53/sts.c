/* Roles: AssumeRole and AssumeRoleWithWebIdentity of AWS's token service. */
#include "aws.h"

#include "xml.h"

#include <string.h>
#include <time.h>

#define VERSION "2011-06-15"

struct endpoint {
	const char *url, *region;
};

static struct endpoint
find_endpoint(struct aws_search *search)
{
	struct endpoint to = {aws_variable("AWS_ENDPOINT_URL_STS"), search->region};
	bool china = to.region != NULL && strncmp(to.region, "cn-", 3) == 0;

	if (to.url == NULL)
		to.url = aws_variable("AWS_ENDPOINT_URL");
	if (to.url == NULL && to.region != NULL)
		to.url = arena_printf(&search->arena, "https://sts.%s.amazonaws.com%s", to.region,
		    china ? ".cn" : "");
	if (to.url == NULL)
		to.url = "https://sts.amazonaws.com";
	if (to.region == NULL)
		to.region = "us-east-1";
	return to;
}

static void
add_field(struct buf *body, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(body, "&%s=", name);
	http_escape(body, slice_of(value));
}

static int
make_body(struct aws_search *search, const struct aws_role *role, struct buf *body)
{
	struct slice token;
	bool web = role->token_file != NULL;

	buf_printf(body, "Action=%s&Version=" VERSION,
	    web ? "AssumeRoleWithWebIdentity" : "AssumeRole");
	add_field(body, "RoleArn", role->arn);
	add_field(body, "RoleSessionName",
	    role->session != NULL
		? role->session
		: arena_printf(&search->arena, "zoneward-%lld", (long long)time(NULL)));
	add_field(body, "ExternalId", role->external_id);
	add_field(body, "DurationSeconds", role->duration);
	if (!web)
		return 0;
	if (aws_read_file(search, role->token_file, &token) != 0)
		return aws_refuse(search, "see AWS_WEB_IDENTITY_TOKEN_FILE",
		    "the file of the web identity token cannot be read: %s", role->token_file);
	buf_text(body, "&WebIdentityToken=");
	http_escape(body, slice_trim(token));
	return 0;
}

static void
said(const struct http_response *response, struct buf *words, const struct talk_meaning **meaning)
{
	struct arena arena = {0};
	const char *why;
	const struct xml *error =
	    xml_find(xml_parse(&arena, buf_view(&response->body), &why), "Error");

	(void)meaning;
	buf_slice(words, xml_text(error, "Code"));
	if (words->len > 0)
		buf_text(words, ": ");
	buf_slice(words, xml_text(error, "Message"));
	arena_free(&arena);
}

static enum aws_place
take_answer(struct aws_search *search, const struct talk *talk, struct slice body)
{
	struct arena arena = {0};
	const char *why = "has no credentials";
	const struct xml *root = xml_parse(&arena, body, &why), *credentials = NULL;
	enum aws_place place = AWS_FOUND;

	if (root != NULL && root->first != NULL)
		credentials = xml_find(root->first, "Credentials");
	if (xml_text(credentials, "AccessKeyId").len == 0 ||
	    xml_text(credentials, "SecretAccessKey").len == 0) {
		(void)talk_strange(talk, search->fault, root == NULL ? why : "has no credentials");
		place = AWS_FAULT;
	} else {
		aws_credentials_set(search->found, xml_text(credentials, "AccessKeyId"),
		    xml_text(credentials, "SecretAccessKey"),
		    xml_text(credentials, "SessionToken"));
		search->found->expires = aws_time(xml_text(credentials, "Expiration"));
	}
	arena_wipe(&arena);
	return place;
}

static enum aws_place
ask(struct aws_search *search, const struct talk *talk, struct slice body)
{
	struct http_request request = {.method = "POST",
	    .path = "/",
	    .body = body,
	    .content_type = "application/x-www-form-urlencoded; charset=utf-8",
	    .idempotent = true};
	struct http_response response = {0};
	enum aws_place place = AWS_FAULT;

	if (talk_send(talk, &request, &response, search->fault) == TALK_OK)
		place = take_answer(search, talk, buf_view(&response.body));
	http_response_free(&response);
	return place;
}

static enum aws_place
ask_signed(struct aws_search *search, const struct aws_role *role, struct slice body)
{
	static const struct talk_meaning meanings[] = {{0, TALK_REFUSED, "the role was refused by",
	    "check the role, its trust policy, and the credentials of provider %s"}};
	struct endpoint to = find_endpoint(search);
	struct aws_signer signer = {.region = to.region, .service = "sts"};
	struct http_options options = {.base_url = to.url};
	struct talk talk = {.provider = search->provider, .meanings = meanings, .said = said};
	struct diags diags = {.limit = 1};
	enum aws_place place;

	if (role->token_file == NULL) {
		options.signer = aws_sign;
		options.signer_ctx = &signer;
	}
	if (http_open(&talk.client, &options, &diags) != 0) {
		place = aws_refuse(search, "see AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL",
		    "cannot ask for the role: %s", diags.items[0].message);
		diags_free(&diags);
		return place;
	}
	(void)pthread_mutex_init(&signer.lock, NULL);
	aws_credentials_copy(&signer.credentials, search->found);
	aws_credentials_hide(search->found, talk.client);
	place = ask(search, &talk, body);
	/* The hint is in the fault's own arena: the client may go. */
	http_close(talk.client);
	aws_credentials_wipe(&signer.credentials);
	(void)pthread_mutex_destroy(&signer.lock);
	diags_free(&diags);
	return place;
}

enum aws_place
aws_assume(struct aws_search *search, const struct aws_role *role)
{
	struct buf body = {0};
	enum aws_place place = AWS_FAULT;

	if (make_body(search, role, &body) == 0)
		place = ask_signed(search, role, buf_view(&body));
	buf_wipe(&body);
	return place;
}
