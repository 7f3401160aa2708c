/* Filters of A and AAAA by the networks that their addresses are in. */
#include "process/filter.h"

#include "core/mem.h"
#include "process/classes.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

struct network {
	int family;
	unsigned char address[16];
	unsigned bits;
};

struct networks {
	struct network *items;
	size_t count, cap;
};

static bool
is_address(const struct rrset *rrset)
{
	enum field_kind kind = rrset_type(rrset)->fields[0].kind;

	return kind == FIELD_IP4 || kind == FIELD_IP6;
}

static bool
read_address(const char *text, int *family, unsigned char address[16])
{
	*family = strchr(text, ':') != NULL ? AF_INET6 : AF_INET;
	return inet_pton(*family, text, address) == 1;
}

/* Cut the prefix length off ${text}; false when it is none. */
static bool
cut_length(char *text, unsigned *bits)
{
	char *slash = strchr(text, '/'), *end;
	unsigned most = strchr(text, ':') != NULL ? 128 : 32;
	unsigned long length;

	*bits = most;
	if (slash == NULL)
		return true;
	*slash++ = '\0';
	if (*slash < '0' || *slash > '9')
		return false;
	length = strtoul(slash, &end, 10);
	*bits = (unsigned)length;
	return *end == '\0' && length <= most;
}

static bool
bit(const unsigned char *address, unsigned i)
{
	return ((address[i / 8] >> (7 - i % 8)) & 1) != 0;
}

/* A network as Python's ip_network reads it: host bits must be zero. */
static bool
read_network(struct slice text, struct network *network)
{
	char copy[64];
	unsigned i, most;

	if (text.len >= sizeof(copy) || slice_find(text, '\0') < text.len)
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	if (!cut_length(copy, &network->bits) ||
	    !read_address(copy, &network->family, network->address))
		return false;
	most = network->family == AF_INET6 ? 128 : 32;
	for (i = network->bits; i < most; i++) {
		if (bit(network->address, i))
			return false;
	}
	return true;
}

static int
add_network(struct processor *p, struct networks *networks, const struct node *item,
    struct diags *diags)
{
	struct network network;

	if (!node_is_scalar(item)) {
		return processor_fault(p, diags, item, NULL, "a network must be text, not %s",
		    node_kind_name(item));
	}
	if (!read_network(item->text, &network)) {
		return processor_fault(p, diags, item, "write 192.0.2.0/24, host bits zero",
		    "\"%.*s\" is no network", SLICE_ARGS(item->text));
	}
	networks->items = mem_grow(networks->items, &networks->cap, networks->count + 1,
	    sizeof(*networks->items));
	networks->items[networks->count++] = network;
	return 0;
}

static int
open_networks(struct processor *p, struct diags *diags)
{
	struct networks *networks = mem_zero(1, sizeof(*networks));
	const struct node *list = filter_list(p, diags);
	int rc = list != NULL ? 0 : -1;
	size_t i;

	p->state = networks;
	for (i = 0; list != NULL && i < list->u.list.count; i++) {
		if (add_network(p, networks, list->u.list.items[i], diags) != 0)
			rc = -1;
	}
	return rc;
}

static void
close_networks(struct processor *p)
{
	struct networks *networks = p->state;

	if (networks != NULL)
		free(networks->items);
	free(networks);
}

static bool
is_within(const struct network *network, int family, const unsigned char *address)
{
	unsigned i;

	for (i = 0; network->family == family && i < network->bits; i++) {
		if (bit(network->address, i) != bit(address, i))
			return false;
	}
	return network->family == family;
}

static bool
address_matches(const struct networks *networks, struct slice text)
{
	unsigned char address[16];
	char copy[64];
	size_t i;
	int family;

	/* What follows '%' is a scope, which no network has. */
	text = slice_sub(text, 0, slice_find(text, '%'));
	if (text.len >= sizeof(copy))
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	if (!read_address(copy, &family, address))
		return false;
	for (i = 0; i < networks->count; i++) {
		if (is_within(&networks->items[i], family, address))
			return true;
	}
	return false;
}

static bool
matches(const struct process_call *call, const struct rrset *rrset)
{
	size_t i;

	for (i = 0; i < rrset->nvalues; i++) {
		if (address_matches(call->processor->state, rrset->values[i].text))
			return true;
	}
	return false;
}

static int
source(struct process_call *call)
{
	filter_zone(call, call->desired, matches, is_address);
	return 0;
}

static int
target(struct process_call *call)
{
	filter_zone(call, call->existing, matches, is_address);
	return 0;
}

static const struct option_spec allow_options[] = {
    {"allowlist", OPTION_LIST, true, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec reject_options[] = {
    {"rejectlist", OPTION_LIST, true, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const allow_names[] = {"octodns.processor.filter.NetworkValueAllowlistFilter",
    NULL};
static const char *const reject_names[] = {"octodns.processor.filter.NetworkValueRejectlistFilter",
    NULL};

const struct processor_class allow_networks_processor = {
    .names = allow_names,
    .options = allow_options,
    .open = open_networks,
    .close = close_networks,
    .source = source,
    .target = target,
};

const struct processor_class reject_networks_processor = {
    .names = reject_names,
    .options = reject_options,
    .open = open_networks,
    .close = close_networks,
    .source = source,
    .target = target,
};
