/* What checking pools and checking the rules that use them share. */
#ifndef ZW_DNS_DYNAMIC_CHECK_H
#define ZW_DNS_DYNAMIC_CHECK_H

#include "core/map.h"
#include "dns/rules_parts.h"

/* Where the fallbacks of a pool lead to. */
enum pool_end { POOL_UNKNOWN, POOL_ON_THE_WAY, POOL_ENDS, POOL_LOOPS };

struct pool_state {
	bool exists; /* is a mapping with values */
	bool used;   /* by a rule */
	bool is_fallback;
	enum pool_end end;
};

struct dynamic_pools {
	const struct node_pair *pairs;
	struct pool_state *state;
	size_t count;
	struct map index; /* name to its state */
};

/** dynamic_use_pool(pools, name, before): Mark a pool as used; false when there is none.  ${before}: whether it was already. */
bool dynamic_use_pool(struct dynamic_pools *pools, const struct node *name, bool *before);

/** dynamic_check_rules(call, pools, dynamic): Check the rules of a dynamic block. */
void dynamic_check_rules(struct rule_call *call, struct dynamic_pools *pools,
    const struct node *dynamic);

struct network {
	uint8_t bytes[16];
	unsigned bits; /* of an address: 32 or 128 */
	unsigned prefix;
	const struct node *at; /* where it is written; set by the caller */
};

/** network_read(text, out): Read as Python's ip_network: no host bits, an address alone is a network of one. */
bool network_read(struct slice text, struct network *out);

/** network_mask(bytes, prefix): Keep the first ${prefix} bits; return whether the others were 0 already. */
bool network_mask(uint8_t bytes[16], unsigned prefix);

/** network_key(network, key): Return the bytes by which a network is looked up, kept in ${key}. */
struct slice network_key(const struct network *network, char key[18]);

/** network_compare(a, b): For qsort: broader networks before what they hold. */
int network_compare(const void *a, const void *b);

#endif
