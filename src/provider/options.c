/* Options of providers, and of whatever else is made of a class. */
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
find_option(const struct option_set *set, struct slice name)
{
	const struct option_spec *spec = find_in(set->own, name);

	return spec != NULL ? spec : find_in(set->common, name);
}

static const char *
nearest_option(const struct option_set *set, const char *name)
{
	const struct option_spec *tables[] = {set->own, set->common}, *spec;
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
refuse_unknown(const struct option_set *set, const struct provider_config *config,
    const struct node *key, struct diags *diags)
{
	struct arena arena = {0};
	const char *name = arena_text(&arena, key->text), *near = nearest_option(set, name);
	const char *hint = near != NULL ? arena_printf(&arena, "did you mean \"%s\"?", near) : NULL;
	struct buf safe = {0};

	text_safe(&safe, key->text);
	(void)diag_error(diags, set->rule, NULL, node_place(key), hint,
	    "%s %s: %s takes no option \"%s\"", set->what, config->id, set->class_name, safe.data);
	buf_free(&safe);
	arena_free(&arena);
	return -1;
}

int
option_set_check(const struct option_set *set, const struct provider_config *config,
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
		spec = find_option(set, key->text);
		if (spec == NULL) {
			rc = refuse_unknown(set, config, key, diags);
		} else if (spec->removed != NULL) {
			rc = diag_error(diags, set->rule, NULL, node_place(key), spec->removed,
			    "%s %s: option \"%s\" is not supported", set->what, config->id,
			    spec->name);
		}
	}
	for (spec = set->own; spec->name != NULL; spec++) {
		if (spec->required && node_get(map, spec->name) == NULL) {
			rc = diag_error(diags, set->rule, NULL, config->at, NULL,
			    "%s %s: option \"%s\" is missing", set->what, config->id, spec->name);
		}
	}
	return rc;
}

/* What has more than one part may be null, as octoDNS's defaults are: it is left out, then. */
static bool
is_or_null(const struct node *value, enum node_kind kind)
{
	return value->kind == kind || value->kind == NODE_NULL;
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
	case OPTION_LIST:
		return is_or_null(value, NODE_LIST) ? NULL : "must be a list";
	case OPTION_MAP:
		return is_or_null(value, NODE_MAP) ? NULL : "must be a mapping";
	default:
		return NULL;
	}
}

static int
resolve_one(const struct option_set *set, const struct provider_config *config,
    const struct node_pair *pair, struct arena *arena, struct node *resolved, struct diags *diags)
{
	const struct option_spec *spec = find_option(set, pair->key->text);
	const struct node *value;
	const char *missing, *fault;

	if (spec == NULL || spec->removed != NULL)
		return 0; /* option_set_check has said so */
	if (secret_resolve(arena, pair->value, &value, &missing) != 0) {
		return diag_error(diags, "config-secret", NULL, node_place(pair->value),
		    "set it in the environment, or give a default: env/NAME/DEFAULT",
		    "%s %s: option \"%s\": environment variable %s is not available", set->what,
		    config->id, spec->name, missing);
	}
	fault = kind_fault(spec->kind, value);
	if (fault != NULL) {
		return diag_error(diags, set->rule, NULL, node_place(pair->value), NULL,
		    "%s %s: option \"%s\" %s", set->what, config->id, spec->name, fault);
	}
	node_set(arena, resolved, slice_of(spec->name), node_copy(arena, value));
	return 0;
}

int
option_set_resolve(const struct option_set *set, const struct provider_config *config,
    struct arena *arena, struct node **resolved, struct diags *diags)
{
	const struct node *map = config->options;
	size_t i;
	int rc = 0;

	*resolved = node_map(arena, map->u.map.count);
	for (i = 0; i < map->u.map.count; i++) {
		if (slice_is(map->u.map.pairs[i].key->text, "class"))
			continue;
		if (resolve_one(set, config, &map->u.map.pairs[i], arena, *resolved, diags) != 0)
			rc = -1;
	}
	return rc;
}

static struct option_set
set_of_provider(const struct provider_class *class)
{
	struct option_set set = {"provider", "config-provider-option", class->names[0],
	    class->options, options_common};

	return set;
}

int
options_check(const struct provider_class *class, const struct provider_config *config,
    struct diags *diags)
{
	struct option_set set = set_of_provider(class);

	return option_set_check(&set, config, diags);
}

int
options_resolve(const struct provider_class *class, const struct provider_config *config,
    struct arena *arena, struct node **resolved, struct diags *diags)
{
	struct option_set set = set_of_provider(class);

	return option_set_resolve(&set, config, arena, resolved, diags);
}

const char *
option_text(const struct node *options, const char *name, const char *fallback)
{
	const struct node *node = node_get(options, name);

	/* Texts of nodes are followed by a NUL: both readers and makers see to that. */
	return node != NULL && node->kind != NODE_NULL && node_is_scalar(node) ? node->text.data
									       : fallback;
}

bool
option_bool(const struct node *options, const char *name, bool fallback)
{
	const struct node *node = node_get(options, name);

	return node != NULL ? node_truth(node) : fallback;
}

int64_t
option_int(const struct node *options, const char *name, int64_t fallback)
{
	const struct node *node = node_get(options, name);
	int64_t number;

	return node != NULL && node_to_int(node, &number) == 0 ? number : fallback;
}

double
option_real(const struct node *options, const char *name, double fallback)
{
	const struct node *node = node_get(options, name);
	double real;

	return node != NULL && node_to_real(node, &real) == 0 ? real : fallback;
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
