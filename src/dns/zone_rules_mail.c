/* Rules for how MX, SPF and DMARC of a zone fit together (RFC 7505, RFC 7208, RFC 7489). */
#include "dns/name.h"
#include "dns/rules_parts.h"

#include "core/mem.h"

#include <inttypes.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

/* What a name says about mail. */
struct mail_facts {
	const struct rrset *mx, *txt, *dmarc_txt;
	char *spf, *dmarc; /* the first policy, lower case, unescaped; or NULL */
};

/* Mail services that give out one exchange, which is enough. */
static const char *const single_mx[] = {
    "^(feedback|inbound)-smtp\\..+\\.amazon(aws|ses)\\.com\\.$",
    "^inbound\\.postmarkapp\\.com\\.$",
    "^mx\\.hubapi\\.com\\.$",
    "^mx\\.sendgrid\\.net\\.$",
    "^smtp\\.google\\.com\\.$",
    "^smtp\\.siftrock\\.com.",
};

static const char spf_hint[] = "end it in \" ~all\" or \" -all\"";
static const char no_spf_hint[] = "add a TXT record \"v=spf1 -all\"";

static bool
matches(const char *pattern, const char *text)
{
	regex_t regex;
	bool found;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		return false;
	found = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return found;
}

static bool
is_single_mx_service(const struct zone_call *call, const struct rrset *mx)
{
	struct slice exchange = zone_field(mx, 0, "exchange")->text;
	const struct node *own = call->options->single_mx;
	struct arena arena = {0};
	const char *text;
	bool found = false;
	size_t i;

	text = arena_printf(&arena, "%.*s%s", SLICE_ARGS(exchange),
	    slice_ends(exchange, slice_of(".")) ? "" : ".");
	for (i = 0; i < sizeof(single_mx) / sizeof(single_mx[0]) && !found; i++)
		found = matches(single_mx[i], text);
	for (i = 0; own != NULL && i < own->u.list.count && !found; i++)
		found = matches(arena_text(&arena, own->u.list.items[i]->text), text);
	arena_free(&arena);
	return found;
}

static bool
is_null_mx(const struct rrset *mx)
{
	return mx->nvalues == 1 && zone_field(mx, 0, "preference")->number == 0 &&
	    slice_is(zone_field(mx, 0, "exchange")->text, ".");
}

/* A text as it is compared: lower case, without the backslashes of semicolons. */
static char *
plain_text(struct slice text)
{
	char *plain = mem_copy(text.data, text.len), *to = plain;
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c != '\\')
			*to++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	*to = '\0';
	return plain;
}

/* The first value of ${txt} that begins with ${tag}, and how many do.  The caller frees. */
static char *
find_policy(const struct rrset *txt, const char *tag, size_t *count)
{
	char *first = NULL;
	size_t i;

	*count = 0;
	for (i = 0; txt != NULL && i < txt->nvalues; i++) {
		char *text = plain_text(zone_field(txt, i, NULL)->text);

		if (strncmp(text, tag, strlen(tag)) == 0 && ++*count == 1)
			first = text;
		else
			free(text);
	}
	return first;
}

static bool
ends_in_all(const char *spf)
{
	return slice_ends(slice_of(spf), slice_of(" -all")) ||
	    slice_ends(slice_of(spf), slice_of(" ~all"));
}

/* The value of ${tag} in a DMARC policy, or no data when it is not there. */
static struct slice
dmarc_tag(const char *dmarc, const char *tag)
{
	struct slice rest = slice_of(dmarc), found = {NULL, 0};

	while (rest.len > 0) {
		size_t end = slice_find(rest, ';');
		struct slice part = slice_sub(rest, 0, end);
		size_t equals = slice_find(part, '=');

		if (slice_is(slice_trim(slice_sub(part, 0, equals)), tag))
			found = slice_trim(slice_sub(part, equals + 1, part.len));
		rest = slice_sub(rest, end + 1, rest.len);
	}
	return found;
}

/* The records that a fault of the whole zone names. */
static size_t
records_of(const struct mail_facts *facts, const struct rrset *records[3])
{
	size_t count = 0;

	if (facts->mx != NULL)
		records[count++] = facts->mx;
	if (facts->txt != NULL)
		records[count++] = facts->txt;
	if (facts->dmarc_txt != NULL)
		records[count++] = facts->dmarc_txt;
	return count;
}

