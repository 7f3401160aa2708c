/* One processor, and zones that pass it. */
#ifndef ZW_TESTS_PROCESS_FIXTURE_H
#define ZW_TESTS_PROCESS_FIXTURE_H

#include "../plan/fixture.h"
#include "process/chain.h"

#include <stdlib.h>

/* All zero is nothing yet. */
struct stage {
	struct arena arena;
	struct diags diags;
	struct provider_config config;
	struct process_run run;
	struct processor *processor;
	struct process_chain chain;
	struct zone desired, existing;
};

/** stage_config(stage, options): Take a configuration, "{class: …, …}", as processor "p". */
static inline void
stage_config(struct stage *stage, const char *options)
{
	struct yaml_source source = {.file = "octodns.yaml", .text = slice_of(options)};

	memset(stage, 0, sizeof(*stage));
	stage->config.id = "p";
	stage->config.options = yaml_document(&source, &stage->arena, &stage->diags);
	cr_assert_not_null(stage->config.options);
	stage->config.class_path = node_get(stage->config.options, "class")->text;
	stage->config.at = node_place(stage->config.options);
}

/** stage_open(stage, options): The same, and open it, which must succeed. */
static inline void
stage_open(struct stage *stage, const char *options)
{
	stage_config(stage, options);
	cr_assert_eq(processor_open(&stage->processor, &stage->config, &stage->run, &stage->diags),
	    0, "%s: %s", options, stage->diags.count > 0 ? stage->diags.items[0].message : "");
	chain_add(&stage->chain, stage->processor);
	zone_init(&stage->desired, slice_of(ZONE));
	zone_init(&stage->existing, slice_of(ZONE));
}

/** stage_zones(stage, desired, existing): Give it zones, in YAML. */
static inline void
stage_zones(struct stage *stage, const char *desired, const char *existing)
{
	zone_free(&stage->desired);
	zone_free(&stage->existing);
	read_zone(&stage->desired, ZONE, desired);
	read_zone(&stage->existing, ZONE, existing);
}

static inline void
stage_end(struct stage *stage)
{
	zone_free(&stage->desired);
	zone_free(&stage->existing);
	chain_free(&stage->chain);
	processor_close(stage->processor);
	diags_free(&stage->diags);
	arena_free(&stage->arena);
}

/** stage_source(stage), stage_target(stage): Let the zones pass the steps. */
static inline int
stage_source(struct stage *stage)
{
	return chain_source(&stage->chain, &stage->desired, false, &stage->diags);
}

static inline int
stage_target(struct stage *stage)
{
	return chain_target(&stage->chain, &stage->desired, &stage->existing, "live",
	    &stage->diags);
}

/** zone_is(zone, want): Assert its records, sorted: "a A 300 192.0.2.1 192.0.2.2, b TXT 60 x". */
static inline void
zone_is(struct zone *zone, const char *want)
{
	struct buf text = {0};
	size_t i, k;

	buf_text(&text, "");
	zone_sort(zone);
	for (i = 0; i < zone->count; i++) {
		const struct rrset *rrset = &zone->rrsets[i];
		const struct rtype *type = rrset_type(rrset);
		struct slice name = slice_sub(rrset->name, 0, rrset->name.len - strlen(ZONE));

		buf_printf(&text, "%s%.*s %s %u", i > 0 ? ", " : "",
		    name.len > 0 ? (int)name.len - 1 : 1, name.len > 0 ? name.data : "@",
		    type->name, rrset->ttl);
		for (k = 0; k < rrset->nvalues; k++) {
			buf_char(&text, ' ');
			value_octodns(&text, type, rrset->values + k * type->nfields);
		}
	}
	cr_expect_str_eq(text.data, want, "%s", text.data);
	buf_free(&text);
}

/** first_message(stage): Return the first thing that was said, or "". */
static inline const char *
first_message(const struct stage *stage)
{
	return stage->diags.count > 0 ? stage->diags.items[0].message : "";
}

/** has_said(stage, text): Assert that an error has ${text} in its message. */
static inline void
has_said(const struct stage *stage, const char *text)
{
	size_t i;

	for (i = 0; i < stage->diags.count; i++) {
		if (stage->diags.items[i].severity == SEVERITY_ERROR &&
		    strstr(stage->diags.items[i].message, text) != NULL)
			return;
	}
	cr_expect_fail("no error says \"%s\", the first is \"%s\"", text, first_message(stage));
}

/** processed(options, desired, existing, want_desired, want_existing): Both steps, and what is left. */
static inline void
processed(const char *options, const char *desired, const char *existing, const char *want_desired,
    const char *want_existing)
{
	struct stage stage;

	stage_open(&stage, options);
	stage_zones(&stage, desired, existing);
	cr_expect_eq(stage_source(&stage), 0, "%s", first_message(&stage));
	cr_expect_eq(stage_target(&stage), 0, "%s", first_message(&stage));
	zone_is(&stage.desired, want_desired);
	zone_is(&stage.existing, want_existing);
	stage_end(&stage);
}

/** refused(options, desired, existing, message): A step ends with an error that says that. */
static inline void
refused(const char *options, const char *desired, const char *existing, const char *message)
{
	struct stage stage;

	stage_open(&stage, options);
	stage_zones(&stage, desired, existing);
	cr_expect(stage_source(&stage) != 0 || stage_target(&stage) != 0, "%s: not refused",
	    options);
	has_said(&stage, message);
	stage_end(&stage);
}

#endif
