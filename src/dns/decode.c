/* Reading a record of a zone file into an RRset. */
#include "core/nearest.h"
#include "core/text.h"
#include "dns/dynamic.h"
#include "dns/name.h"
#include "dns/plain.h"
#include "dns/rrset.h"
#include "dns/rules.h"
#include "dns/value.h"

#include <string.h>
#include <strings.h>

/* The record that is being read, and what is known of it so far. */
struct reading {
	const struct decode *decode;
	const struct node *key, *record;
	const struct rtype *type;
	struct subject subject;
	struct slice label;     /* owner, relative, encoded */
	const char *name_fault; /* why it has no encoding, or NULL */
	const struct node *one[1];
	const struct node *const *values;
	size_t nvalues;
	bool lenient;
};

static int
fail(const struct reading *r, const char *rule, const struct node *at, const char *hint,
    const char *what, const char *why)
{
	return diag_error(r->decode->diags, rule, &r->subject, node_place(at), hint, "%s %s", what,
	    why);
}

/* Faults that leniency turns into warnings; return whether the record is lost. */
static int
complain(const struct reading *r, const char *rule, const struct node *at, const char *hint,
    const char *what, const char *why)
{
	(void)diag_add(r->decode->diags, r->lenient ? SEVERITY_WARNING : SEVERITY_ERROR, rule,
	    &r->subject, node_place(at), hint, "%s %s", what, why);
	return r->lenient ? 0 : -1;
}

/* An owner that cannot be encoded is kept as written, to be named in faults. */
static void
encode_name(struct reading *r, const struct node *key)
{
	struct arena *arena = r->decode->arena;

	if (name_encode_below(arena, key->text, r->decode->zone, &r->subject.record,
		&r->name_fault) != 0)
		r->subject.record = name_absolute(arena, key->text, r->decode->zone);
	r->label = name_relative(r->subject.record, r->decode->zone);
}

static int
check_name(struct reading *r, const struct node *key)
{
	const char *why = NULL;
	int rc = 0;

	if (r->name_fault != NULL && text_turning(key->text) != 0)
		return fail(r, "text-direction", key, TEXT_TURNING_HINT, "the name", r->name_fault);
	if (r->name_fault != NULL) {
		return complain(r, "name-idna", key,
		    "write the name without symbols that IDNA 2008 does not allow", "the name's",
		    r->name_fault);
	}
	if (name_check_alabels(r->label, &why) != 0)
		rc = fail(r, "name-idna", key, "write the name in Unicode", "the name", why);
	if (strcspn(r->label.data, " \t\r\n\v\f") < r->label.len &&
	    complain(r, "name-blank", key, "take the blanks out of the name", "the name",
		"has white space in it") != 0)
		rc = -1;
	return rc;
}

static const char *
type_hint(struct arena *arena, const char *text)
{
	struct nearest nearest = nearest_start(text);
	const char *best;
	size_t i;

	if (strcasecmp(text, "SOA") == 0)
		return "leave the SOA to the provider";
	for (i = 0; i < rtype_count; i++) {
		if (strcasecmp(text, rtypes[i].name) == 0)
			return arena_printf(arena, "types are written in capitals: %s",
			    rtypes[i].name);
		nearest_try(&nearest, rtypes[i].name);
	}
	best = strlen(text) > 2 ? nearest_within(&nearest, 3) : NULL;
	return best != NULL ? arena_printf(arena, "did you mean %s?", best) : NULL;
}

static void
refuse_type(const struct reading *r, const struct node *type)
{
	const char *text = arena_text(r->decode->arena, type->text);

	(void)diag_error(r->decode->diags, "record-type", &r->subject, node_place(type),
	    type_hint(r->decode->arena, text), "unknown record type \"%s\"", text);
}

/* Find the row of the record's type; r->type is set when 0 is returned. */
static int
read_type(struct reading *r)
{
	const struct node *type = node_get(r->record, "type");

	if (type == NULL) {
		(void)fail(r, "record-type", r->record, "add a line such as \"type: A\"",
		    "the record", "has no type");
		return -1;
	}
	r->type = type->kind == NODE_TEXT ? rtype_find(type->text) : NULL;
	if (r->type == NULL) {
		if (type->kind == NODE_TEXT)
			r->subject.type = arena_text(r->decode->arena, type->text);
		refuse_type(r, type);
		return -1;
	}
	r->subject.type = r->type->name;
	return 0;
}

