/* Tags: the few that mean something here. */
#include "yaml/internal.h"

#include <string.h>

static const char core[] = "tag:yaml.org,2002:";

static const struct {
	const char *name; /* behind "tag:yaml.org,2002:" */
	enum scalar_class class;
} core_tags[] = {
    {"str", SCALAR_TEXT},
    {"int", SCALAR_INT},
    {"bool", SCALAR_BOOL},
    {"float", SCALAR_FLOAT},
    {"null", SCALAR_NULL},
    {"timestamp", SCALAR_DATE},
    {"binary", SCALAR_BYTES},
    {"merge", SCALAR_MERGE},
};

static int
unknown_tag(struct reader *reader, const char *tag)
{
	size_t len = sizeof(core) - 1;
	bool ours = strncmp(tag, core, len) == 0;

	return reading_error(reader->reading, "yaml-tag", reader_place(reader), "take the tag away",
	    "the tag %s%.100s cannot be used here", ours ? "!!" : "", ours ? tag + len : tag);
}

int
tag_scalar(struct reader *reader, enum scalar_class *class)
{
	const char *tag = (const char *)reader->event.data.scalar.tag;
	size_t i;

	*class = SCALAR_TEXT;
	if (tag == NULL || strcmp(tag, "!") == 0) {
		if (tag != NULL || reader->event.data.scalar.plain_implicit) {
			const char *value = (const char *)reader->event.data.scalar.value;

			*class =
			    scalar_resolve(slice_make(value, reader->event.data.scalar.length));
		}
		return 0;
	}
	if (strncmp(tag, core, sizeof(core) - 1) == 0) {
		for (i = 0; i < sizeof(core_tags) / sizeof(core_tags[0]); i++) {
			if (strcmp(tag + sizeof(core) - 1, core_tags[i].name) != 0)
				continue;
			*class = core_tags[i].class;
			return 0;
		}
	}
	return unknown_tag(reader, tag);
}

int
tag_collection(struct reader *reader, const yaml_char_t *tag, const char *own, const char *what)
{
	const char *text = (const char *)tag;

	if (text == NULL || strcmp(text, "!") == 0 || strcmp(text, own) == 0)
		return 0;
	/* A set is a mapping whose values nobody looks at: the record says what is wrong with it. */
	if (strcmp(own, YAML_MAP_TAG) == 0 && strcmp(text, "tag:yaml.org,2002:set") == 0)
		return 0;
	if (strcmp(text, "!include") == 0) {
		return reading_error(reader->reading, "yaml-include", reader_place(reader),
		    "write !include FILE", "!include takes the name of one file, not %s", what);
	}
	return unknown_tag(reader, text);
}
