import { labelled } from '../reports/people-table.js';
import { wrapped } from '../reports/table.js';
import type { BeginningProof, RecordProof } from './proofs.js';

/** The root of a ledger at a size. */
export interface ShownRoot {
  readonly county: string;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** A root for people. */
export function rootText({ county, size, root }: ShownRoot, width: number): string {
  return text(
    `The ledger of county ${county} as of position ${String(size)}`,
    [['Merkle root', root]],
    width,
  );
}

/** An inclusion proof for people; the hashes in the order in which they are used. */
export function recordProofText(county: string, proof: RecordProof, width: number): string {
  const { id, position, size, root, leaf, hashes } = proof;
  return text(
    `Record ${id} stands at position ${String(position)} of the ledger of county ${county} of size ${String(size)}: its leaf and these hashes give the root (RFC 9162, 2.1.3).`,
    [['leaf', leaf], ['root', root], ...numbered(hashes)],
    width,
  );
}

/** A consistency proof for people. */
export function beginningProofText(
  county: string,
  { from, to, hashes }: BeginningProof,
  width: number,
): string {
  return text(
    `The ledger of county ${county} of size ${String(from)} is the beginning of that of size ${String(to)}: these hashes give both roots (RFC 9162, 2.1.4).`,
    numbered(hashes),
    width,
  );
}

function numbered(hashes: readonly string[]): readonly (readonly [string, string])[] {
  return hashes.map((hash, index) => [`hash ${String(index + 1)}`, hash]);
}

function text(head: string, said: readonly (readonly [string, string])[], width: number): string {
  return `${[...wrapped(head, width), '', ...labelled(said, width)].join('\n')}\n`;
}
