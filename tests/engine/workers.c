/* How many threads read zones, by what they wait for. */
#include "engine/workers.h"

#include "core/pool.h"
#include "fixture.h"
#include "http/http.h"

#include <criterion/criterion.h>
#include <stdio.h>

TestSuite(workers, .init = estate_begin, .fini = estate_end);

static void
put_remote(const char *manager)
{
	char text[1024];

	(void)snprintf(text, sizeof(text),
	    "%s" PROVIDERS "  one: {class: octodns_infomaniak.InfomaniakProvider, token: abcdef}\n"
	    "  two: {class: octodns_powerdns.PowerDnsProvider, host: 127.0.0.1, api_key: abcdef}\n"
	    "zones:\n"
	    "  local.tests.: " FROM_CONFIG "\n"
	    "  one.tests.: {sources: [config], targets: [live, one]}\n"
	    "  both.tests.: {sources: [two], targets: [one]}\n",
	    manager);
	put("octodns.yaml", text);
}

static void
must_use(const char *zones, unsigned jobs, unsigned wanted)
{
	struct work work = {.options = {.workers = jobs}};

	cr_assert_eq(open_worktree(&work), 0);
	cr_assert_eq(choose(&work, zones), 0);
	cr_expect_eq(workers_of_zones(&work.workspace, &work.selection), wanted, "%s", zones);
	close_work(&work);
}

static unsigned
at_least_cpus(unsigned count)
{
	return count > pool_default_workers() ? count : pool_default_workers();
}

Test(workers, are_as_many_as_cpus_where_nobody_is_waited_for)
{
	put_remote("");
	must_use("local.tests.", 0, pool_default_workers());
}

Test(workers, are_more_for_each_service_on_the_network)
{
	put_remote("");
	must_use("one.tests.", 0, at_least_cpus(HTTP_CONNECTIONS));
	must_use("local.tests. one.tests.", 0, at_least_cpus(HTTP_CONNECTIONS));
	must_use("both.tests. one.tests.", 0, at_least_cpus(2 * HTTP_CONNECTIONS));
}

Test(workers, are_what_was_asked_for)
{
	put_remote("");
	must_use("both.tests.", 3, 3);
	put_remote("manager: {max_workers: 5}\n");
	must_use("both.tests.", 0, 5);
	must_use("both.tests.", 3, 3);
}

Test(workers, of_sources_count_those_that_are_read)
{
	static const char *ids[] = {"config", "two", "two"};
	struct id_list local = {ids, 1}, remote = {ids, 3};
	struct work work = {0};

	put_remote("");
	cr_assert_eq(open_worktree(&work), 0);
	cr_expect_eq(workers_of_sources(&work.workspace, &local), pool_default_workers());
	cr_expect_eq(workers_of_sources(&work.workspace, &remote), at_least_cpus(HTTP_CONNECTIONS));
	close_work(&work);
}
