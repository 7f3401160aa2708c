/* Rules for records of every type: owner name, TTL, health check. */
#include "core/text.h"
#include "dns/name.h"
#include "dns/rules_parts.h"
#include "dns/value.h"

/* A name that could not be encoded still has letters of several bytes. */
static size_t
characters(struct slice text, size_t most)
{
	return text.len <= most ? text.len : text_columns(text);
}

static struct slice
shown_start(struct slice text)
{
	size_t len = text.len < 20 ? text.len : 20;

	while (len > 0 && len < text.len && ((unsigned char)text.data[len] & 0xc0) == 0x80)
		len--;
	return slice_sub(text, 0, len);
}

static void
check_labels(struct rule_call *call)
{
	struct slice rest = call->name;

	for (;;) {
		size_t len = slice_find(rest, '.');

		if (characters(slice_sub(rest, 0, len), LABEL_MAX) > LABEL_MAX) {
			rule_fail(call, call->key, "shorten the label, or split it with a dot",
			    "the label that begins with \"%.*s\" has %zu characters; the most is %d",
			    SLICE_ARGS(shown_start(rest)),
			    characters(slice_sub(rest, 0, len), LABEL_MAX), LABEL_MAX);
		}
		if (len == rest.len)
			return;
		rest = slice_sub(rest, len + 1, rest.len);
	}
}

static void
check_name(struct rule_call *call)
{
	struct slice name = call->name;
	size_t i;

	if (slice_is(name, "@")) {
		rule_fail(call, call->key, "write '' for the root of the zone",
		    "\"@\" is not a name here: the root of a zone is the empty name");
	}
	if (characters(call->fqdn, NAME_MAX_TEXT) > NAME_MAX_TEXT) {
		rule_fail(call, call->key, "shorten the name",
		    "the name has %zu characters with its zone; the most is %d",
		    characters(call->fqdn, NAME_MAX_TEXT), NAME_MAX_TEXT);
	}
	check_labels(call);
	if (slice_ends(name, slice_of("."))) {
		rule_fail(call, call->key, "leave the final dot and the zone's name out",
		    "the name ends in a dot, and the zone's name comes after it");
		return;
	}
	for (i = 1; i < name.len; i++) {
		if (name.data[i] == '.' && name.data[i - 1] == '.') {
			rule_fail(call, call->key, "take one dot out",
			    "the name has two dots in a row");
			return;
		}
	}
}

static void
check_ttl(struct rule_call *call)
{
	const struct node *ttl = node_get(call->record, "ttl");
	int64_t number = (int64_t)call->decode->default_ttl;

	if (ttl == NULL && call->decode->no_default_ttl) {
		rule_refuse(call, NULL, "mend default_ttl of the source, or give the record a ttl",
		    "the source's default TTL is not a whole number");
		return;
	}
	if (ttl != NULL && node_to_int(ttl, &number) != 0) {
		rule_refuse(call, ttl, "write the TTL in seconds, such as \"ttl: 300\"",
		    "the TTL \"%.*s\" is %s", SLICE_ARGS(rule_shown(ttl)),
		    ttl->kind == NODE_INT ? "larger than any TTL can be" : "not a whole number");
		return;
	}
	if (number < 0) {
		rule_fail(call, ttl, "write the TTL in seconds, such as \"ttl: 300\"",
		    "the TTL is below 0");
	}
}

static void
check_healthcheck(struct rule_call *call)
{
	static const char *const known[] = {"HTTP", "HTTPS", "ICMP", "TCP", "UDP"};
	const struct node *octodns = node_get(call->record, "octodns");
	const struct node *check = node_get(octodns, "healthcheck");
	const struct node *protocol = node_get(check, "protocol");
	size_t i;

	if (check != NULL && check->kind != NODE_MAP) {
		rule_refuse(call, check,
		    "take the line out, or give it keys such as \"protocol: HTTPS\"",
		    "healthcheck must be a mapping, not %s", node_kind_name(check));
		return;
	}
	if (protocol == NULL)
		return;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (protocol->kind == NODE_TEXT && slice_is(protocol->text, known[i]))
			return;
	}
	rule_fail(call, protocol, "write HTTP, HTTPS, ICMP, TCP or UDP, in capitals",
	    "unknown healthcheck protocol \"%.*s\"", SLICE_ARGS(rule_shown(protocol)));
}

const struct rule rules_common[] = {
    {"name-rfc", RULE_LEGACY | RULE_STRICT, "*", check_name, NULL, "NameValidator",
	"owner names: at most 253 characters, labels of at most 63, no \"..\", no \"@\" (RFC 1035 2.3.4)"},
    {"ttl-rfc", RULE_LEGACY | RULE_STRICT, "*", check_ttl, NULL, "TtlValidator",
	"TTLs are whole numbers from 0 on (RFC 2181 8)"},
    {"healthcheck", RULE_LEGACY | RULE_STRICT, "*", check_healthcheck, NULL, "HealthcheckValidator",
	"octodns.healthcheck.protocol is HTTP, HTTPS, ICMP, TCP or UDP"},
    {0},
};
