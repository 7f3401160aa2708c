/* Explained with examples: rules for certificates, keys, fingerprints and places. */
#include "dns/rules_explain.h"

const struct rule_text rule_texts_data[] = {
    {"caa-value", "A CAA value has flags from 0 to 255 (0 when left out), a tag and a value.",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 256\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 0\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"RFC 8659 4.1"},
    {"caa-value-rfc", "Flags are 0, or 128 for critical; the tag has letters and digits only.",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 1\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    flags: 128\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"RFC 8659 4.1"},
    {"caa-value-best-practice",
	"Who says who may issue certificates says, too, who may issue those for wildcards: "
	"issuewild \";\" allows none.",
	"'':\n"
	"  type: CAA\n"
	"  value:\n"
	"    tag: issue\n"
	"    value: ca.example.net\n",
	"'':\n"
	"  type: CAA\n"
	"  values:\n"
	"  - tag: issue\n"
	"    value: ca.example.net\n"
	"  - tag: issuewild\n"
	"    value: ;\n",
	"RFC 8659 4.3"},
    {"ds-value",
	"key_tag, algorithm and digest_type are whole numbers, and there is a digest. The "
	"former keys flags, protocol, algorithm and public_key are read, too.",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: ECDSA\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: 13\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"RFC 4034 5.1"},
    {"ds-value-rfc",
	"key_tag is from 0 to 65535, algorithm and digest_type from 0 to 255; the digest is "
	"hexadecimal and has 40 digits for type 1, 64 for type 2, 96 for type 4.",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: 13\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: 13\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"RFC 4034 5.1, RFC 4509, RFC 6605"},
    {"ds-value-best-practice",
	"Algorithms 1, 3, 5, 6 and 7 and digest type 1 (SHA-1) are given up. Sign with 13 or "
	"8 and digest with type 2.",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: 5\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"branch:\n"
	"  type: DS\n"
	"  value:\n"
	"    algorithm: 13\n"
	"    digest: D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A\n"
	"    digest_type: 2\n"
	"    key_tag: 60485\n",
	"RFC 8624 3"},
    {"sshfp-value",
	"The algorithm is from 1 to 4, fingerprint_type 1 or 2, and the fingerprint has 40 "
	"digits for type 1, 64 for type 2.",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 9\n"
	"    fingerprint: 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789\n"
	"    fingerprint_type: 2\n",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 4\n"
	"    fingerprint: 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789\n"
	"    fingerprint_type: 2\n",
	"RFC 4255 3.1, RFC 6594"},
    {"sshfp-value-rfc",
	"The numbers are from 0 to 255; the fingerprint is hexadecimal and as long as its "
	"type wants.",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 4\n"
	"    fingerprint: SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8\n"
	"    fingerprint_type: 2\n",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 4\n"
	"    fingerprint: 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789\n"
	"    fingerprint_type: 2\n",
	"RFC 4255 3.1"},
    {"sshfp-value-best-practice", "Fingerprint type 1 is SHA-1. Use type 2, SHA-256.",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 4\n"
	"    fingerprint: 123456789ABCDEF67890123456789ABCDEF67890\n"
	"    fingerprint_type: 1\n",
	"host:\n"
	"  type: SSHFP\n"
	"  value:\n"
	"    algorithm: 4\n"
	"    fingerprint: 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789\n"
	"    fingerprint_type: 2\n",
	"RFC 6594"},
    {"tlsa-value",
	"certificate_usage is from 0 to 3, selector 0 or 1, matching_type from 0 to 2, and "
	"there is certificate_association_data.",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971\n"
	"    certificate_usage: 4\n"
	"    matching_type: 1\n"
	"    selector: 1\n",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971\n"
	"    certificate_usage: 3\n"
	"    matching_type: 1\n"
	"    selector: 1\n",
	"RFC 6698 2.1"},
    {"tlsa-value-rfc",
	"The numbers are from 0 to 255; the data is hexadecimal and has 64 digits for "
	"matching type 1, 128 for 2.",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B9\n"
	"    certificate_usage: 3\n"
	"    matching_type: 1\n"
	"    selector: 1\n",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971\n"
	"    certificate_usage: 3\n"
	"    matching_type: 1\n"
	"    selector: 1\n",
	"RFC 6698 2.1"},
    {"tlsa-value-best-practice",
	"Matching type 0 puts the whole certificate or key into the DNS. Use its SHA-256, "
	"matching type 1.",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971\n"
	"    certificate_usage: 3\n"
	"    matching_type: 0\n"
	"    selector: 1\n",
	"_443._tcp.www:\n"
	"  type: TLSA\n"
	"  value:\n"
	"    certificate_association_data: D2ABDE240D7CD3EE6B4B28C54DF034B97983A1D16E8A410E4561CB106618E971\n"
	"    certificate_usage: 3\n"
	"    matching_type: 1\n"
	"    selector: 1\n",
	"RFC 7671 10.1.2"},
    {"loc-value-rfc",
	"A location has all twelve fields: degrees to 90 and 180, minutes and seconds below "
	"60, directions N, S, E, W in capitals, and altitude, size and precisions in metres.",
	"office:\n"
	"  type: LOC\n"
	"  value:\n"
	"    altitude: 20\n"
	"    lat_degrees: 91\n"
	"    lat_direction: N\n"
	"    lat_minutes: 31\n"
	"    lat_seconds: 12.5\n"
	"    long_degrees: 13\n"
	"    long_direction: E\n"
	"    long_minutes: 24\n"
	"    long_seconds: 17.8\n"
	"    precision_horz: 10\n"
	"    precision_vert: 2\n"
	"    size: 10\n",
	"office:\n"
	"  type: LOC\n"
	"  value:\n"
	"    altitude: 20\n"
	"    lat_degrees: 52\n"
	"    lat_direction: N\n"
	"    lat_minutes: 31\n"
	"    lat_seconds: 12.5\n"
	"    long_degrees: 13\n"
	"    long_direction: E\n"
	"    long_minutes: 24\n"
	"    long_seconds: 17.8\n"
	"    precision_horz: 10\n"
	"    precision_vert: 2\n"
	"    size: 10\n",
	"RFC 1876 2"},
    {0},
};
