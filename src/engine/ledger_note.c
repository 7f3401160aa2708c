/* The notes of the ledger as text. */
#include "core/node.h"
#include "core/text.h"
#include "engine/ledger_parts.h"
#include "provider/talk.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define WORD_MAX 1024
#define COUNT_MAX 1e9

static const char *const states[] = {
    [LEDGER_BEGUN] = "begun",
    [LEDGER_APPLIED] = "applied",
    [LEDGER_PARTLY] = "partly",
    [LEDGER_FAILED] = "failed",
};

#define NSTATES (sizeof(states) / sizeof(states[0]))

const char *
ledger_word(enum ledger_state state)
{
	return states[state];
}

void
ledger_time(char text[LEDGER_TIME_LEN + 1], int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm tm = {0};

	(void)gmtime_r(&at, &tm);
	if (strftime(text, LEDGER_TIME_LEN + 1, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		text[0] = '\0';
}

/* Only what is printed like that again is a time. */
static int
read_time(const char *text, int64_t *seconds)
{
	char again[LEDGER_TIME_LEN + 1];
	struct tm tm = {0};
	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);

	if (end == NULL || *end != '\0')
		return -1;
	*seconds = (int64_t)timegm(&tm);
	ledger_time(again, *seconds);
	return strcmp(again, text) == 0 ? 0 : -1;
}

static const char *
read_word(const cJSON *json, const char *key, struct arena *arena)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, key));

	if (text == NULL || strlen(text) > WORD_MAX)
		return NULL;
	return arena_text(arena, slice_of(text));
}

static int
read_count(const cJSON *json, const char *key, size_t *count)
{
	const cJSON *number = cJSON_GetObjectItemCaseSensitive(json, key);

	if (!cJSON_IsNumber(number) || number->valuedouble < 0 || number->valuedouble > COUNT_MAX)
		return -1;
	*count = (size_t)number->valuedouble;
	return 0;
}

static int
read_state(const cJSON *json, enum ledger_state *state)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "state"));
	size_t i;

	for (i = 0; text != NULL && i < NSTATES; i++) {
		if (strcmp(text, states[i]) == 0) {
			*state = (enum ledger_state)i;
			return 0;
		}
	}
	return -1;
}

static int
read_entry(const cJSON *json, struct ledger_entry *entry, struct arena *arena)
{
	const char *at = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "time"));

	entry->config = read_word(json, "config", arena);
	entry->what = read_word(json, "what", arena);
	entry->digest = read_word(json, "digest", arena);
	entry->by = read_word(json, "by", arena);
	entry->whole = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, "whole"));
	if (entry->config == NULL || entry->what == NULL || entry->digest == NULL ||
	    entry->by == NULL || at == NULL || read_time(at, &entry->time) != 0 ||
	    read_state(json, &entry->state) != 0 || read_count(json, "done", &entry->done) != 0 ||
	    read_count(json, "failed", &entry->failed) != 0 ||
	    read_count(json, "unknown", &entry->unknown) != 0)
		return -1;
	return 0;
}

int
ledger_note_read(struct slice text, struct ledger_note *note, struct arena *arena)
{
	note->count = 0;
	while (text.len > 0) {
		struct slice line = slice_sub(text, 0, slice_find(text, '\n'));
		cJSON *json;
		int rc;

		text = slice_sub(text, line.len + 1, text.len);
		if (slice_trim(line).len == 0)
			continue;
		if (note->count == LEDGER_ENTRIES)
			return -1;
		json = talk_decode(line);
		rc = read_entry(json, &note->entries[note->count++], arena);
		cJSON_Delete(json);
		if (rc != 0)
			return -1;
	}
	return 0;
}

/* A configuration has one entry for all, and one for each part that was applied alone. */
static bool
is_same(const struct ledger_entry *a, const struct ledger_entry *b)
{
	return strcmp(a->config, b->config) == 0 && a->whole == b->whole &&
	    (a->whole || strcmp(a->what, b->what) == 0);
}

int
ledger_note_put(struct ledger_note *note, const struct ledger_entry *entry)
{
	size_t at = 0, i;

	while (at < note->count && !is_same(&note->entries[at], entry))
		at++;
	for (i = 0; at == LEDGER_ENTRIES && i < note->count; i++) {
		if (!note->entries[i].whole && note->entries[i].state != LEDGER_BEGUN)
			at = i;
	}
	if (at == LEDGER_ENTRIES)
		return -1;
	if (at == note->count)
		note->count++;
	note->entries[at] = *entry;
	return 0;
}

static void
print_entry(struct buf *out, const struct ledger_entry *entry)
{
	char at[LEDGER_TIME_LEN + 1];

	ledger_time(at, entry->time);
	buf_text(out, "{\"config\": ");
	json_text(out, slice_of(entry->config), true);
	buf_printf(out, ", \"state\": \"%s\", \"time\": \"%s\", \"what\": ", states[entry->state],
	    at);
	json_text(out, slice_of(entry->what), true);
	buf_printf(out,
	    ", \"whole\": %s, \"done\": %zu, \"failed\": %zu, \"unknown\": %zu, \"digest\": ",
	    entry->whole ? "true" : "false", entry->done, entry->failed, entry->unknown);
	json_text(out, slice_of(entry->digest), true);
	buf_text(out, ", \"by\": ");
	json_text(out, slice_of(entry->by), true);
	buf_text(out, "}\n");
}

void
ledger_note_print(struct buf *out, const struct ledger_note *note)
{
	size_t i;

	for (i = 0; i < note->count; i++)
		print_entry(out, &note->entries[i]);
}

bool
ledger_siblings(const char *a, const char *b)
{
	static const char shard[] = "shard ";
	const char *of_a = strchr(a, '/'), *of_b = strchr(b, '/');

	return strncmp(a, shard, sizeof(shard) - 1) == 0 &&
	    strncmp(b, shard, sizeof(shard) - 1) == 0 && of_a != NULL && of_b != NULL &&
	    strcmp(of_a, of_b) == 0 && strcmp(a, b) != 0;
}

void
ledger_message(struct buf *out, const struct ledger_entry *entry, const struct oid *commit)
{
	char hex[2 * OID_SIZE + 1];

	oid_hex(commit, hex);
	buf_printf(out, "zoneward: %s %.12s, %s\n\nCommit: %s\nConfig: ", states[entry->state], hex,
	    entry->what, hex);
	buf_text(out, entry->config);
	buf_char(out, '\n');
}

/* What follows ${name} on a line of its own. */
static struct slice
field(struct slice message, const char *name)
{
	while (message.len > 0) {
		struct slice line = slice_sub(message, 0, slice_find(message, '\n'));

		if (slice_starts(line, slice_of(name)))
			return slice_sub(line, strlen(name), line.len);
		message = slice_sub(message, line.len + 1, message.len);
	}
	return message;
}

int
ledger_message_read(struct slice message, const char *config, struct oid *commit)
{
	if (!slice_starts(message, slice_of("zoneward: ")) ||
	    !slice_is(field(message, "Config: "), config) ||
	    oid_parse(commit, field(message, "Commit: ")) != 0)
		return 1;
	return 0;
}
