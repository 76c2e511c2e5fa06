import type { TreeHead } from '../../projections/seal/county-note.js';

/** A tree as it is now. */
export interface Tree {
  readonly size: number;
  /** The root of the first leaves, 32 bytes; asked for sizes from 0 to `size`. */
  readonly rootAt: (size: number) => Uint8Array;
}

/** A tree that has no leaf. */
export const NO_TREE: Tree = {
  size: 0,
  rootAt: () => {
    throw new RangeError('A tree without leaves has no root but the empty one.');
  },
};

const MEND = 'Find out who changed it, and restore the latest backup.';

/**
 * What contradicts a signed head in a tree as it is now, a sentence; null where nothing does.
 *
 * @param signed - what signed the head, as in `The note checkpoints/19/anchor.note`
 * @param leaves - what the leaves are, as in `records`
 */
export function contradiction(
  signed: string,
  leaves: string,
  head: TreeHead,
  tree: Tree,
): string | null {
  if (head.size > tree.size) {
    return `${signed} covers ${grouped(head.size)} ${leaves}, and there are ${grouped(tree.size)}: what is missing was taken out, or the file is an older copy. ${MEND}`;
  }
  if (head.size === 0 || Buffer.from(tree.rootAt(head.size)).equals(head.root)) return null;
  return `${signed} names ${hex(head.root)} as the root of ${grouped(head.size)} ${leaves}, and it is now ${hex(tree.rootAt(head.size))}: what was written then is not what is there. ${MEND}`;
}

/**
 * Whether a note of what was to be, left behind by a crash, names an act that is not there: no act has its place yet,
 * or one has that another process did then, which a signed head covers.
 *
 * @param pending - what the note says there would be
 * @param signed - what all signed notes say there is
 */
export function isOfNoAct(pending: TreeHead, signed: readonly TreeHead[], tree: Tree): boolean {
  const isAsSigned = (head: TreeHead): boolean => contradiction('', '', head, tree) === null;
  if (pending.size > tree.size) return true;
  if (isAsSigned(pending)) return false;
  return signed.some((head) => head.size >= pending.size && isAsSigned(head));
}

/** A ledger that is not there, although something names it. */
export function missingLedger(namedBy: string): string {
  return `${namedBy} names its ledger, which is gone. ${MEND}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