static int
read_ttl(const struct reading *r, uint32_t *ttl)
{
	const struct node *node = node_get(r->record, "ttl");
	int64_t number;

	*ttl = r->decode->default_ttl < 0 ? 0 : (uint32_t)r->decode->default_ttl;
	if (node == NULL) {
		if (!r->decode->no_default_ttl)
			return 0;
		return fail(r, "record-ttl", r->record,
		    "mend default_ttl of the source, or give the record a ttl", "the source's",
		    "default TTL is not a whole number");
	}
	if (node_to_int(node, &number) != 0) {
		return fail(r, "record-ttl", node, "write the TTL as a number of seconds",
		    "the TTL", "is not a whole number");
	}
	if (number > UINT32_MAX) {
		return fail(r, "record-ttl", node, "RFC 2181 allows at most 2147483647 seconds",
		    "the TTL", "is larger than any TTL can be");
	}
	/* A negative one is a fault that leniency may have let pass. */
	*ttl = number < 0 ? 0 : (uint32_t)number;
	return 0;
}

/* The values as a list, however they were written; none when the key is missing. */
static void
find_values(struct reading *r)
{
	bool single = (r->type->flags & RTYPE_SINGLE) != 0;
	const struct node *node = single ? NULL : node_get(r->record, "values");

	if (node == NULL)
		node = node_get(r->record, "value");
	if (node == NULL)
		return;
	if (node->kind == NODE_LIST && !single) {
		r->values = (const struct node *const *)node->u.list.items;
		r->nvalues = node->u.list.count;
		return;
	}
	r->one[0] = node;
	r->values = r->one;
	r->nvalues = 1;
}

static struct slice
escape_semicolons(struct arena *arena, struct slice text)
{
	struct buf out = {0};
	struct slice escaped;
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.data[i] == ';')
			buf_char(&out, '\\');
		buf_char(&out, text.data[i]);
	}
	escaped = arena_copy(arena, buf_view(&out));
	buf_free(&out);
	return escaped;
}

/* Texts of a source without escapes are read as if they had been written with them. */
static void
escape_values(struct reading *r)
{
	struct arena *arena = r->decode->arena;
	const struct node **values;
	size_t i;

	if (!r->decode->plain_semicolons || r->type->fields[0].kind != FIELD_CHUNKED)
		return;
	values = arena_array(arena, r->nvalues, sizeof(struct node *));
	for (i = 0; i < r->nvalues; i++) {
		struct node *copy;

		values[i] = r->values[i];
		if (values[i]->kind != NODE_TEXT ||
		    slice_find(values[i]->text, ';') == values[i]->text.len)
			continue;
		copy = node_copy(arena, values[i]);
		copy->text = escape_semicolons(arena, values[i]->text);
		values[i] = copy;
	}
	r->values = values;
}

static bool
is_unquoted(const struct node *node)
{
	return node->kind != NODE_TEXT && node->kind != NODE_NULL && node_is_scalar(node);
}

static int
build_values(const struct reading *r, struct rrset *rrset)
{
	size_t i, nfields = r->type->nfields;
	int rc = 0;

	/* octoDNS takes a record of many values that has none, where no validator minds. */
	if (r->nvalues == 0 && (r->type->flags & RTYPE_SINGLE) != 0) {
		return fail(r, "record-value", r->record, "add a line \"value: …\"", "the record",
		    "has no value");
	}
	rrset->values = arena_array(r->decode->arena, r->nvalues * nfields, sizeof(union field));
	for (i = 0; i < r->nvalues; i++) {
		const struct node *at = r->values[i];
		const char *why = "cannot be read";
		char hint[160];

		if (value_decode(r->decode, r->type, r->values[i],
			&rrset->values[rrset->nvalues * nfields], &at, &why) == 0) {
			rrset->nvalues++;
			continue;
		}
		plain_hint(hint, sizeof(hint), at);
		rc = fail(r, "record-value", at, is_unquoted(at) ? hint : NULL, "the value", why);
	}
	rrset_sort_values(rrset);
	return rc;
}

static int
build_part(const struct reading *r, const char *key, unsigned flag,
    int (*normalise)(const struct decode *, const struct rtype *, const struct node *,
	const struct node **, const char **),
    const struct node **part)
{
	const struct node *node = node_get(r->record, key);
	const char *why = "cannot be read";

	if (node == NULL || (r->type->flags & flag) == 0)
		return 0;
	if (normalise(r->decode, r->type, node, part, &why) != 0)
		return fail(r, "record-value", node, NULL, key, why);
	return 0;
}

