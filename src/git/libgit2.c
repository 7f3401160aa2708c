/*
 * The start of libgit2, without the part of it that only its network code needs.
 *
 * zoneward reads repositories and never talks to another machine through libgit2.
 * Yet git_libgit2_init parses the whole certificate store of the system (4 ms of a
 * run that takes 10) and starts the SSH library.  Where libgit2 takes these from
 * mbed TLS and libssh2, as on Debian, the two functions below stand in the way of
 * the real ones: the store stays empty, so that an HTTPS connection of libgit2
 * would be refused, and the SSH library starts when a session first asks for it.
 * They are weak, so that a static link, which brings the real ones, works too.
 */
#include "git/internal.h"

#include <stdlib.h>

#define MBEDTLS_ERR_X509_FILE_IO_ERROR -0x2900

int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int libssh2_init(int flags);

__attribute__((weak, visibility("default"))) int
mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
	(void)chain;
	(void)path;
	return MBEDTLS_ERR_X509_FILE_IO_ERROR;
}

__attribute__((weak, visibility("default"))) int
libssh2_init(int flags)
{
	(void)flags;
	return 0;
}

static int started;

/* At the end only: what it holds is needed until then. */
static void
stop(void)
{
	(void)git_libgit2_shutdown();
}

static void
start(void)
{
	/* All of these change nothing in how trees and blobs are read. */
	static const char *extensions[] = {
	    "worktreeconfig",
	    "preciousobjects",
	    "relativeworktrees",
	    "partialclone",
	};

	started = git_libgit2_init();
	if (started < 0)
		return;
	(void)atexit(stop);
	/* Git has checked what it received; hashing a folder of 50,000 again takes 5 ms. */
	(void)git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	(void)git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
	    sizeof(extensions) / sizeof(extensions[0]));
}

const char *
libgit2_message(void)
{
	const git_error *error = git_error_last();

	return error != NULL && error->message != NULL ? error->message : "unknown error";
}

int
libgit2_start(struct diags *diags)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	(void)pthread_once(&once, start);
	if (started < 0)
		return diag_error(diags, "git-repository", NULL, place_none, NULL,
		    "libgit2 does not start: %s", libgit2_message());
	return 0;
}
