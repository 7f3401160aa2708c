/* Signature Version 4: canonical request, string to sign, signature. */
#include "sigv4.h"

#include "http/http.h"
#include "http/sign_hash.h"

#include <stdlib.h>
#include <time.h>

#define MAX_QUERY 32

struct url {
	struct slice host, path, query;
};

/* Host as the Host header has it: without the scheme's own port. */
static struct url
cut_url(struct slice text)
{
	bool tls = slice_starts(text, slice_of("https://"));
	struct slice rest = slice_sub(text, tls ? 8 : 7, text.len), port;
	struct url url;
	size_t slash, mark = slice_find(rest, '?');

	url.query = slice_sub(rest, mark + 1, rest.len);
	rest = slice_sub(rest, 0, mark);
	slash = slice_find(rest, '/');
	url.host = slice_sub(rest, 0, slash);
	url.path = slice_sub(rest, slash, rest.len);
	port = slice_of(tls ? ":443" : ":80");
	if (slice_ends(url.host, port))
		url.host = slice_sub(url.host, 0, url.host.len - port.len);
	return url;
}

/* The escapes of the path are escaped once more: all services but S3 want it so. */
static void
add_path(struct buf *out, struct slice path)
{
	if (path.len == 0)
		buf_char(out, '/');
	while (path.len > 0) {
		size_t slash = slice_find(path, '/');

		http_escape(out, slice_sub(path, 0, slash));
		if (slash < path.len)
			buf_char(out, '/');
		path = slice_sub(path, slash + 1, path.len);
	}
}

struct parameter {
	struct slice name, value;
};

static int
compare_parameters(const void *a, const void *b)
{
	const struct parameter *left = a, *right = b;
	int order = slice_compare(left->name, right->name);

	return order != 0 ? order : slice_compare(left->value, right->value);
}

static void
add_query(struct buf *out, struct slice query)
{
	struct parameter all[MAX_QUERY];
	size_t count = 0, i;

	while (query.len > 0 && count < MAX_QUERY) {
		size_t end = slice_find(query, '&');
		struct slice one = slice_sub(query, 0, end);
		size_t equals = slice_find(one, '=');

		all[count].name = slice_sub(one, 0, equals);
		all[count++].value = slice_sub(one, equals + 1, one.len);
		query = slice_sub(query, end + 1, query.len);
	}
	if (count > 1)
		qsort(all, count, sizeof(all[0]), compare_parameters);
	for (i = 0; i < count; i++) {
		buf_text(out, i > 0 ? "&" : "");
		buf_slice(out, all[i].name);
		buf_char(out, '=');
		buf_slice(out, all[i].value);
	}
}

static void
add_header(struct buf *headers, struct buf *names, const char *name, struct slice value)
{
	if (value.len == 0)
		return;
	buf_printf(headers, "%s:", name);
	buf_slice(headers, slice_trim(value));
	buf_char(headers, '\n');
	buf_printf(names, "%s%s", names->len > 0 ? ";" : "", name);
}

static void
add_digest(struct buf *out, struct slice data)
{
	unsigned char sum[SIGN_SHA256_LEN];

	sign_sha256(data, sum);
	sign_hex(out, sum, sizeof(sum));
}

static void
make_canonical(const struct sigv4 *r, const char *date, struct buf *out, struct buf *names)
{
	struct url url = cut_url(r->url);
	struct buf headers = {0};

	buf_printf(out, "%s\n", r->method);
	add_path(out, url.path);
	buf_char(out, '\n');
	add_query(out, url.query);
	add_header(&headers, names, "content-type", r->content_type);
	add_header(&headers, names, "host", url.host);
	add_header(&headers, names, "x-amz-date", slice_of(date));
	add_header(&headers, names, "x-amz-security-token", r->token);
	buf_char(out, '\n');
	buf_slice(out, buf_view(&headers));
	buf_char(out, '\n');
	buf_slice(out, buf_view(names));
	buf_char(out, '\n');
	add_digest(out, r->body);
	buf_wipe(&headers);
}

/* The secret, narrowed to one day, region and service. */
static void
make_key(const struct sigv4 *r, struct slice day, unsigned char key[SIGN_SHA256_LEN])
{
	struct slice sum = {(const char *)key, SIGN_SHA256_LEN};
	struct buf secret = {0};

	buf_text(&secret, "AWS4");
	buf_slice(&secret, r->secret);
	sign_hmac_sha256(buf_view(&secret), day, key);
	sign_hmac_sha256(sum, slice_of(r->region), key);
	sign_hmac_sha256(sum, slice_of(r->service), key);
	sign_hmac_sha256(sum, slice_of("aws4_request"), key);
	buf_wipe(&secret);
}

static void
write_date(int64_t now, char date[SIGV4_DATE])
{
	time_t seconds = (time_t)now;
	struct tm tm;

	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(date, SIGV4_DATE, "%Y%m%dT%H%M%SZ", &tm) == 0)
		date[0] = '\0';
}

void
sigv4_sign(const struct sigv4 *r, char date[SIGV4_DATE], struct buf *authorization)
{
	unsigned char key[SIGN_SHA256_LEN];
	struct buf canonical = {0}, names = {0}, scope = {0}, text = {0};

	write_date(r->now, date);
	make_canonical(r, date, &canonical, &names);
	buf_printf(&scope, "%.8s/%s/%s/aws4_request", date, r->region, r->service);
	buf_printf(&text, "AWS4-HMAC-SHA256\n%s\n%s\n", date, scope.data);
	add_digest(&text, buf_view(&canonical));
	make_key(r, slice_sub(slice_of(date), 0, 8), key);
	sign_hmac_sha256(slice_make((const char *)key, sizeof(key)), buf_view(&text), key);
	buf_printf(authorization,
	    "AWS4-HMAC-SHA256 Credential=%.*s/%s, SignedHeaders=%s, Signature=",
	    SLICE_ARGS(r->key_id), scope.data, names.data);
	sign_hex(authorization, key, sizeof(key));
	buf_wipe(&canonical);
	buf_free(&names);
	buf_free(&scope);
	buf_free(&text);
}
