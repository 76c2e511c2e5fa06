import type { ReplicaAcceptance } from '../../ports/acceptance.js';
import { LedgerState, REFERENCES_MAX } from './ledger-state.js';
import { take } from './take.js';

/** Acceptance as a replica uses it: what a server holds must be what acceptance could have let in. */
export const REPLICA_ACCEPTANCE: ReplicaAcceptance<LedgerState> = {
  weightMax: REFERENCES_MAX,
  memoryOf: (county, accepted) => new LedgerState(county, accepted),
  take,
};
