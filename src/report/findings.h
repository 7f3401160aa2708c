/* Diagnostics as the formats of other programs want them: each with a file, a line and a name. */
#ifndef ZW_REPORT_FINDINGS_H
#define ZW_REPORT_FINDINGS_H

#include "plan/plan.h"
#include "report/report.h"

struct finding {
	const struct diag *diag;
	const char *file;                      /* never NULL */
	const char *rule;                      /* never NULL */
	const char *message;                   /* with its subject, one line, safe to show */
	const char *hint;                      /* the same, or NULL */
	uint32_t line;                         /* from 1 on */
	uint32_t column;                       /* in characters; 0 when it is not known */
	uint32_t byte_column;                  /* in bytes of UTF-8; 0 when it is not known */
	char fingerprint[PLAN_DIGEST_LEN + 1]; /* no two have the same */
};

struct findings {
	struct arena arena;
	struct finding *items;
	size_t count;
	size_t errors, warnings; /* of the items */
	struct diag more;        /* says how many are not among them */
};

/**
 * findings_collect(findings, diags, view):
 * Fill ${findings} from ${diags}, which must outlive it.  What has no place is
 * at line 1 of the configuration.  When ${diags} did not keep all, a last one
 * says how many there are.  ${view} may be NULL.
 */
void findings_collect(struct findings *findings, const struct diags *diags,
    const struct diag_view *view);

/** findings_free(findings): Free it. */
void findings_free(struct findings *findings);

#endif
