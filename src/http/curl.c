/* Loads libcurl, so that a command without network starts without it. */
#include "http/curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

/* The oldest that can restrict TLS, protocols and proxies as http/attempt.c does. */
#define OLDEST 0x074c00

/* What ABI 4 of libcurl is called; Debian has a second build, which git pulls in. */
static const char *const libraries[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static const struct {
	const char *name;
	size_t offset;
} symbols[] = {
    {"curl_global_init", offsetof(struct curl_api, global_init)},
    {"curl_version_info", offsetof(struct curl_api, version_info)},
    {"curl_easy_init", offsetof(struct curl_api, easy_init)},
    {"curl_easy_cleanup", offsetof(struct curl_api, easy_cleanup)},
    {"curl_easy_reset", offsetof(struct curl_api, easy_reset)},
    {"curl_easy_setopt", offsetof(struct curl_api, easy_setopt)},
    {"curl_easy_getinfo", offsetof(struct curl_api, easy_getinfo)},
    {"curl_easy_perform", offsetof(struct curl_api, easy_perform)},
    {"curl_easy_strerror", offsetof(struct curl_api, easy_strerror)},
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct curl_api api;
static const char *failure;

static void *
open_library(void)
{
	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		void *library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);

		if (library != NULL)
			return library;
	}
	return NULL;
}

/* The library stays: its threads and tables may outlive every client. */
static void
load(void)
{
	void *library = open_library();

	failure = "libcurl.so.4 is not installed (apt install libcurl4)";
	if (library == NULL)
		return;
	failure = "libcurl.so.4 is not a whole libcurl: install it again (apt install libcurl4)";
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *found = dlsym(library, symbols[i].name);

		if (found == NULL)
			return;
		memcpy((char *)&api + symbols[i].offset, &found, sizeof(found));
	}
	failure = "libcurl is too old: version 7.76 or newer is needed";
	if (api.version_info(CURLVERSION_NOW)->version_num < OLDEST)
		return;
	failure = "libcurl cannot start";
	if (api.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		failure = NULL;
}

const struct curl_api *
curl_load(const char **why)
{
	(void)pthread_once(&once, load);
	*why = failure;
	return failure == NULL ? &api : NULL;
}
