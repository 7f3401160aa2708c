/* Tables of octoDNS's own classes, and checks of their options. */
#include "config/pattern.h"
#include "config/plugins.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Say that an option's value, or a part of it at ${at}, is wrong. */
static void __attribute__((format(printf, 5, 6))) wrong(struct reader *reader,
    const struct plugin *plugin, const struct node *at, const char *hint, const char *fmt, ...)
{
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)diag_error(reader->diags, "config-value", NULL, node_place(at), hint,
	    "option of \"%.*s\": %s", SLICE_ARGS(plugin->id), text);
}

/* The prefix length behind the slash of ${text}, which is cut there; -1 when it is none. */
static long
prefix_length(char *text, long bits)
{
	char *slash = strchr(text, '/'), *end;
	long length;

	if (slash == NULL)
		return bits;
	*slash++ = '\0';
	if (*slash < '0' || *slash > '9')
		return -1;
	length = strtol(slash, &end, 10);
	return *end == '\0' && length <= bits ? length : -1;
}

static bool
is_network(struct slice s)
{
	unsigned char address[16];
	char text[64];
	long bits, length, i;
	int family;

	if (s.len >= sizeof(text))
		return false;
	memcpy(text, s.data, s.len);
	text[s.len] = '\0';
	family = strchr(text, ':') != NULL ? AF_INET6 : AF_INET;
	bits = family == AF_INET6 ? 128 : 32;
	length = prefix_length(text, bits);
	if (length < 0 || inet_pton(family, text, address) != 1)
		return false;
	for (i = length; i < bits; i++) {
		if ((address[i / 8] >> (7 - i % 8)) & 1)
			return false;
	}
	return true;
}

/* Call ${check} for each text of the list option ${name}. */
static void
each_item(struct reader *reader, const struct plugin *plugin, const char *name,
    void (*check)(struct reader *, const struct plugin *, const struct node *))
{
	const struct node *list = node_get(plugin->options, name);
	size_t i;

	if (list == NULL || option_is_secret(reader, list))
		return;
	if (list->kind != NODE_LIST) {
		wrong(reader, plugin, list, NULL, "\"%s\" must be a list, not %s", name,
		    node_kind_name(list));
		return;
	}
	for (i = 0; i < list->u.list.count; i++)
		check(reader, plugin, list->u.list.items[i]);
}

static void
check_network(struct reader *reader, const struct plugin *plugin, const struct node *item)
{
	if (!node_is_scalar(item))
		wrong(reader, plugin, item, NULL, "a network must be text, not %s",
		    node_kind_name(item));
	else if (!is_network(item->text))
		wrong(reader, plugin, item, "write 192.0.2.0/24, host bits zero",
		    "\"%.*s\" is no network", SLICE_ARGS(item->text));
}

static void
check_networks(struct reader *reader, const struct plugin *plugin)
{
	each_item(reader, plugin, "allowlist", check_network);
	each_item(reader, plugin, "rejectlist", check_network);
}

static void
check_name(struct reader *reader, const struct plugin *plugin, const struct node *item)
{
	struct slice text = item->text;
	struct pattern *pattern;
	const char *why = NULL;

	if (!node_is_scalar(item)) {
		wrong(reader, plugin, item, NULL, "a name must be text, not %s",
		    node_kind_name(item));
		return;
	}
	if (text.len < 2 || text.data[0] != '/' || text.data[text.len - 1] != '/')
		return;
	pattern = pattern_regex(&reader->config->arena, slice_sub(text, 1, text.len - 1), &why);
	if (pattern == NULL)
		wrong(reader, plugin, item, NULL, "\"%.*s\" is no regular expression: %s",
		    SLICE_ARGS(text), why);
	pattern_free(pattern);
}

static void
check_names(struct reader *reader, const struct plugin *plugin)
{
	each_item(reader, plugin, "allowlist", check_name);
	each_item(reader, plugin, "rejectlist", check_name);
}

static void
check_clamp(struct reader *reader, const struct plugin *plugin)
{
	const struct node *least = node_get(plugin->options, "min_ttl");
	const struct node *most = node_get(plugin->options, "max_ttl");
	int64_t from = least != NULL && least->kind == NODE_INT ? least->u.number : 300;
	int64_t to = most != NULL && most->kind == NODE_INT ? most->u.number : 86400;

	if ((least != NULL && least->kind != NODE_INT) || (most != NULL && most->kind != NODE_INT))
		return;
	if (from >= to)
		wrong(reader, plugin, least != NULL ? least : most,
		    "they are 300 and 86400 unless set",
		    "min_ttl %" PRId64 " must be lower than max_ttl %" PRId64, from, to);
}

