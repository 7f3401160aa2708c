/* Base URLs and paths, checked so strictly that no two readers can disagree on them. */
#ifndef ZW_HTTP_URL_H
#define ZW_HTTP_URL_H

#include "core/slice.h"

struct base_url {
	struct slice text;      /* without '/' at its end */
	struct slice authority; /* host, or host:port */
	bool tls;
	bool loopback; /* a literal of 127.0.0.0/8 or ::1, or localhost */
};

/** url_read(text, url): Split ${text}.  Return NULL, or a static text that says what is wrong. */
const char *url_read(const char *text, struct base_url *url);

/** url_path_valid(path): Return whether ${path} may follow a base URL as it is. */
bool url_path_valid(const char *path);

#endif
