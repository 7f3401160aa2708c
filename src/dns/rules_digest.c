/* Rules for records that hold digests: DS (RFC 4034), SSHFP (RFC 4255), TLSA (RFC 6698). */
#include "dns/rules_parts.h"
#include "dns/value.h"

#include <inttypes.h>

static const char ds_example[] = "{key_tag: 60485, algorithm: 13, digest_type: 2, digest: …}";
static const char sshfp_example[] = "{algorithm: 4, fingerprint_type: 2, fingerprint: …}";
static const char tlsa_example[] =
    "{certificate_usage: 3, selector: 1, matching_type: 1, certificate_association_data: …}";

/* How many hexadecimal digits a digest of a type has. */
struct length {
	int64_t type;
	size_t digits;
};

static size_t
length_of(const struct length *lengths, size_t count, int64_t type)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (lengths[i].type == type)
			return lengths[i].digits;
	}
	return 0;
}

/* ---- DS */

static bool
is_former_ds(const struct node *value)
{
	return node_get(value, "public_key") != NULL || node_get(value, "flags") != NULL;
}

static void
check_ds(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"key_tag", NULL, 1, 0, "60485"},
	    {"algorithm", NULL, 1, 0, "13"},
	    {"digest_type", NULL, 1, 0, "2"},
	};
	static const struct int_spec former[] = {
	    {"flags", NULL, 1, 0, "257"},
	    {"protocol", NULL, 1, 0, "3"},
	    {"algorithm", NULL, 1, 0, "13"},
	};
	static const char *const digest[] = {"digest"}, *const public_key[] = {"public_key"};
	size_t i;

	for (i = 0; i < count; i++) {
		bool old;

		if (!rule_is_map(call, values[i], ds_example))
			continue;
		old = is_former_ds(values[i]);
		rule_numbers(call, values[i], old ? former : specs, 3);
		rule_present(call, values[i], old ? public_key : digest, 1);
	}
}

static void
check_ds_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec key_tag = {"key_tag", NULL, 0, 65535, "60485"};
	static const struct int_spec algorithm = {"algorithm", NULL, 0, 255, "13"};
	static const struct int_spec digest_type = {"digest_type", NULL, 0, 255, "2"};
	static const struct length lengths[] = {{1, 40}, {2, 64}, {4, 96}};
	size_t i;

	for (i = 0; i < count; i++) {
		int64_t number, type = 0;
		size_t digits = 0;

		if (!rule_is_map(call, values[i], ds_example))
			continue;
		(void)rule_number(call, values[i], &key_tag, &number);
		(void)rule_number(call, values[i], &algorithm, &number);
		if (rule_number(call, values[i], &digest_type, &type) == 0)
			digits = length_of(lengths, 3, type);
		rule_hex(call, values[i], "digest", digits, "digest_type", type);
	}
}

static void
check_ds_algorithm(struct rule_call *call, const struct node *value)
{
	static const char *const deprecated[] = {
	    [1] = "RSA/MD5",
	    [3] = "DSA/SHA-1",
	    [5] = "RSA/SHA-1",
	    [6] = "DSA-NSEC3-SHA1",
	    [7] = "RSASHA1-NSEC3-SHA1",
	};
	const struct node *node = node_get(value, "algorithm");
	int64_t number;

	if (node == NULL || node_to_int(node, &number) != 0 || number < 1 || number > 7 ||
	    deprecated[number] == NULL)
		return;
	rule_fail(call, node, "sign with algorithm 13 (ECDSA P-256) or 15 (Ed25519)",
	    "algorithm %" PRId64 " (%s) must not be used any more (RFC 8624 3.1)", number,
	    deprecated[number]);
}

static void
check_ds_best_practice(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *type = node_get(values[i], "digest_type");
		int64_t number;

		if (is_former_ds(values[i]))
			continue;
		check_ds_algorithm(call, values[i]);
		if (type != NULL && node_to_int(type, &number) == 0 && number == 1) {
			rule_fail(call, type, "publish the digest of type 2 (SHA-256)",
			    "digest_type 1 (SHA-1) must not be used any more (RFC 8624 3.3)");
		}
	}
}

/* ---- SSHFP */

static const struct length sshfp_lengths[] = {{1, 40}, {2, 64}};

static void
check_fingerprint_length(struct rule_call *call, const struct node *value, int64_t type)
{
	const struct node *node = node_get(value, "fingerprint");
	size_t digits = length_of(sshfp_lengths, 2, type);

	if (digits == 0 || node == NULL || !rule_is_text(call, node, "fingerprint") ||
	    node->text.len == digits)
		return;
	rule_fail(call, node, NULL,
	    "the fingerprint has %zu characters; of fingerprint_type %" PRId64 " it has %zu",
	    node->text.len, type, digits);
}

static void
check_sshfp(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec algorithm = {"algorithm", NULL, 1, 4, "4"};
	static const struct int_spec type = {"fingerprint_type", NULL, 1, 2, "2"};
	static const char *const fingerprint[] = {"fingerprint"};
	size_t i;

	for (i = 0; i < count; i++) {
		int64_t number;

		if (!rule_is_map(call, values[i], sshfp_example))
			continue;
		(void)rule_number(call, values[i], &algorithm, &number);
		if (rule_number(call, values[i], &type, &number) == 0)
			check_fingerprint_length(call, values[i], number);
		rule_present(call, values[i], fingerprint, 1);
	}
}

