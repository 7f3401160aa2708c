/* Rules for the aliases of Route 53, a record type of octoDNS's provider. */
#include "dns/route53_alias.h"
#include "dns/rules_parts.h"

#include <string.h>

/* Names of AWS's services have one of these in them; country endings may follow. */
static const char *const services[] = {"amazonaws.com.", "cloudfront.net.", "elasticbeanstalk.com.",
    "awsglobalaccelerator.com."};

bool
route53_alias_is_service(struct slice name)
{
	size_t i;

	for (i = 0; name.len > 0 && i < sizeof(services) / sizeof(services[0]); i++) {
		if (memmem(name.data, name.len, services[i], strlen(services[i])) != NULL)
			return true;
	}
	return false;
}

static void
check_value(struct rule_call *call, const struct node *const *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		const struct node *value = values[i], *id, *name;

		if (!rule_is_map(call, value, "{name: www, type: A}"))
			continue;
		if (node_get(value, "type") == NULL)
			rule_missing(call, value, "type", "A");
		id = node_get(value, "hosted-zone-id");
		name = node_get(value, "name");
		if (name != NULL && name->kind == NODE_TEXT &&
		    route53_alias_is_service(name->text)) {
			if (rule_falsy(id))
				rule_fail(call, value,
				    "add the id of the service's zone; CloudFront's is Z2FDTNDATAQYW2",
				    "an alias to a service of AWS needs hosted-zone-id");
		} else if (!rule_falsy(id)) {
			rule_fail(call, id, "take it out: the target is a name of this zone",
			    "hosted-zone-id is for aliases to services of AWS alone");
		}
	}
}

const struct rule rules_route53[] = {
    {"route53-alias-value", RULE_ALWAYS, "Route53Provider/ALIAS", NULL, check_value,
	"Route53AliasValueValidator", "a type, and a hosted-zone-id for services of AWS alone"},
    {0},
};
