/* The printers behind the tables of formats, and what they share. */
#ifndef ZW_REPORT_FORMATS_H
#define ZW_REPORT_FORMATS_H

#include "report/report.h"

/* Each appends the whole report; those for programs take no notice of the view, which may be NULL. */
void plan_print_text(struct buf *buf, const struct plan *plan, const struct plan_view *view);
void plan_print_octodns(struct buf *buf, const struct plan *plan, const struct plan_view *view);
void plan_print_markdown(struct buf *buf, const struct plan *plan, const struct plan_view *view);
void plan_print_html(struct buf *buf, const struct plan *plan, const struct plan_view *view);
void plan_print_json(struct buf *buf, const struct plan *plan, const struct plan_view *view);
void plan_print_markdown_octodns(struct buf *buf, const struct plan *plan,
    const struct plan_view *view);
void plan_print_html_octodns(struct buf *buf, const struct plan *plan,
    const struct plan_view *view);
void plan_print_json_octodns(struct buf *buf, const struct plan *plan,
    const struct plan_view *view);

void diags_print_github(struct buf *buf, const struct diags *diags, const struct diag_view *view);
void diags_print_markdown(struct buf *buf, const struct diags *diags, const struct diag_view *view);
void diags_print_codequality(struct buf *buf, const struct diags *diags,
    const struct diag_view *view);
void diags_print_sarif(struct buf *buf, const struct diags *diags, const struct diag_view *view);
void diags_print_junit(struct buf *buf, const struct diags *diags, const struct diag_view *view);
void diags_print_checkstyle(struct buf *buf, const struct diags *diags,
    const struct diag_view *view);
void diags_print_rdjson(struct buf *buf, const struct diags *diags, const struct diag_view *view);

void zone_print_text(struct buf *buf, const struct zone *zone);
void zone_print_yaml(struct buf *buf, const struct zone *zone);
void zone_print_json(struct buf *buf, const struct zone *zone);
void zone_print_zonefile(struct buf *buf, const struct zone *zone);

/** octodns_summary(buf, plan): Print octoDNS's summary of one target, without a line end. */
void octodns_summary(struct buf *buf, const struct target_plan *plan);

/** zone_has_changes(zone): Return whether any target of ${zone} has changes. */
bool zone_has_changes(const struct zone_plan *zone);

/** json_record(buf, arena, rrset): Print ${rrset} as octoDNS data without its type; null when it is NULL. */
void json_record(struct buf *buf, struct arena *arena, const struct rrset *rrset);

#endif
