/* AutoArpa: addresses are noted as PTR records, sorted, and handed to the zones that they are in. */
#include "process/arpa.h"

#include "core/mem.h"
#include "dns/name.h"
#include "process/classes.h"
#include "process/record.h"
#include "provider/options.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_TTL 3600
#define DEFAULT_PRIORITY 999
#define DEFAULT_MOST 999

/* An address of a name; names are in the state's arena. */
struct pointer {
	struct slice reverse; /* "1.2.0.192.in-addr.arpa." */
	struct slice fqdn;
	int64_t priority;
	uint32_t ttl;
};

enum phase { PHASE_IDLE, PHASE_NOTING, PHASE_DONE };

struct arpa {
	pthread_mutex_t lock;
	enum phase phase;
	struct arena arena;
	struct pointer *pointers; /* sorted from PHASE_DONE on */
	size_t count, cap;
};

bool
arpa_is_reverse(struct slice zone)
{
	return slice_ends(zone, slice_of("arpa."));
}

static int
open_arpa(struct processor *p, struct diags *diags)
{
	struct arpa *arpa = mem_zero(1, sizeof(*arpa));
	const struct node *replacement = node_get(p->options, "wildcard_replacement");
	int64_t ttl = option_int(p->options, "ttl", DEFAULT_TTL);

	(void)pthread_mutex_init(&arpa->lock, NULL);
	p->state = arpa;
	if (strcmp(p->id, "auto-arpa") != 0) {
		return processor_fault(p, diags, NULL, "set manager.auto_arpa: true",
		    "a processor of class AutoArpa of its own has no effect");
	}
	if (ttl < 0 || ttl > UINT32_MAX)
		return processor_fault(p, diags, node_get(p->options, "ttl"), NULL,
		    "ttl is no TTL");
	if (option_int(p->options, "max_auto_arpa", DEFAULT_MOST) < 1) {
		return processor_fault(p, diags, node_get(p->options, "max_auto_arpa"), NULL,
		    "max_auto_arpa must be 1 at least");
	}
	if (replacement != NULL && !node_is_scalar(replacement)) {
		return processor_fault(p, diags, replacement, NULL,
		    "wildcard_replacement must be text, not %s", node_kind_name(replacement));
	}
	return 0;
}

static void
close_arpa(struct processor *p)
{
	struct arpa *arpa = p->state;

	if (arpa == NULL)
		return;
	(void)pthread_mutex_destroy(&arpa->lock);
	arena_free(&arpa->arena);
	free(arpa->pointers);
	free(arpa);
}

void
arpa_begin(struct processor *processor)
{
	struct arpa *arpa = processor->state;

	arpa->phase = PHASE_NOTING;
}

/* Names as from their ends, so that those of one zone are neighbours. */
static int
compare_from_end(struct slice a, struct slice b)
{
	size_t i = a.len, j = b.len;

	while (i > 0 && j > 0) {
		unsigned char x = (unsigned char)a.data[--i], y = (unsigned char)b.data[--j];

		if (x != y)
			return x < y ? -1 : 1;
	}
	return (i > 0) - (j > 0);
}

/* Of one address: by priority, TTL and name. */
static int
compare_pointers(const void *a, const void *b)
{
	const struct pointer *x = a, *y = b;
	int order = compare_from_end(x->reverse, y->reverse);

	if (order != 0)
		return order;
	if (x->priority != y->priority)
		return x->priority < y->priority ? -1 : 1;
	if (x->ttl != y->ttl)
		return x->ttl < y->ttl ? -1 : 1;
	return slice_compare(x->fqdn, y->fqdn);
}

void
arpa_end(struct processor *processor)
{
	struct arpa *arpa = processor->state;

	if (arpa->count > 1)
		qsort(arpa->pointers, arpa->count, sizeof(*arpa->pointers), compare_pointers);
	arpa->phase = PHASE_DONE;
}

