/* Reading text in tests: a document, a stream, files to include. */
#ifndef ZW_TESTS_YAML_FIXTURE_H
#define ZW_TESTS_YAML_FIXTURE_H

#include "yaml/reader.h"

struct fixture {
	struct arena arena;
	struct diags diags;
	struct node *root;
	struct buf text; /* of the last fixture_flow or fixture_stream */
	enum yaml_order order;
	const struct yaml_loader *loader;
	int rc; /* of the last yaml_stream_open or _next that was not 1 */
};

/** fixture_read(f, text), fixture_read_bytes(f, text, len): Read a document into f->root. */
void fixture_read(struct fixture *f, const char *text);
void fixture_read_bytes(struct fixture *f, const char *text, size_t len);

/** fixture_flow(f, text): Read a document; return it on one line, keys as text, or NULL. */
const char *fixture_flow(struct fixture *f, const char *text);

/** fixture_stream(f, text): The same through a stream; what came before a restart is gone. */
const char *fixture_stream(struct fixture *f, const char *text);

/** fixture_refused(f, text, rule, line, column): Require one error, with this rule and place. */
void fixture_refused(struct fixture *f, const char *text, const char *rule, unsigned line,
    unsigned column);

/** fixture_files: a loader over the names and texts that end in a NULL name. */
struct fixture_file {
	const char *name, *text;
};
extern const struct fixture_file *fixture_files;
extern const struct yaml_loader fixture_loader;
extern int fixture_loaded; /* loads without their unload */

/** fixture_free(f): Free all. */
void fixture_free(struct fixture *f);

#endif
