/* The provider on a scripted server. */
#ifndef ZW_TESTS_INFOMANIAK_HARNESS_H
#define ZW_TESTS_INFOMANIAK_HARNESS_H

#include "../../../providers/infomaniak/infomaniak.h"
#include "../../http/fake.h"
#include "../common/harness.h"

#define ZONE "example.com."
#define LEN(a) (sizeof(a) / sizeof((a)[0]))

/** open_at(bench, fake): Open a provider that talks to ${fake}, and does not wait between attempts. */
int open_at(struct bench *bench, const struct fake *fake);

#endif
