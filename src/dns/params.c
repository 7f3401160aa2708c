/* Service parameters of SVCB and HTTPS records (RFC 9460). */
#include "dns/params.h"

#include "core/mem.h"

#include <stdlib.h>

int
params_key_number(struct slice key)
{
	/* RFC 9460, section 14.3.2: the place in the list is the number. */
	static const char *const names[] = {"mandatory", "alpn", "no-default-alpn", "port",
	    "ipv4hint", "ech", "ipv6hint"};
	int number = 0;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (slice_is(key, names[i]))
			return (int)i;
	}
	if (key.len < 4 || key.len > 8 || !slice_starts(key, slice_of("key")))
		return -1;
	for (i = 3; i < key.len; i++) {
		if (key.data[i] < '0' || key.data[i] > '9')
			return -1;
		number = number * 10 + (key.data[i] - '0');
	}
	return number <= 65535 ? number : -1;
}

static int
compare_pairs(const void *a, const void *b)
{
	struct slice key_a = (*(const struct node_pair *const *)a)->key->text;
	struct slice key_b = (*(const struct node_pair *const *)b)->key->text;
	int number_a = params_key_number(key_a), number_b = params_key_number(key_b);

	return number_a != number_b ? number_a - number_b : slice_compare(key_a, key_b);
}

static void
print_one(struct buf *buf, const struct node_pair *pair)
{
	const struct node *value = pair->value;
	size_t i;

	buf_char(buf, ' ');
	buf_slice(buf, pair->key->text);
	if (value->kind == NODE_NULL)
		return;
	buf_char(buf, '=');
	if (value->kind != NODE_LIST) {
		buf_slice(buf, value->text);
		return;
	}
	for (i = 0; i < value->u.list.count; i++) {
		buf_text(buf, i > 0 ? "," : "");
		buf_slice(buf, value->u.list.items[i]->text);
	}
}

void
params_print(struct buf *buf, const struct node *params)
{
	const struct node_pair **pairs;
	size_t i, count = params->kind == NODE_MAP ? params->u.map.count : 0;

	if (count == 0)
		return;
	pairs = mem_alloc(count * sizeof(struct node_pair *));
	for (i = 0; i < count; i++)
		pairs[i] = &params->u.map.pairs[i];
	qsort(pairs, count, sizeof(struct node_pair *), compare_pairs);
	for (i = 0; i < count; i++)
		print_one(buf, pairs[i]);
	free(pairs);
}
