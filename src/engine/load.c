/* Reading a zone as the configuration wants it. */
#include "engine/load.h"

#include "config/expand.h"
#include "config/subzone.h"
#include "core/mem.h"
#include "dns/name.h"
#include "engine/processors.h"
#include "engine/told.h"
#include "process/arpa.h"
#include "provider/registry.h"

#include <stdlib.h>
#include <string.h>

/* The zone whose files are read: that of an alias is another's. */
static const struct zone_config *
source_zone(const struct load *load, const struct config *config)
{
	if (load->config->alias.len == 0 || load->sources != NULL)
		return load->config;
	return map_get(&config->zones_by_name, load->config->alias);
}

static bool
is_lenient(const struct load *load)
{
	return load->lenient || (load->config->lenient && !load->strict);
}

/* Read one source, and tell what it had. */
static int
read_source(struct provider *provider, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	size_t before = zone->count;
	bool exists = zone->exists;
	int rc;

	zone->exists = false;
	rc = provider->class->read(provider, request, zone, diags);
	if (rc == 0)
		told_read(provider, zone->count - before, zone->exists);
	zone->exists = zone->exists || exists;
	return rc;
}

/* The source auto-arpa. */
static int
read_arpa(const struct load *load, const struct read_request *request, struct zone *zone,
    struct diags *diags)
{
	const struct processor *processor = workspace_auto_arpa(load->workspace, load->side, diags);

	if (processor == NULL)
		return -1;
	return arpa_populate(processor, zone, request->rules, request->lenient, diags);
}

static int
read_sources(const struct load *load, const struct zone_config *from, struct slice name,
    struct zone *zone, struct diags *diags)
{
	const struct config *config = workspace_config(load->workspace, load->side);
	const struct id_list *sources = load->sources != NULL ? load->sources : &from->sources;
	bool arpa = from->auto_arpa && load->chain != NULL && load->sources == NULL;
	struct read_request request = {.zone = name, .lenient = is_lenient(load)};
	size_t i;
	int rc = 0;

	if (!load->quiet)
		request.rules = from->rules != NULL ? from->rules : config->rules;
	for (i = 0; i <= sources->count; i++) {
		const char *id;
		const struct provider_config *provider_config;
		struct provider *provider;

		if (arpa && i == from->auto_arpa_at && read_arpa(load, &request, zone, diags) != 0)
			rc = -1;
		if (i == sources->count)
			break;
		id = sources->ids[i];
		provider_config = config_provider(config, id);
		if (load->local_only && !provider_is_local(provider_config))
			continue;
		provider = workspace_provider(load->workspace, load->side, id, diags);
		if (provider != NULL && read_source(provider, &request, zone, diags) == 0)
			continue;
		if (load->provider_failed != NULL && provider != NULL &&
		    (provider->class->flags & (PROVIDER_LOCAL | PROVIDER_OFFLINE)) == 0)
			*load->provider_failed = true;
		rc = -1;
	}
	return rc;
}

struct subzones {
	const struct load *load;
	const struct zone *zone;
	struct diags *diags;
};

/* Was it read from files that hold the sub-zone as well, where it is no fault? */
static bool
is_of_all_zones(const struct subzones *s, const struct rrset *rrset)
{
	const struct config *config = workspace_config(s->load->workspace, s->load->side);
	const struct provider_config *provider =
	    config_provider(config, s->zone->sources[rrset->source]);
	const struct provider_class *class =
	    provider != NULL ? provider_class_find(provider->class_name) : NULL;

	return class != NULL && (class->flags & PROVIDER_ALL_ZONES) != 0;
}

/* Records at or below a zone of its own are that zone's: RFC 1034, section 4.2. */
static bool
keep_above_cuts(void *ctx, const struct rrset *rrset)
{
	struct subzones *s = ctx;
	const struct load *load = s->load;
	const struct rtype *type = rrset_type(rrset);
	struct subject subject = {load->name, rrset->name, type->name};
	enum subzone_relation relation =
	    config_subzone_of(load->zone_names, rrset->name, load->name);
	bool lenient = is_lenient(load) || (rrset->flags & RRSET_LENIENT) != 0;

	if (relation == SUBZONE_NONE ||
	    (relation == SUBZONE_AT && (type->number == 2 || type->number == 43)))
		return true;
	if (load->config->ignore_subzone_adds || is_of_all_zones(s, rrset))
		return false;
	/* A base is only compared with: what is dropped without a word is not there either. */
	if (load->quiet)
		return true;
	(void)diag_add(s->diags, lenient ? SEVERITY_WARNING : SEVERITY_ERROR, "subzone", &subject,
	    rrset_place(rrset), lenient ? NULL : "move it to the file of that zone",
	    relation == SUBZONE_AT ? "the name is a zone of its own: only NS and DS belong here"
				   : "the name belongs to a zone of its own");
	return lenient;
}

static void
check_cuts(const struct load *load, struct zone *zone, struct diags *diags)
{
	struct subzones s = {load, zone, diags};

	if (load->zone_names != NULL && load->zone_names->count > 0)
		zone_keep(zone, keep_above_cuts, &s);
}

/* The zone as a whole; below its cuts it need not know a target. */
static void
check_rules(const struct load *load, const struct ruleset *rules, const struct zone *zone,
    struct diags *diags)
{
	const struct map *below = load->zone_names;
	size_t i, ncuts = below != NULL ? below->count : 0;
	struct slice *cuts = mem_alloc(ncuts * sizeof(*cuts));

	for (i = 0; i < ncuts; i++)
		cuts[i] = below->entries[i].key;
	rules_check_zone_cut(rules, zone, cuts, ncuts, is_lenient(load), diags);
	free(cuts);
}

int
load_zone(const struct load *load, struct zone *zone, struct diags *diags)
{
	const struct config *config = workspace_config(load->workspace, load->side);
	const struct zone_config *from = source_zone(load, config);
	bool alias = from != load->config;
	size_t errors = diags->errors;
	const struct ruleset *rules = config->rules;
	int rc;

	zone_init(zone, alias && from != NULL ? from->name : load->name);
	if (from == NULL)
		return -1;
	if (from->rules != NULL)
		rules = from->rules;
	rc = read_sources(load, from, zone->name, zone, diags);
	if (alias)
		zone_rename(zone, load->name);
	check_cuts(load, zone, diags);
	if (load->chain != NULL && chain_source(load->chain, zone, load->quiet, diags) != 0)
		rc = -1;
	if (load->quiet)
		return rc;
	/* What could be read is checked as a zone, too: all faults at once. */
	check_rules(load, rules, zone, diags);
	return rc != 0 || diags->errors > errors ? -1 : 0;
}

void
load_base_zone(struct workspace *workspace, struct slice name, struct zone *zone,
    struct process_chain *chain)
{
	struct load load = {.workspace = workspace,
	    .side = WORKSPACE_BASE,
	    .name = name,
	    .quiet = true};
	struct diags ignored = {0};

	memset(chain, 0, sizeof(*chain));
	if (workspace->base_config != NULL) {
		load.config = config_zone_for(workspace->base_config, name);
		load.zone_names = &workspace->base_config->zones_by_name;
	}
	if (load.config != NULL) {
		(void)workspace_chain(workspace, WORKSPACE_BASE, load.config, chain, &ignored);
		load.chain = chain;
		(void)load_zone(&load, zone, &ignored);
	} else {
		zone_init(zone, name);
	}
	zone->exists = load.config != NULL && ignored.errors == 0;
	diags_free(&ignored);
}
