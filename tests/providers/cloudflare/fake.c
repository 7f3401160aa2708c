/* The scripted server that the HTTP client is tested with. */
#include "../../http/fake.c"
