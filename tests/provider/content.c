/* Rdata of services that are careless about final dots and quotes. */
#include "provider/content.h"

#include "provider/chunked.h"

#include <criterion/criterion.h>

static const struct {
	const char *type, *sent, *origin, *full, *bare;
} rows[] = {
    {"A", "192.0.2.1", "", "192.0.2.1", "192.0.2.1"},
    {"CNAME", "a.example", "", "a.example.", "a.example"},
    {"CNAME", " a.example. ", "", "a.example.", "a.example"},
    {"CNAME", "a", "example.com.", "a.example.com.", "a.example.com"},
    {"CNAME", "a.", "example.com.", "a.", "a"},
    {"CNAME", "a..", "", "a..", "a.."},
    {"CNAME", "a\\.", "", "a\\..", "a\\."},
    {"MX", "10  mx.example", "", "10  mx.example.", "10  mx.example"},
    {"MX", "0 .", "", "0 .", "0 ."},
    {"MX", "0", "", "0", "0"},
    {"SRV", "1 2 3 h", "e.net.", "1 2 3 h.e.net.", "1 2 3 h.e.net"},
    {"HTTPS", "1 svc alpn=h2", "e.net.", "1 svc.e.net. alpn=h2", "1 svc.e.net alpn=h2"},
    {"HTTPS", "1 . alpn=h2", "e.net.", "1 . alpn=h2", "1 . alpn=h2"},
    {"NAPTR", "1 2 \"u\" \"a b\" \"!^.*$!sip:\\\"x y!\" r", "e.net.",
	"1 2 \"u\" \"a b\" \"!^.*$!sip:\\\"x y!\" r.e.net.",
	"1 2 \"u\" \"a b\" \"!^.*$!sip:\\\"x y!\" r.e.net"},
    {"NAPTR", "1 2 \"u", "e.net.", "1 2 \"u", "1 2 \"u"},
};

Test(content, names_get_and_lose_their_final_dot)
{
	struct buf full = {0}, bare = {0};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct rtype *type = rtype_find(slice_of(rows[i].type));

		buf_clear(&full);
		buf_clear(&bare);
		content_qualify(&full, type, slice_of(rows[i].sent), slice_of(rows[i].origin));
		cr_expect_str_eq(full.data, rows[i].full);
		content_bare(&bare, type, buf_view(&full));
		cr_expect_str_eq(bare.data, rows[i].bare);
	}
	buf_free(&full);
	buf_free(&bare);
}

static const struct {
	const char *sent, *text;
} texts[] = {
    {"plain", "\"plain\""},
    {"\"quoted; so\"", "\"quoted; so\""},
    {"\"one\" \"two\"", "\"one\" \"two\""},
    {"\"one\"\"two\"", "\"one\\\"\\\"two\""},
    {"\"say \"hi\"\"", "\"say \\\"hi\\\"\""},
    {"\"open", "\"\\\"open\""},
    {"\"", "\"\\\"\""},
    {"\"\"", "\"\""},
    {"", "\"\""},
    {"a \"b\"", "\"a \\\"b\\\"\""},
    {"\"a\\\\\" b", "\"\\\"a\\\\\\\\\\\" b\""},
};

Test(content, text_is_taken_quoted_and_raw)
{
	struct buf out = {0};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		buf_clear(&out);
		chunked_of_any(&out, slice_of(texts[i].sent));
		cr_expect_str_eq(out.data, texts[i].text);
	}
	buf_free(&out);
}
