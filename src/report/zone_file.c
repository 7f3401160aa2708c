/* A zone as a master file (RFC 1035, section 5). */
#include "dns/escape.h"
#include "dns/name.h"
#include "report/formats.h"
#include "report/parts.h"

#include <string.h>

#define OWNER_WIDTH 24

/* Types that servers do not read, although some have a number. */
static bool
is_standard(const struct rtype *type)
{
	return type->number != 0 && strcmp(type->name, "SPF") != 0;
}

static void
print_line(struct buf *buf, const char *before, const struct rrset *rrset, struct slice zone,
    struct slice value)
{
	size_t from = buf->len;

	buf_text(buf, before);
	escape_owner(buf, name_relative(rrset->name, zone));
	report_pad(buf, from, OWNER_WIDTH);
	buf_printf(buf, " %u\tIN\t%s\t", rrset->ttl, rrset_type(rrset)->name);
	report_ascii(buf, value);
	buf_char(buf, '\n');
}

/* Values come first; geo and dynamic parts are nothing that a zone file can say. */
static void
print_rrset(struct buf *buf, struct arena *arena, const struct rrset *rrset, struct slice zone)
{
	struct value_lines lines = lines_of(arena, rrset);
	size_t i;

	for (i = 0; i < lines.count; i++) {
		bool comment = i >= rrset->nvalues || !is_standard(rrset_type(rrset));

		print_line(buf, comment ? "; " : "", rrset, zone, lines.items[i].text);
	}
	arena_reset(arena);
}

void
zone_print_zonefile(struct buf *buf, const struct zone *zone)
{
	struct arena arena = {0};
	size_t i;

	buf_text(buf, "; The SOA record is its server's: it is not kept in the configuration.\n");
	buf_text(buf, "$ORIGIN ");
	escape_text(buf, zone->name, false);
	buf_char(buf, '\n');
	for (i = 0; i < zone->count; i++)
		print_rrset(buf, &arena, &zone->rrsets[i], zone->name);
	arena_free(&arena);
}
