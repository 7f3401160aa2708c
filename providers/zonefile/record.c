/* One record of a zone file: whose it is, its TTL, its type. */
#include "dns/escape.h"
#include "dns/name.h"
#include "zonefile.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TTL 2147483647 /* RFC 2181, section 8 */

const char *
zonefile_name(struct zone_reading *r, const struct zone_word *word, struct slice *name)
{
	struct buf text = {0};
	const char *why = "has a name in quotes";
	unsigned char octet;
	size_t at = 0;

	if (word->quoted)
		return why;
	*name = r->origin;
	if (slice_is(word->text, "@"))
		return NULL;
	while (at < word->text.len) {
		if (unescape_octet(word->text, &at, &octet) != 0)
			return "has a backslash that is no escape";
	}
	buf_slice(&text, word->text);
	if (!name_is_absolute(word->text)) {
		buf_text(&text, slice_is(r->origin, ".") ? "" : ".");
		buf_slice(&text, r->origin);
	}
	if (name_parse(r->arena, buf_view(&text), name, &why) == 0)
		why = NULL;
	buf_free(&text);
	return why;
}

static int
unit_seconds(char c)
{
	static const char units[] = "smhdw";
	static const int seconds[] = {1, 60, 3600, 86400, 604800};
	const char *unit = c != '\0' ? strchr(units, c >= 'A' && c <= 'Z' ? c + 32 : c) : NULL;

	return unit != NULL ? seconds[unit - units] : 0;
}

int
zonefile_ttl(struct slice text, int64_t *ttl)
{
	int64_t number = 0;
	bool digits = false;
	size_t i;

	*ttl = 0;
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c >= '0' && c <= '9') {
			number = number * 10 + (c - '0');
			digits = true;
		} else if (digits && unit_seconds(c) > 0) {
			*ttl += number * unit_seconds(c);
			number = 0;
			digits = false;
		} else {
			return -1;
		}
		if (number > MAX_TTL || *ttl > MAX_TTL)
			return -1;
	}
	*ttl += number;
	return text.len > 0 && *ttl <= MAX_TTL ? 0 : -1;
}

/* TTL and class before the type, in either order. */
struct head {
	int64_t ttl;
	bool other_class;
	size_t at; /* of the type */
};

static bool
is_class(struct slice text, bool *other)
{
	static const char *const others[] = {"CH", "HS", "CS", "NONE", "ANY"};
	size_t i;

	if (slice_is_nocase(text, "IN") || slice_is_nocase(text, "CLASS1"))
		return true;
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (slice_is_nocase(text, others[i])) {
			*other = true;
			return true;
		}
	}
	return false;
}

static struct head
read_head(const struct zone_entry *entry, size_t at)
{
	struct head head = {GATHER_NO_TTL, false, at};
	bool class_seen = false;

	for (; head.at < entry->count && !entry->words[head.at].quoted; head.at++) {
		struct slice text = entry->words[head.at].text;
		int64_t ttl;

		if (head.ttl == GATHER_NO_TTL && zonefile_ttl(text, &ttl) == 0)
			head.ttl = ttl;
		else if (!class_seen && is_class(text, &head.other_class))
			class_seen = true;
		else
			break;
	}
	return head;
}

static const struct rtype *
numbered(struct slice text)
{
	char *end;
	unsigned long number;
	unsigned i;

	if (text.len < 5 || text.len > 9 || strncmp(text.data, "TYPE", 4) != 0 ||
	    text.data[4] < '0' || text.data[4] > '9')
		return NULL;
	number = strtoul(text.data + 4, &end, 10);
	for (i = 0; i < rtype_count && *end == '\0'; i++) {
		if (rtypes[i].number == number && number != 0)
			return &rtypes[i];
	}
	return NULL;
}

/* What signing puts into a zone is nobody's to look after. */
static bool
is_of_signing(struct slice type)
{
	static const char *const types[] = {"RRSIG", "DNSKEY", "NSEC", "NSEC3", "NSEC3PARAM", "CDS",
	    "CDNSKEY", "ZONEMD", "TYPE65534"};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (slice_is(type, types[i]))
			return true;
	}
	return false;
}

static void
keep_word(struct buf *out, const struct zone_word *word)
{
	buf_text(out, word->quoted ? " \"" : " ");
	buf_slice(out, word->text);
	buf_text(out, word->quoted ? "\"" : "");
}

/* A record that is not ours to change stays in the file when it is written anew. */
static void
leave(struct zone_reading *r, const struct zone_entry *entry, const struct head *head, int64_t ttl,
    struct slice type)
{
	size_t i;

