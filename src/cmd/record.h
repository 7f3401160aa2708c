/* The ledger of an apply, as its arguments say what is applied. */
#ifndef ZW_CMD_RECORD_H
#define ZW_CMD_RECORD_H

#include "cmd/common.h"
#include "engine/ledger.h"
#include "engine/lock.h"

/**
 * record_open(ledger, work, lock, options):
 * ledger_open for what ${work} is about, under ${lock}; of ${options} only what says how
 * to reach the ledger and whether to force it.
 */
enum outcome record_open(struct ledger **ledger, struct work *work, const struct lock *lock,
    struct ledger_options options);

#endif
