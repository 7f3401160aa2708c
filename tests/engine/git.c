/* The directory in which the real git builds what the tests read. */
#include "../git/fixture.c"
