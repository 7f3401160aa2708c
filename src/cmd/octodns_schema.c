/* octodns-schema */
#include "cmd/octodns.h"

static const char *const kinds[] = {"zone", "config", NULL};

static const struct python_option options[] = {
    {"--kind", PYTHON_WORD, OCTODNS_AT(args.kind), false, kinds,
	"the schema of zone files (the default) or of the configuration"},
    {"--indent", PYTHON_WORD, OCTODNS_AT(args.indent), false, NULL,
	"blanks for each level (default 2)"},
    {"--output", PYTHON_WORD, OCTODNS_AT(args.output), false, NULL,
	"write to this file instead of standard output"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {{NULL, PYTHON_ONE, NULL}};

static enum outcome
print_schema(struct octodns *o)
{
	o->args.args.command = schema_command.name;
	return (enum outcome)schema_command.run(&o->args.args);
}

const struct octodns_command octodns_schema = {
    .name = "octodns-schema",
    .summary = "Print the JSON Schema of zone files or of the configuration.",
    .options = options,
    .words = words,
    .level = NOTE_INFO,
    .run = print_schema,
};
