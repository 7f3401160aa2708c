/* --logging-config FILE: what Python's logging.config.dictConfig reads, as far as it fits. */
#include "cmd/octodns_logging.h"

#include "config/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define RULE "logging-config"

struct reading {
	struct log_setup *setup;
	const struct node *root;
	struct arena *arena;
	struct diags *diags;
};

static int
wrong(struct reading *r, const struct node *node, const char *hint, const char *what)
{
	return diag_error(r->diags, RULE, NULL, node_place(node), hint, "%s", what);
}

/* The text of an option, or fallback. */
static const char *
text_of(struct reading *r, const struct node *map, const char *key, const char *fallback)
{
	const struct node *node = node_get(map, key);

	return node != NULL && node->kind != NODE_NULL && node_is_scalar(node)
	    ? arena_text(r->arena, node->text)
	    : fallback;
}

static int
read_level(struct reading *r, const struct node *map, int fallback, int *level)
{
	static const struct {
		const char *name;
		int level;
	} names[] = {{"NOTSET", NOTE_DEBUG}, {"DEBUG", NOTE_DEBUG}, {"INFO", NOTE_INFO},
	    {"WARNING", NOTE_WARNING}, {"WARN", NOTE_WARNING}, {"ERROR", NOTE_ERROR},
	    {"CRITICAL", NOTE_NEVER}, {"FATAL", NOTE_NEVER}};
	const struct node *node = node_get(map, "level");
	size_t i;

	*level = fallback;
	if (node == NULL)
		return 0;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (node->kind == NODE_TEXT && slice_is(node->text, names[i].name)) {
			*level = names[i].level;
			return 0;
		}
	}
	return wrong(r, node, "DEBUG, INFO, WARNING, ERROR or CRITICAL", "this is no level");
}

/* The formats of a handler; a field that there is not would be missing in every line. */
static int
read_formatter(struct reading *r, const struct node *handler, struct log_handler *made)
{
	const struct node *name = node_get(handler, "formatter");
	const struct node *formatter;
	struct note any = {.name = "", .text = ""};
	struct buf line = {0};
	int rc;

	made->format = "%(message)s";
	if (name == NULL)
		return 0;
	formatter = node_get(node_get(r->root, "formatters"), arena_text(r->arena, name->text));
	if (formatter == NULL || formatter->kind != NODE_MAP)
		return wrong(r, name, NULL, "there is no such formatter");
	if (node_get(formatter, "()") != NULL || node_get(formatter, "class") != NULL)
		return wrong(r, formatter, "write \"format\" and \"datefmt\"",
		    "a formatter of a class of its own needs Python");
	made->format = text_of(r, formatter, "format", made->format);
	made->date_format = text_of(r, formatter, "datefmt", NULL);
	rc = log_line(&line, &any, made->format, made->date_format);
	buf_free(&line);
	if (rc != 0)
		return wrong(r, formatter,
		    "there are asctime, levelname, levelno, message, msecs, name, process, "
		    "processName, thread, threadName",
		    "the format has a field that there is not");
	return 0;
}

static int
open_stream(struct reading *r, const struct node *handler, struct log_handler *made)
{
	const char *stream = text_of(r, handler, "stream", "ext://sys.stderr");

	made->fd = strcmp(stream, "ext://sys.stdout") == 0 ? STDOUT_FILENO : STDERR_FILENO;
	if (made->fd == STDERR_FILENO && strcmp(stream, "ext://sys.stderr") != 0)
		return wrong(r, node_get(handler, "stream"), "ext://sys.stdout or ext://sys.stderr",
		    "there is no such stream");
	return 0;
}

static int
open_file(struct reading *r, const struct node *handler, struct log_handler *made)
{
	const char *file = text_of(r, handler, "filename", NULL);
	bool anew = strcmp(text_of(r, handler, "mode", "a"), "w") == 0;

	if (file == NULL)
		return wrong(r, handler, NULL, "a FileHandler needs \"filename\"");
	made->fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | (anew ? O_TRUNC : O_APPEND), 0666);
	made->owned = made->fd >= 0;
	return made->owned ? 0 : wrong(r, handler, NULL, strerror(errno));
}

static int
open_syslog(struct reading *r, const struct node *handler, struct log_handler *made)
{
	struct buf why = {0};
	int rc = log_open_syslog(made, text_of(r, handler, "address", "/dev/log"),
	    text_of(r, handler, "facility", "user"), &why);

	if (rc != 0)
		(void)wrong(r, handler, NULL, why.data);
	buf_free(&why);
	return rc;
}

