/* The provider on a scripted server. */
#ifndef ZW_TESTS_OVH_HARNESS_H
#define ZW_TESTS_OVH_HARNESS_H

#include "../../../providers/ovh/ovh.h"
#include "../../http/fake.h"
#include "../common/harness.h"

#define ZONE "example.com."
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/* What the service says first: its time. */
#define TIME                                        \
	{                                           \
		.status = 200, .body = "1700000000" \
	}

/** open_at(bench, fake): Open a provider that talks to ${fake}, and does not wait between attempts. */
int open_at(struct bench *bench, const struct fake *fake);

#endif
