/* Options of a provider. */
#include "provider/options.h"

#include "config/secrets.h"
#include "core/nearest.h"
#include "core/text.h"
#include "dns/value.h"

#include <string.h>

/* What octoDNS's base class gives to every provider. */
const struct option_spec options_common[] = {
    {"apply_disabled", OPTION_BOOL, false, false, NULL},
    {"update_pcent_threshold", OPTION_REAL, false, false, NULL},
    {"delete_pcent_threshold", OPTION_REAL, false, false, NULL},
    {"strict_supports", OPTION_BOOL, false, false, NULL},
    {"root_ns_warnings", OPTION_BOOL, false, false, NULL},
    {NULL, OPTION_ANY, false, false, NULL},
};

static const struct option_spec *
find_in(const struct option_spec *specs, struct slice name)
{
	for (; specs->name != NULL; specs++) {
		if (slice_is(name, specs->name))
			return specs;
	}
	return NULL;
}

static const struct option_spec *
find_option(const struct provider_class *class, struct slice name)
{
	const struct option_spec *spec = find_in(class->options, name);

	return spec != NULL ? spec : find_in(options_common, name);
}

static const char *
nearest_option(const struct provider_class *class, const char *name)
{
	const struct option_spec *tables[] = {class->options, options_common}, *spec;
	struct nearest nearest = nearest_start(name);
	size_t i;

	for (i = 0; i < 2; i++) {
		for (spec = tables[i]; spec->name != NULL; spec++) {
			if (spec->removed == NULL)
				nearest_try(&nearest, spec->name);
		}
	}
	return nearest_word(&nearest);
}

static int
refuse_unknown(const struct provider_class *class, const struct provider_config *config,
    const struct node *key, struct diags *diags)
{
	struct arena arena = {0};
	const char *name = arena_text(&arena, key->text), *near = nearest_option(class, name);
	const char *hint = near != NULL ? arena_printf(&arena, "did you mean \"%s\"?", near) : NULL;
	struct buf safe = {0};

	text_safe(&safe, key->text);
	(void)diag_error(diags, "config-provider-option", NULL, node_place(key), hint,
	    "provider %s: %s takes no option \"%s\"", config->id, class->names[0], safe.data);
	buf_free(&safe);
	arena_free(&arena);
	return -1;
}

int
options_check(const struct provider_class *class, const struct provider_config *config,
    struct diags *diags)
{
	const struct node *map = config->options;
	const struct option_spec *spec;
	size_t i;
	int rc = 0;

	for (i = 0; i < map->u.map.count; i++) {
		const struct node *key = map->u.map.pairs[i].key;

		if (slice_is(key->text, "class"))
			continue;
		spec = find_option(class, key->text);
		if (spec == NULL) {
			rc = refuse_unknown(class, config, key, diags);
		} else if (spec->removed != NULL) {
			rc = diag_error(diags, "config-provider-option", NULL, node_place(key),
			    spec->removed, "provider %s: option \"%s\" is not supported",
			    config->id, spec->name);
		}
	}
	for (spec = class->options; spec->name != NULL; spec++) {
		if (spec->required && node_get(map, spec->name) == NULL) {
			rc = diag_error(diags, "config-provider-option", NULL, config->at, NULL,
			    "provider %s: option \"%s\" is missing", config->id, spec->name);
		}
	}
	return rc;
}

/* What is wrong with the kind of a value, or NULL. */
static const char *
kind_fault(enum option_kind kind, const struct node *value)
{
	int64_t number;
	double real;

	switch (kind) {
	case OPTION_BOOL:
		return value->kind == NODE_BOOL ? NULL : "must be true or false";
	case OPTION_INT:
		return node_to_int(value, &number) == 0 ? NULL : "must be a whole number";
	case OPTION_REAL:
		return node_to_real(value, &real) == 0 ? NULL : "must be a number";
	case OPTION_TEXT:
		return node_is_scalar(value) && value->kind != NODE_NULL ? NULL : "must be text";
	default:
		return NULL;
	}
}

static int
resolve_one(const struct provider_class *class, const struct provider_config *config,
    const struct node_pair *pair, struct arena *arena, struct node *resolved, struct diags *diags)
{
	const struct option_spec *spec = find_option(class, pair->key->text);
	const struct node *value;
	const char *missing, *fault;

	if (spec == NULL || spec->removed != NULL)
		return 0; /* options_check has said so */
	if (secret_resolve(arena, pair->value, &value, &missing) != 0) {
		return diag_error(diags, "config-secret", NULL, node_place(pair->value),
		    "set it in the environment, or give a default: env/NAME/DEFAULT",
		    "provider %s: option \"%s\": environment variable %s is not available",
		    config->id, spec->name, missing);
	}
	fault = kind_fault(spec->kind, value);
	if (fault != NULL) {
		return diag_error(diags, "config-provider-option", NULL, node_place(pair->value),
		    NULL, "provider %s: option \"%s\" %s", config->id, spec->name, fault);
	}
	node_set(arena, resolved, slice_of(spec->name), node_copy(arena, value));
	return 0;
}

int
options_resolve(const struct provider_class *class, const struct provider_config *config,
    struct arena *arena, struct node **resolved, struct diags *diags)
{
	const struct node *map = config->options;
	size_t i;
	int rc = 0;

	*resolved = node_map(arena, map->u.map.count);
	for (i = 0; i < map->u.map.count; i++) {
		if (slice_is(map->u.map.pairs[i].key->text, "class"))
			continue;
		if (resolve_one(class, config, &map->u.map.pairs[i], arena, *resolved, diags) != 0)
			rc = -1;
	}
	return rc;
}

int
options_refuse(const struct provider *provider, const char *option, const char *hint,
    const char *what, struct diags *diags)
{
	const struct node *node = node_get(provider->config->options, option);

	return diag_error(diags, "config-provider-option", NULL,
	    node != NULL ? node_place(node) : place_none, hint, "provider %s: option \"%s\" %s",
	    provider->id, option, what);
}
