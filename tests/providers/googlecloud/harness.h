/* The provider on a scripted server. */
#ifndef ZW_TESTS_GOOGLECLOUD_HARNESS_H
#define ZW_TESTS_GOOGLECLOUD_HARNESS_H

#include "../../../providers/googlecloud/googlecloud.h"
#include "../../http/fake.h"
#include "../common/harness.h"

#define ZONE "example.com."
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What is answered first: a token, then the zone. */
#define TOKEN                                                                        \
	{                                                                            \
		.status = 200,                                                       \
		.body = "{\"access_token\":\"" TEST_SECRET "\",\"expires_in\":3599}" \
	}
#define FOUND                                                                                \
	{                                                                                    \
		.status = 200,                                                               \
		.body = "{\"managedZones\":[{\"name\":\"z\",\"dnsName\":\"example.com.\"}]}" \
	}

/** open_at(bench, port): Open a provider that talks to that port, tokens too, and does not wait between attempts. */
int open_at(struct bench *bench, unsigned port);

#endif
