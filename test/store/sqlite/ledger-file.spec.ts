import { parseCounty } from '../../../events/values/county.js';
import {
  inclusionProof,
  leafHash,
  rootOf,
  verifyInclusion,
} from '../../../projections/seal/merkle.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import type { LedgerRow } from '../../../src/ports/ledger-rows.js';
import { present } from '../present.js';
import { SampleLedger, sampleEntries } from '../sample-entries.js';
import { useTemporaryFolder } from '../temporary-folder.js';
import { instantOfMs } from '../../../events/values/instant.js';

const COUNTY = present(parseCounty('19'));
const SEED = 190_604;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function rowOf({ leaf: _, ...row }: LedgerEntry): LedgerRow {
  return row;
}

/** The rows of all pages. */
function flat<Item>(pages: Iterable<readonly Item[]>): readonly Item[] {
  return [...pages].flat();
}

describe('a ledger file', () => {
  const folder = useTemporaryFolder();
  const entries = sampleEntries(COUNTY, SEED, 1300);
  let writer: LedgerFolder;
  let ledger: LedgerFile;

  beforeEach(() => {
    writer = LedgerFolder.openOrCreate(folder());
    ledger = writer.ledgerForAppend(COUNTY);
    let size = 0;
    for (const count of [1, 2, 253, 1, 300, 743]) {
      ledger.append(size, entries.slice(size, size + count));
      size += count;
    }
  });

  afterEach(() => {
    writer.close();
  });

  /** The same ledger as another process sees it. */
  function reopened(look: (reader: LedgerFile) => void): void {
    const other = LedgerFolder.open(folder(), 'read');
    try {
      const reader = other.ledger(COUNTY);
      expect(reader).not.toBeNull();
      if (reader !== null) look(reader);
    } finally {
      other.close();
    }
  }

  it('gives every entry back as it was', () => {
    reopened((reader) => {
      expect(reader.size).toBe(1300);
      expect(reader.lastRecorded).toBe(entries.at(-1)?.recorded);
      expect(flat(reader.rows(1, 1300))).toEqual(entries.map(rowOf));
      expect(
        flat(reader.entries(250, 520)).map((entry) => ({ ...entry, leaf: hex(entry.leaf) })),
      ).toEqual(entries.slice(249, 520).map((entry) => ({ ...entry, leaf: hex(entry.leaf) })));
      expect(reader.row(777)).toEqual(rowOf(present(entries[776])));
    });
  });

  it('finds each record by its id, and no other', () => {
    reopened((reader) => {
      for (const entry of entries) expect(reader.positionOf(entry.id)).toBe(entry.position);
      for (const stranger of sampleEntries(COUNTY, SEED + 1, 500)) {
        expect(reader.find(stranger.id)).toBeNull();
      }
    });
  });

  it("gives each subject's records in order of position", () => {
    const subjects = new Set(entries.map(({ subject }) => subject));
    reopened((reader) => {
      expect(reader.subjectCount).toBe(subjects.size - 1);
      for (const subject of subjects) {
        const own = entries.filter((entry) => entry.subject === subject);
        const { subjectKind, subjectId } = present(own[0]);
        expect(reader.rowsOf(subject)).toEqual(own.map(rowOf));
        expect(reader.subjects()[subject]).toEqual({
          number: subject,
          kind: subjectKind,
          id: subjectId,
        });
        if (subjectKind !== 'county') {
          expect(reader.subjectNumber(subjectKind, subjectId)).toBe(subject);
        }
      }
      expect(reader.subjectNumber('case', 'K-3')).toBe(0);
      expect(reader.rowsOf(subjects.size)).toEqual([]);
    });
  });

  it('gives the memberships that name a child', () => {
    const children = entries.filter(({ type }) => type === 'ChildRegistered');
    expect(children.length).toBeGreaterThan(100);
    reopened((reader) => {
      for (const { subject } of children) {
        expect(reader.casesNaming(subject)).toEqual(
          entries
            .filter(({ type, ref }) => type === 'ChildAddedToCase' && ref === subject)
            .map(rowOf),
        );
      }
    });
  });

  it('has the Merkle root of its leaf hashes at every size', () => {
    const leaves = entries.map(({ leaf }) => leaf);
    reopened((reader) => {
      expect([...reader.leaves(1, 1300)].map(hex)).toEqual(leaves.map(hex));
      for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 513, 1279, 1280, 1281, 1300]) {
        expect(hex(reader.root(size))).toBe(hex(rootOf(leaves.slice(0, size))));
      }
    });
  });

  it('proves each record to be in the tree of any later size', () => {
    reopened((reader) => {
      for (const [position, size] of [
        [1, 1],
        [1, 1300],
        [256, 256],
        [257, 1300],
        [1300, 1300],
        [700, 1024],
      ] as const) {
        const hashes = inclusionProof(reader.subtrees(), position - 1, size);
        const { leaf } = present(entries[position - 1]);
        const root = reader.root(size);
        expect(verifyInclusion({ leaf, index: position - 1, size, root, hashes })).toBe(true);
      }
    });
  });

  it('gives the bytes that were hashed', () => {
    reopened((reader) => {
      const { id, body, recorded } = present(entries[41]);
      const found = reader.leafOf(id);
      expect(found?.position).toBe(42);
      expect(found?.text).toBe(
        `{"position":42,"record":${body},"recorded":"${new Date(recorded).toISOString()}"}`,
      );
      expect(hex(leafHash(Buffer.from(found?.text ?? '')))).toBe(
        hex(found?.leaf ?? leafHash(Buffer.of())),
      );
      expect(reader.leafOf('5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11')).toBeNull();
    });
  });

  it('is seen by a reader as of one size until the reader looks again', () => {
    const sample = new SampleLedger(COUNTY, SEED);
    sample.next(1300);
    const more = sample.next(200);
    const [opening] = more.filter(({ subject }) => subject > ledger.subjectCount);
    reopened((reader) => {
      expect(ledger.append(1300, more)).toEqual({ kind: 'appended', size: 1500 });
      expect(reader.size).toBe(1300);
      expect(reader.rowsOf(0).every(({ position }) => position <= 1300)).toBe(true);
      expect(reader.find(more[0]?.id ?? '')).toBeNull();
      expect(reader.subjectNumber('case', opening?.subjectId ?? '')).toBe(0);
      expect(() => reader.row(1301)).toThrow(RangeError);
      expect(reader.refresh()).toBe(1500);
      expect(reader.find(more[0]?.id ?? '')?.position).toBe(1301);
      expect(flat(reader.rows(1301, 1500))).toEqual(more.map(rowOf));
    });
  });

  it('lets two writers take turns', () => {
    const sample = new SampleLedger(COUNTY, SEED);
    sample.next(1300);
    const other = LedgerFolder.open(folder(), 'write');
    try {
      const writers = [ledger, present(other.ledger(COUNTY))];
      for (let turn = 0; turn < 40; turn += 1) {
        const size = sample.entries.length;
        const taken = present(writers[turn % 2]);
        const behind = present(writers[(turn + 1) % 2]);
        const batch = sample.next(7);
        expect(taken.append(size, batch)).toEqual({ kind: 'appended', size: size + 7 });
        expect(behind.append(size, batch)).toEqual({ kind: 'sizeDiffers', size: size + 7 });
        expect(behind.positionOf(batch[3]?.id ?? '')).toBe(size + 4);
      }
      expect(flat(ledger.rows(1, ledger.refresh()))).toEqual(sample.entries.map(rowOf));
      expect(hex(ledger.root())).toBe(hex(rootOf(sample.entries.map(({ leaf }) => leaf))));
    } finally {
      other.close();
    }
  });

  it.each<[string, Partial<LedgerEntry>]>([
    ['a gap', { position: 1302 }],
    ['a position that is taken', { position: 1300 }],
    ['an id that is taken', { id: entries[7]?.id ?? '' }],
    ['an earlier instant', { recorded: instantOfMs(0) }],
    ['a short leaf hash', { leaf: new Uint8Array(31) }],
    ['a subject number that skips one', { subject: 5000 }],
    ["another subject's number", { subjectId: 'other', subject: 1 }],
    ['a correction of a later record', { corrects: 1330 }],
  ])('takes nothing of a batch with %s', (_, change) => {
    const sample = new SampleLedger(COUNTY, SEED);
    sample.next(1300);
    const [good, ...rest] = sample.next(30);
    const bad = { ...present(good), ...change };
    expect(() => ledger.append(1300, [bad, ...rest])).toThrow(RangeError);
    const last = present(rest.at(-1));
    expect(() =>
      ledger.append(1300, [present(good), ...rest.slice(0, -1), { ...last, ...change }]),
    ).toThrow(RangeError);
    expect(ledger.refresh()).toBe(1300);
    reopened((reader) => {
      expect(reader.size).toBe(1300);
    });
    // What was taken back leaves nothing behind in memory either.
    expect(ledger.append(1300, [present(good), ...rest])).toEqual({
      kind: 'appended',
      size: 1330,
    });
    expect(flat(ledger.rows(1, 1330))).toEqual(sample.entries.map(rowOf));
  });

  it('takes an id once in a batch', () => {
    const sample = new SampleLedger(COUNTY, SEED);
    sample.next(1300);
    const [one, two] = sample.next(2);
    const { id } = present(one);
    const twin = { ...present(two), id, body: present(two).body.replace(present(two).id, id) };
    expect(() => ledger.append(1300, [present(one), twin])).toThrow(/has its id/u);
    expect(ledger.refresh()).toBe(1300);
  });
});

describe('a new ledger', () => {
  const folder = useTemporaryFolder();

  it('has no records and the root of no leaves', () => {
    const data = LedgerFolder.openOrCreate(folder());
    expect(data.ledger(COUNTY)).toBeNull();
    expect(data.counties()).toEqual([]);
    const ledger = data.ledgerForAppend(COUNTY);
    expect(ledger.size).toBe(0);
    expect(ledger.lastRecorded).toBeNull();
    expect(ledger.rowsOf(0)).toEqual([]);
    expect(hex(ledger.root())).toBe(hex(rootOf([])));
    expect(data.counties()).toEqual([COUNTY]);
    data.close();
  });

  it('takes more than one run of ids can hold in many small appends', () => {
    const data = LedgerFolder.openOrCreate(folder());
    const ledger = data.ledgerForAppend(COUNTY);
    const sample = new SampleLedger(COUNTY, SEED);
    for (let size = 0; size < 300; size += 1) ledger.append(size, sample.next(1));
    data.close();
    const again = LedgerFolder.open(folder(), 'read');
    const reader = present(again.ledger(COUNTY));
    for (const { id, position } of sample.entries) expect(reader.positionOf(id)).toBe(position);
    again.close();
  });
});
