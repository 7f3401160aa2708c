/* Text for XML and HTML. */
#ifndef ZW_REPORT_MARKUP_H
#define ZW_REPORT_MARKUP_H

#include "core/buf.h"

/** markup_text(buf, s): Print ${s} as text, also within an attribute; what XML may not have becomes U+FFFD. */
void markup_text(struct buf *buf, struct slice s);

/** markup_sentence(buf, text): Print words of ours as a dim paragraph that begins with a capital; "" as nothing. */
void markup_sentence(struct buf *buf, const char *text);

#endif
