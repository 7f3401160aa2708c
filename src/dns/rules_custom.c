/* Top-level `validators`: rules of octoDNS's classes with options of one's own. */
#include "dns/rules_set.h"

#include "dns/value.h"

#include <string.h>

static const char rule_id[] = "config-validators";

/* Whether ${path}, such as octodns.zone.mail.MailZoneValidator, ends in ${name}. */
static bool
is_class(struct slice path, const char *name)
{
	size_t len = strlen(name);

	return name[0] != '\0' && slice_starts(path, slice_of("octodns.")) && path.len > len &&
	    slice_ends(path, slice_of(name)) && path.data[path.len - len - 1] == '.';
}

static const struct rule *
find_rule(struct slice path)
{
	size_t i;

	for (i = 0; rule_tables[i] != NULL; i++) {
		const struct rule *rule;

		for (rule = rule_tables[i]; rule->id != NULL; rule++) {
			if (is_class(path, rule->class_name))
				return rule;
		}
	}
	return NULL;
}

static const struct zone_rule *
find_zone_rule(struct slice path)
{
	size_t i;

	for (i = 0; zone_rule_tables[i] != NULL; i++) {
		const struct zone_rule *rule;

		for (rule = zone_rule_tables[i]; rule->id != NULL; rule++) {
			if (is_class(path, rule->class_name))
				return rule;
		}
	}
	return NULL;
}

static int
bad_option(struct diags *diags, const struct node *at, const struct node *id, const char *what)
{
	return diag_error(diags, rule_id, NULL, node_place(at), NULL, "validator %.*s: %s",
	    SLICE_ARGS(rule_shown(id)), what);
}

/* Without sets a rule is always on. */
static int
read_sets(const struct node *id, const struct node *options, unsigned *sets, struct diags *diags)
{
	const struct node *list = node_get(options, "sets");
	size_t i;

	*sets = RULE_ALWAYS;
	if (list == NULL || list->kind == NODE_NULL)
		return 0;
	if (list->kind != NODE_LIST)
		return bad_option(diags, list, id, "sets must be a list, such as [strict]");
	*sets = 0;
	for (i = 0; i < list->u.list.count; i++) {
		struct slice name = list->u.list.items[i]->text;

		if (slice_is(name, "legacy"))
			*sets |= RULE_LEGACY;
		else if (slice_is(name, "strict"))
			*sets |= RULE_STRICT;
		else if (slice_is(name, "best-practice"))
			*sets |= RULE_BEST_PRACTICE;
	}
	return 0;
}

static bool
is_known(struct slice key, const char *const *known)
{
	for (; *known != NULL; known++) {
		if (slice_is(key, *known))
			return true;
	}
	return false;
}

static int
check_options(const struct node *id, const struct node *options, const char *const *known,
    struct diags *diags)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < options->u.map.count; i++) {
		const struct node *key = options->u.map.pairs[i].key;

		if (slice_is(key->text, "class") || slice_is(key->text, "types") ||
		    slice_is(key->text, "sets") || is_known(key->text, known))
			continue;
		rc = diag_error(diags, rule_id, NULL, node_place(key), "take the line out",
		    "validator %.*s: its class has no option \"%.*s\"", SLICE_ARGS(rule_shown(id)),
		    SLICE_ARGS(rule_shown(key)));
	}
	return rc;
}

/* ---- rules of records */

static int
read_types(struct arena *arena, const struct node *id, const struct node *options,
    const char **types, struct diags *diags)
{
	const struct node *list = node_get(options, "types");
	struct buf out = {0};
	size_t i;

	*types = "*";
	if (list == NULL || list->kind == NODE_NULL)
		return 0;
	if (list->kind != NODE_LIST)
		return bad_option(diags, list, id, "types must be a list, such as [MX]");
	for (i = 0; i < list->u.list.count; i++) {
		if (i > 0)
			buf_char(&out, ' ');
		buf_slice(&out, list->u.list.items[i]->text);
	}
	*types = arena_text(arena, buf_view(&out));
	buf_free(&out);
	return 0;
}

static int
add_rule(struct arena *arena, struct ruleset *set, const struct node *id,
    const struct node *options, const struct rule *model, struct diags *diags)
{
	static const char *const none[] = {NULL};
	struct rule *rule = arena_alloc(arena, sizeof(*rule));

	*rule = *model;
	rule->id = arena_text(arena, id->text);
	if (check_options(id, options, none, diags) != 0 ||
	    read_sets(id, options, &rule->sets, diags) != 0 ||
	    read_types(arena, id, options, &rule->types, diags) != 0)
		return -1;
	set->all[set->count++] = rule;
	return 0;
}

/* ---- rules of zones */

static int
read_mode(const struct node *id, const struct node *node, struct zone_rule_options *out,
    struct diags *diags)
{
	if (node == NULL)
		return 0;
	if (slice_is(node->text, "auto"))
		out->mail_mode = MAIL_AUTO;
	else if (slice_is(node->text, "mail"))
		out->mail_mode = MAIL_MAIL;
	else if (slice_is(node->text, "no-mail"))
		out->mail_mode = MAIL_NO_MAIL;
	else
		return bad_option(diags, node, id, "mode must be auto, mail or no-mail");
	return 0;
}

