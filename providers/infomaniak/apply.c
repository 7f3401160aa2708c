/* Carrying out the changes of a zone: one request for each record. */
#include "infomaniak.h"

#include "core/text.h"
#include "provider/stepwise.h"

#include <string.h>

/* Requests at once: more than an account's sixty a minute can feed. */
#define AT_ONCE 8

/* JSON has no octets, only characters. */
static bool
is_text(const struct rrset *rrset, const union field *value)
{
	size_t bad;

	return strcmp(rrset_type(rrset)->name, "TXT") != 0 || text_utf8_valid(value[0].text, &bad);
}

static enum talk_result
refuse_octets(struct talk_fault *fault)
{
	talk_fault_clear(fault);
	buf_text(&fault->message, "a TXT value that is not UTF-8 cannot be sent to this service");
	fault->hint = "write it in ASCII, base64 for example";
	return TALK_REFUSED;
}

static enum talk_result
write_record(const struct provider *provider, const char *method, struct slice zone,
    struct slice id, const struct rrset *rrset, const union field *value, struct talk_fault *fault)
{
	bool create = id.len == 0;
	struct buf path = {0}, more = {0}, body = {0};
	enum talk_result result;

	if (!is_text(rrset, value))
		return refuse_octets(fault);
	if (!create) {
		buf_char(&more, '/');
		buf_slice(&more, id);
	}
	infomaniak_path(&path, zone, buf_view(&more));
	infomaniak_body(&body, rrset, create ? zone : slice_of(""), value);
	result = infomaniak_call(provider, method, path.data, buf_view(&body), NULL, fault);
	buf_free(&path);
	buf_free(&more);
	buf_free(&body);
	return result;
}

static enum talk_result
create(struct provider *provider, struct slice zone, const struct rrset *rrset,
    const union field *value, struct talk_fault *fault)
{
	return write_record(provider, "POST", zone, slice_of(""), rrset, value, fault);
}

static enum talk_result
update(struct provider *provider, struct slice zone, const struct held_record *record,
    const struct rrset *rrset, const union field *value, struct talk_fault *fault)
{
	return write_record(provider, "PUT", zone, record->id, rrset, value, fault);
}

static enum talk_result
delete_record(struct provider *provider, struct slice zone, const struct held_record *record,
    struct talk_fault *fault)
{
	struct buf path = {0}, more = {0};
	enum talk_result result;

	buf_char(&more, '/');
	buf_slice(&more, record->id);
	infomaniak_path(&path, zone, buf_view(&more));
	result = infomaniak_call(provider, "DELETE", path.data, slice_of(""), NULL, fault);
	buf_free(&path);
	buf_free(&more);
	return result;
}

int
infomaniak_apply(struct provider *provider, const struct apply_request *request,
    enum apply_status *statuses, struct diags *diags)
{
	struct infomaniak *infomaniak = provider->state;
	struct stepwise service = {.provider = provider,
	    .held = &infomaniak->held,
	    .at_once = AT_ONCE,
	    .create = create,
	    .update = update,
	    .remove = delete_record};
	struct stepwise_end end;

	return stepwise_apply(&service, request, statuses, &end, diags);
}
