/* What is used of libldns, which is loaded when a zone file is first read. */
#ifndef ZW_PROVIDERS_ZONEFILE_LDNS_API_H
#define ZW_PROVIDERS_ZONEFILE_LDNS_API_H

#include <ldns/ldns.h>

struct ldns_api {
	ldns_status (
	    *rr_new_frm_str)(ldns_rr **, const char *, uint32_t, const ldns_rdf *, ldns_rdf **);
	void (*rr_free)(ldns_rr *);
	char *(*rr2str)(const ldns_rr *);
	ldns_rdf *(*dname_new_frm_str)(const char *);
	void (*rdf_deep_free)(ldns_rdf *);
	const char *(*get_errorstr_by_id)(ldns_status);
};

/** ldns_load(why): Return libldns, loaded once; or NULL and a static text in ${why}. */
const struct ldns_api *ldns_load(const char **why);

#endif
