import fc from 'fast-check';
import {
  EMPTY_ROOT,
  RootAccumulator,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  rootOf,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../projections/seal/merkle.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** The leaves, roots and proofs that the certificate transparency implementations publish and share. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => leafHash(bytes(text)));

const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const INCLUSION: readonly (readonly [index: number, size: number, hashes: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const CONSISTENCY: readonly (readonly [from: number, to: number, hashes: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

/** The RFC's recursive definition of the root, as it is written there. */
function definedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

const numbered = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(String(at))));

/** Each way to flip one bit of one byte of the hash, at both ends and in the middle. */
const flips = (hash: Uint8Array): Uint8Array[] =>
  [0, 15, 31].map((at) => hash.map((byte, place) => (place === at ? byte ^ 1 : byte)));

describe('the published vectors', () => {
  it('gives the root of every size', () => {
    const accumulator = new RootAccumulator();
    ROOTS.forEach((root, size) => {
      expect(hex(accumulator.root())).toBe(root);
      expect(hex(rootOf(LEAVES.slice(0, size)))).toBe(root);
      expect(hex(rootAt(subtreesOf(LEAVES), size))).toBe(root);
      const leaf = LEAVES[size];
      if (leaf !== undefined) accumulator.add(leaf);
    });
  });

  it.each(INCLUSION)('proves leaf %i in the tree of %i leaves', (index, size, hashes) => {
    expect(inclusionProof(subtreesOf(LEAVES), index, size).map(hex)).toEqual(hashes);
  });

  it.each(CONSISTENCY)('proves size %i to be the beginning of size %i', (from, to, hashes) => {
    expect(consistencyProof(subtreesOf(LEAVES), from, to).map(hex)).toEqual(hashes);
  });
});

describe('every tree of up to 66 leaves', () => {
  const SIZE_MAX = 66;
  const leaves = numbered(SIZE_MAX);
  const tree = subtreesOf(leaves);
  const roots = Array.from({ length: SIZE_MAX + 1 }, (_, size) =>
    definedRoot(leaves.slice(0, size)),
  );
  const root = (size: number): Uint8Array => roots[size] ?? EMPTY_ROOT;
  const leaf = (index: number): Uint8Array => leaves[index] ?? EMPTY_ROOT;

  it('has the root of the definition', () => {
    roots.forEach((expected, size) => {
      expect(hex(rootAt(tree, size))).toBe(hex(expected));
      expect(hex(rootOf(leaves.slice(0, size)))).toBe(hex(expected));
    });
  });

  it('proves each of its leaves, and no other place, size or root', () => {
    for (let size = 1; size <= SIZE_MAX; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const hashes = inclusionProof(tree, index, size);
        const claim = { leaf: leaf(index), index, size, root: root(size), hashes };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, root: root(size - 1) })).toBe(false);
        expect(verifyInclusion({ ...claim, hashes: [...hashes, root(1)] })).toBe(false);
        if (hashes.length > 0) {
          expect(verifyInclusion({ ...claim, hashes: hashes.slice(1) })).toBe(false);
          expect(verifyInclusion({ ...claim, index: (index + 1) % size })).toBe(false);
        }
      }
    }
  });

  it('proves each of its beginnings, and no other size or root', () => {
    for (let to = 1; to <= SIZE_MAX; to += 1) {
      for (let from = 1; from <= to; from += 1) {
        const hashes = consistencyProof(tree, from, to);
        const claim = { from, to, fromRoot: root(from), toRoot: root(to), hashes };
        expect(verifyConsistency(claim)).toBe(true);
        expect(verifyConsistency({ ...claim, hashes: [...hashes, root(1)] })).toBe(false);
        expect(verifyConsistency({ ...claim, fromRoot: root(from - 1) })).toBe(false);
        if (from < to) {
          expect(verifyConsistency({ ...claim, toRoot: root(from) })).toBe(false);
          expect(verifyConsistency({ ...claim, hashes: [] })).toBe(false);
        }
      }
    }
  });

  it('takes no proof with a flipped bit', () => {
    const hashes = inclusionProof(tree, 20, SIZE_MAX);
    const claim = { leaf: leaf(20), index: 20, size: SIZE_MAX, root: root(SIZE_MAX), hashes };
    const joint = consistencyProof(tree, 21, SIZE_MAX);
    const beginning = { from: 21, to: SIZE_MAX, fromRoot: root(21), toRoot: root(SIZE_MAX) };
    hashes.forEach((hash, at) => {
      for (const flipped of flips(hash)) {
        expect(verifyInclusion({ ...claim, hashes: hashes.with(at, flipped) })).toBe(false);
      }
    });
    joint.forEach((hash, at) => {
      for (const flipped of flips(hash)) {
        expect(verifyConsistency({ ...beginning, hashes: joint.with(at, flipped) })).toBe(false);
      }
    });
    for (const flipped of flips(claim.leaf)) {
      expect(verifyInclusion({ ...claim, leaf: flipped })).toBe(false);
    }
  });
});

