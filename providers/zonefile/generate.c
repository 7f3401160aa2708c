/* $GENERATE: records that differ in a number. */
#include "zonefile.h"

#include <stdlib.h>
#include <string.h>

#define GENERATED_MAX 65536 /* of one zone */
#define NUMBER_MAX 2147483647
#define WIDTH_MAX 255

struct range {
	int64_t from, to, step;
};

/* Decimal digits at *${at}; return -1 when there are none, or too many. */
static int64_t
digits(struct slice text, size_t *at)
{
	int64_t number = 0;
	size_t from = *at;

	while (*at < text.len && text.data[*at] >= '0' && text.data[*at] <= '9') {
		number = number * 10 + (text.data[(*at)++] - '0');
		if (number > NUMBER_MAX)
			return -1;
	}
	return *at > from ? number : -1;
}

static bool
take(struct slice text, size_t *at, char c)
{
	if (*at >= text.len || text.data[*at] != c)
		return false;
	(*at)++;
	return true;
}

static int
read_range(struct slice text, struct range *range)
{
	size_t at = 0;

	range->step = 1;
	range->from = digits(text, &at);
	if (range->from < 0 || !take(text, &at, '-'))
		return -1;
	range->to = digits(text, &at);
	if (take(text, &at, '/'))
		range->step = digits(text, &at);
	return range->to < range->from || range->step < 1 || at != text.len ? -1 : 0;
}

/* "${offset,width,base}" behind its "${". */
struct form {
	int64_t offset, width;
	char base;
};

static int
read_form(struct slice text, size_t *at, struct form *form)
{
	bool negative = take(text, at, '-');

	form->offset = digits(text, at);
	form->width = 0;
	form->base = 'd';
	if (form->offset < 0)
		return -1;
	if (negative)
		form->offset = -form->offset;
	if (take(text, at, ','))
		form->width = digits(text, at);
	if (take(text, at, ',') && *at < text.len)
		form->base = text.data[(*at)++];
	return form->width < 0 || form->width > WIDTH_MAX || !take(text, at, '}') ? -1 : 0;
}

/* Nibbles from the last on, with dots between: for ip6.arpa. */
static void
print_nibbles(struct buf *out, int64_t number, int64_t width, bool upper)
{
	int64_t printed = 0;

	do {
		if (printed > 0)
			buf_char(out, '.');
		buf_printf(out, upper ? "%X" : "%x", (unsigned)(number & 15));
		number >>= 4;
		printed += 2;
	} while (number > 0 || printed < width);
}

static int
print_number(struct buf *out, int64_t number, const struct form *form)
{
	int width = (int)form->width;

	if (number < 0)
		return -1;
	switch (form->base) {
	case 'd':
		buf_printf(out, "%0*lld", width, (long long)number);
		return 0;
	case 'o':
		buf_printf(out, "%0*llo", width, (unsigned long long)number);
		return 0;
	case 'x':
		buf_printf(out, "%0*llx", width, (unsigned long long)number);
		return 0;
	case 'X':
		buf_printf(out, "%0*llX", width, (unsigned long long)number);
		return 0;
	case 'n':
	case 'N':
		print_nibbles(out, number, form->width, form->base == 'N');
		return 0;
	default:
		return -1;
	}
}

/* Put ${number} where the '$' of a word are: "\$" and "$$" are one that stays. */
static int
substitute(struct buf *out, struct slice text, int64_t number)
{
	static const struct form plain = {0, 0, 'd'};
	size_t at = 0;

	buf_text(out, "");
	while (at < text.len) {
		char c = text.data[at++];
		struct form form = plain;

		if (c == '\\' && at < text.len) {
			if (text.data[at] != '$')
				buf_char(out, c);
			buf_char(out, text.data[at++]);
			continue;
		}
		if (c != '$' || take(text, &at, '$')) {
			buf_char(out, c);
			continue;
		}
		if (take(text, &at, '{') && read_form(text, &at, &form) != 0)
			return -1;
		if (print_number(out, number + form.offset, &form) != 0 || out->len > ENTRY_MAX)
			return -1;
	}
	return 0;
}

/* One of the records: the words behind the range, with the number in them. */
static int
generate_one(struct zone_reading *r, const struct zone_entry *from, int64_t number)
{
	struct zone_entry entry = {.count = from->count - 2, .line = from->line};
	struct arena scratch = {0};
	struct buf text = {0};
	size_t i;
	int rc = 0;

	entry.words = arena_array(&scratch, entry.count, sizeof(*entry.words));
	for (i = 0; i < entry.count && rc == 0; i++) {
		entry.words[i] = from->words[i + 2];
		buf_clear(&text);
		rc = substitute(&text, from->words[i + 2].text, number);
		entry.words[i].text = arena_copy(&scratch, buf_view(&text));
	}
	if (rc == 0)
		zonefile_record(r, &entry);
	else
		zonefile_fault(r, from->line, "$ or ${OFFSET,WIDTH,BASE}, base d, o, x, X, n or N",
		    "$GENERATE has a number that cannot be formed");
	buf_free(&text);
	arena_free(&scratch);
	return rc;
}

void
zonefile_generate(struct zone_reading *r, const struct zone_entry *entry)
{
	struct range range;
	int64_t number;

	if (entry->count < 5 || read_range(entry->words[1].text, &range) != 0) {
		zonefile_fault(r, entry->line, NULL,
		    "$GENERATE is not \"FROM-TO[/STEP] NAME [TTL] [CLASS] TYPE DATA\"");
		return;
	}
	for (number = range.from; number <= range.to; number += range.step) {
		if (++r->generated > GENERATED_MAX) {
			zonefile_fault(r, entry->line, "write them out",
			    "$GENERATE makes more than %d records", GENERATED_MAX);
			return;
		}
		if (generate_one(r, entry, number) != 0)
			return;
	}
}
