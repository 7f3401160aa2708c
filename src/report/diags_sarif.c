/* Diagnostics as SARIF 2.1.0, which code scanning takes. */
#include "core/map.h"
#include "core/node.h"
#include "dns/rules.h"
#include "dns/rules_explain.h"
#include "report/findings.h"
#include "report/formats.h"

#include <stdint.h>
#include <string.h>

static const char *const levels[] = {
    [SEVERITY_ERROR] = "error",
    [SEVERITY_WARNING] = "warning",
};

/* The help line of a validator, which is all that there is of some. */
struct wanted {
	const char *id, *help;
};

static void
match_rule(void *ctx, const char *id, unsigned sets, const char *types, const char *help)
{
	struct wanted *wanted = ctx;

	(void)sets;
	(void)types;
	if (strcmp(id, wanted->id) == 0)
		wanted->help = help;
}

static void
print_message(struct buf *buf, const char *key, const char *text)
{
	buf_printf(buf, "\"%s\": {\"text\": ", key);
	json_text(buf, slice_of(text), false);
	buf_char(buf, '}');
}

static void
print_rule(struct buf *buf, const char *id)
{
	const struct rule_text *text = rule_text_find(id);
	struct wanted wanted = {id, NULL};

	rules_each(match_rule, &wanted);
	buf_text(buf, "{\"id\": ");
	json_text(buf, slice_of(id), false);
	if (wanted.help != NULL) {
		buf_text(buf, ", ");
		print_message(buf, "shortDescription", wanted.help);
	}
	if (text != NULL) {
		buf_text(buf, ", ");
		print_message(buf, "fullDescription", text->text);
	}
	buf_char(buf, '}');
}

/* Each rule once; its number + 1 goes into ${numbers}. */
static void
print_rules(struct buf *buf, const struct findings *findings, struct map *numbers)
{
	size_t i;

	for (i = 0; i < findings->count; i++) {
		struct slice rule = slice_of(findings->items[i].rule);

		if (map_has(numbers, rule))
			continue;
		buf_text(buf, numbers->count > 0 ? ",\n    " : "\n    ");
		map_put(numbers, rule, (void *)(uintptr_t)(numbers->count + 1));
		print_rule(buf, findings->items[i].rule);
	}
}

/* A path as a relative URI. */
static void
print_uri(struct buf *buf, const char *path)
{
	static const char plain[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

	buf_char(buf, '"');
	for (; *path != '\0'; path++) {
		if (strchr(plain, *path) != NULL)
			buf_char(buf, *path);
		else
			buf_printf(buf, "%%%02X", (unsigned)(unsigned char)*path);
	}
	buf_char(buf, '"');
}

/* "[text](target)" would be a link. */
static void
add_unlinked(struct buf *text, const char *from)
{
	for (; *from != '\0'; from++) {
		if (*from == '[' || *from == ']' || *from == '\\')
			buf_char(text, '\\');
		buf_char(text, *from);
	}
}

static void
print_text(struct buf *buf, const struct finding *finding)
{
	struct buf text = {0};

	buf_text(&text, finding->message);
	if (finding->hint != NULL)
		buf_printf(&text, "\nhint: %s", finding->hint);
	if (strstr(text.data, "](") != NULL) {
		struct buf unlinked = {0};

		add_unlinked(&unlinked, text.data);
		print_message(buf, "message", unlinked.data);
		buf_free(&unlinked);
	} else {
		print_message(buf, "message", text.data);
	}
	buf_free(&text);
}

static void
print_result(struct buf *buf, const struct finding *finding, const struct map *numbers)
{
	uintptr_t number = (uintptr_t)map_get(numbers, slice_of(finding->rule));

	buf_text(buf, "{\"ruleId\": ");
	json_text(buf, slice_of(finding->rule), false);
	buf_printf(buf, ", \"ruleIndex\": %zu, \"level\": \"%s\", ", (size_t)number - 1,
	    levels[finding->diag->severity]);
	print_text(buf, finding);
	buf_text(buf,
	    ",\n     \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
	print_uri(buf, finding->file);
	buf_printf(buf, ", \"uriBaseId\": \"%%SRCROOT%%\"}, \"region\": {\"startLine\": %u",
	    finding->line);
	if (finding->column > 0)
		buf_printf(buf, ", \"startColumn\": %u", finding->column);
	buf_printf(buf, "}}}],\n     \"partialFingerprints\": {\"zoneward/v1\": \"%s\"}}",
	    finding->fingerprint);
}

void
diags_print_sarif(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	struct findings findings;
	struct map numbers = {0};
	size_t i;

	findings_collect(&findings, diags, view);
	buf_text(buf,
	    "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\",\n"
	    " \"runs\": [{\"tool\": {\"driver\": {\"name\": \"zoneward\", \"semanticVersion\": "
	    "\"" ZONEWARD_VERSION "\", \"rules\": [");
	print_rules(buf, &findings, &numbers);
	/* Columns are characters, where SARIF's default are units of UTF-16. */
	buf_text(buf, "]}},\n  \"columnKind\": \"unicodeCodePoints\",\n  \"results\": [");
	for (i = 0; i < findings.count; i++) {
		buf_text(buf, i > 0 ? ",\n    " : "\n    ");
		print_result(buf, &findings.items[i], &numbers);
	}
	buf_text(buf, "]}]}\n");
	map_free(&numbers);
	findings_free(&findings);
}
