/* octodns-dump */
#include "cmd/octodns.h"

static const struct python_option options[] = {
    OCTODNS_CONFIG_FILE,
    {"--output-dir", PYTHON_WORD, OCTODNS_AT(args.output_dir), true, NULL,
	"the directory to write to (files that are there are overwritten)"},
    {"--output-provider", PYTHON_WORD, OCTODNS_AT(args.output_provider), false, NULL,
	"write as this provider of the configuration would, but to the directory"},
    {"--lenient", PYTHON_FLAG, OCTODNS_AT(args.lenient), false, NULL,
	"read records with faults as well as it goes"},
    {"--split", PYTHON_FLAG, OCTODNS_AT(args.split), false, NULL, "write a file for each name"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_word words[] = {
    {"zone", PYTHON_ONE, "the zone to dump; '*' in quotes for all zones"},
    {"source", PYTHON_MANY, "the providers to read it from"},
    {NULL, PYTHON_ONE, NULL},
};

static void
tell_request(const struct octodns *o)
{
	const struct args *args = &o->args.args;
	struct buf sources = {0};

	python_list(&sources, args->rest.items + 1, args->rest.count - 1);
	note(NOTE_INFO, "Manager",
	    "dump: zone=%s, output_dir=%s, output_provider=%s, lenient=%s, split=%s, sources=%s",
	    args->rest.items[0], args->output_dir,
	    args->output_provider != NULL ? args->output_provider : "None",
	    python_bool(args->lenient), python_bool(args->split), sources.data);
	if (args->output_provider == NULL)
		note(NOTE_INFO, "Manager", "dump: using custom YamlProvider");
	else
		note(NOTE_INFO, "Manager", "dump: using specified output_provider=%s",
		    args->output_provider);
	buf_free(&sources);
}

static enum outcome
dump(struct octodns *o)
{
	struct dumped result;

	if (octodns_open(o) != OUTCOME_DONE)
		return OUTCOME_INVALID;
	tell_request(o);
	return work_dump(&o->work, &result);
}

const struct octodns_command octodns_dump = {
    .name = "octodns-dump",
    .summary = "Write what providers serve as zone files.",
    .options = options,
    .words = words,
    .level = NOTE_INFO,
    .run = dump,
};
