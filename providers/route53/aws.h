/* Credentials for AWS: where they come from, and signing with them. */
#ifndef ZW_PROVIDERS_ROUTE53_AWS_H
#define ZW_PROVIDERS_ROUTE53_AWS_H

#include "provider/talk.h"

#include <pthread.h>

/* All zero is none. */
struct aws_credentials {
	struct buf key_id, secret, token; /* the token may be empty */
	int64_t expires;                  /* seconds since 1970; 0: never */
};

/** aws_credentials_wipe(credentials): Overwrite and free them. */
void aws_credentials_wipe(struct aws_credentials *credentials);

/** aws_credentials_set(credentials, key_id, secret, token): Copy the three. */
void aws_credentials_set(struct aws_credentials *credentials, struct slice key_id,
    struct slice secret, struct slice token);

/** aws_credentials_copy(to, from): Make ${to}, which is none, a copy. */
void aws_credentials_copy(struct aws_credentials *to, const struct aws_credentials *from);

/** aws_credentials_hide(credentials, client): Keep them out of all that ${client} says. */
void aws_credentials_hide(const struct aws_credentials *credentials, struct http_client *client);

/* What signs the requests of a client. */
struct aws_signer {
	pthread_mutex_t lock; /* of all below */
	struct aws_credentials credentials;
	int64_t offset; /* how far the service's clock is ahead of ours, in seconds */
	const char *region, *service;
};

/** aws_sign: The signer of a client (see http_options), whose context is a struct aws_signer. */
int aws_sign(void *ctx, struct http_sign *sign, const char *url, const struct http_request *request,
    struct buf *why);

/* Looking for credentials: what all places share. */
struct aws_search {
	const struct provider *provider;
	struct aws_credentials *found;
	struct talk_fault *fault;
	const char *profile; /* that is being read, or NULL */
	struct arena arena;  /* texts of files and variables; wiped at the end */
	const char *region;  /* for STS; NULL: the global one */
	unsigned depth;      /* of profiles that name each other */
};

/* What a place of credentials has. */
enum aws_place { AWS_FAULT = -1, AWS_NOTHING, AWS_FOUND };

/** aws_refuse(search, hint, fmt, …): Set the fault.  Return AWS_FAULT. */
enum aws_place aws_refuse(struct aws_search *search, const char *hint, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/** aws_variable(name): Return a variable of the environment that is not empty, or NULL. */
const char *aws_variable(const char *name);

/**
 * aws_find(provider, credentials, fault):
 * Look for credentials as the settings of ${provider} say, else where the SDKs of
 * AWS do, and assume its role_arn.  May ask STS and metadata services.  Return 0,
 * or -1 with ${fault} saying why not.
 */
int aws_find(const struct provider *provider, struct aws_credentials *credentials,
    struct talk_fault *fault);

/** aws_of_environment(search): AWS_ACCESS_KEY_ID and its like. */
enum aws_place aws_of_environment(struct aws_search *search);

/** aws_of_profile(search): search->profile of the shared files, with the roles that it names. */
enum aws_place aws_of_profile(struct aws_search *search);

/** aws_of_container(search), aws_of_instance(search): What ECS, EKS and EC2 give to what runs there. */
enum aws_place aws_of_container(struct aws_search *search);
enum aws_place aws_of_instance(struct aws_search *search);

/** aws_time(text): Return the seconds since 1970 of "2030-01-02T03:04:05Z", or 0 for what is no time. */
int64_t aws_time(struct slice text);

/** aws_read_file(search, path, text): Read a small file into the search's arena.  Return 0, or -1 when it cannot be read. */
int aws_read_file(struct aws_search *search, const char *path, struct slice *text);

/* A role to be assumed; NULL for what is not said. */
struct aws_role {
	const char *arn, *session, *external_id, *duration;
	const char *token_file; /* of a web identity: no other credentials are needed */
};

/** aws_assume(search, role): Exchange search->found, or the token, for those of the role. */
enum aws_place aws_assume(struct aws_search *search, const struct aws_role *role);

/* Values of a profile, by key. */
struct aws_ini;

/** aws_ini_read(arena, text, section): Return the keys of [${section}], or NULL when there is none. */
struct aws_ini *aws_ini_read(struct arena *arena, struct slice text, const char *section);

/** aws_ini_get(ini, key): Return the value of ${key}, or NULL; ${ini} may be NULL. */
const char *aws_ini_get(const struct aws_ini *ini, const char *key);

#endif
