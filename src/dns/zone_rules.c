/* What the rules for whole zones share: reporting, and whose name a target is. */
#include "dns/name.h"
#include "dns/rules_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct zone_rule_options zone_rule_options_default = {MAIL_AUTO, 2, NULL, false};

static bool
all_lenient(const struct rrset *const *records, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if ((records[i]->flags & RRSET_LENIENT) == 0)
			return false;
	}
	return count > 0;
}

void
zone_fail(struct zone_call *call, const struct rrset *const *records, size_t count,
    const char *hint, const char *fmt, ...)
{
	bool lenient = call->lenient || all_lenient(records, count);
	struct subject subject = {.zone = call->zone->name};
	struct place at = place_none;
	char text[1024];
	va_list args;

	if (count > 0) {
		subject.record = records[0]->name;
		subject.type = rrset_type(records[0])->name;
		at = rrset_place(records[0]);
	}
	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	(void)diag_add(call->diags, lenient ? SEVERITY_WARNING : SEVERITY_ERROR, call->id, &subject,
	    at, hint, "%s", text);
}

uint8_t
zone_type(const char *name)
{
	return rtype_index(rtype_find(slice_of(name)));
}

const union field *
zone_field(const struct rrset *rrset, size_t value, const char *name)
{
	const struct rtype *type = rrset_type(rrset);
	unsigned i = 0;

	if (name != NULL) {
		while (i + 1u < type->nfields && strcmp(type->fields[i].name, name) != 0)
			i++;
	}
	return &rrset->values[value * type->nfields + i];
}

bool
zone_owns(const struct zone_call *call, struct slice target, char *name, size_t size)
{
	bool dot = slice_ends(target, slice_of("."));
	struct slice full;
	size_t i;

	if (target.len + 2 > size)
		return false;
	memcpy(name, target.data, target.len);
	(void)snprintf(name + target.len, size - target.len, "%s", dot ? "" : ".");
	full = slice_of(name);
	if (slice_equal(full, call->zone->name))
		return true;
	if (!name_is_below(full, call->zone->name))
		return false;
	for (i = 0; i < call->ncuts; i++) {
		if (slice_equal(full, call->cuts[i]) || name_is_below(full, call->cuts[i]))
			return false;
	}
	return true;
}

bool
zone_is_apex(const struct zone_call *call, const struct rrset *rrset)
{
	return slice_equal(rrset->name, call->zone->name);
}
