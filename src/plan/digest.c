/* The digest of a plan: what was reviewed, in 64 digits. */
/* The interface of OpenSSL 1.1: that of 3.0 reads its configuration and looks for
 * providers first, which takes a millisecond of a run that takes seven. */
#define OPENSSL_API_COMPAT 10100
#include "plan/plan.h"

#include <openssl/sha.h>

/* What is hashed goes through a buffer of about this size, whatever the plan's. */
#define HASH_CHUNK 65536

struct hasher {
	SHA256_CTX sha;
	struct buf buf;
	struct arena arena; /* of one change at a time */
};

static void
hash_begin(struct hasher *hasher)
{
	(void)SHA256_Init(&hasher->sha);
}

static void
hash_add(struct hasher *hasher, struct slice s)
{
	(void)SHA256_Update(&hasher->sha, s.data, s.len);
}

static void
hash_flush(struct hasher *hasher, size_t least)
{
	if (hasher->buf.len < least)
		return;
	hash_add(hasher, buf_view(&hasher->buf));
	buf_clear(&hasher->buf);
}

static void
hash_end(struct hasher *hasher, char text[PLAN_DIGEST_LEN + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char sum[SHA256_DIGEST_LENGTH];
	unsigned i;

	(void)SHA256_Final(sum, &hasher->sha);
	for (i = 0; i < sizeof(sum); i++) {
		text[2 * i] = digits[sum[i] >> 4];
		text[2 * i + 1] = digits[sum[i] & 0xf];
	}
	text[PLAN_DIGEST_LEN] = '\0';
	buf_free(&hasher->buf);
	arena_free(&hasher->arena);
}

void
digest_text(struct slice s, char text[PLAN_DIGEST_LEN + 1])
{
	struct hasher hasher = {0};

	hash_begin(&hasher);
	hash_add(&hasher, s);
	hash_end(&hasher, text);
}

static void
add_record(struct hasher *hasher, const char *key, const struct rrset *rrset)
{
	struct rrset_node_options options = {0};
	struct json_style style = {0};

	buf_printf(&hasher->buf, "\"%s\": ", key);
	if (rrset == NULL)
		buf_text(&hasher->buf, "null");
	else
		node_json(&hasher->buf, rrset_node(&hasher->arena, rrset, &options), style);
	buf_text(&hasher->buf, ", ");
}

static void
add_change(struct hasher *hasher, const struct change *change)
{
	const struct rrset *rrset = change_rrset(change);

	buf_printf(&hasher->buf, "{\"action\": \"%s\", ", change_word(change->action));
	add_record(hasher, "existing", change->existing);
	buf_text(&hasher->buf, "\"name\": ");
	json_text(&hasher->buf, rrset->name, false);
	buf_text(&hasher->buf, ", ");
	add_record(hasher, "new", change->desired);
	buf_printf(&hasher->buf, "\"type\": \"%s\"}", rrset_type(rrset)->name);
	arena_reset(&hasher->arena);
}

static void
add_target(struct hasher *hasher, const struct target_plan *plan, struct slice zone)
{
	size_t i;

	buf_text(&hasher->buf, "{\"changes\": [");
	for (i = 0; i < plan->nchanges; i++) {
		buf_text(&hasher->buf, i > 0 ? ", " : "");
		add_change(hasher, &plan->changes[i]);
		hash_flush(hasher, HASH_CHUNK);
	}
	buf_text(&hasher->buf, "], \"target\": ");
	json_text(&hasher->buf, slice_of(plan->target), false);
	buf_text(&hasher->buf, ", \"zone\": ");
	json_text(&hasher->buf, zone, false);
	buf_char(&hasher->buf, '}');
}

void
plan_digest(const struct plan *plan, char text[PLAN_DIGEST_LEN + 1])
{
	struct hasher hasher = {0};
	const char *separator = "";
	size_t i, j;

	hash_begin(&hasher);
	buf_char(&hasher.buf, '[');
	for (i = 0; i < plan->nzones; i++) {
		const struct zone_plan *zone = plan->zones[i];

		for (j = 0; j < zone->ntargets; j++) {
			if (zone->targets[j].nchanges == 0)
				continue;
			buf_text(&hasher.buf, separator);
			add_target(&hasher, &zone->targets[j], zone->zone);
			separator = ", ";
		}
	}
	buf_char(&hasher.buf, ']');
	hash_flush(&hasher, 0);
	hash_end(&hasher, text);
}