/* ---- the root of the zone */

static void
check_root_mail(struct zone_call *call, const struct mail_facts *facts)
{
	const struct rrset *records[3];
	size_t count = records_of(facts, records);

	if (facts->mx == NULL)
		zone_fail(call, records, count, "add MX records at the root",
		    "the zone takes mail, and has no MX at its root");
	if (facts->spf == NULL)
		zone_fail(call, records, count, "add a TXT record such as \"v=spf1 mx -all\"",
		    "the zone takes mail, and has no SPF policy at its root");
	else if (!ends_in_all(facts->spf))
		zone_fail(call, &facts->txt, 1, spf_hint,
		    "the SPF policy does not say what holds for all other senders");
	if (facts->dmarc == NULL)
		zone_fail(call, records, count, "add a TXT record _dmarc with \"v=DMARC1\\; p=…\"",
		    "the zone takes mail, and has no DMARC policy at _dmarc");
	else if (dmarc_tag(facts->dmarc, "p").data == NULL)
		zone_fail(call, &facts->dmarc_txt, 1,
		    "add \"p=none\", \"p=quarantine\" or \"p=reject\"",
		    "the DMARC record has no policy");
}

static void
check_root_no_mail(struct zone_call *call, const struct mail_facts *facts)
{
	const struct rrset *records[3];
	size_t count = records_of(facts, records);

	if (facts->mx == NULL)
		zone_fail(call, records, count, "add an MX record {preference: 0, exchange: .}",
		    "the zone takes no mail, and has no null MX that says so");
	else if (!is_null_mx(facts->mx))
		zone_fail(call, &facts->mx, 1, "write {preference: 0, exchange: .} alone",
		    "the zone takes no mail, so its MX must be a null MX");
	if (facts->spf == NULL)
		zone_fail(call, records, count, no_spf_hint,
		    "the zone takes no mail, and has no SPF policy that says so");
	else if (strcmp(facts->spf, "v=spf1 -all") != 0)
		zone_fail(call, &facts->txt, 1, "write \"v=spf1 -all\"",
		    "the zone takes no mail, so its SPF policy must allow nobody");
	if (facts->dmarc_txt == NULL)
		zone_fail(call, records, count,
		    "add a TXT record _dmarc with \"v=DMARC1\\; p=reject\\;\"",
		    "the zone takes no mail, and has no DMARC policy that says so");
	else if (facts->dmarc == NULL || !slice_is(dmarc_tag(facts->dmarc, "p"), "reject"))
		zone_fail(call, &facts->dmarc_txt, 1, "write \"v=DMARC1\\; p=reject\\;\"",
		    "the zone takes no mail, so its DMARC policy must be reject");
}

static int
mode_of(const struct zone_call *call, const struct mail_facts *facts)
{
	if (call->options->mail_mode != MAIL_AUTO)
		return (int)call->options->mail_mode;
	if (facts->mx != NULL)
		return is_null_mx(facts->mx) ? MAIL_NO_MAIL : MAIL_MAIL;
	if (facts->spf == NULL)
		return MAIL_AUTO;
	return strcmp(facts->spf, "v=spf1 -all") == 0 ? MAIL_NO_MAIL : MAIL_MAIL;
}

static void
check_root(struct zone_call *call)
{
	const struct rtype *mx = rtype_find(slice_of("MX")), *txt = rtype_find(slice_of("TXT"));
	struct slice root = call->zone->name;
	struct mail_facts facts = {0};
	struct arena arena = {0};
	size_t count;
	int mode;

	facts.mx = zone_find(call->zone, root, mx);
	facts.txt = zone_find(call->zone, root, txt);
	facts.dmarc_txt =
	    zone_find(call->zone, name_absolute(&arena, slice_of("_dmarc"), root), txt);
	facts.spf = find_policy(facts.txt, "v=spf1", &count);
	if (count > 1)
		zone_fail(call, &facts.txt, 1, "make one of them",
		    "there are %zu SPF policies at the root (RFC 7208 3.2)", count);
	facts.dmarc = find_policy(facts.dmarc_txt, "v=dmarc1", &count);
	if (count > 1)
		zone_fail(call, &facts.dmarc_txt, 1, "keep one of them",
		    "there are %zu DMARC policies (RFC 7489 6.6.3)", count);
	mode = mode_of(call, &facts);
	if (mode == MAIL_MAIL)
		check_root_mail(call, &facts);
	else if (mode == MAIL_NO_MAIL)
		check_root_no_mail(call, &facts);
	free(facts.spf);
	free(facts.dmarc);
	arena_free(&arena);
}