	/* Of a zone that is changed no signature holds. */
	if (is_of_signing(type))
		return;
	gather_leave(&r->gather, type);
	if (!r->keep)
		return;
	buf_printf(&r->kept, "$ORIGIN %.*s\n%.*s %lld IN", SLICE_ARGS(r->origin),
	    SLICE_ARGS(r->owner), (long long)(ttl < 0 ? r->gather.default_ttl : ttl));
	for (i = head->at; i < entry->count; i++)
		keep_word(&r->kept, &entry->words[i]);
	buf_char(&r->kept, '\n');
}

/* Of the SOA counts that it is there, its serial, and the TTL that it has for records without one. */
static void
read_soa(struct zone_reading *r, const struct zone_entry *entry, size_t data)
{
	int64_t serial, minimum;
	struct slice text;
	char *end;

	if (!slice_equal(r->owner, r->gather.zone->name))
		return;
	if (entry->count - data != 7) {
		zonefile_fault(r, entry->line, NULL, "the SOA record has not seven fields");
		return;
	}
	text = entry->words[data + 2].text;
	serial = strtoll(text.data, &end, 10);
	if (end != text.data + text.len || serial < 0 || serial > UINT32_MAX ||
	    zonefile_ttl(entry->words[data + 6].text, &minimum) != 0) {
		zonefile_fault(r, entry->line, NULL,
		    "the SOA record has a field that is no number");
		return;
	}
	r->has_soa = true;
	r->serial = (uint32_t)serial;
	r->soa_minimum = (uint32_t)minimum;
}

static bool
is_in_zone(const struct zone_reading *r)
{
	struct slice zone = r->gather.zone->name;

	return slice_equal(r->owner, zone) || name_is_below(r->owner, zone);
}

/* Return the TTL of a record that may have none of its own. */
static int64_t
ttl_of(struct zone_reading *r, int64_t own)
{
	if (own == GATHER_NO_TTL)
		own = r->default_ttl != GATHER_NO_TTL ? r->default_ttl
		    : r->last_ttl != GATHER_NO_TTL    ? r->last_ttl
		    : r->has_soa                      ? (int64_t)r->soa_minimum
						      : GATHER_NO_TTL;
	else
		r->last_ttl = own;
	return own;
}

/* Find the owner; return the place of the word after it, or SIZE_MAX. */
static size_t
read_owner(struct zone_reading *r, const struct zone_entry *entry)
{
	const char *why;

	if (entry->indented) {
		if (r->owner.len > 0)
			return 0;
		zonefile_fault(r, entry->line, "begin the line with the name",
		    "the line has no name, and there is none before it");
		return SIZE_MAX;
	}
	why = zonefile_name(r, &entry->words[0], &r->owner);
	if (why == NULL)
		return 1;
	r->owner = slice_of("");
	zonefile_fault(r, entry->line, NULL, "the line %s", why);
	return SIZE_MAX;
}

static void
read_typed(struct zone_reading *r, const struct zone_entry *entry, const struct head *head)
{
	char upper[24] = "";
	struct slice text = entry->words[head->at].text, shown;
	int64_t ttl = ttl_of(r, head->ttl);
	struct gather_record record = {.name = r->owner,
	    .ttl = ttl,
	    .at = {r->file, entry->line, 1}};
	size_t i;

	for (i = 0; i < text.len && i < sizeof(upper) - 1; i++)
		upper[i] = (char)(text.data[i] >= 'a' && text.data[i] <= 'z' ? text.data[i] - 32
									     : text.data[i]);
	shown = slice_make(upper, i);
	if (slice_is(shown, "SOA")) {
		read_soa(r, entry, head->at + 1);
		return;
	}
	record.type = rtype_find(shown);
	if (record.type == NULL)
		record.type = numbered(shown);
	if (record.type == NULL || record.type->number == 0 ||
	    !provider_supports_type(r->gather.provider, record.type)) {
		leave(r, entry, head, ttl, shown);
		return;
	}
	r->has_ns =
	    r->has_ns || (record.type->number == 2 && slice_equal(r->owner, r->gather.zone->name));
	zonefile_rdata(r, &record, entry->words + head->at + 1, entry->count - head->at - 1);
}

void
zonefile_record(struct zone_reading *r, const struct zone_entry *entry)
{
	struct subject subject = {r->gather.zone->name, {"", 0}, NULL};
	struct place at = {r->file, entry->line, 1};
	size_t after = read_owner(r, entry);
	struct head head;

	if (after == SIZE_MAX)
		return;
	head = read_head(entry, after);
	subject.record = r->owner;
	if (head.at == entry->count || entry->words[head.at].quoted)
		zonefile_fault(r, entry->line, NULL, "the line has no record type");
	else if (head.other_class)
		zonefile_fault(r, entry->line, "only IN is managed",
		    "the record is of another class than IN");
	else if (!is_in_zone(r))
		diag_warn(r->gather.diags, "zone-file", &subject, at, NULL,
		    "the record is not in this zone: it is left out");
	else
		read_typed(r, entry, &head);
}
