/*
 * Values of provider options that stand elsewhere: "env/NAME" and
 * "env/NAME/DEFAULT".  Looked up when a provider is first contacted, never
 * before; the result is nobody's to print.
 */
#ifndef ZW_CONFIG_SECRETS_H
#define ZW_CONFIG_SECRETS_H

#include "core/arena.h"
#include "core/diag.h"
#include "core/node.h"

/**
 * secret_resolve(arena, node, result, missing):
 * Give the node that ${node} stands for: itself unless it is text that names a
 * handler.  What the environment gives is read as octoDNS does: a float with a
 * '.', an int, or text.  Return 0; or -1 and the name of the variable that is
 * not set in ${missing}.
 */
int secret_resolve(struct arena *arena, const struct node *node, const struct node **result,
    const char **missing);

/** secret_variable(name): Return the value of that variable of the environment, or NULL when it is not available. */
const char *secret_variable(const char *name);

/**
 * secrets_forbid():
 * From now on no variable of the environment is looked at, only defaults: for a
 * hook, whose configuration is anybody's who can push, and whose environment is
 * the server's.
 */
void secrets_forbid(void);

#endif
