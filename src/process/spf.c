/* SpfDnsLookupProcessor: SPF policies that need more look-ups than receivers make (RFC 7208, section 4.6.4). */
#include "core/map.h"
#include "core/mem.h"
#include "core/text.h"
#include "process/classes.h"
#include "process/record.h"
#include "process/resolver.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define RULE "processor-spf"
#define MOST_LOOKUPS 10

/* What the DNS has said of one name; asked once in a run. */
struct looked_up {
	struct node *values; /* NULL: nothing, because of why */
	const char *why;
};

struct spf {
	pthread_mutex_t lock;
	struct arena arena;
	struct map names; /* name -> struct looked_up */
};

/* One record on its way; policies include policies, no deeper than look-ups go. */
struct counting {
	const struct process_call *call;
	const struct rrset *rrset;
	unsigned lookups;
};

static int
open_spf(struct processor *p, struct diags *diags)
{
	struct spf *spf = mem_zero(1, sizeof(*spf));

	(void)diags;
	(void)pthread_mutex_init(&spf->lock, NULL);
	p->state = spf;
	return 0;
}

static void
close_spf(struct processor *p)
{
	struct spf *spf = p->state;

	if (spf == NULL)
		return;
	(void)pthread_mutex_destroy(&spf->lock);
	map_free(&spf->names);
	arena_free(&spf->arena);
	free(spf);
}

static const struct looked_up *
look_up(struct spf *spf, struct slice name)
{
	struct looked_up *found;

	(void)pthread_mutex_lock(&spf->lock);
	found = map_get(&spf->names, name);
	if (found == NULL) {
		char *copy = arena_text(&spf->arena, name);

		found = arena_alloc(&spf->arena, sizeof(*found));
		if (resolver_txt(&spf->arena, copy, &found->values, &found->why) != 0)
			found->values = NULL;
		(void)map_put(&spf->names, slice_make(copy, name.len), found);
	}
	(void)pthread_mutex_unlock(&spf->lock);
	return found;
}

static int
refuse(const struct counting *c, const char *hint, const char *what)
{
	return process_fault(c->call, c->rrset, RULE, hint, "%s", what);
}

/* One of the words that a policy costs a look-up for; any that begins with these, as octoDNS has it. */
static bool
costs_lookup(struct slice term)
{
	static const char *const starts[] = {"a", "mx", "exists:", "redirect", "include:", NULL};
	size_t i;

	for (i = 0; starts[i] != NULL; i++) {
		if (slice_starts(term, slice_of(starts[i])))
			return true;
	}
	return false;
}

static int count_policy(struct counting *c, const struct slice *values, size_t count);

static int
count_include(struct counting *c, struct slice name)
{
	const struct looked_up *found = look_up(c->call->processor->state, name);
	struct slice *values;
	struct buf safe = {0};
	size_t i, count;
	int rc;

	if (found->values == NULL) {
		text_safe(&safe, name);
		rc = process_fault(c->call, c->rrset, RULE, NULL,
		    "the SPF policy of %s cannot be looked up: %s", safe.data, found->why);
		buf_free(&safe);
		return rc;
	}
	count = found->values->u.list.count;
	values = mem_alloc(count * sizeof(*values));
	for (i = 0; i < count; i++)
		values[i] = found->values->u.list.items[i]->text;
	rc = count_policy(c, values, count);
	free(values);
	return rc;
}

static int
count_term(struct counting *c, struct slice term)
{
	struct slice include = slice_of("include:");

	if (c->lookups > MOST_LOOKUPS)
		return refuse(c, "take out mechanisms, or write addresses in their place",
		    "the SPF policy exceeds the limit of 10 DNS look-ups");
	if (slice_starts(term, slice_of("ptr")))
		return refuse(c, "write the addresses: RFC 7208, section 5.5",
		    "the SPF policy uses the deprecated ptr mechanism");
	if (costs_lookup(term))
		c->lookups++;
	if (slice_starts(term, include))
		return count_include(c, slice_sub(term, include.len, term.len));
	return 0;
}

/* Each level costs a look-up, so that there are at most eleven. */
static int
count_policy(struct counting *c, const struct slice *values, size_t count)
{
	struct slice start = slice_of("v=spf1 "), policy = {NULL, 0};
	size_t i;

	for (i = 0; i < count; i++) {
		if (!slice_starts(values[i], start))
			continue;
		if (policy.len > 0)
			return refuse(c, "join them: RFC 7208, section 4.5",
			    "there is more than one SPF policy");
		policy = values[i];
	}
	policy = slice_sub(policy, start.len, policy.len);
	while (policy.len > 0) {
		size_t end = slice_find(policy, ' ');

		if (count_term(c, slice_sub(policy, 0, end)) != 0)
			return -1;
		policy = slice_sub(policy, end + 1, policy.len);
	}
	return 0;
}

static int
check_record(struct process_call *call, const struct rrset *rrset)
{
	struct counting counting = {call, rrset, 0};
	struct slice *values = mem_alloc(rrset->nvalues * sizeof(*values));
	size_t i;
	int rc;

	for (i = 0; i < rrset->nvalues; i++)
		values[i] = rrset->values[i].text;
	rc = count_policy(&counting, values, rrset->nvalues);
	free(values);
	return rc;
}

static int
check_source(struct process_call *call)
{
	const struct zone *zone = call->desired;
	int rc = 0;
	size_t i;

	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];

		if (strcmp(rrset_type(rrset)->name, "TXT") == 0 && !record_is_lenient(rrset) &&
		    check_record(call, rrset) != 0)
			rc = -1;
	}
	return rc;
}

static const struct option_spec options[] = {{NULL, OPTION_ANY, false, false, NULL}};
static const char *const names[] = {"octodns.processor.spf.SpfDnsLookupProcessor", NULL};

const struct processor_class spf_processor = {
    .names = names,
    .options = options,
    .flags = PROCESSOR_ONLY_CHECKS | PROCESSOR_NETWORK,
    .open = open_spf,
    .close = close_spf,
    .source = check_source,
};
