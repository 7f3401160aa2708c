/* Networks as the rules of dynamic records name them. */
#include "dns/dynamic_check.h"
#include "dns/value.h"

#include <arpa/inet.h>
#include <string.h>

static bool
read_prefix(struct slice text, unsigned most, unsigned *prefix)
{
	size_t i;

	*prefix = 0;
	if (text.len == 0 || text.len > 9)
		return false;
	for (i = 0; i < text.len; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		*prefix = *prefix * 10 + (unsigned)(text.data[i] - '0');
	}
	return *prefix <= most;
}

static bool
read_ip4(struct slice text, uint32_t *address)
{
	char copy[16];
	struct in_addr in;

	if (text.len >= sizeof(copy) || ip4_normalise(NULL, text, NULL) != 0)
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	if (inet_pton(AF_INET, copy, &in) != 1)
		return false;
	*address = ntohl(in.s_addr);
	return true;
}

/* A mask such as 255.0.0.0, or its complement. */
static bool
read_mask(struct slice text, unsigned *prefix)
{
	uint32_t mask, low;

	if (!read_ip4(text, &mask))
		return false;
	for (*prefix = 0; *prefix <= 32; (*prefix)++) {
		low = *prefix == 32 ? 0 : UINT32_MAX >> *prefix;
		if (mask == ~low || (mask == low && *prefix != 0 && *prefix != 32))
			return true;
	}
	return false;
}

static bool
read_ip6(struct slice text, uint8_t bytes[16])
{
	char copy[INET6_ADDRSTRLEN];

	text = slice_sub(text, 0, slice_find(text, '%'));
	if (text.len >= sizeof(copy))
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	return inet_pton(AF_INET6, copy, bytes) == 1;
}

/* Keep the first ${prefix} bits; return whether the others were 0 already. */
bool
network_mask(uint8_t bytes[16], unsigned prefix)
{
	bool clean = true;
	unsigned i;

	for (i = 0; i < 16; i++) {
		unsigned keep = prefix >= (i + 1) * 8 ? 8 : prefix > i * 8 ? prefix - i * 8 : 0;
		uint8_t kept = (uint8_t)(bytes[i] & (0xff00u >> keep));

		clean = clean && kept == bytes[i];
		bytes[i] = kept;
	}
	return clean;
}

/* As Python's ip_network: no host bits, an address alone is a network of one. */
bool
network_read(struct slice text, struct network *out)
{
	size_t slash = slice_find(text, '/');
	struct slice address = slice_sub(text, 0, slash);
	struct slice length = slice_sub(text, slash + 1, text.len);
	uint32_t ip4;

	memset(out, 0, sizeof(*out));
	if (read_ip4(address, &ip4)) {
		uint32_t big = htonl(ip4);

		out->bits = 32;
		memcpy(out->bytes, &big, sizeof(big));
	} else if (ip6_normalise(NULL, address, NULL) == 0 && read_ip6(address, out->bytes)) {
		out->bits = 128;
	} else {
		return false;
	}
	out->prefix = out->bits;
	if (slash < text.len && !read_prefix(length, out->bits, &out->prefix) &&
	    (out->bits != 32 || !read_mask(length, &out->prefix)))
		return false;
	return network_mask(out->bytes, out->prefix);
}

/* The bytes by which a network is looked up. */
struct slice
network_key(const struct network *network, char key[18])
{
	key[0] = (char)network->bits;
	key[1] = (char)network->prefix;
	memcpy(key + 2, network->bytes, 16);
	return slice_make(key, 18);
}

/* Broader networks first, so that one in the same rule is seen before what it holds. */
int
network_compare(const void *a, const void *b)
{
	const struct network *x = a, *y = b;
	int order;

	if (x->bits != y->bits)
		return x->bits < y->bits ? -1 : 1;
	order = memcmp(x->bytes, y->bytes, sizeof(x->bytes));
	if (order != 0)
		return order;
	return x->prefix < y->prefix ? -1 : x->prefix > y->prefix;
}