static int
open_nothing(struct reading *r, const struct node *handler, struct log_handler *made)
{
	(void)r;
	(void)handler;
	made->fd = -1;
	made->level = NOTE_NEVER;
	return 0;
}

static const struct handler_class {
	const char *name;
	int (*open)(struct reading *r, const struct node *handler, struct log_handler *made);
} classes[] = {
    {"logging.StreamHandler", open_stream},
    {"logging.FileHandler", open_file},
    {"logging.handlers.SysLogHandler", open_syslog},
    {"logging.NullHandler", open_nothing},
    {NULL, NULL},
};

static int
read_handler(struct reading *r, const struct node *id)
{
	const struct node *handler =
	    node_get(node_get(r->root, "handlers"), arena_text(r->arena, id->text));
	const struct handler_class *class = classes;
	struct log_handler made = {.fd = -1};

	if (handler == NULL || handler->kind != NODE_MAP)
		return wrong(r, id, NULL, "there is no such handler");
	if (r->setup->nhandlers == LOG_MOST)
		return wrong(r, id, NULL, "there are too many handlers");
	while (class->name != NULL && strcmp(class->name, text_of(r, handler, "class", "")) != 0)
		class ++;
	if (class->name == NULL)
		return wrong(r, handler,
		    "there are logging.StreamHandler, logging.FileHandler, "
		    "logging.handlers.SysLogHandler and logging.NullHandler",
		    "there is no handler of this class");
	if (read_level(r, handler, NOTE_DEBUG, &made.level) != 0 ||
	    read_formatter(r, handler, &made) != 0 || class->open(r, handler, &made) != 0)
		return -1;
	r->setup->handlers[r->setup->nhandlers++] = made;
	return 0;
}

static int
read_logger(struct reading *r, const struct node_pair *pair)
{
	const struct node *handlers = node_get(pair->value, "handlers");
	struct log_logger *logger = &r->setup->loggers[r->setup->nloggers];

	if (handlers != NULL && node_truth(handlers))
		return wrong(r, handlers, "give them to root",
		    "a single logger has no handlers of its own");
	if (r->setup->nloggers == LOG_MOST)
		return wrong(r, pair->key, NULL, "there are too many loggers");
	r->setup->nloggers++;
	logger->name = arena_text(r->arena, pair->key->text);
	return read_level(r, pair->value, r->setup->level, &logger->level);
}

static int
read_root(struct reading *r)
{
	const struct node *version = node_get(r->root, "version"), *root, *list;
	const struct node *loggers = node_get(r->root, "loggers");
	size_t i;
	int rc = 0;

	if (version == NULL || version->kind != NODE_INT || version->u.number != 1)
		return wrong(r, r->root, "write \"version: 1\"", "the version is not 1");
	root = node_get(r->root, "root");
	if (read_level(r, root, NOTE_WARNING, &r->setup->level) != 0)
		return -1;
	list = node_get(root, "handlers");
	for (i = 0; list != NULL && list->kind == NODE_LIST && i < list->u.list.count; i++)
		rc |= read_handler(r, list->u.list.items[i]);
	for (i = 0; loggers != NULL && loggers->kind == NODE_MAP && i < loggers->u.map.count; i++)
		rc |= read_logger(r, &loggers->u.map.pairs[i]);
	return rc == 0 ? 0 : -1;
}

int
logging_read(struct log_setup *setup, const char *path, struct arena *arena, struct diags *diags)
{
	struct reading r = {.setup = setup, .arena = arena, .diags = diags};
	struct place at = {path, 0, 0};
	struct yaml_source source = {.file = arena_text(arena, slice_of(path))};
	struct snapshot *disk;
	struct blob blob = {0};
	const char *why = "is not there";
	int rc;

	snapshot_disk(&disk);
	if (snapshot_read(disk, slice_of(path), &blob, &why) != 0) {
		rc = diag_error(diags, RULE, NULL, at, NULL, "the logging configuration %s", why);
	} else {
		source.text = slice_make(blob.data, blob.len);
		r.root = yaml_document(&source, arena, diags);
		rc = r.root != NULL ? read_root(&r) : -1;
	}
	blob_free(&blob);
	snapshot_close(disk);
	return rc;
}
