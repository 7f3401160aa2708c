/* Breaking what is printed where a terminal ends. */
#include "report/wrap.h"

#include "core/text.h"

#define MIN_ROOM 20 /* a value is not broken into pieces shorter than this */

/* Where to break a value: after a blank, if there is one late enough. */
static size_t
piece_of(struct slice value, size_t room)
{
	size_t len = 0, columns, blank;

	for (columns = 0; columns < room && len < value.len; columns++)
		(void)text_next(value, &len);
	for (blank = len; blank > len / 2; blank--) {
		if (value.data[blank - 1] == ' ') {
			len = blank;
			break;
		}
	}
	/* What is no command within a line must not become one at the beginning of the next. */
	while (len > 1 && text_is_command(slice_trim(slice_sub(value, len, value.len)), 0))
		len--;
	return len;
}

void
wrap_print(struct buf *buf, struct slice left, size_t column, size_t columns)
{
	size_t room = columns >= column + MIN_ROOM ? columns - column : left.len, len;

	while (left.len > room) {
		len = piece_of(left, room);
		buf_slice(buf, slice_sub(left, 0, len));
		left = slice_sub(left, len, left.len);
		if (left.len == 0)
			return;
		buf_char(buf, '\n');
		buf_pad(buf, ' ', column);
	}
	buf_slice(buf, left);
}

size_t
wrap_columns(const struct buf *buf)
{
	struct slice line = buf_view(buf);
	size_t columns = 0, i = line.len;

	while (i > 0 && line.data[i - 1] != '\n')
		i--;
	while (i < line.len) {
		bool colour = line.data[i] == '\033';

		(void)text_next(line, &i);
		while (colour && i < line.len && line.data[i - 1] != 'm')
			i++;
		columns += !colour;
	}
	return columns;
}
