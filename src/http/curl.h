/* libcurl, loaded when it is first needed. */
#ifndef ZW_HTTP_CURL_H
#define ZW_HTTP_CURL_H

#include <curl/curl.h>

/* The functions that are used, each with libcurl's own type. */
struct curl_api {
	__typeof__(&curl_global_init) global_init;
	__typeof__(&curl_version_info) version_info;
	__typeof__(&curl_easy_init) easy_init;
	__typeof__(&curl_easy_cleanup) easy_cleanup;
	__typeof__(&curl_easy_reset) easy_reset;
	__typeof__(&curl_easy_setopt) easy_setopt;
	__typeof__(&curl_easy_getinfo) easy_getinfo;
	__typeof__(&curl_easy_perform) easy_perform;
	__typeof__(&curl_easy_strerror) easy_strerror;
};

/**
 * curl_load(why):
 * Return libcurl's functions, loading it the first time.  Return NULL when that
 * cannot be, with *${why} a static text that says what to do.  Any thread may call.
 */
const struct curl_api *curl_load(const char **why);

#endif
