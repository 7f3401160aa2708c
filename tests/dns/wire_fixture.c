/* A value through libldns to a message's octets and back. */
#include "wire_fixture.h"

#include <ldns/ldns.h>
#include <stdlib.h>
#include <string.h>

const char *
wire_skips(const struct rtype *type)
{
	return type->number == 0 ? "it is octoDNS's own: no message has it" : NULL;
}

static int
fail(struct buf *why, const char *what, const char *detail)
{
	buf_printf(why, "%s: %s", what, detail);
	return -1;
}

/* The record as octets, and as what they say; free ${printed}. */
static int
through_wire(const char *line, char **printed, struct buf *why)
{
	ldns_rr *rr = NULL, *again = NULL;
	uint8_t *wire = NULL;
	size_t size, at = 0;
	ldns_status status = ldns_rr_new_frm_str(&rr, line, 0, NULL, NULL);

	if (status != LDNS_STATUS_OK)
		return fail(why, "libldns does not read it", ldns_get_errorstr_by_id(status));
	status = ldns_rr2wire(&wire, rr, LDNS_SECTION_ANSWER, &size);
	if (status == LDNS_STATUS_OK)
		status = ldns_wire2rr(&again, wire, size, &at, LDNS_SECTION_ANSWER);
	if (status == LDNS_STATUS_OK)
		*printed = ldns_rr2str(again);
	ldns_rr_free(rr);
	ldns_rr_free(again);
	LDNS_FREE(wire);
	if (status != LDNS_STATUS_OK || *printed == NULL)
		return fail(why, "libldns makes no octets of it", ldns_get_errorstr_by_id(status));
	return 0;
}

/* Behind owner, TTL, class and type, each with a tab. */
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

static int
compare(struct arena *arena, const struct rtype *type, const union field *value,
    const char *printed, struct buf *why)
{
	union field again[RTYPE_MAX_FIELDS];
	const char *fault = "";

	memset(again, 0, sizeof(again));
	if (value_parse(arena, type, data_of(printed), again, &fault) != 0) {
		(void)fail(why, "what libldns prints does not read", fault);
		buf_printf(why, ": %s", printed);
		return -1;
	}
	if (value_compare(type, value, again) == 0)
		return 0;
	return fail(why, "another value comes back", printed);
}

int
wire_round(const struct rtype *type, struct slice text, struct buf *why)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	struct buf line = {0};
	const char *fault = "";
	char *printed = NULL;
	int rc;

	memset(value, 0, sizeof(value));
	if (value_parse(&arena, type, text, value, &fault) != 0) {
		rc = fail(why, "it is no value", fault);
	} else {
		buf_printf(&line, "name.example. 300 IN %s ", type->name);
		value_presentation(&line, type, value);
		rc = through_wire(line.data, &printed, why);
		if (rc == 0)
			rc = compare(&arena, type, value, printed, why);
	}
	free(printed);
	buf_free(&line);
	arena_free(&arena);
	return rc;
}
