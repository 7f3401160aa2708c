/* Finding the text of a rule. */
#include "dns/rules_explain.h"

#include "core/nearest.h"

#include <string.h>

const struct rule_text *const rule_text_tables[] = {
    rule_texts_common,
    rule_texts_service,
    rule_texts_data,
    rule_texts_zone,
    rule_texts_own,
    NULL,
};

const struct rule_text *
rule_text_find(const char *id)
{
	const struct rule_text *row;
	size_t i;

	for (i = 0; rule_text_tables[i] != NULL; i++) {
		for (row = rule_text_tables[i]; row->id != NULL; row++) {
			if (strcmp(row->id, id) == 0)
				return row;
		}
	}
	return NULL;
}

const char *
rule_text_nearest(const char *id)
{
	struct nearest nearest = nearest_start(id);
	const struct rule_text *row;
	size_t i;

	for (i = 0; rule_text_tables[i] != NULL; i++) {
		for (row = rule_text_tables[i]; row->id != NULL; row++) {
			nearest_try(&nearest, row->id);
		}
	}
	return nearest_word(&nearest);
}
