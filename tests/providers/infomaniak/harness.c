/* The provider on a scripted server, with the harness that providers share. */
#include "harness.h"

#include "../../http/fake.c"
#include "../common/harness.c"

int
open_at(struct bench *bench, const struct fake *fake)
{
	char url[64];
	int rc;

	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%u/2", fake->port);
	rc = bench_open(bench, "InfomaniakProvider", "token", TEST_SECRET, "endpoint", url, NULL);
	if (rc == 0)
		bench_hurry(((struct infomaniak *)bench->provider->state)->talk.client);
	return rc;
}
