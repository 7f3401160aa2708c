/* What filters by type, name, value and network share. */
#ifndef ZW_PROCESS_FILTER_H
#define ZW_PROCESS_FILTER_H

#include "config/pattern.h"
#include "core/map.h"
#include "process/process.h"

/* Texts that are matched as they are, and regular expressions, written /…/. */
struct text_list {
	struct map exact;
	struct pattern **patterns;
	size_t npatterns, cap;
};

/**
 * filter_list(processor, diags):
 * Return the list that the class wants, `allowlist` or `rejectlist`; NULL after
 * adding an error when it is none.
 */
const struct node *filter_list(const struct processor *processor, struct diags *diags);

/** filter_is_allow(processor): Return whether it has an allowlist. */
bool filter_is_allow(const struct processor *processor);

/**
 * text_list_read(list, processor, patterns, diags):
 * Read the processor's list; with ${patterns} what starts with '/' is a regular
 * expression.  Return 0 or -1; free it in both cases.
 */
int text_list_read(struct text_list *list, struct processor *processor, bool patterns,
    struct diags *diags);

/** text_list_has(list, text): Return whether ${text} matches one of it. */
bool text_list_has(const struct text_list *list, struct slice text);

/** text_list_free(list): Free it. */
void text_list_free(struct text_list *list);

/**
 * filter_zone(call, zone, matches, own):
 * Keep of ${zone} what matches an allowlist, or does not match a rejectlist.
 * RRsets for which ${own} (or NULL: all) is false are kept.
 */
void filter_zone(const struct process_call *call, struct zone *zone,
    bool (*matches)(const struct process_call *call, const struct rrset *rrset),
    bool (*own)(const struct rrset *rrset));

/** filter_wants_target(call): Return whether what is live is filtered, too. */
bool filter_wants_target(const struct process_call *call);

#endif
