/* Before and after formatting: can it be read, and is it in order? */
#include "yaml/format_check.h"

#include <string.h>

/* Read it once as everybody does: what is wrong with it is found here. */
static int
check_document(const struct yaml_source *source, struct diags *diags)
{
	struct arena arena = {0};
	int rc = yaml_document(source, &arena, diags) != NULL ? 0 : -1;

	arena_free(&arena);
	return rc;
}

static int
check_stream(const struct yaml_source *source, struct diags *diags)
{
	struct yaml_stream *stream;
	struct node_pair pair;
	int rc = yaml_stream_open(&stream, source, diags);

	while (rc == 0 || rc == 1 || rc == YAML_RESTART) {
		if (stream == NULL)
			break;
		rc = yaml_stream_next(stream, &pair);
		if (rc == 0)
			break;
	}
	yaml_stream_close(stream);
	return rc < 0 ? -1 : 0;
}

int
format_check(const struct yaml_source *source, bool zone, struct diags *diags)
{
	struct yaml_source any = *source;
	struct diags_mark mark = diags_mark(diags);

	any.order = YAML_ORDER_ANY;
	if (source->text.len >= 2 &&
	    (source->text.data[0] == '\xFF' || source->text.data[0] == '\xFE' ||
		source->text.data[0] == '\0' || source->text.data[1] == '\0')) {
		struct place at = {source->file, 1, 1};

		return diag_error(diags, "yaml-syntax", source->subject, at,
		    "save the file as UTF-8", "this is not UTF-8");
	}
	/* Only a mapping can be read in parts. */
	if (check_stream(&any, diags) == 0)
		return 0;
	if (zone)
		return -1;
	diags_rollback(diags, mark);
	return check_document(&any, diags);
}

void
format_say_order(const struct yaml_source *source, enum yaml_order order, struct slice text,
    struct diags *diags)
{
	struct yaml_source result = *source;
	struct diags found = {0};
	size_t i;

	result.text = text;
	result.order = order;
	(void)check_stream(&result, &found);
	for (i = 0; i < found.count; i++) {
		const struct diag *diag = &found.items[i];

		if (strcmp(diag->rule, "yaml-order") != 0 || diag->at.file == NULL ||
		    strcmp(diag->at.file, source->file) != 0)
			continue;
		diag_warn(diags, "format-order", source->subject, diag->at,
		    "put them in order by hand, an anchor before its aliases",
		    "%s; an anchor or a << is in the way of sorting", diag->message);
	}
	diags_free(&found);
}
