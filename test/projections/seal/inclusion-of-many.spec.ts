import fc from 'fast-check';
import { CoverOfOthers } from '../../../projections/seal/inclusion-of-many.js';
import { RootAccumulator, leafHash, rootOf, subtreesOf } from '../../../projections/seal/merkle.js';

const SIZE_MAX = 70;

function leavesOf(size: number): readonly Uint8Array[] {
  return Array.from({ length: size }, (_, index) => leafHash(Buffer.of(index)));
}

interface Proved {
  readonly root: Uint8Array;
  /** Roots at the sizes that the way through the leaves stops at. */
  readonly roots: ReadonlyMap<number, Uint8Array>;
  readonly covered: number;
}

/** Goes through the shown leaves and the cover as a verifier does. */
function prove(size: number, shown: ReadonlySet<number>, cuts: readonly number[]): Proved {
  const leaves = leavesOf(size);
  const cover = new CoverOfOthers(subtreesOf(leaves), cuts);
  for (const index of [...shown].sort((a, b) => a - b)) cover.show(index);
  const covered = [...cover.finish(size)];
  const count = covered.length;
  const tree = new RootAccumulator();
  const roots = new Map<number, Uint8Array>();
  for (let next = 0; next < size; next = tree.size) {
    const leaf = leaves[next];
    const subtree = shown.has(next) ? { level: 0, hash: leaf } : covered.shift();
    if (subtree?.hash === undefined) throw new Error('The cover ended too soon.');
    tree.addSubtree(subtree.level, subtree.hash);
    roots.set(tree.size, tree.root());
  }
  expect(covered).toEqual([]);
  return { root: tree.root(), roots, covered: count };
}

describe('one proof for many leaves', () => {
  it('gives the root for every choice of leaves of small trees', () => {
    for (let size = 1; size <= 9; size += 1) {
      for (let choice = 0; choice < 2 ** size; choice += 1) {
        const shown = new Set(
          Array.from({ length: size }, (_, i) => i).filter((i) => (choice >> i) & 1),
        );
        expect(prove(size, shown, []).root).toEqual(rootOf(leavesOf(size)));
      }
    }
  });

  it('gives the root of every size that was asked for, too', () => {
    const size = fc.integer({ min: 1, max: SIZE_MAX });
    const indexes = fc.array(fc.integer({ min: 0, max: SIZE_MAX - 1 }));
    fc.assert(
      fc.property(size, indexes, indexes, (leafCount, shown, cuts) => {
        const within = new Set(shown.filter((index) => index < leafCount));
        const sizes = cuts.filter((cut) => cut > 0 && cut < leafCount);
        const { root, roots } = prove(leafCount, within, cuts);
        const leaves = leavesOf(leafCount);
        expect(root).toEqual(rootOf(leaves));
        for (const cut of sizes) expect(roots.get(cut)).toEqual(rootOf(leaves.slice(0, cut)));
      }),
    );
  });

  it('needs no hash where all leaves are shown, and one where none of a full tree is', () => {
    expect(prove(8, new Set([0, 1, 2, 3, 4, 5, 6, 7]), []).covered).toBe(0);
    expect(prove(8, new Set(), []).covered).toBe(1);
    expect(prove(8, new Set([0]), []).covered).toBe(3);
    expect(prove(8, new Set(), [5]).covered).toBe(4);
  });
});
