/* The root mapping one pair at a time. */
#include "yaml/internal.h"
#include "yaml/key_set.h"
#include "yaml/natural.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

/* After a pair with an anchor, so many more share its memory before new is begun. */
#define KEEP_TOGETHER 64

/* How it is known that a key is in order and not repeated. */
enum check {
	CHECK_RISING, /* each key is above the one before: most files, at no cost */
	CHECK_SEEN,   /* any order, and one was not above the last: the keys so far are kept */
	CHECK_KNOWN,  /* the whole document was looked at before */
	CHECK_NOTHING,
};

struct yaml_stream {
	const struct yaml_source *source;
	struct reading reading;
	struct reader reader;
	bool ended;
	/* Nodes of the pair, and those of earlier pairs that anchors keep. */
	struct arena arena, names;
	struct arena *kept;
	size_t nkept, kept_cap;
	bool holds; /* arena has nodes of an anchor */
	unsigned keep_for;
	/* Pairs that << gave together wait in reading.pairs. */
	size_t taken;
	uint32_t index;
	enum check check;
	bool has_last;
	struct node last; /* the key before, its text in last_text */
	struct buf first_text, last_text;
	bool odd_key; /* one that is no text was seen */
	struct key_set seen[2];
	bool order_said;
	bool *give; /* for each pair: is it the last of its key? */
};

/* Free what reading once more does not need. */
static void
stop(struct yaml_stream *stream)
{
	size_t i;

	reader_close(&stream->reader);
	reading_free(&stream->reading);
	for (i = 0; i < stream->nkept; i++)
		arena_free(&stream->kept[i]);
	stream->nkept = 0;
	arena_free(&stream->arena);
}

void
yaml_stream_close(struct yaml_stream *stream)
{
	if (stream == NULL)
		return;
	stop(stream);
	free(stream->kept);
	arena_free(&stream->names);
	buf_free(&stream->first_text);
	buf_free(&stream->last_text);
	key_set_free(&stream->seen[0]);
	key_set_free(&stream->seen[1]);
	free(stream->give);
	free(stream);
}

static int
not_a_mapping(struct yaml_stream *stream, struct place at, const char *what)
{
	return reading_error(&stream->reading, "yaml-root", at, NULL,
	    "the top level must be a mapping, not %s", what);
}

/* The root is a scalar: nothing, or another file. */
static int
open_scalar(struct yaml_stream *stream)
{
	struct reading *reading = &stream->reading;
	struct place at = reader_place(&stream->reader);
	const struct node *root = reader_build(&stream->reader);
	size_t i;

	if (root == NULL || reader_end(&stream->reader) != 0)
		return -1;
	stream->ended = true;
	if (root->kind == NODE_NULL)
		return 1;
	if (root->kind != NODE_MAP)
		return not_a_mapping(stream, at, node_kind_name(root));
	reading->npairs = root->u.map.count;
	reading->pairs = mem_grow(reading->pairs, &reading->pairs_cap, reading->npairs + 1,
	    sizeof(struct pending));
	for (i = 0; i < reading->npairs; i++) {
		reading->pairs[i].key = root->u.map.pairs[i].key;
		reading->pairs[i].value = root->u.map.pairs[i].value;
		reading->pairs[i].merged = false;
	}
	stream->check = CHECK_NOTHING;
	return 0;
}