/* RFC 1035, section 3.5; RFC 3596, section 2.5.  False when it is no address. */
static bool
print_reverse(struct buf *buf, struct slice address)
{
	unsigned char bytes[16];
	char text[64];
	int i;

	address = slice_sub(address, 0, slice_find(address, '%'));
	if (address.len >= sizeof(text))
		return false;
	memcpy(text, address.data, address.len);
	text[address.len] = '\0';
	if (inet_pton(AF_INET, text, bytes) == 1) {
		buf_printf(buf, "%u.%u.%u.%u.in-addr.arpa.", bytes[3], bytes[2], bytes[1],
		    bytes[0]);
		return true;
	}
	if (inet_pton(AF_INET6, text, bytes) != 1)
		return false;
	for (i = 15; i >= 0; i--)
		buf_printf(buf, "%x.%x.", bytes[i] & 15U, bytes[i] >> 4);
	buf_text(buf, "ip6.arpa.");
	return true;
}

/* The name with "*" replaced; empty when it is a wildcard that is not. */
static void
print_name(struct buf *buf, const struct processor *p, struct slice name)
{
	const char *replacement = option_text(p->options, "wildcard_replacement", NULL);
	size_t i;

	buf_text(buf, "");
	if (slice_find(name, '*') < name.len && replacement == NULL)
		return;
	for (i = 0; i < name.len; i++) {
		if (name.data[i] == '*')
			buf_text(buf, replacement);
		else
			buf_char(buf, name.data[i]);
	}
}

struct noting {
	const struct processor *p;
	struct slice name; /* in the state's arena */
	int64_t priority;
	uint32_t ttl;
};

static void
note_address(const struct noting *n, struct slice address)
{
	struct arpa *arpa = n->p->state;
	struct buf reverse = {0};
	struct pointer *pointer;

	if (print_reverse(&reverse, address)) {
		arpa->pointers =
		    mem_grow(arpa->pointers, &arpa->cap, arpa->count + 1, sizeof(*arpa->pointers));
		pointer = &arpa->pointers[arpa->count++];
		pointer->reverse = arena_copy(&arpa->arena, buf_view(&reverse));
		pointer->fqdn = n->name;
		pointer->priority = n->priority;
		pointer->ttl = n->ttl;
	}
	buf_free(&reverse);
}

/* {CODE: [address, …]} */
static void
note_geo(const struct noting *n, const struct node *geo)
{
	size_t i, k;

	for (i = 0; geo != NULL && i < geo->u.map.count; i++) {
		const struct node *list = geo->u.map.pairs[i].value;

		for (k = 0; list->kind == NODE_LIST && k < list->u.list.count; k++)
			note_address(n, list->u.list.items[k]->text);
	}
}

/* {pools: {ID: {values: [{value: address}, …]}}} */
static void
note_pools(const struct noting *n, const struct node *dynamic)
{
	const struct node *pools = node_get(dynamic, "pools");
	size_t i, k;

	for (i = 0; pools != NULL && i < pools->u.map.count; i++) {
		const struct node *list = node_get(pools->u.map.pairs[i].value, "values");

		for (k = 0; list != NULL && k < list->u.list.count; k++) {
			const struct node *value = node_get(list->u.list.items[k], "value");

			if (value != NULL)
				note_address(n, value->text);
		}
	}
}

static void
note_record(const struct processor *p, const struct rrset *rrset)
{
	struct arpa *arpa = p->state;
	const struct rrset_extra *extra = rrset->extra;
	const struct node *priority =
	    extra != NULL ? node_get(extra->octodns, "auto_arpa_priority") : NULL;
	struct noting n = {.p = p, .priority = DEFAULT_PRIORITY};
	struct buf name = {0};
	size_t i;

	print_name(&name, p, rrset->name);
	n.name = arena_copy(&arpa->arena, buf_view(&name));
	buf_free(&name);
	if (n.name.len == 0)
		return;
	if (priority != NULL && priority->kind == NODE_INT)
		n.priority = priority->u.number;
	n.ttl = (uint32_t)option_int(p->options, "ttl", DEFAULT_TTL);
	if (option_bool(p->options, "inherit_ttl", false))
		n.ttl = rrset->ttl;
	for (i = 0; i < rrset->nvalues; i++)
		note_address(&n, rrset->values[i].text);
	if (extra != NULL) {
		note_geo(&n, extra->geo);
		note_pools(&n, extra->dynamic);
	}
}

