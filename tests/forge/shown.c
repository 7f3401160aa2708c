/* The line of a comment that lists the changes which it showed. */
#include "forge/shown.h"
#include "../plan/fixture.h"

static void
print_body(struct buf *body, const struct plan *plan)
{
	buf_text(body, "<!-- zoneward:plan v1 -->\n");
	shown_print(body, plan);
	buf_text(body, "## DNS plan\n");
}

Test(shown, seals_what_a_comment_lists)
{
	char of_plan[SHOWN_SEAL_LEN + 1], of_body[SHOWN_SEAL_LEN + 1];
	struct plan plan = {0};
	struct buf body = {0};
	char *hash;

	(void)add_plan(&plan, ZONE, "",
	    "{a: {type: A, value: 1.1.1.1}, b: {type: A, value: 1.1.1.2}}", &usual);
	print_body(&body, &plan);
	shown_seal(&plan, of_plan);
	cr_assert_eq(strlen(of_plan), SHOWN_SEAL_LEN);
	shown_seal_of(buf_view(&body), of_body);
	cr_assert_str_eq(of_body, of_plan);
	hash = strstr(body.data, "zoneward:changes ") + strlen("zoneward:changes ");
	*hash = *hash == '0' ? '1' : '0';
	shown_seal_of(buf_view(&body), of_body);
	cr_assert_str_neq(of_body, of_plan);
	buf_free(&body);
	plan_free(&plan);
}

Test(shown, has_no_seal_without_a_list)
{
	char seal[SHOWN_SEAL_LEN + 1];
	struct plan plan = {0};
	struct buf body = {0};

	print_body(&body, &plan);
	shown_seal(&plan, seal);
	cr_assert_str_empty(seal);
	shown_seal_of(buf_view(&body), seal);
	cr_assert_str_empty(seal);
	shown_seal_of(slice_of("no line end"), seal);
	cr_assert_str_empty(seal);
	buf_free(&body);
}
