/* Keys of mappings: text, or what Python's str() makes of something else. */
#include "yaml/internal.h"

struct node *
key_build(struct reader *reader)
{
	struct place at = reader_place(reader);
	struct node *key = reader_at_equals(reader) ? reader_equals(reader) : reader_build(reader);

	if (key == NULL || key->kind == NODE_TEXT || key->kind == NODE_DATE)
		return key;
	if (!node_is_scalar(key)) {
		(void)reading_error(reader->reading, "yaml-key", at, NULL, "%s cannot be a key",
		    node_kind_name(key));
		return NULL;
	}
	/* It may be an anchor's node, which is a value elsewhere. */
	if (reader->anchors.count > 0 || key->file != reader->file) {
		struct node *copy = arena_alloc(reader->reading->arena, sizeof(*copy));

		*copy = *key;
		key = copy;
	}
	key->written = key->text.data;
	scalar_key_text(reader->reading->arena, key);
	return key;
}
