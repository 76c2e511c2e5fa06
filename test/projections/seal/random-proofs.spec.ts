import {
  consistencyProof,
  inclusionProof,
  leafHash,
  rootAt,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../projections/seal/merkle.js';
import type { CompleteSubtrees } from '../../../projections/seal/merkle.js';
import { Random } from '../../support/random.js';
import { rounds } from '../../support/soak.js';

const PROOFS = rounds(500, 10_000);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SIZE_MAX = 5000;

/** Subtrees that are computed once: a proof of thousands of leaves asks for the same ones again. */
function remembered(tree: CompleteSubtrees): CompleteSubtrees {
  const known = new Map<string, Uint8Array>();
  return {
    subtree: (level, index) => {
      const key = `${String(level)} ${String(index)}`;
      const found = known.get(key) ?? tree.subtree(level, index);
      known.set(key, found);
      return found;
    },
  };
}

/** The same bytes with one bit turned over. */
function altered(random: Random, hash: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(hash);
  const at = random.integer(0, copy.length - 1);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(0, 7));
  return copy;
}

describe(`proofs of a tree of ${String(SIZE_MAX)} leaves`, () => {
  const leaves = Array.from({ length: SIZE_MAX }, (_, at) => leafHash(Buffer.from(String(at))));
  const tree = remembered(subtreesOf(leaves));

  it(`verify, ${String(PROOFS)} of each kind from seed ${String(SEED)}, and no altered one does`, () => {
    const random = new Random(SEED);
    for (let proof = 0; proof < PROOFS; proof += 1) {
      const to = random.integer(1, SIZE_MAX);
      const from = random.integer(1, to);
      const index = random.integer(0, to - 1);
      const root = rootAt(tree, to);

      const path = inclusionProof(tree, index, to);
      const inclusion = { leaf: leaves[index] ?? root, index, size: to, root, hashes: path };
      const place = random.integer(0, Math.max(0, path.length - 1));
      const wrongInclusions = [
        { ...inclusion, leaf: altered(random, inclusion.leaf) },
        { ...inclusion, root: altered(random, root) },
        { ...inclusion, hashes: [...path, root] },
        ...path.slice(place, place + 1).map((hash) => ({
          ...inclusion,
          hashes: path.with(place, altered(random, hash)),
        })),
        ...(path.length === 0 ? [] : [{ ...inclusion, hashes: path.slice(1) }]),
      ];
      const joint = consistencyProof(tree, from, to);
      const fromRoot = rootAt(tree, from);
      const consistency = { from, to, fromRoot, toRoot: root, hashes: joint };
      const joined = random.integer(0, Math.max(0, joint.length - 1));
      const wrongConsistencies = [
        { ...consistency, fromRoot: altered(random, fromRoot) },
        { ...consistency, toRoot: altered(random, root) },
        { ...consistency, hashes: [...joint, root] },
        ...joint.slice(joined, joined + 1).map((hash) => ({
          ...consistency,
          hashes: joint.with(joined, altered(random, hash)),
        })),
        ...(joint.length === 0 ? [] : [{ ...consistency, hashes: joint.slice(1) }]),
      ];
      expect({ proof, isRight: verifyInclusion(inclusion) }).toEqual({ proof, isRight: true });
      expect({ proof, wrong: wrongInclusions.filter(verifyInclusion) }).toEqual({
        proof,
        wrong: [],
      });
      expect({ proof, isRight: verifyConsistency(consistency) }).toEqual({ proof, isRight: true });
      expect({ proof, wrong: wrongConsistencies.filter(verifyConsistency) }).toEqual({
        proof,
        wrong: [],
      });
    }
  });
});
