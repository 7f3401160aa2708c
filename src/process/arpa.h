/* AutoArpa: PTR records made of the addresses of all other zones. */
#ifndef ZW_PROCESS_ARPA_H
#define ZW_PROCESS_ARPA_H

#include "process/process.h"

/**
 * arpa_begin(processor), arpa_end(processor):
 * From the first to the second the processor notes the addresses of each zone
 * that passes it, from several threads; after that zones can be filled.
 */
void arpa_begin(struct processor *processor);
void arpa_end(struct processor *processor);

/**
 * arpa_populate(processor, zone, rules, lenient, diags):
 * Add to ${zone} the PTR records that belong there: nothing before arpa_end.
 * Return 0, or -1 after adding errors.  May be called from several threads.
 */
int arpa_populate(const struct processor *processor, struct zone *zone, const struct ruleset *rules,
    bool lenient, struct diags *diags);

/** arpa_is_reverse(zone): Return whether the name of ${zone} is below arpa. */
bool arpa_is_reverse(struct slice zone);

#endif
