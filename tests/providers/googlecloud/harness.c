/* The provider on a scripted server, with the harness that providers share. */
#include "harness.h"

#include "../../http/fake.c"
#include "../common/harness.c"

#include <unistd.h>

int
open_at(struct bench *bench, unsigned port)
{
	char url[64], path[] = "/tmp/zoneward-google-XXXXXX";
	int fd = mkstemp(path), rc;

	(void)snprintf(url, sizeof(url), "http://127.0.0.1:%u", port);
	cr_assert_geq(fd, 0);
	(void)dprintf(fd,
	    "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"client-secret\","
	    "\"refresh_token\":\"refresh-token\",\"token_uri\":\"%s/token\"}",
	    url);
	(void)close(fd);
	rc = bench_open(bench, "GoogleCloudProvider", "endpoint", url, "project", "p",
	    "credentials_file", path, NULL);
	(void)unlink(path);
	if (rc == 0)
		bench_hurry(((struct google *)bench->provider->state)->talk.client);
	return rc;
}