static int
start(struct yaml_stream *stream, struct diags *diags, size_t known_warnings)
{
	const struct yaml_source *source = stream->source;
	int rc;

	memset(&stream->reading, 0, sizeof(stream->reading));
	stream->reading.source = source;
	stream->reading.diags = diags;
	stream->reading.arena = &stream->arena;
	stream->reading.names = &stream->names;
	stream->reading.known_warnings = known_warnings;
	stream->reading.order_said = stream->order_said;
	memset(&stream->reader, 0, sizeof(stream->reader));
	stream->holds = stream->ended = false;
	stream->keep_for = 0;
	stream->taken = 0;
	stream->index = 0;
	stream->has_last = false;
	stream->reader.lines_before = source->lines_before;
	rc = reader_open(&stream->reader, &stream->reading, source->file, source->text);
	stream->ended = rc == 1;
	if (rc != 0)
		return rc;
	if (stream->reader.event.type == YAML_SCALAR_EVENT)
		return open_scalar(stream);
	if (stream->reader.event.type != YAML_MAPPING_START_EVENT)
		return not_a_mapping(stream, reader_place(&stream->reader), "a list");
	return reader_enter_map(&stream->reader);
}

static struct yaml_stream *
new_stream(const struct yaml_source *source)
{
	struct yaml_stream *stream = mem_zero(1, sizeof(*stream));

	stream->source = source;
	stream->check = CHECK_RISING;
	return stream;
}

int
yaml_stream_open(struct yaml_stream **stream, const struct yaml_source *source, struct diags *diags)
{
	int rc;

	*stream = new_stream(source);
	rc = start(*stream, diags, 0);
	if (rc < 0) {
		yaml_stream_close(*stream);
		*stream = NULL;
	}
	return rc;
}

/* Forget the nodes of the pair before, unless an anchor may refer to them. */
static void
make_room(struct yaml_stream *stream)
{
	if (stream->reader.anchored) {
		stream->reader.anchored = false;
		stream->holds = true;
		stream->keep_for = KEEP_TOGETHER;
	}
	if (!stream->holds) {
		arena_reset(&stream->arena);
		return;
	}
	if (stream->keep_for > 0) {
		stream->keep_for--;
		return;
	}
	stream->kept =
	    mem_grow(stream->kept, &stream->kept_cap, stream->nkept + 1, sizeof(struct arena));
	stream->kept[stream->nkept++] = stream->arena;
	memset(&stream->arena, 0, sizeof(stream->arena));
	stream->holds = false;
}

/* Read until there are pairs.  Return 1, 0 at the end, or -1. */
static int
read_pairs(struct yaml_stream *stream)
{
	struct reading *reading = &stream->reading;

	stream->taken = 0;
	reading->npairs = 0;
	while (reading->npairs == 0) {
		if (stream->ended)
			return 0;
		make_room(stream);
		if (reader_next(&stream->reader) != 0)
			return -1;
		if (stream->reader.event.type == YAML_MAPPING_END_EVENT) {
			stream->ended = true;
			return reader_end(&stream->reader);
		}
		if (reader_pair(&stream->reader) != 0)
			return -1;
	}
	return 1;
}

/* The next pair, whatever its key.  Return 1, 0 at the end, or -1. */
static int
advance(struct yaml_stream *stream, struct pending *pair)
{
	if (stream->taken == stream->reading.npairs) {
		int rc = read_pairs(stream);

		if (rc != 1)
			return rc;
	}
	*pair = stream->reading.pairs[stream->taken++];
	pair->index = stream->index++;
	return 1;
}

struct keys {
	struct pending *items;
	size_t count, cap;
	struct arena arena;
	bool order_said;
};

/* Look at the whole document for its keys; what is wrong with it is said here. */
static int
collect_keys(const struct yaml_source *source, struct diags *diags, struct keys *keys)
{
	struct yaml_stream *scan = new_stream(source);
	struct pending pair;
	int rc;

	scan->order_said = keys->order_said;
	rc = start(scan, diags, SIZE_MAX);

	while (rc == 0 && (rc = advance(scan, &pair)) == 1) {
		keys->items =
		    mem_grow(keys->items, &keys->cap, keys->count + 1, sizeof(struct pending));
		pair.key = node_copy(&keys->arena, pair.key);
		/* The name of an included file goes with the stream. */
		if (pair.key->file != source->file)
			pair.key->file = arena_text(&keys->arena, slice_of(pair.key->file));
		pair.value = NULL;
		keys->items[keys->count++] = pair;
		rc = 0;
	}
	keys->order_said = scan->reading.order_said;
	yaml_stream_close(scan);
	return rc;
}

