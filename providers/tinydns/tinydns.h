/* TinyDnsFileSource's own: the lines of its files, and what is made of them. */
#ifndef ZW_PROVIDERS_TINYDNS_H
#define ZW_PROVIDERS_TINYDNS_H

#include "provider/gather.h"

#include <pthread.h>

struct tiny_line {
	struct slice text; /* with its first character; in the file's blob */
	uint32_t file;     /* index into files */
	uint32_t number;
};

struct tiny_file {
	const char *path;
	const char *why; /* it cannot be read; or NULL */
	struct blob blob;
};

/* Every zone is looked for in all lines: they are read once. */
struct tinydns {
	const char *dir; /* in the snapshot, "" for its root; NULL: outside of it */
	int64_t default_ttl;
	pthread_mutex_t lock; /* of all below, until it is loaded */
	bool loaded;
	const char *why; /* the folder cannot be read; or NULL */
	struct tiny_file *files;
	size_t nfiles, files_cap;
	struct tiny_line *lines;
	size_t nlines, lines_cap;
};

/** tinydns_load(provider): Read all files, once; what goes wrong is kept in the state. */
void tinydns_load(struct provider *provider);

/** tinydns_line(gather, line, path): Add what ${line} of the file ${path} says of the zone, if anything. */
void tinydns_line(struct gather *gather, const struct tiny_line *line, const char *path);

/**
 * tiny_name(arena, field, name):
 * Encode a name of a line, whose final dot may be missing and whose escapes are
 * octal.  Return NULL, or why it cannot be.
 */
const char *tiny_name(struct arena *arena, struct slice field, struct slice *name);

/** tiny_presentation(buf, field): Print data in presentation form whose escapes are octal. */
void tiny_presentation(struct buf *buf, struct slice field);

/** tiny_text(buf, field): Print text with its escapes resolved, as octoDNS keeps it; NULL, or why it cannot be. */
const char *tiny_text(struct buf *buf, struct slice field);

/** tiny_ip6(buf, field): Print 32 hexadecimal digits as an IPv6 address. */
void tiny_ip6(struct buf *buf, struct slice field);

/** tiny_reverse(out, field): Print the name in in-addr.arpa or ip6.arpa of an address; return 0 or -1. */
int tiny_reverse(struct buf *out, struct slice field);

#endif