describe('a tree given in subtrees', () => {
  it('has the root of its leaves, whatever the sizes of the subtrees', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 }),
        fc.integer({ min: 0, max: 5 }),
        (count, level) => {
          const leaves = numbered(count);
          const tree = subtreesOf(leaves);
          const accumulator = new RootAccumulator();
          const whole = Math.floor(count / 2 ** level);
          for (let index = 0; index < whole; index += 1) {
            accumulator.addSubtree(level, tree.subtree(level, index));
          }
          for (const leaf of leaves.slice(whole * 2 ** level)) accumulator.add(leaf);
          expect(accumulator.size).toBe(count);
          expect(hex(accumulator.root())).toBe(hex(rootOf(leaves)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses a subtree that would not begin where one can begin', () => {
    const accumulator = new RootAccumulator();
    accumulator.add(EMPTY_ROOT);
    expect(() => {
      accumulator.addSubtree(1, EMPTY_ROOT);
    }).toThrow(RangeError);
  });
});

describe('what cannot be asked or claimed', () => {
  const tree = subtreesOf(LEAVES);

  it.each([
    [0, 0],
    [8, 8],
    [-1, 8],
    [1.5, 8],
    [Number.NaN, 8],
  ])('has no inclusion proof of leaf %p at size %p', (index, size) => {
    expect(() => inclusionProof(tree, index, size)).toThrow(RangeError);
    expect(verifyInclusion({ leaf: EMPTY_ROOT, index, size, root: EMPTY_ROOT, hashes: [] })).toBe(
      false,
    );
  });

  it.each([
    [0, 8],
    [9, 8],
    [-1, 8],
    [1.5, 8],
  ])('has no consistency proof from size %p to size %p', (from, to) => {
    expect(() => consistencyProof(tree, from, to)).toThrow(RangeError);
    expect(
      verifyConsistency({ from, to, fromRoot: EMPTY_ROOT, toRoot: EMPTY_ROOT, hashes: [] }),
    ).toBe(false);
  });

  it('takes hashes of 32 bytes only', () => {
    const claim = { leaf: LEAVES[0] ?? EMPTY_ROOT, index: 0, size: 1, hashes: [] };
    expect(verifyInclusion({ ...claim, root: LEAVES[0] ?? EMPTY_ROOT })).toBe(true);
    expect(verifyInclusion({ ...claim, root: new Uint8Array(0), leaf: new Uint8Array(0) })).toBe(
      false,
    );
  });

  it('verifies a tree larger than the bitwise operators can count', () => {
    // A tree of 2^40 equal leaves: each level has one hash.
    const levels = [leafHash(new Uint8Array(0))];
    for (let level = 1; level <= 40; level += 1) {
      const below = levels[level - 1] ?? EMPTY_ROOT;
      levels.push(nodeHash(below, below));
    }
    const huge = { subtree: (level: number) => levels[level] ?? EMPTY_ROOT };
    const size = 2 ** 40 - 5;
    const index = 2 ** 35 + 3;
    const root = rootAt(huge, size);
    const hashes = inclusionProof(huge, index, size);
    expect(verifyInclusion({ leaf: levels[0] ?? EMPTY_ROOT, index, size, root, hashes })).toBe(
      true,
    );
    const from = 2 ** 33 + 7;
    const joint = consistencyProof(huge, from, size);
    expect(
      verifyConsistency({
        from,
        to: size,
        fromRoot: rootAt(huge, from),
        toRoot: root,
        hashes: joint,
      }),
    ).toBe(true);
  });
});
