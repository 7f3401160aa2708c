/* Reads base URLs and checks what is appended to them. */
#include "http/url.h"

#include "http/http.h"

#include <arpa/inet.h>
#include <string.h>

#define LONGEST_URL 2000

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool
all_of(struct slice s, const char *others)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.data[i];

		if (!is_alnum(c) && (c == '\0' || strchr(others, c) == NULL))
			return false;
	}
	return s.len > 0;
}

static bool
is_address(int family, struct slice host, void *address)
{
	char text[INET6_ADDRSTRLEN];

	if (host.len >= sizeof(text))
		return false;
	memcpy(text, host.data, host.len);
	text[host.len] = '\0';
	return inet_pton(family, text, address) == 1;
}

/* Only what every reader takes for loopback: not 127.1, nor a name that leads there. */
static bool
is_loopback(struct slice host)
{
	unsigned char v4[4];
	struct in6_addr v6;

	if (slice_is_nocase(host, "localhost"))
		return true;
	if (is_address(AF_INET, host, v4))
		return v4[0] == 127;
	return is_address(AF_INET6, host, &v6) && IN6_IS_ADDR_LOOPBACK(&v6);
}

static bool
port_valid(struct slice port)
{
	unsigned number = 0;

	if (port.len == 0 || port.len > 5)
		return false;
	for (size_t i = 0; i < port.len; i++) {
		if (port.data[i] < '0' || port.data[i] > '9')
			return false;
		number = number * 10 + (unsigned)(port.data[i] - '0');
	}
	return number >= 1 && number <= 65535;
}

/* "." and ".." as pieces would be resolved by some readers and not by others. */
static bool
dots_only(struct slice piece)
{
	return slice_is(piece, ".") || slice_is(piece, "..");
}

static bool
path_valid(struct slice path)
{
	struct slice rest = slice_sub(path, 0, slice_find(path, '?'));

	if (path.len > 0 && !all_of(path, "-._~%!$&'()*+,;=:@/?"))
		return false;
	while (rest.len > 0) {
		size_t end;

		rest = slice_sub(rest, 1, rest.len);
		end = slice_find(rest, '/');
		if (dots_only(slice_sub(rest, 0, end)))
			return false;
		rest = slice_sub(rest, end, rest.len);
	}
	return true;
}

static const char *
read_authority(struct base_url *url)
{
	struct slice all = url->authority, host, port = {0};
	size_t colon;

	if (slice_find(all, '@') < all.len)
		return "holds a user name or password; those belong into settings of their own";
	if (all.len > 0 && all.data[0] == '[') {
		size_t end = slice_find(all, ']');
		struct in6_addr ignored;

		host = slice_sub(all, 1, end);
		if (end == all.len || !is_address(AF_INET6, host, &ignored))
			return "has a wrong IPv6 address";
		port = slice_sub(all, end + 1, all.len);
	} else {
		host = slice_sub(all, 0, slice_find(all, ':'));
		if (!all_of(host, ".-_"))
			return "has a wrong host name";
		port = slice_sub(all, host.len, all.len);
	}
	colon = port.len;
	if (colon > 0 && (port.data[0] != ':' || !port_valid(slice_sub(port, 1, colon))))
		return "has a wrong port";
	url->loopback = is_loopback(host);
	return NULL;
}

const char *
url_read(const char *text, struct base_url *url)
{
	struct slice all = slice_of(text), rest;

	*url = (struct base_url){0};
	if (all.len > LONGEST_URL)
		return "is too long";
	if (slice_is_nocase(slice_sub(all, 0, 8), "https://"))
		url->tls = true;
	else if (!slice_is_nocase(slice_sub(all, 0, 7), "http://"))
		return "must begin with https://";
	rest = slice_sub(all, url->tls ? 8 : 7, all.len);
	url->authority = slice_sub(rest, 0, slice_find(rest, '/'));
	rest = slice_sub(rest, url->authority.len, rest.len);
	while (rest.len > 0 && rest.data[rest.len - 1] == '/') {
		rest.len--;
		all.len--;
	}
	url->text = all;
	if (slice_find(rest, '?') < rest.len || !path_valid(rest))
		return "has a wrong path";
	return read_authority(url);
}

bool
url_path_valid(const char *path)
{
	if (path[0] != '\0' && path[0] != '/' && path[0] != '?')
		return false;
	return path_valid(slice_of(path));
}

void
http_escape(struct buf *out, struct slice text)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (is_alnum((char)c) || (c != 0 && strchr("-._~", c) != NULL)) {
			buf_char(out, (char)c);
			continue;
		}
		buf_char(out, '%');
		buf_char(out, digits[c >> 4]);
		buf_char(out, digits[c & 15]);
	}
}
