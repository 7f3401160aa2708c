/* The directory with files that the configuration is tested with. */
#include "../../config/fixture.c"
