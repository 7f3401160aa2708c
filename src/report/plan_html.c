/*
 * A plan as a page of its own: no scripts, nothing from elsewhere, readable by day
 * and night and on a telephone.
 */
#include "core/text.h"
#include "report/asides.h"
#include "report/findings.h"
#include "report/formats.h"
#include "report/groups.h"
#include "report/markup.h"
#include "report/parts.h"

/* No script and no request is allowed, whatever the page may hold. */
static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>DNS plan</title>\n<style>\n"
    ":root{--fg:#1b1f24;--dim:#59636e;--bg:#fff;--line:#d8dee4;--soft:#f6f8fa;"
    "--create:#116329;--update:#7d4e00;--delete:#b3261e;--ins:#dafbe1;--del:#ffebe9}\n"
    "@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--dim:#9198a1;--bg:#0d1117;"
    "--line:#30363d;--soft:#161b22;--create:#56d364;--update:#e3b341;--delete:#ff7b72;"
    "--ins:#12351f;--del:#4a1a1d}}\n"
    "body{margin:0;background:var(--bg);color:var(--fg);"
    "font:16px/1.5 system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",sans-serif}\n"
    "main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 3rem}\n"
    "h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;font-weight:400;"
    "margin:2.5rem 0 .25rem}h2 code{font-size:1em;font-weight:600}"
    "h2.w{font-weight:600}h3{font-size:1rem;margin:1.25rem 0 .25rem}p{margin:.25rem 0 .75rem}\n"
    "code,.v{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,\"DejaVu Sans Mono\",monospace;"
    "overflow-wrap:anywhere}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0;"
    "color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}.dim{color:var(--dim)}\n"
    ".unsafe{border-left:.3rem solid var(--delete);background:var(--del);padding:.5rem .75rem}\n"
    "table{width:100%;table-layout:fixed;border-collapse:collapse;border:1px solid var(--line)}\n"
    "th{text-align:left;font-weight:600;background:var(--soft);white-space:nowrap}"
    "th:nth-child(1){width:6rem}th:nth-child(2){width:20%}th:nth-child(3){width:7rem}"
    "th:nth-child(4){width:4.5rem}\n"
    "th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}\n"
    ".a{white-space:nowrap;font-weight:600}.t{font-variant-numeric:tabular-nums}"
    ".create .a{color:var(--create)}.update .a{color:var(--update)}.delete .a{color:var(--delete)}\n"
    "ul{list-style:none;margin:0;padding:0}.v ins,.v del,.v span{display:block;"
    "text-decoration:none;padding:0 .35rem 0 calc(.35rem + 2ch);text-indent:-2ch}\n"
    "ins{background:var(--ins)}del{background:var(--del)}ins::before{content:\"+ \"}"
    "del::before{content:\"- \"}.v span::before{content:\"  \";white-space:pre}\n"
    ".d li{border-left:.3rem solid var(--update);background:var(--soft);padding:.4rem .75rem;"
    "margin:.4rem 0;overflow-wrap:anywhere}.d .error{border-color:var(--delete)}td p{margin:.15rem 0 0}\n"
    "@media(max-width:44rem){thead{display:none}tr{display:grid;padding:.5rem .6rem;"
    "grid-template-columns:max-content 1fr max-content;gap:.1rem .75rem;"
    "border-bottom:1px solid var(--line)}table,tbody{display:block}"
    "td{border:0;padding:0}.n{grid-column:2/4}.t{grid-column:1}.y{grid-column:2/4}"
    "td.v{grid-column:1/4}}\n"
    "</style>\n</head>\n<body>\n<main>\n<h1>DNS plan</h1>\n";

static const char foot[] = "</main>\n</body>\n</html>\n";

static const char signs[] = {
    [CHANGE_DELETE] = '-',
    [CHANGE_CREATE] = '+',
    [CHANGE_UPDATE] = '~',
};

struct page {
	struct buf *buf;
	struct slice zone;
	struct arena arena; /* of one change at a time */
	struct buf text;
};

/* What is in page->text, as code; then it is empty. */
static void
flush_code(struct page *page)
{
	buf_text(page->buf, "<code>");
	markup_text(page->buf, buf_view(&page->text));
	buf_text(page->buf, "</code>");
	buf_clear(&page->text);
}

static void
print_code(struct page *page, struct slice s)
{
	report_value(&page->text, s);
	flush_code(page);
}

