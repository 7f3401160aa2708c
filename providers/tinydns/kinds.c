/* What a line says, by its first character. */
#include "dns/name.h"
#include "lines.h"

#define MAX_TTL 2147483647 /* RFC 2181, section 8 */

static struct slice
field(const struct parts *p, size_t i)
{
	return i < p->count ? p->fields[i] : slice_of("");
}

static int64_t
number_of(const struct parts *p, size_t i, int64_t fallback)
{
	struct slice text = field(p, i);
	int64_t number = 0;
	size_t k;

	if (text.len == 0)
		return fallback;
	for (k = 0; k < text.len; k++) {
		if (text.data[k] < '0' || text.data[k] > '9' || number > MAX_TTL)
			return MAX_TTL + (int64_t)1;
		number = number * 10 + (text.data[k] - '0');
	}
	return number;
}

/* What is known of the record but its data; type NULL: the line is at fault. */
static struct gather_record
record_of(const struct parts *p, struct slice name, const char *type, size_t ttl)
{
	struct gather_record record = {.name = name,
	    .type = rtype_find(slice_of(type)),
	    .ttl = number_of(p, ttl, GATHER_NO_TTL),
	    .at = p->at};

	if (record.ttl > MAX_TTL) {
		tiny_fault(p, "has a TTL that is not a number up to 2147483647");
		record.type = NULL;
	}
	return record;
}

static void
add_text(const struct parts *p, const struct gather_record *record, struct slice text)
{
	if (record->type != NULL)
		gather_text(p->gather, record, text);
}

/* An empty field reads as no data: said in other words than "too few fields". */
static void
add_field(const struct parts *p, struct slice name, const char *type, size_t ttl, struct slice text)
{
	struct gather_record record = record_of(p, name, type, ttl);

	if (text.len == 0)
		tiny_fault(p, "has an empty field");
	else
		add_text(p, &record, text);
}

static void
read_plus(struct parts *p, const struct line_kind *kind)
{
	/* Nothing is served there: a name that is taken. */
	if (!slice_is(field(p, 1), "0.0.0.0"))
		add_field(p, p->owner, "A", kind->ttl, field(p, 1));
}

static void
read_three(struct parts *p, const struct line_kind *kind)
{
	struct buf text = {0};

	tiny_ip6(&text, field(p, 1));
	add_field(p, p->owner, "AAAA", kind->ttl, buf_view(&text));
	buf_free(&text);
}

/* The owner in an arpa zone: written out, or of an address.  Return 0, or -1 when it is not in the zone. */
static int
pointer_owner(struct parts *p, const struct line_kind *kind, bool written, struct slice *name)
{
	struct buf text = {0};
	const char *why = NULL;

	if (written)
		why = tiny_name(p->arena, p->fields[0], name);
	else if (tiny_reverse(&text, field(p, 1)) != 0)
		why = "has an address that cannot be read";
	else
		*name = tiny_is_in_zone(p, buf_view(&text)) ? arena_copy(p->arena, buf_view(&text))
							    : slice_of("");
	buf_free(&text);
	/* Of '=' and '6' the zone of the other name says so. */
	if (why != NULL && kind->symbol == '^')
		tiny_fault(p, why);
	return why == NULL && tiny_is_in_zone(p, *name) ? 0 : -1;
}

static void
read_pointer(struct parts *p, const struct line_kind *kind)
{
	bool written = tiny_ends_in(p->fields[0], slice_of(".in-addr.arpa")) ||
	    tiny_ends_in(p->fields[0], slice_of(".ip6.arpa"));
	struct slice name, target;
	const char *why;

	if (pointer_owner(p, kind, written, &name) != 0)
		return;
	p->owner = name;
	why = tiny_name(p->arena, field(p, written ? 1 : 0), &target);
	if (why != NULL)
		tiny_fault(p, why);
	else
		add_field(p, name, "PTR", kind->ttl, target);
}

static void
read_equal(struct parts *p, const struct line_kind *kind)
{
	if (tiny_is_arpa_zone(p->gather))
		read_pointer(p, kind);
	else
		read_plus(p, kind);
}

static void
read_six(struct parts *p, const struct line_kind *kind)
{
	if (tiny_is_arpa_zone(p->gather))
		read_pointer(p, kind);
	else
		read_three(p, kind);
}

/*
 * The server that a line names: with a dot it is a name, else one below ${middle}
 * and the zone.  Its address, when the line has one, is an A record.  Return 0 or -1.
 */
