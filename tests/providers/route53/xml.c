/* XML: answers as trees, hostile ones refused, text escaped. */
#include "../../../providers/route53/xml.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct xml *
parse(struct arena *arena, const char *text, const char **why)
{
	return xml_parse(arena, slice_of(text), why);
}

Test(xml, finds_elements_and_their_text)
{
	struct arena arena = {0};
	const char *why;
	const struct xml *root = parse(&arena,
	    "<?xml version='1.0'?>\n<a xmlns='https://x/'> <b>1</b>\n<c><d>x &amp; &#60;</d></c>"
	    "<b>2</b><!-- no --><e/></a>",
	    &why);

	cr_assert_not_null(root, "%s", why);
	cr_assert_str_eq(root->name, "a");
	cr_assert(slice_is(xml_text(root, "b"), "1"));
	cr_assert(slice_is(xml_again(xml_find(root, "b"))->text, "2"));
	cr_assert_null(xml_again(xml_again(xml_find(root, "b"))));
	cr_assert(slice_is(xml_text(xml_find(root, "c"), "d"), "x & <"));
	cr_assert_not_null(xml_find(root, "e"));
	cr_assert_eq(xml_text(root, "e").len, 0);
	cr_assert_null(xml_find(root, "f"));
	cr_assert_eq(xml_text(NULL, "f").len, 0);
	arena_free(&arena);
}

Test(xml, refuses_what_is_none)
{
	static const char *const texts[] = {"", "{}", "<a>", "<a></b>", "<a/><b/>", "<a>&b;</a>",
	    "<a b=1/>", "\xff\xfe"};
	struct arena arena = {0};
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		why = NULL;
		cr_expect_null(parse(&arena, texts[i], &why), "%s", texts[i]);
		cr_expect_str_eq(why, "is not XML");
	}
	arena_free(&arena);
}

Test(xml, refuses_entities_and_depth)
{
	struct arena arena = {0};
	struct buf deep = {0};
	const char *why;
	int i;

	cr_assert_null(parse(&arena,
	    "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>", &why));
	cr_assert(strstr(why, "document type") != NULL);
	cr_assert_null(parse(&arena, "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>x</a>", &why));
	cr_assert(strstr(why, "document type") != NULL);
	for (i = 0; i < 100000; i++)
		buf_text(&deep, "<a>");
	cr_assert_null(xml_parse(&arena, buf_view(&deep), &why));
	cr_assert(strstr(why, "too deeply") != NULL);
	buf_free(&deep);
	arena_free(&arena);
}

Test(xml, writes_what_it_read)
{
	const char *text = "<a><b>x &lt;&amp;&gt; &quot;</b><c></c><d><e>1</e></d></a>", *why;
	struct arena arena = {0};
	struct buf out = {0};

	xml_write(&out, parse(&arena, text, &why));
	cr_assert_str_eq(out.data, text);
	buf_free(&out);
	arena_free(&arena);
}
