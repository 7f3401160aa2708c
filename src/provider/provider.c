/* Opening providers, and what every one of them has. */
#include "provider/provider.h"

#include "core/mem.h"
#include "provider/options.h"
#include "provider/registry.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_THRESHOLD 0.3 /* octoDNS's share of records that may change */

static const char *
known_classes(struct arena *arena)
{
	const struct provider_class *const *class;
	struct buf text = {0};
	const char *copy;

	buf_text(&text, "built in are");
	for (class = provider_table; *class != NULL; class ++)
		buf_printf(&text, "%s %s", class == provider_table ? "" : ",", (*class)->names[0]);
	copy = arena_text(arena, buf_view(&text));
	buf_free(&text);
	return copy;
}

/* Plugins of octoDNS are packages of their own, octodns_NAME: they do exist. */
static bool
is_plugin(const struct provider_config *config)
{
	return slice_starts(config->class_path, slice_of("octodns_")) ||
	    slice_starts(config->class_path, slice_of("octodns.source."));
}

static const struct provider_class *
find_class(const struct provider_config *config, bool needed, struct diags *diags)
{
	const struct provider_class *class = provider_class_find(config->class_name);
	struct arena arena = {0};
	bool error = needed || !is_plugin(config);

	if (class == NULL) {
		(void)diag_add(diags, error ? SEVERITY_ERROR : SEVERITY_WARNING,
		    "config-unknown-class", NULL, config->at, known_classes(&arena),
		    "provider %s: class %s is not known", config->id,
		    arena_text(&arena, config->class_path));
		arena_free(&arena);
	}
	return class;
}

int
provider_check(const struct provider_config *config, struct diags *diags)
{
	const struct provider_class *class = find_class(config, false, diags);
	struct arena arena = {0};
	struct node *resolved;
	int rc;

	if (class == NULL)
		return is_plugin(config) ? 0 : -1;
	rc = options_check(class, config, diags);
	if ((class->flags & PROVIDER_LOCAL) != 0 &&
	    options_resolve(class, config, &arena, &resolved, diags) != 0)
		rc = -1;
	arena_free(&arena);
	return rc;
}

bool
provider_is_local(const struct provider_config *config)
{
	const struct provider_class *class = provider_class_find(config->class_name);

	return class != NULL && (class->flags & PROVIDER_LOCAL) != 0;
}

static void
read_common(struct provider *p)
{
	p->apply_disabled = provider_bool(p, "apply_disabled", false);
	p->strict_supports = provider_bool(p, "strict_supports", true);
	p->root_ns_warnings = provider_bool(p, "root_ns_warnings", true);
	p->update_threshold = provider_real(p, "update_pcent_threshold", DEFAULT_THRESHOLD);
	p->delete_threshold = provider_real(p, "delete_pcent_threshold", DEFAULT_THRESHOLD);
}

/* What is not said of one option, as by the HTTP client, is said of the provider. */
static int
open_class(struct provider *p, struct diags *diags)
{
	struct diags own = {.strict = diags->strict};
	int rc = p->class->open(p, &own);
	size_t i;

	for (i = 0; i < own.count; i++) {
		if (own.items[i].at.file == NULL)
			own.items[i].at = p->config->at;
	}
	diags_move(diags, &own);
	return rc;
}

int
provider_open(struct provider **provider, const struct provider_config *config,
    const struct provider_context *context, struct diags *diags)
{
	const struct provider_class *class = find_class(config, true, diags);
	struct provider *p;
	struct node *options;

	*provider = NULL;
	if (class == NULL || options_check(class, config, diags) != 0)
		return -1;
	p = mem_zero(1, sizeof(*p));
	p->class = class;
	p->id = config->id;
	p->config = config;
	p->context = context;
	p->flags = class->flags;
	if (options_resolve(class, config, &p->arena, &options, diags) != 0)
		goto err;
	p->options = options;
	read_common(p);
	if (open_class(p, diags) != 0)
		goto err;
	*provider = p;
	return 0;

err:
	arena_wipe(&p->arena);
	free(p);
	return -1;
}

void
provider_note(const struct provider *provider, enum note_level level, const char *fmt, ...)
{
	char name[128], text[1024];
	va_list ap;

	if (!notes_wanted())
		return;
	(void)snprintf(name, sizeof(name), "%.*s[%s]", SLICE_ARGS(provider->config->class_name),
	    provider->id);
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	note(level, name, "%s", text);
}

void
provider_close(struct provider *provider)
{
	if (provider == NULL)
		return;
	provider->class->close(provider);
	arena_wipe(&provider->arena);
	free(provider);
}

const char *
provider_text(const struct provider *provider, const char *name, const char *fallback)
{
	return option_text(provider->options, name, fallback);
}

bool
provider_bool(const struct provider *provider, const char *name, bool fallback)
{
	return option_bool(provider->options, name, fallback);
}

int64_t
provider_int(const struct provider *provider, const char *name, int64_t fallback)
{
	return option_int(provider->options, name, fallback);
}

double
provider_real(const struct provider *provider, const char *name, double fallback)
{
	return option_real(provider->options, name, fallback);
}

unsigned
provider_connections(const struct provider *provider)
{
	return provider->context != NULL ? provider->context->connections : 0;
}

static bool
has_word(const char *words, const char *word)
{
	size_t len = strlen(word);
	const char *at;

	for (at = words; (at = strstr(at, word)) != NULL; at += len) {
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	}
	return false;
}

bool
provider_supports_type(const struct provider *provider, const struct rtype *type)
{
	return strcmp(provider->class->types, "*") == 0 ||
	    has_word(provider->class->types, type->name);
}

bool
provider_differs(const struct provider *provider, const struct rrset *existing,
    const struct rrset *desired)
{
	if (provider != NULL && provider->class->differs != NULL)
		return provider->class->differs(provider, existing, desired);
	return existing == NULL || desired == NULL || !rrset_equal(existing, desired);
}
