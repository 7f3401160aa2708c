/* What differs between two texts: Myers' algorithm on their lines, as a unified diff. */
#include "core/textdiff.h"

#include "core/map.h"
#include "core/mem.h"
#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT 3
/* Beyond so many differences, or so many steps, one large change is told of. */
#define MAX_EDITS 2000
#define MAX_STEPS ((size_t)200 * 1000 * 1000)

struct line {
	struct slice text; /* with its "\n" */
	uint64_t hash;
	bool differs; /* it is in one of the texts only */
};

struct side {
	struct line *lines;
	size_t count, cap;
};

static void
cut(struct side *side, struct slice text)
{
	side->lines = mem_grow(side->lines, &side->cap, 1, sizeof(*side->lines));
	while (text.len > 0) {
		size_t len = slice_find(text, '\n');
		struct line line = {.text = slice_sub(text, 0, len < text.len ? len + 1 : len)};

		line.hash = hash_slice(line.text);
		side->lines =
		    mem_grow(side->lines, &side->cap, side->count + 1, sizeof(*side->lines));
		side->lines[side->count++] = line;
		text = slice_sub(text, line.text.len, text.len);
	}
}

static bool
same(const struct line *a, const struct line *b)
{
	return a->hash == b->hash && slice_equal(a->text, b->text);
}

static void
all_differ(struct line *lines, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		lines[i].differs = true;
}

/* The part between what both texts begin with and what they end with. */
struct middle {
	struct line *a, *b;
	ptrdiff_t na, nb;
	int32_t **rows; /* of each number of edits: how far each diagonal came */
};

static struct middle
middle_of(struct side *old, struct side *new)
{
	size_t begin = 0, na = old->count, nb = new->count;
	struct middle m;

	while (begin < na && begin < nb && same(&old->lines[begin], &new->lines[begin]))
		begin++;
	while (na > begin && nb > begin && same(&old->lines[na - 1], &new->lines[nb - 1])) {
		na--;
		nb--;
	}
	m.a = old->lines + begin;
	m.b = new->lines + begin;
	m.na = (ptrdiff_t)(na - begin);
	m.nb = (ptrdiff_t)(nb - begin);
	m.rows = NULL;
	return m;
}

/* Did the best way to diagonal k of d edits come from above, by adding a line? */
static bool
comes_by_adding(const int32_t *row, ptrdiff_t d, ptrdiff_t k)
{
	return k == -d || (k != d && row[k - 1] < row[k + 1]);
}

/* Find the least number of edits, up to most; -1 when it takes more. */
static ptrdiff_t
search(struct middle *m, ptrdiff_t most)
{
	int32_t *reached = mem_zero((size_t)(2 * most + 3), sizeof(*reached));
	int32_t *row = reached + most + 1; /* by diagonal, from -most on */
	ptrdiff_t d, k, found = -1;

	for (d = 0; d <= most && found < 0; d++) {
		for (k = -d; k <= d && found < 0; k += 2) {
			ptrdiff_t x = d == 0             ? 0
			    : comes_by_adding(row, d, k) ? row[k + 1]
							 : row[k - 1] + 1;

			while (x < m->na && x - k < m->nb && same(&m->a[x], &m->b[x - k]))
				x++;
			row[k] = (int32_t)x;
			if (x >= m->na && x - k >= m->nb)
				found = d;
		}
		m->rows[d] = mem_alloc((size_t)(2 * d + 1) * sizeof(*row));
		memcpy(m->rows[d], row - d, (size_t)(2 * d + 1) * sizeof(*row));
	}
	free(reached);
	return found;
}

/* Walk back from the end and mark the lines that were removed or added. */
static void
trace(struct middle *m, ptrdiff_t d)
{
	ptrdiff_t k = m->na - m->nb;

	for (; d > 0; d--) {
		const int32_t *row = m->rows[d - 1] + (d - 1);

		if (comes_by_adding(row, d, k)) {
			k++;
			m->b[row[k] - k].differs = true;
		} else {
			k--;
			m->a[row[k]].differs = true;
		}
	}
}