static int
read_server(struct parts *p, const char *middle, size_t ttl, struct slice *server)
{
	struct slice text = field(p, 2), ip = field(p, 1);
	const char *why;

	if (text.len > 0 && slice_find(text, '.') == text.len) {
		text = slice_of(arena_printf(p->arena, "%.*s.%s.%.*s", SLICE_ARGS(text), middle,
		    SLICE_ARGS(p->gather->zone->name)));
	}
	why = tiny_name(p->arena, text, server);
	if (why != NULL) {
		tiny_fault(p, why);
		return -1;
	}
	if (ip.len > 0 && tiny_is_in_zone(p, *server))
		add_field(p, *server, "A", ttl, ip);
	return 0;
}

static void
read_dot(struct parts *p, const struct line_kind *kind)
{
	struct slice server;

	if (read_server(p, "ns", kind->ttl, &server) == 0)
		add_field(p, p->owner, "NS", kind->ttl, server);
}

/* "NUMBERS SERVER" of an MX or SRV, from the fields whose places are given. */
static void
add_server(struct parts *p, const char *type, size_t ttl, const size_t *places, size_t count,
    struct slice server)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		struct slice number = field(p, places[i]);

		buf_slice(&text, number.len > 0 ? number : slice_of("0"));
		buf_char(&text, ' ');
	}
	buf_slice(&text, server);
	add_field(p, p->owner, type, ttl, buf_view(&text));
	buf_free(&text);
}

static void
read_at(struct parts *p, const struct line_kind *kind)
{
	static const size_t places[] = {3};
	struct slice server;

	if (read_server(p, "mx", kind->ttl, &server) == 0)
		add_server(p, "MX", kind->ttl, places, 1, server);
}

static void
read_s(struct parts *p, const struct line_kind *kind)
{
	static const size_t places[] = {4, 5, 3}; /* priority, weight, port */
	struct slice server;

	if (field(p, 3).len == 0)
		tiny_fault(p, "has no port");
	else if (read_server(p, "srv", kind->ttl, &server) == 0)
		add_server(p, "SRV", kind->ttl, places, 3, server);
}

static void
read_c(struct parts *p, const struct line_kind *kind)
{
	struct slice target;
	const char *why = tiny_name(p->arena, field(p, 1), &target);

	if (why != NULL)
		tiny_fault(p, why);
	else
		add_field(p, p->owner, "CNAME", kind->ttl, target);
}

/* Text that is kept as it is, but for semicolons. */
static void
add_chunked(const struct parts *p, const struct gather_record *record, const struct buf *text)
{
	union field value = {.text = arena_copy(p->arena, buf_view(text))};

	if (record->type != NULL)
		gather_value(p->gather, record, &value);
}

static void
read_quote(struct parts *p, const struct line_kind *kind)
{
	struct gather_record record = record_of(p, p->owner, "TXT", kind->ttl);
	struct buf text = {0};
	const char *why = tiny_text(&text, field(p, 1));

	if (why != NULL)
		tiny_fault(p, why);
	else
		add_chunked(p, &record, &text);
	buf_free(&text);
}

static const struct rtype *
type_of(struct slice text)
{
	char upper[16];
	size_t i;

	if (text.len == 0 || text.len >= sizeof(upper))
		return NULL;
	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		upper[i] = (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
	}
	return rtype_find(slice_make(upper, text.len));
}

static void
read_colon(struct parts *p, const struct line_kind *kind)
{
	const struct rtype *type = type_of(field(p, 1));
	struct slice data = field(p, 2);
	struct gather_record record;
	struct buf text = {0};

	if (type == NULL) {
		gather_leave(p->gather, field(p, 1));
		return;
	}
	record = record_of(p, p->owner, type->name, kind->ttl);
	if (type->fields[0].kind == FIELD_CHUNKED && (data.len == 0 || data.data[0] != '"')) {
		const char *why = tiny_text(&text, data);

		if (why != NULL)
			tiny_fault(p, why);
		else
			add_chunked(p, &record, &text);
	} else {
		tiny_presentation(&text, data);
		add_text(p, &record, text.len > 0 ? buf_view(&text) : slice_of(""));
	}
	buf_free(&text);
}

static const struct line_kind kinds[] = {
    {'+', false, true, 2, 2, read_plus},
    {'=', true, true, 2, 2, read_equal},
    {'^', true, false, 2, 2, read_pointer},
    {'3', false, true, 2, 2, read_three},
    {'6', true, true, 2, 2, read_six},
    {'.', false, true, 3, 3, read_dot},
    {'&', false, true, 3, 3, read_dot},
    {'@', false, true, 3, 4, read_at},
    {'S', false, true, 4, 6, read_s},
    {'C', false, true, 2, 2, read_c},
    {'\'', false, true, 2, 2, read_quote},
    {':', false, true, 3, 3, read_colon},
};

const struct line_kind *
tiny_kind(char symbol)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].symbol == symbol)
			return &kinds[i];
	}
	return NULL;
}
