/* A provider, the server that it talks to, and zones written as tables. */
#include "harness.h"

#include "core/mem.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef TEST_DIR
#define TEST_DIR "tests/providers/powerdns"
#endif

#define SCRIPT                                                                                   \
	". \"$1/pdns.sh\"; pdns_available || { echo 0 0 -; exit; }; pdns_start \"$2\" || exit; " \
	"echo $PDNS_API_PORT $PDNS_PID $PDNS_LOG; read -r line; pdns_stop"

void
pdns_begin(struct pdns *pdns)
{
	int in[2], out[2], server = 0;

	memset(pdns, 0, sizeof(*pdns));
	cr_assert(pipe(in) == 0 && pipe(out) == 0);
	pdns->shell = fork();
	cr_assert_geq(pdns->shell, 0);
	if (pdns->shell == 0) {
		(void)dup2(in[0], 0);
		(void)dup2(out[1], 1);
		(void)close(in[0]);
		(void)close(in[1]);
		(void)close(out[0]);
		(void)close(out[1]);
		(void)execl("/bin/sh", "sh", "-c", SCRIPT, "sh", TEST_DIR, TEST_KEY, (char *)NULL);
		_exit(127);
	}
	(void)close(in[0]);
	(void)close(out[1]);
	pdns->to = fdopen(in[1], "w");
	pdns->from = fdopen(out[0], "r");
	cr_assert_eq(fscanf(pdns->from, "%u %d %255s", &pdns->port, &server, pdns->log), 3,
	    "pdns.sh failed");
	pdns->server = server;
	if (pdns->port == 0)
		cr_skip_test("PowerDNS is not installed");
}

void
pdns_finish(struct pdns *pdns)
{
	int status;

	(void)fclose(pdns->to);
	(void)waitpid(pdns->shell, &status, 0);
	(void)fclose(pdns->from);
}

static size_t
count_lines(const struct pdns *pdns, const char *word)
{
	FILE *file = fopen(pdns->log, "r");
	char line[4096];
	size_t count = 0;

	cr_assert_not_null(file);
	while (fgets(line, sizeof(line), file) != NULL)
		count += strstr(line, word) != NULL;
	(void)fclose(file);
	return count;
}

size_t
pdns_logged(const struct pdns *pdns, const char *word, size_t want)
{
	size_t count = count_lines(pdns, word), tries;

	for (tries = 0; tries < 60 && count < want; tries++) {
		(void)usleep(50000);
		count = count_lines(pdns, word);
	}
	return count;
}

static struct node *
option_node(struct arena *arena, const char *text)
{
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
		return node_bool(arena, text[0] == 't');
	return node_text(arena, slice_of(text));
}

/* The same client, but it does not wait between attempts. */
static void
hurry(struct bench *bench, unsigned port)
{
	struct powerdns *powerdns = bench->provider->state;
	struct http_options http = {.allow_plain = true, .backoff_ms = 1};

	http.base_url = arena_printf(&bench->arena, "http://127.0.0.1:%u/api/v1/servers/%s", port,
	    powerdns->server_id);
	http_close(powerdns->talk.client);
	cr_assert_eq(http_open(&powerdns->talk.client, &http, &bench->diags), 0);
	cr_assert_eq(http_secret_header(powerdns->talk.client, "X-API-Key",
			 slice_of(provider_text(bench->provider, "api_key", ""))),
	    0);
}

int
bench_open(struct bench *bench, unsigned port, ...)
{
	struct node *options;
	const char *name;
	va_list ap;

	memset(bench, 0, sizeof(*bench));
	options = node_map(&bench->arena, 8);
	node_set(&bench->arena, options, slice_of("host"),
	    node_text(&bench->arena, slice_of("127.0.0.1")));
	node_set(&bench->arena, options, slice_of("port"), node_int(&bench->arena, port));
	node_set(&bench->arena, options, slice_of("api_key"),
	    node_text(&bench->arena, slice_of(TEST_KEY)));
	va_start(ap, port);
	while ((name = va_arg(ap, const char *)) != NULL)
		node_set(&bench->arena, options, slice_of(name),
		    option_node(&bench->arena, va_arg(ap, const char *)));
	va_end(ap);
	bench->config.id = "pdns";
	bench->config.class_path = slice_of("octodns_powerdns.PowerDnsProvider");
	bench->config.class_name = slice_of("PowerDnsProvider");
	bench->config.options = options;
	if (provider_open(&bench->provider, &bench->config, NULL, &bench->diags) != 0)
		return -1;
	if (slice_is(node_get(options, "host")->text, "127.0.0.1"))
		hurry(bench, port);
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

void
bench_forget(struct bench *bench)
{
	diags_free(&bench->diags);
}

static void
add_line(struct zone *zone, const char *line)
{
	char name[512], mnemonic[16];
	struct rrset rrset;
	const struct rtype *type;
	const char *why = "";
	struct slice rest;
	int used = 0;

	memset(&rrset, 0, sizeof(rrset));
	cr_assert_eq(sscanf(line, "%511s %15s %u %n", name, mnemonic, &rrset.ttl, &used), 3, "%s",
	    line);
	type = rtype_find(slice_of(mnemonic));
	cr_assert_not_null(type);
	rrset.type = rtype_index(type);
	rrset.name = arena_copy(&zone->arena, slice_of(name));
	rrset.values = arena_array(&zone->arena, 16 * type->nfields, sizeof(*rrset.values));
	for (rest = slice_of(line + used); rest.len > 0;) {
		size_t end = slice_find(rest, '|');

		cr_assert_lt(rrset.nvalues, 16);
		cr_assert_eq(value_parse(&zone->arena, type, slice_sub(rest, 0, end),
				 rrset.values + (size_t)rrset.nvalues * type->nfields, &why),
		    0, "%s: %s", line, why);
		rrset.nvalues++;
		rest = slice_sub(rest, end + 1, rest.len);
	}
	rrset_sort_values(&rrset);
	cr_assert_eq(zone_add(zone, &rrset, false, NULL), 0);
}

void
zone_of(struct zone *zone, const char *name, const char *const *lines)
{
	zone_init(zone, slice_of(name));
	for (; *lines != NULL; lines++)
		add_line(zone, *lines);
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

size_t
bench_make(struct bench *bench, const struct zone *wanted)
{
	struct zone live;
	struct diff diff;
	size_t count;

	cr_assert_eq(bench_read(bench, &live, wanted->name.data), 0);
	diff_make(&diff, &live, wanted);
	count = diff.count;
	if (count > 0) {
		int rc = bench_apply(bench, wanted->name.data, live.exists, &diff);

		cr_assert_eq(rc, 0, "%s",
		    bench->diags.count > 0 ? bench->diags.items[0].message : "no diagnostic");
		cr_assert(diff_is(&diff, APPLY_DONE));
	}
	diff_free(&diff);
	zone_free(&live);
	return count;
}
