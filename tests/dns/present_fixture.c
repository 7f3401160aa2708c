/* Reading and printing values. */
#include "present_fixture.h"

#include "core/buf.h"

#include <criterion/criterion.h>
#include <string.h>

const struct rtype *
present_row(const char *name)
{
	const struct rtype *type = rtype_find(slice_of(name));

	cr_assert_not_null(type, "no type %s", name);
	return type;
}

int
present_parse(struct arena *arena, const char *type, struct slice text, union field *value,
    const char **why)
{
	*why = "";
	memset(value, 0, RTYPE_MAX_FIELDS * sizeof(*value));
	return value_parse(arena, present_row(type), text, value, why);
}

/* ${text} reads, prints as ${normal} and reads the same again. */
void
present_check(const char *type, const char *text, const char *normal)
{
	union field first[RTYPE_MAX_FIELDS], second[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	struct buf out = {0};
	const char *why;
	int rc = present_parse(&arena, type, slice_of(text), first, &why);

	cr_assert_eq(rc, 0, "%s %s: %s", type, text, why);
	value_presentation(&out, present_row(type), first);
	cr_assert_str_eq(out.data, normal, "%s %s: printed as %s", type, text, out.data);
	rc = present_parse(&arena, type, buf_view(&out), second, &why);
	cr_assert_eq(rc, 0, "%s %s: own form: %s", type, out.data, why);
	cr_assert_eq(value_compare(present_row(type), first, second), 0, "%s %s", type, text);
	buf_free(&out);
	arena_free(&arena);
}

void
present_refused(const char *type, struct slice text)
{
	union field value[RTYPE_MAX_FIELDS];
	struct arena arena = {0};
	const char *why;

	cr_expect_eq(present_parse(&arena, type, text, value, &why), -1, "%s %.*s", type,
	    (int)(text.len < 200 ? text.len : 200), text.data);
	cr_expect(why[0] != '\0');
	arena_free(&arena);
}
