/* Tables of octoDNS's own classes, and checks of their options. */
#include "config/plugins.h"

#include <stdarg.h>
#include <stdio.h>

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