/* Text of ours with something from outside in it. */
static void
print_safe(struct page *page, const char *text)
{
	text_safe(&page->text, slice_of(text));
	markup_text(page->buf, buf_view(&page->text));
	buf_clear(&page->text);
}

static void
print_lines(struct page *page, const struct value_lines *lines, bool changed, const char *element)
{
	size_t i;

	for (i = 0; i < lines->count; i++) {
		if (lines->items[i].changed != changed)
			continue;
		buf_printf(page->buf, "<li><%s>", element);
		report_value(&page->text, lines->items[i].text);
		markup_text(page->buf, buf_view(&page->text));
		buf_clear(&page->text);
		buf_printf(page->buf, "</%s></li>", element);
	}
}

/* The line that asks for a change, below its values. */
static void
print_cause(struct page *page, const struct change_cause *cause)
{
	if (cause == NULL || cause->at.file == NULL)
		return;
	buf_text(page->buf, "<p class=\"dim\">");
	aside_place(&page->text, cause);
	flush_code(page);
	buf_text(page->buf, "</p>");
}

static void
print_values(struct page *page, const struct change *change, const struct change_cause *cause)
{
	struct value_lines old = lines_of(&page->arena, change->existing);
	struct value_lines new = lines_of(&page->arena, change->desired);

	lines_compare(&old, &new);
	buf_text(page->buf, "<td class=\"v\"><ul>");
	print_lines(page, &old, true, "del");
	print_lines(page, &new, true, "ins");
	print_lines(page, &new, false, "span");
	buf_text(page->buf, "</ul>");
	print_cause(page, cause);
	buf_text(page->buf, "</td>");
	arena_reset(&page->arena);
}

static void
print_ttl(struct buf *buf, const struct change *change)
{
	buf_text(buf, "<td class=\"t\">");
	if (change->action == CHANGE_UPDATE && change->existing->ttl != change->desired->ttl)
		buf_printf(buf, "%u → ", change->existing->ttl);
	buf_printf(buf, "%u</td>", change_rrset(change)->ttl);
}

static void
print_change(struct page *page, const struct target_plan *plan, size_t index)
{
	const struct change *change = &plan->changes[index];
	const struct rrset *rrset = change_rrset(change);
	const char *word = change_word(change->action);

	buf_printf(page->buf, "<tr class=\"%s\"><td class=\"a\">%c %s</td><td class=\"n\">", word,
	    signs[change->action], word);
	report_owner(&page->text, rrset->name, page->zone);
	flush_code(page);
	buf_text(page->buf, "</td>");
	print_ttl(page->buf, change);
	buf_printf(page->buf, "<td class=\"y\">%s</td>", rrset_type(rrset)->name);
	print_values(page, change, plan->causes != NULL ? &plan->causes[index] : NULL);
	buf_text(page->buf, "</tr>\n");
}

static void
print_title(struct page *page, const struct group_words *words)
{
	if (words == NULL)
		return;
	buf_printf(page->buf, "<h3>%s</h3>\n", words->title);
	markup_sentence(page->buf, words->text);
}

static void
print_group(struct page *page, enum change_group group, const struct target_plan *plan)
{
	size_t count = 0, i;

	for (i = 0; i < plan->nchanges; i++)
		count += group_of(plan, i) == group;
	if (count == 0)
		return;
	print_title(page, group_title(group, count, plan->nchanges));
	buf_text(page->buf,
	    "<table>\n<thead><tr><th>Change</th><th>Name</th><th>TTL</th>"
	    "<th>Type</th><th>Values</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < plan->nchanges; i++) {
		if (group_of(plan, i) == group)
			print_change(page, plan, i);
	}
	buf_text(page->buf, "</tbody>\n</table>\n");
}

static void
print_target(struct page *page, const struct target_plan *plan)
{
	unsigned group;

	if (plan->nchanges == 0)
		return;
	buf_text(page->buf, "<section>\n<h2>");
	print_code(page, page->zone);
	/* Without a class it is one configuration against another: no target is meant. */
	if (plan->class_name != NULL) {
		buf_text(page->buf, " on ");
		print_code(page, slice_of(plan->target));
	}
	buf_text(page->buf, "</h2>\n<p class=\"dim\">");
	report_tally(page->buf, &plan->counts);
	buf_printf(page->buf, "; %zu existing.", plan->counts.existing);
	if (!plan->exists && plan->class_name != NULL)
		buf_text(page->buf, " The zone is not there yet: it will be created.");
	if (!plan->writable)
		buf_text(page->buf, " This is planned but never applied.");
	buf_text(page->buf, "</p>\n");
	if (plan->unsafe != NULL) {
		buf_text(page->buf, "<p class=\"unsafe\"><b>Unsafe:</b> ");
		print_safe(page, plan->unsafe);
		buf_text(page->buf, "</p>\n");
	}
	for (group = 0; group < GROUPS; group++)
		print_group(page, group, plan);
	buf_text(page->buf, "</section>\n");
}

