/* What a file is, by its place: whose zone's, and how it is written. */
#ifndef ZW_ENGINE_FORMAT_PLACE_H
#define ZW_ENGINE_FORMAT_PLACE_H

#include "engine/workspace.h"

struct format_place {
	struct file_style style;
	struct slice zone;
	bool is_zone;   /* it holds records; else it is a part that others include */
	bool keep_ttl;  /* its providers do not agree on the default */
	bool keep_data; /* nor on how text is read */
};

/**
 * format_place_find(workspace, path, arena, place, diags):
 * Find out what the providers of the configuration say of the file at ${path}.
 */
void format_place_find(struct workspace *workspace, const char *path, struct arena *arena,
    struct format_place *place, struct diags *diags);

/**
 * format_place_path(workspace, name, arena, why):
 * Return the path in the work tree of the file that is called ${name} from the
 * directory that was given; or NULL, and a static text in ${why}, when it is
 * outside.  Of the last part no symbolic link is followed.
 */
const char *format_place_path(const struct workspace *workspace, const char *name,
    struct arena *arena, const char **why);

#endif