/* The option ${name} must be one of ${words}. */
static void
check_word(struct reader *reader, const struct plugin *plugin, const char *name,
    const char *const *words, const char *hint)
{
	const struct node *value = node_get(plugin->options, name);
	size_t i;

	if (value == NULL || option_is_secret(reader, value))
		return;
	for (i = 0; words[i] != NULL; i++) {
		if (value->kind == NODE_TEXT && slice_is_nocase(value->text, words[i]))
			return;
	}
	wrong(reader, plugin, value, hint, "\"%s\" cannot be \"%.*s\"", name,
	    SLICE_ARGS(node_is_scalar(value) ? value->text : slice_of("…")));
}

static void
check_level(struct reader *reader, const struct plugin *plugin)
{
	static const char *const levels[] = {"debug", "info", "warn", "warning", "error", NULL};

	check_word(reader, plugin, "level", levels, "level is debug, info, warn, warning or error");
}

#define FILTER_ALLOW "!allowlist include_target lenient"
#define FILTER_REJECT "!rejectlist include_target lenient"

const struct plugin_class processor_classes[] = {
    {"octodns.processor.acme.AcmeManagingProcessor", "lenient", NULL},
    {"octodns.processor.acme.AcmeMangingProcessor", "lenient", NULL},
    {"octodns.processor.arpa.AutoArpa",
	"ttl populate_should_replace max_auto_arpa inherit_ttl wildcard_replacement lenient", NULL},
    {"octodns.processor.clamp.TtlClampProcessor", "min_ttl max_ttl lenient", check_clamp},
    {"octodns.processor.filter.ExcludeRootNsChanges", "error lenient", NULL},
    {"octodns.processor.filter.IgnoreRootNsFilter", "lenient", NULL},
    {"octodns.processor.filter.NameAllowlistFilter", FILTER_ALLOW, check_names},
    {"octodns.processor.filter.NameRejectlistFilter", FILTER_REJECT, check_names},
    {"octodns.processor.filter.NetworkValueAllowlistFilter", "!allowlist lenient", check_networks},
    {"octodns.processor.filter.NetworkValueRejectlistFilter", "!rejectlist lenient",
	check_networks},
    {"octodns.processor.filter.TypeAllowlistFilter", FILTER_ALLOW, NULL},
    {"octodns.processor.filter.TypeRejectlistFilter", FILTER_REJECT, NULL},
    {"octodns.processor.filter.ValueAllowlistFilter", FILTER_ALLOW, check_names},
    {"octodns.processor.filter.ValueRejectlistFilter", FILTER_REJECT, check_names},
    {"octodns.processor.filter.ZoneNameFilter", "error include_target lenient", NULL},
    {"octodns.processor.meta.MetaProcessor",
	"record_name ttl include_time include_uuid include_provider include_version include_extra lenient",
	NULL},
    {"octodns.processor.ownership.OwnershipProcessor",
	"txt_name txt_value txt_ttl should_replace allow_takeover lenient", NULL},
    {"octodns.processor.restrict.TtlRestrictionFilter", "min_ttl max_ttl allowed_ttls lenient",
	NULL},
    {"octodns.processor.spf.SpfDnsLookupProcessor", "lenient", NULL},
    {"octodns.processor.templating.Templating", "trailing_dots context lenient", NULL},
    {"octodns.processor.trailing_dots.EnsureTrailingDots", "lenient", NULL},
    {NULL, NULL, NULL},
};

const struct plugin_class output_classes[] = {
    {"octodns.provider.plan.PlanHtml", "output_filename", NULL},
    {"octodns.provider.plan.PlanJson", "indent sort_keys output_filename", NULL},
    {"octodns.provider.plan.PlanLogger", "level", check_level},
    {"octodns.provider.plan.PlanMarkdown", "output_filename", NULL},
    {NULL, NULL, NULL},
};

const struct plugin_class secret_classes[] = {
    {"octodns.secret.environ.EnvironSecrets", "", NULL},
    {NULL, NULL, NULL},
};