static void
compare(struct side *old, struct side *new)
{
	struct middle m = middle_of(old, new);
	size_t sum = (size_t)(m.na + m.nb), most = MAX_STEPS / (sum + 1), i;
	ptrdiff_t edits;

	if (most > MAX_EDITS)
		most = MAX_EDITS;
	if (most > sum)
		most = sum;
	if (sum >= INT32_MAX)
		most = 0;
	m.rows = mem_zero(most + 1, sizeof(*m.rows));
	edits = search(&m, (ptrdiff_t)most);
	if (edits >= 0) {
		trace(&m, edits);
	} else {
		all_differ(m.a, (size_t)m.na);
		all_differ(m.b, (size_t)m.nb);
	}
	for (i = 0; i <= most; i++)
		free(m.rows[i]);
	free(m.rows);
}

static void
print_line(struct buf *out, char sign, const struct line *line)
{
	buf_char(out, sign);
	buf_slice(out, line->text);
	if (line->text.data[line->text.len - 1] != '\n')
		buf_text(out, "\n\\ No newline at end of file\n");
}

/* "12,3", and the line before it when there is none. */
static void
print_range(struct buf *out, size_t from, size_t count)
{
	buf_printf(out, "%zu", count > 0 ? from + 1 : from);
	if (count != 1)
		buf_printf(out, ",%zu", count);
}

static void
print_hunk(struct buf *out, const struct side *old, const struct side *new, size_t from[2],
    size_t to[2])
{
	size_t a = from[0], b = from[1];

	buf_text(out, "@@ -");
	print_range(out, a, to[0] - a);
	buf_text(out, " +");
	print_range(out, b, to[1] - b);
	buf_text(out, " @@\n");
	while (a < to[0] || b < to[1]) {
		if (a < to[0] && old->lines[a].differs)
			print_line(out, '-', &old->lines[a++]);
		else if (b < to[1] && new->lines[b].differs)
			print_line(out, '+', &new->lines[b++]);
		else {
			print_line(out, ' ', &old->lines[a++]);
			b++;
		}
	}
}

static bool
differs_at(const struct side *side, size_t at)
{
	return at < side->count && side->lines[at].differs;
}

/* Changes that fewer lines lie between than both would show are one hunk. */
static void
print_hunks(struct buf *out, const struct side *old, const struct side *new)
{
	size_t a = 0, b = 0;

	while (a < old->count || b < new->count) {
		size_t from[2], to[2], same_lines = 0;

		if (!differs_at(old, a) && !differs_at(new, b)) {
			a++;
			b++;
			continue;
		}
		from[0] = a > CONTEXT ? a - CONTEXT : 0;
		from[1] = b - (a - from[0]);
		while ((a < old->count || b < new->count) && same_lines <= (size_t)2 * CONTEXT) {
			bool removed = differs_at(old, a), added = differs_at(new, b);

			same_lines = removed || added ? 0 : same_lines + 1;
			a += removed || !added;
			b += removed ? 0 : 1;
		}
		if (same_lines > CONTEXT) {
			a -= same_lines - CONTEXT;
			b -= same_lines - CONTEXT;
		}
		to[0] = a;
		to[1] = b;
		print_hunk(out, old, new, from, to);
	}
}

static void
print_name(struct buf *out, const char *begin, const char *path)
{
	buf_text(out, begin);
	text_safe(out, slice_of(path));
	buf_char(out, '\n');
}

void
text_diff(struct buf *out, const char *path, struct slice old, struct slice new)
{
	struct side a = {0}, b = {0};

	if (slice_equal(old, new))
		return;
	cut(&a, old);
	cut(&b, new);
	compare(&a, &b);
	print_name(out, "--- a/", path);
	print_name(out, "+++ b/", path);
	print_hunks(out, &a, &b);
	free(a.lines);
	free(b.lines);
}

uint32_t *
text_lines_from(struct slice old, struct slice new, size_t *count)
{
	struct side a = {0}, b = {0};
	uint32_t *from;
	size_t i, at = 0;

	cut(&a, old);
	cut(&b, new);
	compare(&a, &b);
	from = mem_zero(b.count + 1, sizeof(*from));
	for (i = 0; i < b.count; i++) {
		while (differs_at(&a, at))
			at++;
		if (!b.lines[i].differs)
			from[i] = (uint32_t)++at;
	}
	*count = b.count;
	free(a.lines);
	free(b.lines);
	return from;
}
