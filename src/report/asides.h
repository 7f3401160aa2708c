/* What a plan says beside its changes: what waits for the merge, and what is there already. */
#ifndef ZW_REPORT_ASIDES_H
#define ZW_REPORT_ASIDES_H

#include "core/buf.h"
#include "plan/plan.h"

/**
 * asides_text(buf, plan, color), asides_markdown(buf, plan), asides_html(buf, plan):
 * Print them; nothing when there are none.
 */
void asides_text(struct buf *buf, const struct plan *plan, bool color);
void asides_markdown(struct buf *buf, const struct plan *plan);
void asides_html(struct buf *buf, const struct plan *plan);

/** aside_place(buf, cause): Print "zones/a.yaml:3", or with "the base's" before it. */
void aside_place(struct buf *buf, const struct change_cause *cause);

#endif