/* Find out which pairs count.  Return 0, 1 when some do not, or -1. */
static int
learn(struct yaml_stream *stream)
{
	struct reading root = {.source = stream->source, .diags = stream->reading.diags};
	struct keys keys = {.order_said = stream->reading.order_said};
	size_t i, kept;
	bool *give;
	int rc = collect_keys(stream->source, stream->reading.diags, &keys);

	kept = keys.count;
	if (rc == 0) {
		root.order_said = keys.order_said;
		order_settle(&root, keys.items, &kept, stream->source->order);
		stream->order_said = stream->reading.order_said = root.order_said;
		give = mem_zero(keys.count + 1, sizeof(bool));
		for (i = 0; keys.items != NULL && i < kept; i++)
			give[keys.items[i].index] = true;
		stream->give = give;
		stream->check = CHECK_KNOWN;
		rc = kept < keys.count;
	}
	free(keys.items);
	arena_free(&keys.arena);
	return rc;
}

static void
remember(struct yaml_stream *stream, const struct node *key)
{
	if (!stream->has_last) {
		buf_clear(&stream->first_text);
		buf_slice(&stream->first_text, key->text);
	}
	stream->has_last = true;
	stream->last = *key;
	buf_clear(&stream->last_text);
	buf_slice(&stream->last_text, key->text);
	stream->last.text = buf_view(&stream->last_text);
}

/* Return true when nothing speaks against the key: it is new and in order. */
static bool
is_fine(struct yaml_stream *stream, const struct node *key)
{
	enum yaml_order order = stream->source->order;

	stream->odd_key = stream->odd_key || !order_is_text(key);
	if (stream->check == CHECK_RISING) {
		if (stream->has_last && !order_rises(order, &stream->last, key))
			return false;
		remember(stream, key);
		return true;
	}
	return key_set_add(&stream->seen[order_is_text(key)], key->text);
}

static int
start_over(struct yaml_stream *stream)
{
	struct diags *diags = stream->reading.diags;
	size_t warnings = stream->reading.warnings;

	stop(stream);
	return start(stream, diags, warnings) == 0 ? YAML_RESTART : -1;
}

/*
 * A key is not above the one before.  Where any order will do it may be new all the
 * same: the keys are kept from here on, for which those before are read again.
 */
static int
look_closer(struct yaml_stream *stream, const struct node *key)
{
	if (stream->source->order == YAML_ORDER_ANY && stream->check == CHECK_RISING &&
	    order_rises(YAML_ORDER_ANY, key, &stream->last)) {
		stream->check = CHECK_SEEN;
		return 1;
	}
	return learn(stream);
}

int
yaml_stream_next(struct yaml_stream *stream, struct node_pair *pair)
{
	struct pending next;
	int rc;

	for (;;) {
		rc = advance(stream, &next);
		if (rc != 1)
			return rc;
		if (stream->check < CHECK_KNOWN && !is_fine(stream, next.key)) {
			rc = look_closer(stream, next.key);
			if (rc != 0)
				return rc < 0 ? rc : start_over(stream);
		}
		if (stream->check != CHECK_KNOWN || stream->give[next.index])
			break;
	}
	pair->key = next.key;
	pair->value = next.value;
	return 1;
}

bool
yaml_stream_rising(const struct yaml_stream *stream, struct slice *first, struct slice *last)
{
	if (stream->odd_key || stream->check != CHECK_RISING || !stream->has_last)
		return false;
	*first = buf_view(&stream->first_text);
	*last = buf_view(&stream->last_text);
	return true;
}

bool
yaml_keys_rise(enum yaml_order order, struct slice a, struct slice b)
{
	return order == YAML_ORDER_NATURAL ? natural_compare(a, b) < 0 : slice_compare(a, b) < 0;
}
