/* The commands that stand in for octoDNS's: links to this program. */
#include "cmd/octodns.h"
#include "cmd/octodns_logging.h"
#include "core/text.h"
#include "report/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct octodns_command *const dropins[] = {&octodns_sync, &octodns_validate,
    &octodns_dump, &octodns_compare, &octodns_schema, &octodns_versions, NULL};

static const struct python_option help_options[] = {
    {"--help", PYTHON_HELP, 0, false, NULL, "show this help message and exit"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

static const struct python_option common_options[] = {
    {"--version", PYTHON_VERSION, 0, false, NULL, "print the version and exit"},
    {"--log-stream-stdout", PYTHON_FLAG, OCTODNS_AT(log_stdout), false, NULL,
	"log to standard output instead of standard error"},
    {"--log-syslog", PYTHON_FLAG, OCTODNS_AT(log_syslog), false, NULL, "log to syslog as well"},
    {"--syslog-device", PYTHON_WORD, OCTODNS_AT(syslog_device), false, NULL,
	"the socket of syslog (default /dev/log)"},
    {"--syslog-facility", PYTHON_WORD, OCTODNS_AT(syslog_facility), false, NULL,
	"the facility of syslog (default local0)"},
    {"--debug", PYTHON_FLAG, OCTODNS_AT(debug), false, NULL, "log more, to track down issues"},
    {"--quiet", PYTHON_FLAG, OCTODNS_AT(args.quiet), false, NULL,
	"log only warnings, errors and the plan"},
    {"--logging-config", PYTHON_WORD, OCTODNS_AT(logging_config), false, NULL,
	"set up the log with a YAML file, in the form of Python's logging.config.dictConfig"},
    {NULL, PYTHON_FLAG, 0, false, NULL, NULL},
};

enum outcome
octodns_fail(const struct octodns *o, const char *fmt, ...)
{
	char message[1024];
	struct buf text = {0};
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	buf_printf(&text, "%s: error: ", o->program);
	text_safe(&text, slice_of(message));
	buf_char(&text, '\n');
	(void)write_fd(STDERR_FILENO, buf_view(&text));
	buf_free(&text);
	return OUTCOME_INVALID;
}

static int
set_up_log(struct octodns *o, struct diags *diags)
{
	const struct octodns_args *args = &o->args;
	struct log_setup *log = &o->log;
	struct log_handler stream = {.fd = args->log_stdout ? STDOUT_FILENO : STDERR_FILENO,
	    .format = log_format,
	    .date_format = log_date_format};
	struct log_handler syslog = {.format = log_syslog_format};
	/* Even a quiet run shows the plan, and every run its checksum. */
	const struct log_logger plan = {"Plan", NOTE_INFO}, checksum = {"Checksum", NOTE_INFO};
	struct buf why = {0};
	int rc = 0;

	if (args->logging_config != NULL)
		return logging_read(log, args->logging_config, &o->arena, diags);
	log->handlers[log->nhandlers++] = stream;
	log->loggers[log->nloggers++] = checksum;
	log->level = args->debug ? NOTE_DEBUG
	    : args->args.quiet   ? NOTE_WARNING
				 : (int)o->command->level;
	if (args->args.quiet && !args->debug)
		log->loggers[log->nloggers++] = plan;
	if (args->log_syslog) {
		rc = log_open_syslog(&syslog, args->syslog_device, args->syslog_facility, &why);
		if (rc == 0)
			log->handlers[log->nhandlers++] = syslog;
		else
			(void)octodns_fail(o, "%s", why.data);
		buf_free(&why);
	}
	return rc;
}

enum outcome
octodns_open(struct octodns *o)
{
	enum outcome outcome;

	note(NOTE_INFO, "Manager", "__init__: config_file=%s, (octoDNS " OCTODNS_VERSION ")",
	    o->args.args.config);
	outcome = work_open(&o->work, &o->args.args, WORK_DISK);
	if (outcome == OUTCOME_DONE)
		octodns_tell_config(o->work.workspace.config);
	return outcome;
}

/* Whose warning it is, by the names that octoDNS gives to its loggers. */
static const char *
logger_of(const struct diag *diag)
{
	if (diag->subject.record.len > 0)
		return "Record";
	return diag->subject.zone.len > 0 ? "Zone" : "Manager";
}

/* Warnings go where the log goes; what ends the run is said aloud. */
static void
say_diags(struct octodns *o)
{
	struct diags *diags = &o->work.diags;
	struct buf text = {0};
	size_t kept = 0, i;

	for (i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];

		if (diag->severity == SEVERITY_ERROR) {
			diags->items[kept++] = *diag;
			continue;
		}
		buf_clear(&text);
		report_diag(&text, diag);
		note(NOTE_WARNING, logger_of(diag), "%s", text.data);
	}
	diags->count = kept;
	diags->warnings = 0;
	print_diags(&o->work, STDERR_FILENO);
	buf_free(&text);
}

static int
run(struct octodns *o)
{
	struct diags diags = {0};
	enum outcome outcome = OUTCOME_INVALID;

	o->work.args = &o->args.args;
	if (set_up_log(o, &diags) == 0) {
		log_start(&o->log);
		outcome = o->command->run(o);
		say_diags(o);
	} else {
		diags_move(&o->work.diags, &diags);
		say_diags(o);
	}
	work_close(&o->work);
	log_end(&o->log);
	arena_free(&o->arena);
	return outcome == OUTCOME_DONE || outcome == OUTCOME_USAGE ? (int)outcome : 1;
}

static const struct octodns_command *
find_command(const char *name)
{
	size_t i;

	for (i = 0; dropins[i] != NULL; i++) {
		if (strcmp(dropins[i]->name, name) == 0)
			return dropins[i];
	}
	return NULL;
}

static int
parse_and_run(struct octodns *o, int argc, char **argv)
{
	const struct python_option *const tables[] = {help_options, o->command->options,
	    common_options, NULL};
	const struct python_parser parser = {
	    .program = o->program,
	    .summary = o->command->summary,
	    .version = "octoDNS " OCTODNS_VERSION " (zoneward " ZONEWARD_VERSION ")",
	    .options = tables,
	    .words = o->command->words,
	    .rest = OCTODNS_AT(args.rest),
	};
	struct buf text = {0};
	enum python_result result = python_parse(&parser, &o->args, argc, argv, &text);
	int status = OUTCOME_USAGE;

	if (result == PYTHON_RUN)
		status = run(o);
	else
		(void)write_fd(result == PYTHON_DONE ? STDOUT_FILENO : STDERR_FILENO,
		    buf_view(&text));
	if (result == PYTHON_DONE)
		status = OUTCOME_DONE;
	buf_free(&text);
	return status;
}

int
octodns_main(const char *name, int argc, char **argv)
{
	struct octodns o = {
	    .command = find_command(name),
	    .program = name,
	    .args =
		{
		    .args = {.command = name, .dir = "."},
		    .syslog_device = "/dev/log",
		    .syslog_facility = "local0",
		},
	};
	int status;

	if (o.command == NULL) {
		(void)fprintf(stderr,
		    "%s: error: this version of zoneward does not have that command\n"
		    "hint: zoneward --help shows what there is\n",
		    name);
		return OUTCOME_USAGE;
	}
	status = parse_and_run(&o, argc, argv);
	args_free(&o.args.args);
	return status;
}
