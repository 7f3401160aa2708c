/* Loads libldns, so that a command without zone files starts without it. */
#include "ldns_api.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
    {"ldns_rr_new_frm_str", offsetof(struct ldns_api, rr_new_frm_str)},
    {"ldns_rr_free", offsetof(struct ldns_api, rr_free)},
    {"ldns_rr2str", offsetof(struct ldns_api, rr2str)},
    {"ldns_dname_new_frm_str", offsetof(struct ldns_api, dname_new_frm_str)},
    {"ldns_rdf_deep_free", offsetof(struct ldns_api, rdf_deep_free)},
    {"ldns_get_errorstr_by_id", offsetof(struct ldns_api, get_errorstr_by_id)},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct ldns_api api;
static const char *failure;

/* The library stays: it is needed for every zone file. */
static void
load(void)
{
	void *library = dlopen("libldns.so.3", RTLD_NOW | RTLD_LOCAL);
	size_t i;

	failure = "libldns.so.3 is not installed (apt install libldns3)";
	if (library == NULL)
		return;
	failure = "libldns.so.3 is not a whole libldns: install it again (apt install libldns3)";
	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *found = dlsym(library, symbols[i].name);

		if (found == NULL)
			return;
		memcpy((char *)&api + symbols[i].offset, &found, sizeof(found));
	}
	failure = NULL;
}

const struct ldns_api *
ldns_load(const char **why)
{
	(void)pthread_once(&once, load);
	*why = failure;
	return failure == NULL ? &api : NULL;
}
