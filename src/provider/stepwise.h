/* Carrying out changes where a service writes one record at a time, without transactions. */
#ifndef ZW_PROVIDER_STEPWISE_H
#define ZW_PROVIDER_STEPWISE_H

#include "provider/steps.h"
#include "provider/talk.h"

/* How a service is written to.  Each function is called by several threads at once. */
struct stepwise {
	struct provider *provider;
	struct held *held; /* that the provider's read fills for targets */
	unsigned at_once;  /* requests */
	step_fits *fits;   /* or NULL */

	/* Make a record of one value of ${rrset}. */
	enum talk_result (*create)(struct provider *provider, struct slice zone,
	    const struct rrset *rrset, const union field *value, struct talk_fault *fault);
	/* Make ${record} hold one value of ${rrset}, with its TTL. */
	enum talk_result (*update)(struct provider *provider, struct slice zone,
	    const struct held_record *record, const struct rrset *rrset, const union field *value,
	    struct talk_fault *fault);
	/* TALK_MISSING is as good as TALK_OK. */
	enum talk_result (*remove)(struct provider *provider, struct slice zone,
	    const struct held_record *record, struct talk_fault *fault);
};

/* What became of it. */
struct stepwise_end {
	bool wrote; /* something may have been written */
	bool known; /* what was written is known */
};

/**
 * stepwise_apply(service, request, statuses, end, diags):
 * Carry out the changes: owner names at once, the steps of one name in order.
 * After a failure nothing more is begun; what was deleted to make place for what
 * is then refused is put back.  When an answer was lost, the zone is read again
 * and what is missing is done.  A zone that does not exist is refused.  Return 0,
 * or -1 after adding errors.
 */
int stepwise_apply(const struct stepwise *service, const struct apply_request *request,
    enum apply_status *statuses, struct stepwise_end *end, struct diags *diags);

#endif
