/* One form of escapes: what is printed for a zone file reads as what it was. */
#include "core/buf.h"
#include "dns/name.h"
#include "present_fixture.h"

#include <criterion/criterion.h>

Test(escape, has_one_form_in_names)
{
	present_check("NS", "a(b;c).unit.tests.", "a\\(b\\;c\\).unit.tests.");
	present_check("NS", "a\\(b\\.c\\@.unit.tests.", "a\\(b\\.c@.unit.tests.");
	present_check("NS", "\\064\\$\\046\\065.unit.tests.", "@$\\.a.unit.tests.");
	present_check("NS", "a\\ b\\\xe6\\195.unit.tests.", "a\\032b\\230\\195.unit.tests.");
}

Test(escape, has_one_form_in_texts)
{
	present_check("CAA", "0 issue \"a\\ b\\\xe6\"", "0 issue \"a b\\230\"");
	present_check("TLSA", "1 1 1 ab\\ c\\\xe6", "1 1 1 ab\\032c\\230");
}

Test(escape, makes_no_value_of_what_is_none)
{
	present_refused("NS", slice_of("a\\\x11.unit.tests."));
	present_refused("AAAA", slice_of("fe80::1%eth0"));
	present_refused("HTTPS", slice_of("1 . ipv6hint=fe80::1%eth0"));
}

Test(escape, counts_as_one_octet_of_a_name)
{
	struct buf name = {0}, printed = {0};
	int i;

	for (i = 0; i < NAME_MAX_TEXT; i++) {
		buf_char(&name, ';');
		buf_text(&printed, "\\;");
	}
	buf_char(&name, '.');
	buf_char(&printed, '.');
	present_check("NS", name.data, printed.data);
	name.data[name.len - 1] = ';';
	buf_char(&name, '.');
	present_refused("NS", buf_view(&name));
	buf_free(&name);
	buf_free(&printed);
}
