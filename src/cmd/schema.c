/* zoneward schema */
#include "report/schema.h"
#include "cmd/common.h"

#include <stdlib.h>
#include <string.h>

#define INDENT_MAX 16

static const struct option *const options[] = {&opt_kind, &opt_indent, &opt_output, NULL};

static int
read_indent(const struct args *args, int *indent)
{
	char *end;
	long number;

	if (args->indent == NULL)
		return 0;
	number = strtol(args->indent, &end, 10);
	if (end == args->indent || *end != '\0' || number < 0 || number > INDENT_MAX)
		return -1;
	*indent = (int)number;
	return 0;
}

static int
run(const struct args *args)
{
	const char *kind = args->kind != NULL ? args->kind : "zone";
	struct json_style style = {.indent = 2, .keep_order = true};
	struct arena arena = {0};
	struct buf out = {0};
	const struct node *schema;
	int rc;

	if (args->rest.count > 0)
		return (int)usage(args, "it takes no words, only options");
	if (strcmp(kind, "zone") != 0 && strcmp(kind, "config") != 0)
		return (int)usage(args, "--kind takes zone or config, not %s", kind);
	if (read_indent(args, &style.indent) != 0)
		return (int)usage(args, "--indent takes a number from 0 to %d, not %s", INDENT_MAX,
		    args->indent);
	schema = strcmp(kind, "zone") == 0 ? schema_zone(&arena) : schema_config(&arena);
	node_json(&out, schema, style);
	buf_char(&out, '\n');
	rc = print_result(args, buf_view(&out));
	buf_free(&out);
	arena_free(&arena);
	return rc == 0 ? OUTCOME_DONE : OUTCOME_INVALID;
}

const struct command schema_command = {
    .name = "schema",
    .synopsis = "[--kind zone|config] [--indent N]",
    .summary = "print the JSON Schema of zone files or of the configuration",
    .details =
	"For editors: with yaml-language-server a file is checked and completed as you type.\n"
	"Draft 7.  What a schema cannot say, zoneward validate does.\n"
	"\n"
	"  zoneward schema --output zone.schema.json\n"
	"  zoneward schema --kind config --output config.schema.json\n"
	"\n"
	"and as the first line of a zone file:\n"
	"  # yaml-language-server: $schema=../zone.schema.json\n",
    .options = options,
    .run = run,
};