static void
print_term(struct page *page, const char *term, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	buf_printf(page->buf, "<dt>%s</dt><dd>", term);
	print_code(page, slice_of(text));
	buf_text(page->buf, "</dd>\n");
}

static void
print_summary(struct page *page, const struct plan *plan)
{
	struct plan_counts total = {0, 0, 0, 0};
	char digest[PLAN_DIGEST_LEN + 1];
	size_t zones = 0, unsafe = 0, i, j;

	for (i = 0; i < plan->nzones; i++) {
		zones += zone_has_changes(plan->zones[i]);
		for (j = 0; j < plan->zones[i]->ntargets; j++) {
			counts_add(&total, &plan->zones[i]->targets[j].counts);
			unsafe += plan->zones[i]->targets[j].unsafe != NULL;
		}
	}
	buf_text(page->buf, "<p><b>");
	report_tally(page->buf, &total);
	buf_text(page->buf, "</b> in ");
	report_count(page->buf, zones, "zone");
	buf_text(page->buf, "</p>\n");
	if (unsafe > 0) {
		buf_text(page->buf, "<p class=\"unsafe\"><b>Not safe:</b> ");
		report_count(page->buf, unsafe, "target");
		buf_printf(page->buf, " below will be refused without <code>%s</code>.</p>\n",
		    plan_guarded(plan) ? "--allow DIGEST" : "--force");
	}
	plan_digest(plan, digest);
	buf_text(page->buf, "<dl>\n");
	print_term(page, "Digest", digest);
	print_term(page, "Base", plan->base);
	print_term(page, "Head", plan->head);
	buf_text(page->buf, "</dl>\n");
}

static void
print_finding(struct page *page, const struct finding *finding)
{
	bool error = finding->diag->severity == SEVERITY_ERROR;

	buf_printf(page->buf, "<li class=\"%s\"><b>%s</b> ", error ? "error" : "warning",
	    error ? "error" : "warning");
	text_safe(&page->text, slice_of(finding->file));
	buf_printf(&page->text, ":%u", finding->line);
	flush_code(page);
	buf_text(page->buf, "<br>");
	markup_text(page->buf, slice_of(finding->message));
	buf_text(page->buf, " <span class=\"dim\">[");
	print_safe(page, finding->rule);
	buf_text(page->buf, "]</span>");
	if (finding->hint != NULL) {
		buf_text(page->buf, "<br><span class=\"dim\">hint: ");
		markup_text(page->buf, slice_of(finding->hint));
		buf_text(page->buf, "</span>");
	}
	buf_text(page->buf, "</li>\n");
}

static void
print_diags(struct page *page, const struct diags *diags)
{
	struct findings findings;
	size_t i;

	if (diags == NULL || diags->errors + diags->warnings == 0)
		return;
	findings_collect(&findings, diags, NULL);
	buf_text(page->buf, "<section>\n<h2 class=\"w\">Found on the way</h2>\n<ul class=\"d\">\n");
	for (i = 0; i < findings.count; i++)
		print_finding(page, &findings.items[i]);
	buf_text(page->buf, "</ul>\n</section>\n");
	findings_free(&findings);
}

void
plan_print_html(struct buf *buf, const struct plan *plan, const struct plan_view *view)
{
	struct page page = {.buf = buf};
	size_t i, j;

	buf_text(buf, head);
	if (plan_changes(plan) == 0)
		buf_text(buf, "<p>No changes.</p>\n");
	else
		print_summary(&page, plan);
	asides_html(buf, plan);
	for (i = 0; i < plan->nzones; i++) {
		page.zone = plan->zones[i]->zone;
		for (j = 0; j < plan->zones[i]->ntargets; j++)
			print_target(&page, &plan->zones[i]->targets[j]);
	}
	print_diags(&page, view != NULL ? view->diags : NULL);
	buf_text(buf, foot);
	arena_free(&page.arena);
	buf_free(&page.text);
}
