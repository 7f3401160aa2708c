/* The tables of formats: a new way to print diagnostics, a plan or a zone is a row here. */
#include "report/formats.h"

#include <string.h>

static void
print_diags_text(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	report_diags_text(buf, diags, view != NULL ? view->lines : NULL,
	    view != NULL && view->color);
}

static void
print_diags_json(struct buf *buf, const struct diags *diags, const struct diag_view *view)
{
	(void)view;
	report_diags_json(buf, diags);
}

const struct diag_format diag_formats[] = {
    {"text", print_diags_text, "for a person, with the line and a caret"},
    {"json", print_diags_json, "zoneward.diagnostics/1, for programs"},
    {"github", diags_print_github, "workflow commands: annotations in GitHub and Forgejo"},
    {"markdown", diags_print_markdown, "the comment on a pull or merge request, a job's summary"},
    {"codequality", diags_print_codequality, "GitLab's Code Quality report"},
    {"sarif", diags_print_sarif, "SARIF 2.1.0, for code scanning"},
    {"junit", diags_print_junit, "JUnit, for test reports"},
    {"checkstyle", diags_print_checkstyle, "Checkstyle, which most viewers read"},
    {"rdjson", diags_print_rdjson, "reviewdog's"},
    {NULL, NULL, NULL},
};

const struct diag_format *
diag_format_find(const char *name)
{
	const struct diag_format *format;

	for (format = diag_formats; format->name != NULL; format++) {
		if (strcmp(format->name, name) == 0)
			return format;
	}
	return NULL;
}

const struct plan_format plan_formats[] = {
    {"text", plan_print_text, "for a person, with colours on a terminal"},
    {"markdown", plan_print_markdown, "the comment on a pull or merge request"},
    {"json", plan_print_json, "zoneward.plan/1, for programs"},
    {"html", plan_print_html, "a page of its own, without scripts"},
    {"octodns", plan_print_octodns, "as octoDNS's PlanLogger"},
    {"markdown-octodns", plan_print_markdown_octodns, "as octoDNS's PlanMarkdown"},
    {"html-octodns", plan_print_html_octodns, "as octoDNS's PlanHtml"},
    {"json-octodns", plan_print_json_octodns, "as octoDNS's PlanJson"},
    {NULL, NULL, NULL},
};

const struct zone_format zone_formats[] = {
    {"text", zone_print_text, "for a person, in columns"},
    {"yaml", zone_print_yaml, "as octoDNS writes a zone file"},
    {"json", zone_print_json, "zoneward.zone/1, for programs"},
    {"zonefile", zone_print_zonefile, "a master file (RFC 1035)"},
    {NULL, NULL, NULL},
};

const struct plan_format *
plan_format_find(const char *name)
{
	const struct plan_format *format;

	for (format = plan_formats; format->name != NULL; format++) {
		if (strcmp(format->name, name) == 0)
			return format;
	}
	return NULL;
}

const struct zone_format *
zone_format_find(const char *name)
{
	const struct zone_format *format;

	for (format = zone_formats; format->name != NULL; format++) {
		if (strcmp(format->name, name) == 0)
			return format;
	}
	return NULL;
}

bool
zone_has_changes(const struct zone_plan *zone)
{
	size_t i;

	for (i = 0; i < zone->ntargets; i++) {
		if (zone->targets[i].nchanges > 0)
			return true;
	}
	return false;
}
