/* A provider on a scripted server, and zones written as tables. */
#include "harness.h"

#include "core/mem.h"
#include "http/client.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

int
bench_open(struct bench *bench, const char *class, ...)
{
	struct node *options;
	const char *name;
	va_list ap;

	memset(bench, 0, sizeof(*bench));
	options = node_map(&bench->arena, 8);
	va_start(ap, class);
	while ((name = va_arg(ap, const char *)) != NULL)
		node_set(&bench->arena, options, slice_of(name),
		    node_text(&bench->arena, slice_of(va_arg(ap, const char *))));
	va_end(ap);
	bench->config.id = "it";
	bench->config.class_path = bench->config.class_name = slice_of(class);
	bench->config.options = options;
	return provider_open(&bench->provider, &bench->config, NULL, &bench->diags);
}

void
bench_close(struct bench *bench)
{
	provider_close(bench->provider);
	diags_free(&bench->diags);
	arena_free(&bench->arena);
}

void
bench_hurry(struct http_client *client)
{
	client->policy.backoff_ms = 1;
}

bool
bench_said(const struct bench *bench, const char *text)
{
	size_t i;

	for (i = 0; i < bench->diags.count; i++) {
		const struct diag *diag = &bench->diags.items[i];

		if (strstr(diag->message, text) != NULL ||
		    (diag->hint != NULL && strstr(diag->hint, text) != NULL))
			return true;
	}
	return false;
}

static void
read_line(struct arena *arena, const char *line, struct rrset *rrset)
{
	char name[512], mnemonic[16];
	const struct rtype *type;
	const char *why = "";
	struct slice rest;
	int used = 0;

	memset(rrset, 0, sizeof(*rrset));
	cr_assert_eq(sscanf(line, "%511s %15s %u %n", name, mnemonic, &rrset->ttl, &used), 3, "%s",
	    line);
	type = rtype_find(slice_of(mnemonic));
	cr_assert_not_null(type);
	rrset->type = rtype_index(type);
	rrset->name = arena_copy(arena, slice_of(name));
	rrset->values = arena_array(arena, 16 * type->nfields, sizeof(*rrset->values));
	for (rest = slice_of(line + used); rest.len > 0;) {
		size_t end = slice_find(rest, '|');

		cr_assert_lt(rrset->nvalues, 16);
		cr_assert_eq(value_parse(arena, type, slice_sub(rest, 0, end),
				 rrset->values + (size_t)rrset->nvalues * type->nfields, &why),
		    0, "%s: %s", line, why);
		rrset->nvalues++;
		rest = slice_sub(rest, end + 1, rest.len);
	}
	rrset_sort_values(rrset);
}

void
zone_of(struct zone *zone, const char *name, const char *const *lines)
{
	struct rrset rrset;

	zone_init(zone, slice_of(name));
	for (; *lines != NULL; lines++) {
		read_line(&zone->arena, *lines, &rrset);
		cr_assert_eq(zone_add(zone, &rrset, false, NULL), 0);
	}
}

bool
zone_has(const struct zone *zone, const char *line)
{
	struct arena arena = {0};
	const struct rrset *found;
	struct rrset rrset;
	bool has;

	read_line(&arena, line, &rrset);
	found = zone_find(zone, rrset.name, rrset_type(&rrset));
	has = found != NULL && rrset_equal(found, &rrset);
	arena_free(&arena);
	return has;
}

int
bench_read(struct bench *bench, struct zone *zone, const char *name)
{
	struct read_request request = {.zone = slice_of(name), .as_target = true};

	zone_init(zone, request.zone);
	return bench->provider->class->read(bench->provider, &request, zone, &bench->diags);
}

static void
add_change(struct diff *diff, const struct rrset *from, const struct rrset *to)
{
	struct change *change = &diff->changes[diff->count++];

	change->existing = from;
	change->desired = to;
	change->action = to == NULL ? CHANGE_DELETE : from == NULL ? CHANGE_CREATE : CHANGE_UPDATE;
}

void
diff_make(struct diff *diff, const struct zone *from, const struct zone *to)
{
	size_t i;

	diff->count = 0;
	diff->changes = mem_zero(from->count + to->count + 1, sizeof(*diff->changes));
	for (i = 0; i < from->count; i++) {
		const struct rrset *rrset = &from->rrsets[i];

		if (zone_find(to, rrset->name, rrset_type(rrset)) == NULL)
			add_change(diff, rrset, NULL);
	}
	for (i = 0; i < to->count; i++) {
		const struct rrset *rrset = &to->rrsets[i];
		const struct rrset *old = zone_find(from, rrset->name, rrset_type(rrset));

		if (old == NULL || !rrset_equal(old, rrset))
			add_change(diff, old, rrset);
	}
	diff->statuses = mem_zero(diff->count + 1, sizeof(*diff->statuses));
	for (i = 0; i < diff->count; i++)
		diff->statuses[i] = (enum apply_status)99;
}

void
diff_free(struct diff *diff)
{
	free(diff->changes);
	free(diff->statuses);
}

int
bench_apply(struct bench *bench, const char *name, bool exists, struct diff *diff)
{
	struct apply_request request = {slice_of(name), exists, diff->changes, diff->count};

	return bench->provider->class->apply(bench->provider, &request, diff->statuses,
	    &bench->diags);
}

bool
diff_is(const struct diff *diff, enum apply_status status)
{
	size_t i;

	for (i = 0; i < diff->count; i++) {
		if (diff->statuses[i] != status)
			return false;
	}
	return diff->count > 0;
}
