/* Reads our own settings, `zoneward:`. */
#include "config/settings.h"

enum { SETTING_STRICT, SETTING_SAFETY, SETTING_PUSH_OPTIONS, SETTING_LEDGER };

static const char *const setting_names[] = {"strict", "safety", "push_options", "ledger", NULL};
static const struct keys setting_keys = {setting_names};

static void
read_flag(struct reader *reader, const struct node *settings, const char *name, bool *flag)
{
	const struct node *node = node_get(settings, name);

	if (node != NULL && node->kind != NODE_BOOL)
		(void)diag_error(reader->diags, "config-value", NULL, node_place(node), NULL,
		    "\"%s\" must be true or false, not %s", name, node_kind_name(node));
	else if (node != NULL)
		*flag = node->u.flag;
}

static void
read_push_option(struct reader *reader, const struct node *word)
{
	if (node_is_scalar(word) && slice_is(word->text, "lenient"))
		reader->config->push_lenient = true;
	else if (node_is_scalar(word) && slice_is(word->text, "allow"))
		reader->config->push_allow = true;
	else
		(void)diag_error(reader->diags, "config-value", NULL, node_place(word), NULL,
		    "\"push_options\" takes lenient and allow");
}

static void
read_push_options(struct reader *reader, const struct node *list)
{
	size_t i;

	if (list == NULL || list->kind == NODE_NULL)
		return;
	if (list->kind != NODE_LIST) {
		(void)diag_error(reader->diags, "config-value", NULL, node_place(list),
		    "write [lenient]", "\"push_options\" must be a list, not %s",
		    node_kind_name(list));
		return;
	}
	for (i = 0; i < list->u.list.count; i++)
		read_push_option(reader, list->u.list.items[i]);
}

void
read_settings(struct reader *reader, const struct node *settings)
{
	size_t i;

	if (settings == NULL)
		return;
	reader->config->settings = settings;
	for (i = 0; i < settings->u.map.count; i++) {
		const struct node *key = settings->u.map.pairs[i].key;

		if (keys_index(&setting_keys, key->text) < 0)
			reader_unknown_key(reader, NULL, key, &setting_keys, "zoneward");
	}
	read_flag(reader, settings, setting_names[SETTING_STRICT], &reader->config->strict);
	reader->strict = reader->strict || reader->config->strict;
	read_flag(reader, settings, setting_names[SETTING_LEDGER], &reader->config->ledger);
	read_safety(reader, node_get(settings, setting_names[SETTING_SAFETY]));
	read_push_options(reader, node_get(settings, setting_names[SETTING_PUSH_OPTIONS]));
}
