/* The data of a record: libldns reads what stands there, value_parse what libldns prints. */
#include "dns/escape.h"
#include "dns/name.h"
#include "zonefile.h"

#include <stdlib.h>
#include <string.h>

/* In quotes every octet that could mean something is written as "\DDD". */
static int
add_quoted(struct buf *line, struct slice text)
{
	size_t at = 0;

	buf_char(line, '"');
	while (at < text.len) {
		unsigned char octet;

		if (unescape_octet(text, &at, &octet) != 0)
			return -1;
		if (octet > 0x20 && octet < 0x7f && strchr("\"\\;()", octet) == NULL)
			buf_char(line, (char)octet);
		else
			buf_printf(line, "\\%03u", (unsigned)octet);
	}
	buf_char(line, '"');
	return 0;
}

static bool
is_ascii(struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= 0x80)
			return false;
	}
	return true;
}

/* What is quoted within a word must not end it. */
static void
add_bare(struct buf *line, struct slice text)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '\\' && i + 1 < text.len) {
			buf_add(line, text.data + i++, 2);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		if ((unsigned char)c >= 0x80 || (quoted && strchr(" \t;()", c) != NULL))
			buf_printf(line, "\\%03u", (unsigned)(unsigned char)c);
		else
			buf_char(line, c);
	}
}

static bool
has_kind(const struct rtype *type, enum field_kind kind)
{
	unsigned i;

	for (i = 0; i < type->nfields; i++) {
		if (type->fields[i].kind == kind)
			return true;
	}
	return false;
}

/* A character string may stand without quotes, which libldns does not take everywhere. */
static bool
is_string(const struct rtype *type, size_t i)
{
	return type->fields[0].kind == FIELD_CHUNKED ||
	    (i < type->nfields && type->fields[i].print == PRINT_QUOTED);
}

/* Return NULL, or what is wrong with the word. */
static const char *
add_word(const struct zone_reading *r, struct buf *line, const struct rtype *type,
    const struct zone_word *word, bool string)
{
	struct slice text = word->text;
	const char *why = NULL;

	buf_char(line, ' ');
	if (word->quoted || string)
		return add_quoted(line, text) == 0 ? NULL : "has a backslash that is no escape";
	if (!is_ascii(text) && has_kind(type, FIELD_TARGET) &&
	    name_encode(r->arena, text, &text, &why) != 0)
		return why;
	add_bare(line, text);
	return NULL;
}

/* libldns reads 70000 as 4464: numbers are looked at before. */
static const char *
check_numbers(const struct rtype *type, const struct zone_word *words, size_t count)
{
	unsigned i;

	for (i = 0; i < type->nfields && i < count; i++) {
		enum field_kind kind = type->fields[i].kind;
		struct slice text = words[i].text;
		size_t digits = 0;
		int64_t number = 0;

		if (kind != FIELD_U8 && kind != FIELD_U16)
			continue;
		while (digits < text.len && text.data[digits] >= '0' && text.data[digits] <= '9' &&
		    number <= field_max(kind))
			number = number * 10 + (text.data[digits++] - '0');
		/* DS may have the mnemonic of an algorithm. */
		if (number > field_max(kind) || (digits > 0 && digits < text.len))
			return "a number is out of its range";
		if (text.len > 0 && (text.data[0] == '-' || text.data[0] == '+'))
			return "a number has a sign";
	}
	return NULL;
}

/* The same of a port among service parameters: ours are read before libldns reads them. */
static const char *
check_params(struct zone_reading *r, const struct rtype *type, const struct zone_word *words,
    size_t count)
{
	union field value[RTYPE_MAX_FIELDS];
	struct buf text = {0};
	const char *why = NULL;
	size_t i;

	if (!has_kind(type, FIELD_PARAMS) || count < 2)
		return NULL;
	/* The name may be relative: it is none of this. */
	buf_text(&text, "1 .");
	for (i = 2; i < count; i++)
		(void)add_word(r, &text, type, &words[i], false);
	if (value_parse(r->arena, type, buf_view(&text), value, &why) == 0)
		why = NULL;
	buf_free(&text);
	return why;
}

static const char *
set_origin(struct zone_reading *r)
{
	struct buf text = {0};

	if (r->origin_rdf == NULL) {
		buf_slice(&text, r->origin);
		r->origin_rdf = r->ldns->dname_new_frm_str(text.data);
		buf_free(&text);
	}
	return r->origin_rdf != NULL ? NULL : "has an origin that is no name";
}

/* The line "OWNER TTL CLASS TYPE DATA" that libldns is to read. */
static const char *
make_line(struct zone_reading *r, struct buf *line, const struct gather_record *record,
    const struct zone_word *words, size_t count)
{
	bool generic = count > 0 && !words[0].quoted && slice_is(words[0].text, "\\#");
	const char *why = generic ? NULL : check_numbers(record->type, words, count);
	size_t i;

	if (why == NULL && !generic)
		why = check_params(r, record->type, words, count);
	if (why == NULL)
		why = set_origin(r);
	buf_printf(line, "%.*s 0 IN %s", SLICE_ARGS(record->name), record->type->name);
	for (i = 0; i < count && why == NULL; i++)
		why = add_word(r, line, record->type, &words[i],
		    !generic && is_string(record->type, i));
	if (why == NULL && line->len > LDNS_MAX_PACKETLEN - 1)
		why = "is too long";
	return why;
}

/* The data stand behind the fourth tab. */
static struct slice
data_of(const char *printed)
{
	unsigned tabs = 0;

	while (*printed != '\0' && tabs < 4) {
		if (*printed++ == '\t')
			tabs++;
	}
	return slice_trim(slice_of(printed));
}

void
zonefile_rdata(struct zone_reading *r, const struct gather_record *record,
    const struct zone_word *words, size_t count)
{
	struct buf line = {0};
	const char *why = make_line(r, &line, record, words, count);
	ldns_status status = LDNS_STATUS_OK;
	ldns_rr *rr = NULL;
	char *printed = NULL;

	if (why == NULL) {
		status = r->ldns->rr_new_frm_str(&rr, line.data, 0, r->origin_rdf, NULL);
		if (status == LDNS_STATUS_OK)
			printed = r->ldns->rr2str(rr);
		why = printed == NULL ? r->ldns->get_errorstr_by_id(status) : NULL;
	}
	if (printed != NULL)
		gather_text(&r->gather, record, data_of(printed));
	else
		gather_fault(&r->gather, record->name, record->type->name, record->at, NULL,
		    "the data of this %s record cannot be read: %s", record->type->name, why);
	free(printed);
	r->ldns->rr_free(rr);
	buf_free(&line);
}
