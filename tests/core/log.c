/* What goes on. */
#include "core/log.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <errno.h>

Test(log, says_nothing_unless_verbose, .init = cr_redirect_stderr)
{
	log_info("hidden");
	log_set_level(LOG_LEVEL_QUIET);
	log_info("hidden");
	log_set_level(LOG_LEVEL_VERBOSE);
	log_info("seen %d", 1);
	cr_assert_stderr_eq_str("seen 1\n");
}

Test(log, one_call_is_one_line_without_controls, .init = cr_redirect_stderr)
{
	log_set_level(LOG_LEVEL_VERBOSE);
	errno = ENOENT;
	log_info("zone %s", "a\nb\x1b[31m");
	cr_assert_eq(errno, ENOENT);
	cr_assert_stderr_eq_str("zone a\\x0Ab\\x1B[31m\n");
}
