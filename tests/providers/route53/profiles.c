/* The shared files of the SDKs. */
#include "../../../providers/route53/aws.h"

#include <criterion/criterion.h>
#include <string.h>

static const char text[] = "# nothing\n"
			   "[default]\n"
			   "aws_access_key_id = AKID1\n"
			   "aws_secret_access_key=a=b ; not this\n"
			   "s3 =\n"
			   "  region = nested\n"
			   "[ profile other ]\r\n"
			   "Region = eu-west-1\r\n"
			   "region = eu-west-2\n"
			   "empty =\n";

Test(profiles, reads_the_keys_of_a_section)
{
	struct arena arena = {0};
	struct aws_ini *ini = aws_ini_read(&arena, slice_of(text), "default");

	cr_assert_str_eq(aws_ini_get(ini, "aws_access_key_id"), "AKID1");
	cr_assert_str_eq(aws_ini_get(ini, "aws_secret_access_key"), "a=b");
	cr_assert_null(aws_ini_get(ini, "region"));
	ini = aws_ini_read(&arena, slice_of(text), "profile other");
	cr_assert_str_eq(aws_ini_get(ini, "region"), "eu-west-2");
	cr_assert_null(aws_ini_get(ini, "empty"));
	cr_assert_null(aws_ini_read(&arena, slice_of(text), "other"));
	cr_assert_null(aws_ini_get(NULL, "region"));
	arena_free(&arena);
}

Test(profiles, reads_times)
{
	cr_assert_eq(aws_time(slice_of("2015-08-30T12:36:00Z")), 1440938160);
	cr_assert_eq(aws_time(slice_of("tomorrow")), 0);
	cr_assert_eq(aws_time(slice_of("")), 0);
}
