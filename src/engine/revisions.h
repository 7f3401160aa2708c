/* Opening what a command is about: commits, a merge of two, the index, files on disk. */
#ifndef ZW_ENGINE_REVISIONS_H
#define ZW_ENGINE_REVISIONS_H

#include "engine/workspace.h"

/**
 * revisions_open(w):
 * Open repository, head and (of a range) base of ${w}, as its options ask for.
 * Return 0; or -1 after an error in the diagnostics of ${w}, whose owner closes
 * what was opened.
 */
int revisions_open(struct workspace *w);

#endif
