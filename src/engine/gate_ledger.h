/* The gate for references of the ledger; for src/engine only. */
#ifndef ZW_ENGINE_GATE_LEDGER_H
#define ZW_ENGINE_GATE_LEDGER_H

#include "engine/gate.h"

/** gate_is_ledger(gate, reference): Return whether it is one that a server guards for the ledger. */
bool gate_is_ledger(const struct gate *gate, struct slice reference);

/**
 * gate_judge_ledger(gate, result, config):
 * The notes of the ledger may grow and do nothing else; other references of its name
 * space are none that is pushed.  ${config} is the default branch's, or NULL: where it
 * keeps no ledger nothing is refused.
 */
void gate_judge_ledger(struct gate *gate, struct gate_result *result, const struct config *config);

#endif
