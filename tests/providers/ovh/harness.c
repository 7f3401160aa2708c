/* The provider on a scripted server, with the harness that providers share. */
#include "harness.h"

#include "../../http/fake.c"
#include "../common/harness.c"

int
open_at(struct bench *bench, const struct fake *fake)
{
	char url[64];
	int rc;

	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%u/1.0", fake->port);
	rc = bench_open(bench, "OvhProvider", "endpoint", url, "application_key", "a-key",
	    "application_secret", "another-secret-that-must-not-be-seen", "consumer_key",
	    TEST_SECRET, NULL);
	if (rc == 0)
		bench_hurry(((struct ovh *)bench->provider->state)->talk.client);
	return rc;
}