/* ---- names below it */

static void
check_below_mail(struct zone_call *call, const struct mail_facts *facts)
{
	const struct rrset *records[3];
	size_t count = records_of(facts, records);

	if (facts->spf == NULL)
		zone_fail(call, records, count, "add a TXT record such as \"v=spf1 mx -all\"",
		    "%.*s takes mail, and has no SPF policy", SLICE_ARGS(facts->mx->name));
	else if (!ends_in_all(facts->spf))
		zone_fail(call, &facts->txt, 1, spf_hint,
		    "the SPF policy does not say what holds for all other senders");
}

static void
check_below_no_mail(struct zone_call *call, const struct mail_facts *facts)
{
	const struct rrset *records[3];
	size_t count = records_of(facts, records);

	if (!is_null_mx(facts->mx))
		zone_fail(call, &facts->mx, 1, "write {preference: 0, exchange: .} alone",
		    "%.*s takes no mail, so its MX must be a null MX", SLICE_ARGS(facts->mx->name));
	if (facts->spf == NULL)
		zone_fail(call, records, count, no_spf_hint,
		    "%.*s takes no mail, and has no SPF policy that says so",
		    SLICE_ARGS(facts->mx->name));
	else if (strcmp(facts->spf, "v=spf1 -all") != 0)
		zone_fail(call, &facts->txt, 1, "write \"v=spf1 -all\"",
		    "%.*s takes no mail, so its SPF policy must allow nobody",
		    SLICE_ARGS(facts->mx->name));
}

static void
check_below(struct zone_call *call, const struct rrset *mx)
{
	struct mail_facts facts = {.mx = mx};
	size_t count;
	bool no_mail;

	facts.txt = zone_find(call->zone, mx->name, rtype_find(slice_of("TXT")));
	facts.spf = find_policy(facts.txt, "v=spf1", &count);
	if (count > 1)
		zone_fail(call, &facts.txt, 1, "make one of them",
		    "there are %zu SPF policies at %.*s (RFC 7208 3.2)", count,
		    SLICE_ARGS(mx->name));
	no_mail = call->options->mail_mode == MAIL_AUTO ? is_null_mx(mx)
							: call->options->mail_mode == MAIL_NO_MAIL;
	if (no_mail)
		check_below_no_mail(call, &facts);
	else
		check_below_mail(call, &facts);
	free(facts.spf);
}

static void
check_redundancy(struct zone_call *call, const struct rrset *mx)
{
	if (is_null_mx(mx) || (int64_t)mx->nvalues >= call->options->min_mx)
		return;
	if (mx->nvalues == 1 && is_single_mx_service(call, mx))
		return;
	zone_fail(call, &mx, 1, "add another mail exchange",
	    "%.*s has %u mail exchange%s; there should be %" PRId64 " at least",
	    SLICE_ARGS(mx->name), mx->nvalues, mx->nvalues == 1 ? "" : "s", call->options->min_mx);
}

static void
check_mail(struct zone_call *call)
{
	uint8_t type = zone_type("MX");
	size_t i;

	check_root(call);
	for (i = 0; i < call->zone->count; i++) {
		const struct rrset *mx = &call->zone->rrsets[i];

		if (mx->type != type)
			continue;
		check_redundancy(call, mx);
		if (!zone_is_apex(call, mx))
			check_below(call, mx);
	}
}

const struct zone_rule zone_rules_mail[] = {
    {"mail", RULE_BEST_PRACTICE, check_mail, "MailZoneValidator",
	"MX, SPF and DMARC fit together (RFC 5321 5.1, RFC 7505, RFC 7208, RFC 7489)"},
    {0},
};
