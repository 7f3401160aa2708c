/* Secrets in memory of their own, and texts without them. */
#ifndef ZW_HTTP_SECRET_H
#define ZW_HTTP_SECRET_H

#include "core/buf.h"
#include "core/slice.h"

/* Pages that are not swapped (where the limits allow it), dumped or copied by fork. */
struct secret {
	char *data; /* len bytes and a NUL */
	size_t len;
	size_t size;
};

/** secret_keep(secret, parts, count): Keep the ${count} ${parts}, joined. */
void secret_keep(struct secret *secret, const struct slice *parts, size_t count);

/** secret_wipe(secret): Overwrite and free it; an empty one is taken. */
void secret_wipe(struct secret *secret);

/* What must not be seen: slices into memory that lives at least as long. */
struct hidden {
	struct slice *items;
	size_t count, cap;
};

/** hidden_add(hidden, value): Hide ${value}, unless it is too short to be told from plain text. */
void hidden_add(struct hidden *hidden, struct slice value);

/** hidden_free(hidden): Forget them; it is empty again. */
void hidden_free(struct hidden *hidden);

/**
 * redact(hidden, text, out):
 * Append ${text} to ${out}, with "***" for each hidden value (as it is, or with
 * the escapes of URLs and JSON), for the rest of the line after the name of a
 * header that carries credentials, and for the user info of a URL.
 */
void redact(const struct hidden *hidden, struct slice text, struct buf *out);

#endif
