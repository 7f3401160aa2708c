/* Diagnostics. */
#include "core/diag.h"

#include "core/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct place place_none = {NULL, 0, 0};

/* File names repeat: the last one is shared rather than copied again. */
static const char *
keep_file(struct diags *diags, const char *file)
{
	const struct diag *last = diags->count > 0 ? &diags->items[diags->count - 1] : NULL;

	if (file == NULL)
		return NULL;
	if (last != NULL && last->at.file != NULL && strcmp(last->at.file, file) == 0)
		return last->at.file;
	return arena_text(&diags->arena, slice_of(file));
}

static struct subject
keep_subject(struct diags *diags, const struct subject *subject)
{
	struct subject kept = {{"", 0}, {"", 0}, NULL};

	kept.zone = arena_copy(&diags->arena, subject->zone);
	kept.record = arena_copy(&diags->arena, subject->record);
	if (subject->type != NULL)
		kept.type = arena_text(&diags->arena, slice_of(subject->type));
	return kept;
}

/* Count one; return the item to fill, or NULL when the list is full. */
static struct diag *
next_item(struct diags *diags, enum severity severity)
{
	if (severity == SEVERITY_ERROR)
		diags->errors++;
	else
		diags->warnings++;
	if (diags->count >= (diags->limit > 0 ? diags->limit : DIAGS_KEPT))
		return NULL;
	diags->items = mem_grow(diags->items, &diags->cap, diags->count + 1, sizeof(*diags->items));
	return &diags->items[diags->count];
}

/* What octoDNS lets pass and nobody wants: errors when strict. */
static const char *const strict_rules[] = {"yaml-repeated-key", "config-unknown-key",
    "config-unknown-target", "plain-name", "plain-number", "plain-text"};

static bool
is_strict_rule(const char *rule)
{
	size_t i;

	for (i = 0; i < sizeof(strict_rules) / sizeof(strict_rules[0]); i++) {
		if (strcmp(rule, strict_rules[i]) == 0)
			return true;
	}
	return false;
}

static void
fill(struct diags *diags, struct diag *item, const struct diag *from)
{
	item->severity = from->severity;
	item->rule = from->rule;
	item->message = from->message;
	item->hint = from->hint != NULL ? arena_text(&diags->arena, slice_of(from->hint)) : NULL;
	item->subject = keep_subject(diags, &from->subject);
	item->at = from->at;
	item->at.file = keep_file(diags, from->at.file);
	diags->count++;
}

int
diag_add(struct diags *diags, enum severity severity, const char *rule,
    const struct subject *subject, struct place at, const char *hint, const char *fmt, ...)
{
	struct diag new = {.severity = severity, .rule = rule, .at = at, .hint = hint}, *item;
	va_list ap;
	char *message;
	int len;

	if (diags->strict && is_strict_rule(rule))
		new.severity = SEVERITY_ERROR;
	item = next_item(diags, new.severity);
	if (item == NULL)
		return -1;
	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	message = arena_alloc(&diags->arena, (size_t)(len > 0 ? len : 0) + 1);
	va_start(ap, fmt);
	(void)vsnprintf(message, (size_t)(len > 0 ? len : 0) + 1, fmt, ap);
	va_end(ap);
	new.message = message;
	if (subject != NULL)
		new.subject = *subject;
	fill(diags, item, &new);
	return -1;
}

void
diags_move(struct diags *to, struct diags *from)
{
	size_t errors = to->errors + from->errors, warnings = to->warnings + from->warnings, i;

	for (i = 0; i < from->count; i++) {
		struct diag *item = next_item(to, from->items[i].severity);

		if (item == NULL)
			break;
		fill(to, item, &from->items[i]);
		item->message = arena_text(&to->arena, slice_of(item->message));
	}
	/* What did not fit is counted, too. */
	to->errors = errors;
	to->warnings = warnings;
	diags_free(from);
}

void
diags_forget(struct diags *diags)
{
	arena_free(&diags->arena);
	free(diags->items);
	diags->items = NULL;
	diags->count = diags->cap = 0;
}

size_t
diags_more(const struct diags *diags)
{
	return diags->errors + diags->warnings - diags->count;
}

struct diags_mark
diags_mark(const struct diags *diags)
{
	struct diags_mark mark = {diags->count, diags->errors, diags->warnings};

	return mark;
}

void
diags_rollback(struct diags *diags, struct diags_mark mark)
{
	diags->count = mark.count;
	diags->errors = mark.errors;
	diags->warnings = mark.warnings;
}

void
diags_free(struct diags *diags)
{
	size_t limit = diags->limit;
	bool strict = diags->strict;

	arena_free(&diags->arena);
	free(diags->items);
	memset(diags, 0, sizeof(*diags));
	diags->limit = limit;
	diags->strict = strict;
}
