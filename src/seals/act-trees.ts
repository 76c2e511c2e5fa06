import { actLeaves } from '../../projections/seal/act-leaf.js';
import type { CountyStream, TreeHead } from '../../projections/seal/county-note.js';
import { rootOf } from '../../projections/seal/merkle.js';
import type { StoredAct } from '../ports/act-log.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { NO_TREE } from './contradictions.js';
import type { Tree } from './contradictions.js';

/** What the acts of each stream are, in messages. */
export const ACTS_ARE: Readonly<Record<CountyStream, string>> = {
  submissions: 'submissions',
  retention: 'holds and orders',
};

/** The tree of acts that were read. */
export function actTree(acts: readonly StoredAct[]): Tree {
  const leaves = actLeaves(acts.map(({ body }) => body));
  return { size: leaves.length, rootAt: (size) => rootOf(leaves.slice(0, size)) };
}

/** The tree of a ledger; without leaves where there is none. */
export function ledgerTree(ledger: LedgerReader | null): Tree {
  if (ledger === null) return NO_TREE;
  return { size: ledger.size, rootAt: (size) => ledger.root(size) };
}

/** How many acts were read, and their root. */
export function headOfActs(acts: readonly StoredAct[]): TreeHead {
  return { size: acts.length, root: rootOf(actLeaves(acts.map(({ body }) => body))) };
}
