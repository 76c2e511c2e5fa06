import { actIn } from '../../events/acts/remarks.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { leafHash } from './merkle.js';
import { actWithoutRemarks } from './remark-hashes.js';

/**
 * What is hashed of an act: RFC 8785 of its number in its stream (from 1), its instant as its body has it, and the body
 * with hashes in place of remarks, so that it is the same after those were erased.
 */
export function actLeafText(number: number, body: string): string {
  const act = actWithoutRemarks(actIn(body));
  return canonicalJson({ number, at: act['at'], act });
}

/** The leaf hash of an act, 32 bytes. */
export function actLeaf(number: number, body: string): Uint8Array {
  return leafHash(Buffer.from(actLeafText(number, body), 'utf8'));
}

/** The leaf hashes of a stream's acts, in order. */
export function actLeaves(bodies: readonly string[]): readonly Uint8Array[] {
  return bodies.map((body, index) => actLeaf(index + 1, body));
}