static void
check_sshfp_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec algorithm = {"algorithm", NULL, 0, 255, "4"};
	static const struct int_spec fingerprint_type = {"fingerprint_type", NULL, 0, 255, "2"};
	size_t i;

	for (i = 0; i < count; i++) {
		int64_t number, type = 0;
		size_t digits = 0;

		if (!rule_is_map(call, values[i], sshfp_example))
			continue;
		(void)rule_number(call, values[i], &algorithm, &number);
		if (rule_number(call, values[i], &fingerprint_type, &type) == 0)
			digits = length_of(sshfp_lengths, 2, type);
		rule_hex(call, values[i], "fingerprint", digits, "fingerprint_type", type);
	}
}

static void
check_sshfp_best_practice(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *type = node_get(values[i], "fingerprint_type");
		int64_t number;

		if (type == NULL || node_to_int(type, &number) != 0 || number != 1)
			continue;
		rule_fail(call, type, "publish the fingerprint of type 2 (SHA-256)",
		    "fingerprint_type 1 (SHA-1) should not be used any more");
	}
}

/* ---- TLSA */

static void
check_tlsa(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"certificate_usage", NULL, 0, 3, "3"},
	    {"selector", NULL, 0, 1, "1"},
	    {"matching_type", NULL, 0, 2, "1"},
	};
	static const char *const data[] = {"certificate_association_data"};
	size_t i;

	for (i = 0; i < count; i++) {
		if (!rule_is_map(call, values[i], tlsa_example))
			continue;
		rule_numbers(call, values[i], specs, 3);
		rule_present(call, values[i], data, 1);
	}
}

static void
check_tlsa_strict(struct rule_call *call, const struct node *const *values, size_t count)
{
	static const struct int_spec specs[] = {
	    {"certificate_usage", NULL, 0, 255, "3"},
	    {"selector", NULL, 0, 255, "1"},
	};
	static const struct int_spec matching_type = {"matching_type", NULL, 0, 255, "1"};
	static const struct length lengths[] = {{1, 64}, {2, 128}};
	size_t i;

	for (i = 0; i < count; i++) {
		int64_t type = 0;
		size_t digits = 0;

		if (!rule_is_map(call, values[i], tlsa_example))
			continue;
		rule_numbers(call, values[i], specs, 2);
		if (rule_number(call, values[i], &matching_type, &type) == 0)
			digits = length_of(lengths, 2, type);
		rule_hex(call, values[i], "certificate_association_data", digits, "matching_type",
		    type);
	}
}

static void
check_tlsa_best_practice(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *type = node_get(values[i], "matching_type");
		int64_t number;

		if (type == NULL || node_to_int(type, &number) != 0 || number != 0)
			continue;
		rule_fail(call, type, "use matching_type 1 (SHA-256)",
		    "matching_type 0 holds the whole certificate or key (RFC 7671 10.1.2)");
	}
}

const struct rule rules_digest[] = {
    {"ds-value", RULE_LEGACY, "DS", NULL, check_ds, "DsValueValidator",
	"key_tag, algorithm and digest_type are numbers, there is a digest (RFC 4034 5.1)"},
    {"ds-value-rfc", RULE_STRICT, "DS", NULL, check_ds_strict, "DsValueRfcValidator",
	"numbers in range, a hexadecimal digest of its type's length (RFC 4034 5.1, RFC 4509)"},
    {"ds-value-best-practice", RULE_BEST_PRACTICE, "DS", NULL, check_ds_best_practice,
	"DsValueBestPracticeValidator", "no algorithm or digest that is given up (RFC 8624 3)"},
    {"sshfp-value", RULE_LEGACY, "SSHFP", NULL, check_sshfp, "SshfpValueValidator",
	"algorithm 1 to 4, fingerprint_type 1 or 2 and its length (RFC 4255, RFC 6594)"},
    {"sshfp-value-rfc", RULE_STRICT, "SSHFP", NULL, check_sshfp_strict, "SshfpValueRfcValidator",
	"numbers are 0 to 255, a hexadecimal fingerprint of its type's length (RFC 4255 3.1)"},
    {"sshfp-value-best-practice", RULE_BEST_PRACTICE, "SSHFP", NULL, check_sshfp_best_practice,
	"SshfpValueBestPracticeValidator", "no fingerprint by SHA-1 (RFC 6594)"},
    {"tlsa-value", RULE_LEGACY, "TLSA", NULL, check_tlsa, "TlsaValueValidator",
	"usage 0 to 3, selector 0 or 1, matching_type 0 to 2, all there (RFC 6698 2.1)"},
    {"tlsa-value-rfc", RULE_STRICT, "TLSA", NULL, check_tlsa_strict, "TlsaValueRfcValidator",
	"numbers are 0 to 255, hexadecimal data of the matching type's length (RFC 6698 2.1)"},
    {"tlsa-value-best-practice", RULE_BEST_PRACTICE, "TLSA", NULL, check_tlsa_best_practice,
	"TlsaValueBestPracticeValidator", "no matching_type 0 (RFC 7671 10.1.2)"},
    {0},
};
