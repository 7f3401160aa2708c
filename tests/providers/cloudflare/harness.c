/* A provider of Cloudflare's with settings of a test, and what it makes of answers. */
#include "harness.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static struct node *
option_node(struct arena *arena, const char *text)
{
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return node_bool(arena, text[0] == 't');
	return node_text(arena, slice_of(text));
}

struct cloudflare *
bench_state(struct bench *bench)
{
	return bench->provider->state;
}

int
bench_open(struct bench *bench, unsigned port, ...)
{
	struct arena *arena = &bench->arena;
	struct node *options;
	const char *name, *class = "CloudflareProvider";
	va_list ap;

	memset(bench, 0, sizeof(*bench));
	options = node_map(arena, 8);
	node_set(arena, options, slice_of("token"), node_text(arena, slice_of(TEST_TOKEN)));
	node_set(arena, options, slice_of("retry_count"), node_int(arena, 0));
	node_set(arena, options, slice_of("api_url"),
	    node_text(arena, slice_of(arena_printf(arena, "http://127.0.0.1:%u/", port))));
	va_start(ap, port);
	while ((name = va_arg(ap, const char *)) != NULL) {
		const char *text = va_arg(ap, const char *);

		if (strcmp(name, "class") == 0)
			class = text;
		else
			node_set(arena, options, slice_of(name), option_node(arena, text));
	}
	va_end(ap);
	bench->config.id = "cf";
	bench->config.class_path = slice_of("octodns_cloudflare.CloudflareProvider");
	bench->config.class_name = slice_of(class);
	bench->config.options = options;
	if (provider_open(&bench->provider, &bench->config, NULL, &bench->diags) != 0)
		return -1;
	bench_state(bench)->pause_ms = 1;
	return 0;
}

void
bench_close(struct bench *bench)
{
	provider_close(bench->provider);
	diags_free(&bench->diags);
	arena_free(&bench->arena);
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

int
bench_read(struct bench *bench, struct zone *zone)
{
	struct read_request request = {.zone = slice_of("unit.tests."), .as_target = true};

	zone_init(zone, request.zone);
	return cloudflare_read(bench->provider, &request, zone, &bench->diags);
}

static int
compare_kept(const void *a, const void *b)
{
	const struct kept *left = a, *right = b;

	if (left->rrset != right->rrset)
		return left->rrset < right->rrset ? -1 : 1;
	return left->order < right->order ? -1 : left->order > right->order;
}

int
bench_take(struct bench *bench, struct zone *zone, struct zone_info *info, const char *records)
{
	static struct read_request request = {.as_target = true};
	struct reading reading = {.provider = bench->provider, .keep = info != NULL};
	char *text = arena_printf(&bench->arena, "{\"result\":[%s]}", records);
	cJSON *json = cJSON_Parse(text);
	int rc;

	cr_assert_not_null(json, "%s", text);
	request.zone = slice_of("unit.tests.");
	zone_init(zone, request.zone);
	incoming_begin(&reading.in, bench->provider, bench_state(bench)->talk.client, &request,
	    zone, &bench->diags);
	records_read(&reading, &json, 1);
	rc = incoming_end(&reading.in);
	cJSON_Delete(json);
	arena_free(&reading.scratch);
	if (info != NULL) {
		if (reading.nkept > 1)
			qsort(reading.kept, reading.nkept, sizeof(*reading.kept), compare_kept);
		*info = (struct zone_info){.arena = reading.arena,
		    .kept = reading.kept,
		    .nkept = reading.nkept,
		    .known = true};
	}
	return rc;
}

void
info_free(struct zone_info *info)
{
	arena_free(&info->arena);
	free(info->kept);
}

char *
bench_lines(struct zone *zone)
{
	struct json_style style = {0};
	struct buf out = {0};
	size_t i, j;

	buf_text(&out, "");
	zone_sort(zone);
	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		const struct rtype *type = rrset_type(rrset);

		buf_printf(&out, "%s%.*s %s %u ", i > 0 ? "; " : "", SLICE_ARGS(rrset->name),
		    type->name, rrset->ttl);
		for (j = 0; j < rrset->nvalues; j++) {
			buf_text(&out, j > 0 ? "|" : "");
			value_presentation(&out, type, rrset->values + j * type->nfields);
		}
		if (rrset->extra == NULL)
			continue;
		buf_char(&out, ' ');
		node_json(&out, rrset->extra->octodns, style);
	}
	return out.data;
}