static int
read_mail_options(const struct node *id, const struct node *options, struct zone_rule_options *out,
    struct diags *diags)
{
	static const char *const known[] = {"mode", "min_mx", "single_mx_regexes", NULL};
	const struct node *min_mx = node_get(options, "min_mx");
	const struct node *single = node_get(options, "single_mx_regexes");

	if (check_options(id, options, known, diags) != 0 ||
	    read_mode(id, node_get(options, "mode"), out, diags) != 0)
		return -1;
	if (min_mx != NULL && node_to_int(min_mx, &out->min_mx) != 0)
		return bad_option(diags, min_mx, id, "min_mx must be a whole number");
	if (single == NULL || single->kind == NODE_NULL)
		return 0;
	if (single->kind != NODE_LIST)
		return bad_option(diags, single, id, "single_mx_regexes must be a list");
	out->single_mx = single;
	return 0;
}

static int
read_caa_options(const struct node *id, const struct node *options, struct zone_rule_options *out,
    struct diags *diags)
{
	static const char *const known[] = {"presence", NULL};
	const struct node *presence = node_get(options, "presence");

	if (check_options(id, options, known, diags) != 0)
		return -1;
	if (presence == NULL || slice_is(presence->text, "optional"))
		return 0;
	if (!slice_is(presence->text, "required"))
		return bad_option(diags, presence, id, "presence must be optional or required");
	out->caa_required = true;
	return 0;
}

static int
read_zone_options(const struct node *id, const struct node *options, const struct zone_rule *rule,
    struct zone_rule_options *out, struct diags *diags)
{
	static const char *const none[] = {NULL};

	if (strcmp(rule->id, "mail") == 0)
		return read_mail_options(id, options, out, diags);
	if (strcmp(rule->id, "caa-best-practices") == 0)
		return read_caa_options(id, options, out, diags);
	return check_options(id, options, none, diags);
}

static int
add_zone_rule(struct arena *arena, struct ruleset *set, const struct node *id,
    const struct node *options, const struct zone_rule *model, struct diags *diags)
{
	struct zone_rule_options *own = arena_alloc(arena, sizeof(*own));
	size_t at = ruleset_find_zone(set, id->text);
	struct zone_entry *entry = &set->zone[at];

	*own = zone_rule_options_default;
	if (read_zone_options(id, options, model, own, diags) != 0 ||
	    read_sets(id, options, &entry->sets, diags) != 0)
		return -1;
	entry->id = arena_text(arena, id->text);
	entry->rule = model;
	entry->options = own;
	if (at == set->nzone)
		set->nzone++;
	return 0;
}

/* ---- all of them */

static int
add_one(struct arena *arena, struct ruleset *set, const struct node *id, const struct node *options,
    struct diags *diags)
{
	const struct node *path = node_get(options, "class");
	const struct zone_rule *zone_rule;
	const struct rule *rule;

	if (path == NULL) {
		return diag_error(diags, rule_id, NULL, node_place(options),
		    "add \"class: octodns.….NAME\"", "validator %.*s has no class",
		    SLICE_ARGS(rule_shown(id)));
	}
	rule = find_rule(path->text);
	if (rule != NULL)
		return add_rule(arena, set, id, options, rule, diags);
	zone_rule = find_zone_rule(path->text);
	if (zone_rule != NULL)
		return add_zone_rule(arena, set, id, options, zone_rule, diags);
	return diag_error(diags, "config-validators-unsupported", NULL, node_place(path),
	    "only octoDNS's own validators are built in",
	    "validator %.*s: there is no class \"%.*s\"", SLICE_ARGS(rule_shown(id)),
	    SLICE_ARGS(rule_shown(path)));
}

/* Room for ${more} rules of the configuration behind the built-in ones. */
static void
make_room(struct arena *arena, struct ruleset *set, size_t more)
{
	const struct rule **all = arena_array(arena, set->cap + more, sizeof(struct rule *));
	struct zone_entry *zone =
	    arena_array(arena, set->zone_cap + more, sizeof(struct zone_entry));

	memcpy(all, set->all, set->count * sizeof(struct rule *));
	memcpy(zone, set->zone, set->nzone * sizeof(struct zone_entry));
	set->all = all;
	set->zone = zone;
	set->cap += more;
	set->zone_cap += more;
}

int
ruleset_add_custom(struct arena *arena, struct ruleset *set, const struct node *custom,
    struct diags *diags)
{
	size_t i;
	int rc = 0;

	if (!node_truth(custom))
		return 0;
	if (custom->kind != NODE_MAP) {
		return diag_error(diags, rule_id, NULL, node_place(custom), NULL,
		    "validators must be a mapping, not %s", node_kind_name(custom));
	}
	/* One more, for the place where the next zone rule would go. */
	make_room(arena, set, custom->u.map.count + 1);
	for (i = 0; i < custom->u.map.count; i++) {
		if (add_one(arena, set, custom->u.map.pairs[i].key, custom->u.map.pairs[i].value,
			diags) != 0)
			rc = -1;
	}
	return rc;
}