static int
note_zone(struct process_call *call)
{
	struct arpa *arpa = call->processor->state;
	size_t i;

	if (arpa->phase != PHASE_NOTING)
		return 0;
	(void)pthread_mutex_lock(&arpa->lock);
	for (i = 0; i < call->desired->count; i++) {
		const struct rrset *rrset = &call->desired->rrsets[i];
		enum field_kind kind = rrset_type(rrset)->fields[0].kind;

		if (kind == FIELD_IP4 || kind == FIELD_IP6)
			note_record(call->processor, rrset);
	}
	(void)pthread_mutex_unlock(&arpa->lock);
	return 0;
}

/* The first pointer that is not before all names of ${zone}. */
static size_t
first_in(const struct arpa *arpa, struct slice zone)
{
	size_t low = 0, high = arpa->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_from_end(arpa->pointers[middle].reverse, zone) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_name(const struct node *list, struct slice name)
{
	size_t i;

	for (i = 0; i < list->u.list.count; i++) {
		if (slice_equal(list->u.list.items[i]->text, name))
			return true;
	}
	return false;
}

/* One PTR record of the pointers from ${at} to ${end}, which are of one address. */
static int
add_record(const struct processor *p, struct zone *zone, struct new_record *record,
    const struct pointer *at, const struct pointer *end, struct diags *diags)
{
	size_t most = (size_t)option_int(p->options, "max_auto_arpa", DEFAULT_MOST);
	struct node *values = node_list(&zone->arena, 1);
	uint32_t ttl = at->ttl;

	record->name = name_relative(at->reverse, zone->name);
	for (; at < end && values->u.list.count < most; at++) {
		if (!has_name(values, at->fqdn))
			node_push(&zone->arena, values, node_text(&zone->arena, at->fqdn));
	}
	record->data = record_data(&zone->arena, "PTR", ttl, values);
	return record_add(zone, record, diags);
}

int
arpa_populate(const struct processor *p, struct zone *zone, const struct ruleset *rules,
    bool lenient, struct diags *diags)
{
	const struct arpa *arpa = p->state;
	struct new_record record = {
	    .rules = rules,
	    .lenient = lenient,
	    .replace = option_bool(p->options, "populate_should_replace", false),
	    .source = SOURCE_NONE,
	};
	size_t i = arpa->phase == PHASE_DONE ? first_in(arpa, zone->name) : arpa->count, end;
	int rc = 0;

	for (; i < arpa->count && slice_ends(arpa->pointers[i].reverse, zone->name); i = end) {
		const struct pointer *first = &arpa->pointers[i];

		for (end = i + 1; end < arpa->count; end++) {
			if (!slice_equal(arpa->pointers[end].reverse, first->reverse))
				break;
		}
		if (name_is_below(first->reverse, zone->name) &&
		    add_record(p, zone, &record, first, &arpa->pointers[end], diags) != 0)
			rc = -1;
	}
	return rc;
}

static const struct option_spec options[] = {
    {"ttl", OPTION_INT, false, false, NULL},
    {"populate_should_replace", OPTION_BOOL, false, false, NULL},
    {"max_auto_arpa", OPTION_INT, false, false, NULL},
    {"inherit_ttl", OPTION_BOOL, false, false, NULL},
    {"wildcard_replacement", OPTION_ANY, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const char *const names[] = {"octodns.processor.arpa.AutoArpa", NULL};

const struct processor_class arpa_processor = {
    .names = names,
    .options = options,
    .open = open_arpa,
    .close = close_arpa,
    .source = note_zone,
};
