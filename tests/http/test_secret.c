/* Secrets stay out of texts and out of core dumps. */
#include "http/http.h"
#include "http/secret.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
hides(const char *secret, const char *text, const char *expected)
{
	struct hidden hidden = {0};
	struct buf out = {0};

	if (secret != NULL)
		hidden_add(&hidden, slice_of(secret));
	redact(&hidden, slice_of(text), &out);
	cr_assert_str_eq(out.data, expected);
	hidden_free(&hidden);
	buf_free(&out);
}

Test(redact, leaves_other_text_as_it_is)
{
	hides("hunter22", "nothing to see: 100% \\u00 \\ here\n",
	    "nothing to see: 100% \\u00 \\ here\n");
	hides(NULL, "the authorization failed for a x-api-key",
	    "the authorization failed for a x-api-key");
	hides(NULL, "https://host.example/a@b", "https://host.example/a@b");
}

Test(redact, hides_a_secret_wherever_it_is)
{
	hides("hunter22", "hunter22", "***");
	hides("hunter22", "a hunter22b hunter2 hunter22", "a ***b hunter2 ***");
	hides("hunter22", "hunthunter22", "hunt***");
}

Test(redact, hides_a_secret_that_was_escaped)
{
	hides("a/b+c=\"d", "x a%2Fb%2bc%3d%22d y", "x *** y");
	hides("a/b+c=\"d", "{\"k\":\"a\\/b\\u002bc=\\\"d\"}", "{\"k\":\"***\"}");
	hides("50%41", "is 50%41 or 50%2541", "is *** or ***");
	hides("abcdef", "abc%6", "abc%6");
}

Test(redact, hides_a_secret_that_begins_within_what_looks_like_a_url_or_a_header)
{
	hides("//abc1", "bc1:///abc1", "bc1:/***");
	hides("//abc1", "bc1://abc1", "bc1:***");
	hides(": abc1", "cookie: abc1", "cookie: ***");
}

Test(redact, does_not_take_short_values_for_secrets)
{
	hides("abc", "abc abcd", "abc abcd");
}

Test(redact, hides_the_longest_of_two)
{
	struct hidden hidden = {0};
	struct buf out = {0};

	hidden_add(&hidden, slice_of("token"));
	hidden_add(&hidden, slice_of("token-and-more"));
	redact(&hidden, slice_of("token-and-more token"), &out);
	cr_assert_str_eq(out.data, "*** ***");
	hidden_free(&hidden);
	buf_free(&out);
}

Test(redact, hides_credentials_by_the_name_of_their_header)
{
	hides(NULL, "GET /\r\nAuthorization: Bearer abc def\r\nHost: x",
	    "GET /\r\nAuthorization: ***\r\nHost: x");
	hides(NULL, "x-api-key:abc", "x-api-key:***");
	hides(NULL, "sent \"X-API-Key\": \"abc\"", "sent \"X-API-Key\": ***");
	hides(NULL, "Authorization: ", "Authorization: ");
	hides(NULL, "My-Authorization: abc", "My-Authorization: abc");
}

Test(redact, hides_the_user_info_of_a_url)
{
	hides(NULL, "see https://me:pw@host/x", "see https://***@host/x");
	hides(NULL, "see https://me:p@w@host/x", "see https://***@host/x");
}

Test(redact, hides_what_a_client_knows)
{
	struct http_options options = {.base_url = "https://dns.example.com"};
	struct http_client *client;
	struct diags diags = {0};
	struct buf out = {0};

	cr_assert_eq(http_open(&client, &options, &diags), 0);
	cr_assert_eq(http_secret_header(client, "X-Thing", slice_of("Bearer tok-12345")), 0);
	cr_assert_eq(http_secret_header(client, "X-Thing", slice_of("Bearer tok-67890")), 0);
	http_secret(client, slice_of("signing-key"));
	http_redact(client, slice_of("tok-12345, Bearer tok-67890 and signing-key"), &out);
	cr_assert_str_eq(out.data, "***, *** and ***");
	http_close(client);
	buf_free(&out);
	diags_free(&diags);
}

/* Read the flags of the mapping that holds address. */
static bool
mapping_has(const void *address, const char *flag)
{
	FILE *file = fopen("/proc/self/smaps", "r");
	char line[512];
	bool inside = false, found = false;

	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		unsigned long from, to;

		if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
			inside = (unsigned long)address >= from && (unsigned long)address < to;
		if (inside && strncmp(line, "VmFlags:", 8) == 0)
			found = strstr(line, flag) != NULL;
	}
	(void)fclose(file);
	return found;
}

Test(secret, is_kept_out_of_core_dumps)
{
	struct slice parts[] = {slice_of("X-Key"), slice_of(": "), slice_of("value")};
	struct secret secret;

	secret_keep(&secret, parts, 3);
	cr_assert_str_eq(secret.data, "X-Key: value");
	cr_assert_eq(secret.len, 12);
	cr_assert(mapping_has(secret.data, " dd"));
	secret_wipe(&secret);
	cr_assert_null(secret.data);
	secret_wipe(&secret);
}

Test(secret, may_be_as_long_as_pages)
{
	char *text = malloc(8192);
	struct slice part = {text, 8192};
	struct secret secret;

	memset(text, 'k', 8192);
	secret_keep(&secret, &part, 1);
	cr_assert_eq(secret.len, 8192);
	cr_assert_eq(secret.data[8191], 'k');
	cr_assert_eq(secret.data[8192], '\0');
	secret_wipe(&secret);
	free(text);
}