static int
build_extra(const struct reading *r, const struct node *octodns, struct rrset *rrset)
{
	struct rrset_extra extra = {NULL, NULL, NULL}, *kept;

	if (build_part(r, "geo", RTYPE_GEO, geo_normalise, &extra.geo) != 0 ||
	    build_part(r, "dynamic", RTYPE_DYNAMIC, dynamic_normalise, &extra.dynamic) != 0)
		return -1;
	if (octodns != NULL && octodns->u.map.count > 0)
		extra.octodns = node_copy(r->decode->arena, octodns);
	if (extra.geo == NULL && extra.dynamic == NULL && extra.octodns == NULL)
		return 0;
	kept = arena_alloc(r->decode->arena, sizeof(*kept));
	*kept = extra;
	rrset->extra = kept;
	return 0;
}

/* Run the validators; return 0 when the record may be built. */
static int
check(const struct reading *r)
{
	struct rule_call call = {
	    .decode = r->decode,
	    .type = r->type,
	    .key = r->key,
	    .name = r->label,
	    .fqdn = r->subject.record,
	    .record = r->record,
	    .lenient = r->lenient,
	};

	if (r->decode->rules == NULL)
		return 0;
	rules_check_record(&call, r->values, r->nvalues);
	plain_check(&call, r->values, r->nvalues);
	return call.failures > 0 ? -1 : 0;
}

/* Names of included files live only as long as the reader. */
static const char *
keep_file(const struct reading *r)
{
	if (r->record->file == NULL || r->record->file == r->decode->file)
		return r->record->file;
	return arena_text(r->decode->arena, slice_of(r->record->file));
}

static int
build(const struct reading *r, const struct node *octodns, struct rrset *rrset)
{
	int rc = read_ttl(r, &rrset->ttl);

	rrset->name = r->subject.record;
	rrset->type = rtype_index(r->type);
	rrset->file = keep_file(r);
	rrset->line = r->record->line;
	rrset->column = r->record->column;
	rrset->source = r->decode->source;
	if (r->lenient)
		rrset->flags |= RRSET_LENIENT;
	if (octodns != NULL && node_truth(node_get(octodns, "ignored")))
		rrset->flags |= RRSET_IGNORED;
	if (build_values(r, rrset) != 0 || build_extra(r, octodns, rrset) != 0)
		rc = -1;
	return rc;
}

/* A faulty record still stands beside others: the zone's rules want to see it. */
static int
build_quietly(const struct reading *r, const struct node *octodns, struct rrset *rrset)
{
	struct diags ignored = {.limit = 1};
	struct decode quiet = *r->decode;
	struct reading copy = *r;
	int rc;

	quiet.diags = &ignored;
	copy.decode = &quiet;
	rc = r->name_fault == NULL ? build(&copy, octodns, rrset) : -1;
	diags_free(&ignored);
	return rc == 0 ? RRSET_FAULTY : -1;
}

int
rrset_decode(const struct decode *decode, const struct node *key, const struct node *record,
    struct rrset *rrset)
{
	struct reading r = {.decode = decode, .key = key, .record = record};
	const struct node *octodns;
	int rc;

	memset(rrset, 0, sizeof(*rrset));
	r.subject.zone = decode->zone;
	r.subject.record = decode->zone;
	if (record->kind != NODE_MAP) {
		r.subject.record = name_absolute(decode->arena, key->text, decode->zone);
		return fail(&r, "record-mapping", record,
		    "write it as \"NAME:\" with \"type:\" and \"value:\" indented below",
		    "a record must be a mapping, not", node_kind_name(record));
	}
	octodns = node_get(record, "octodns");
	r.lenient = decode->lenient || node_truth(node_get(octodns, "lenient"));
	encode_name(&r, key);
	if (read_type(&r) != 0)
		return -1;
	rc = check_name(&r, key);
	if (octodns != NULL && octodns->kind != NODE_MAP) {
		return fail(&r, "record-octodns", octodns, "take the line out, or give it keys",
		    "octodns must be a mapping, not", node_kind_name(octodns));
	}
	find_values(&r);
	escape_values(&r);
	if (check(&r) != 0 || rc != 0)
		return build_quietly(&r, octodns, rrset);
	return build(&r, octodns, rrset);
}
