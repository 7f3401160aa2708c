/* EnvVarSource: one TXT record with what a variable of the environment holds. */
#include "config/secrets.h"
#include "core/text.h"
#include "provider/provider.h"

#include <string.h>

#define DEFAULT_TTL 60

static const char *const names[] = {"EnvVarSource", NULL};

static const struct option_spec options[] = {
    {"variable", OPTION_TEXT, true, false, NULL},
    {"name", OPTION_TEXT, true, false, NULL},
    {"ttl", OPTION_INT, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

/* As written in the configuration: what the environment gives is not for everybody's eyes. */
static const char *
shown_variable(const struct provider *p)
{
	return node_get(p->config->options, "variable")->text.data;
}

static int
envvar_open(struct provider *p, struct diags *diags)
{
	struct slice variable = node_get(p->options, "variable")->text;
	int64_t ttl = provider_int(p, "ttl", DEFAULT_TTL);

	if (variable.len == 0 || slice_find(variable, '\0') < variable.len) {
		return diag_error(diags, "config-provider-option", NULL, p->config->at, NULL,
		    "provider %s: variable is no name of a variable", p->id);
	}
	if (ttl < 0 || ttl > UINT32_MAX) {
		return diag_error(diags, "config-provider-option", NULL, p->config->at, NULL,
		    "provider %s: ttl is no TTL", p->id);
	}
	return 0;
}

static void
envvar_close(struct provider *p)
{
	(void)p; /* the arena holds everything */
}

static int
refuse(const struct provider *p, struct slice zone, const char *hint, const char *problem,
    struct diags *diags)
{
	struct subject subject = {zone, {"", 0}, NULL};

	return diag_error(diags, "environment-variable", &subject, p->config->at, hint,
	    "provider %s: environment variable %s %s", p->id, shown_variable(p), problem);
}

/* The messages of validators quote what they do not like: only their rules are passed on. */
static void
report(const struct provider *p, const struct diags *found, struct diags *diags)
{
	size_t i;

	for (i = 0; i < found->count; i++) {
		const struct diag *diag = &found->items[i];

		(void)diag_add(diags, diag->severity, diag->rule, &diag->subject, p->config->at,
		    diag->hint,
		    "the record that provider %s makes of environment variable %s breaks this rule",
		    p->id, shown_variable(p));
	}
}

/* The record as it would stand in a zone file, placed where the provider is configured. */
static struct node *
record_node(const struct provider *p, struct arena *arena, const char *value)
{
	struct node *record = node_map(arena, 3);

	node_add(arena, record, slice_of("type"), node_text(arena, slice_of("TXT")));
	node_add(arena, record, slice_of("ttl"),
	    node_int(arena, provider_int(p, "ttl", DEFAULT_TTL)));
	node_add(arena, record, slice_of("value"), node_text(arena, slice_of(value)));
	record->file = p->config->at.file;
	record->line = p->config->at.line;
	record->column = p->config->at.column;
	return record;
}

static int
add_record(const struct provider *p, const struct read_request *request, const char *value,
    struct zone *zone, struct diags *diags)
{
	struct diags found = {.strict = diags->strict};
	struct decode decode = {.zone = zone->name,
	    .arena = &zone->arena,
	    .rules = request->rules,
	    .default_ttl = DEFAULT_TTL,
	    .lenient = request->lenient,
	    .source = zone_add_source(zone, p->id),
	    .file = p->config->at.file,
	    .diags = &found};
	struct rrset rrset;
	int rc = rrset_decode(&decode, node_get(p->options, "name"),
	    record_node(p, &zone->arena, value), &rrset);

	if (rc >= 0 && zone_add(zone, &rrset, request->replace, diags) != 0)
		rc = -1;
	report(p, &found, diags);
	diags_free(&found);
	return rc == 0 ? 0 : -1;
}

static int
envvar_read(struct provider *p, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	const char *value = secret_variable(provider_text(p, "variable", ""));

	if (value == NULL)
		return refuse(p, request->zone, "set it where this is run", "is not available",
		    diags);
	if (!text_utf8_valid(slice_of(value), NULL))
		return refuse(p, request->zone, NULL, "does not hold text in UTF-8", diags);
	return add_record(p, request, value, zone, diags);
}

const struct provider_class envvar_provider_class = {
    .names = names,
    .options = options,
    .flags = PROVIDER_SOURCE_ONLY | PROVIDER_OFFLINE,
    .types = "TXT",
    .open = envvar_open,
    .close = envvar_close,
    .read = envvar_read,
};
