/* The lines of tinydns data: whose they are, and their parts. */
#include "lines.h"

#include "dns/name.h"

#include <string.h>
#include <strings.h>

#define LINE_MAX 70000

void
tiny_fault(const struct parts *p, const char *why)
{
	gather_fault(p->gather, p->owner, NULL, p->at, NULL, "the line %s", why);
}

bool
tiny_is_in_zone(const struct parts *p, struct slice name)
{
	struct slice zone = p->gather->zone->name;

	return slice_equal(name, zone) || name_is_below(name, zone);
}

bool
tiny_ends_in(struct slice name, struct slice end)
{
	if (name.len > 0 && name.data[name.len - 1] == '.')
		name.len--;
	return name.len >= end.len &&
	    strncasecmp(name.data + name.len - end.len, end.data, end.len) == 0;
}

bool
tiny_is_arpa_zone(const struct gather *gather)
{
	struct slice zone = gather->zone->name;

	return slice_ends(zone, slice_of("in-addr.arpa.")) ||
	    slice_ends(zone, slice_of("ip6.arpa."));
}

/* A comment begins at any '#', as octoDNS reads it; the data program takes it for text. */
static struct slice
without_comment(const struct parts *p, struct slice text, bool *cut)
{
	size_t end = slice_find(text, '#');

	*cut = end < text.len && end > 0 && text.data[end - 1] != ' ' &&
	    text.data[end - 1] != '\t' && (p->symbol == '\'' || p->symbol == ':');
	return slice_sub(text, 0, end);
}

static void
split(struct parts *p, struct slice text)
{
	while (p->count < MAX_FIELDS) {
		size_t colon = slice_find(text, ':');

		p->fields[p->count++] = slice_trim(slice_sub(text, 0, colon));
		if (colon == text.len)
			return;
		text = slice_sub(text, colon + 1, text.len);
	}
}

static void
warn(const struct parts *p, const char *hint, const char *what)
{
	struct subject subject = {p->gather->zone->name, p->owner, NULL};

	diag_warn(p->gather->diags, "tinydns-line", &subject, p->at, hint, "%s", what);
}

/* Comments, what is switched off, locations and SOA records. */
static bool
is_passed_over(char symbol)
{
	return strchr("#-%Z \t\r", symbol) != NULL;
}

/* Told by a look: a name of another zone, as nearly all are, is not worth encoding. */
static bool
is_elsewhere(const struct parts *p)
{
	struct slice zone = p->gather->zone->name, name = p->fields[0];
	size_t i;

	for (i = 0; i < name.len; i++) {
		if (name.data[i] == '\\' || (unsigned char)name.data[i] >= 0x80)
			return false;
	}
	return !tiny_ends_in(name, slice_sub(zone, 0, zone.len - 1));
}

/* Find the owner; return 0 when the line is of this zone. */
static int
find_owner(struct parts *p)
{
	const char *why;

	if (is_elsewhere(p))
		return -1;
	why = tiny_name(p->arena, p->fields[0], &p->owner);
	if (why != NULL)
		tiny_fault(p, why);
	return why == NULL && tiny_is_in_zone(p, p->owner) ? 0 : -1;
}

void
tinydns_line(struct gather *gather, const struct tiny_line *line, const char *path)
{
	struct parts p = {.gather = gather,
	    .arena = &gather->zone->arena,
	    .symbol = line->text.data[0],
	    .at = {path, line->number, 1}};
	const struct line_kind *kind = tiny_kind(p.symbol);
	bool arpa = tiny_is_arpa_zone(gather), cut;

	if (is_passed_over(p.symbol) || (kind != NULL && !(arpa ? kind->arpa : kind->forward)))
		return;
	split(&p, without_comment(&p, slice_sub(line->text, 1, line->text.len), &cut));
	if ((!arpa || kind == NULL) && find_owner(&p) != 0)
		return;
	if (kind == NULL)
		warn(&p, NULL, "lines that begin with this character are not read");
	else if (line->text.len > LINE_MAX)
		tiny_fault(&p, "is too long");
	else if (p.count >= kind->least)
		kind->read(&p, kind);
	/* Of '=' and '6' the zone of the name says so. */
	else if (!arpa || kind->symbol == '^')
		tiny_fault(&p, "has too few fields");
	if (kind != NULL && cut)
		warn(&p, "write \\043 for a '#' in a text", "what follows '#' is a comment");
}
