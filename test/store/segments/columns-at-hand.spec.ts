import { parseCounty } from '../../../events/values/county.js';
import type { LedgerView } from '../../../projections/columns/ledger-view.js';
import { eraseRecords } from '../../../src/stores/sqlite/erasing/erase-records.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { ColumnsAtHand } from '../../../src/stores/sqlite/segments/columns-at-hand.js';
import { dropSegments, extendSegments } from '../../../src/stores/sqlite/segments/segments.js';
import { Random } from '../../support/random.js';
import { randomLedger } from '../../support/random-ledger.js';
import { rounds } from '../../support/soak.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(6, 300) }, (_, index) => FIRST_SEED + index);
const ROOMY = 2 ** 30;
const folder = useTemporaryFolder();

/** What a replay reads, record by record. */
function recordsOf(view: LedgerView): readonly object[] {
  return [...view.blocks()].flatMap(({ columns }) =>
    Array.from({ length: columns.count }, (_, row) => ({
      position: columns.position[row],
      subject: columns.subject[row],
      type: columns.type[row],
      effective: columns.effective[row],
      root: columns.root[row],
      supersededAt: columns.supersededAt[row],
      args: [...columns.args.subarray(columns.argsStart[row], columns.argsStart[row + 1])],
    })),
  );
}

/** The records of some subjects, and of some more at once where a whole block of them is worth holding. */
function asked(random: Random, file: LedgerFile): ReadonlySet<number> {
  const all = Array.from({ length: file.subjectCount + 1 }, (_, number) => number);
  return new Set(random.some(all, random.pick([0.05, 0.2, 0.9])));
}

function opened(atHand: ColumnsAtHand | null): { store: LedgerFolder; file: LedgerFile } {
  const store = LedgerFolder.open(folder(), 'write', atHand);
  return { store, file: present(store.ledger(COUNTY)) };
}

function recordOf(index: number, kind: number, type: string, data: object): object {
  const id = `${String(kind)}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  return { id, type, county: '19', case: `C-${String(index)}`, effective: '2005-10-03', data };
}

function openingOf(index: number): object {
  return recordOf(index, 1, 'CaseOpened', {
    ncp: { participant: 'N-1', role: 'father' },
    payee: { participant: 'P-1', kind: 'custodial-parent' },
    program: 'none',
  });
}

function moneyOf(index: number): object {
  const collection = `L-${String(index)}`;
  return recordOf(index, 2, 'CollectionReceived', {
    ...{ collection, amount: '70.00', source: 'income-withholding' },
  });
}

describe('columns that are held while records come in', () => {
  it.each(SEEDS)('are those of the rows, whatever was held before: seed %i', async (seed) => {
    const random = new Random(seed);
    const writer = LedgerFolder.openOrCreate(folder());
    const records = randomLedger(seed, { cases: 9, children: 9, records: 400 });
    let sent = random.integer(20, 150);
    const written = await storeRecords(writer, COUNTY, records.slice(0, sent));
    const bytes = random.pick([ROOMY, 6_000, 1]);
    const latestMax = random.pick([8, 40, 10_000]);
    const atHand = new ColumnsAtHand(bytes, {
      behindMax: random.pick([60, 500]),
      latestMax,
      blocksAtATime: random.integer(1, 2),
      questionsOfNow: random.pick([0, 2, 64]),
    });
    const { store, file } = opened(atHand);
    const rows = opened(null);
    while (sent < records.length) {
      const next = Math.min(records.length, sent + random.integer(1, 60));
      await storeRecords(writer, COUNTY, records.slice(sent, next));
      sent = next;
      if (random.chance(0.3)) extendSegments(written, undefined, { range: 70, tail: 1 });
      if (random.chance(0.1)) dropSegments(written);
      file.refresh();
      rows.file.refresh();
      for (let time = 0; time < 3; time += 1) {
        const subjects = asked(random, file);
        const asOf = random.integer(Math.max(1, file.size - 80), file.size);
        expect({ seed, asOf, records: recordsOf(file.columnsOf(subjects, asOf)) }).toEqual({
          seed,
          asOf,
          records: recordsOf(rows.file.columnsOf(subjects, asOf)),
        });
      }
    }
    expect(atHand.bytes).toBeLessThanOrEqual(bytes);
    for (const each of [store, rows.store, writer]) each.close();
  });

  it('given no room for all, then those that are asked about are not given up for others', async () => {
    const writer = LedgerFolder.openOrCreate(folder());
    // Two blocks of 1,024 subjects, the second with twice as many records.
    const cases = Array.from({ length: 2_048 }, (_, index) => openingOf(index));
    const money = Array.from({ length: 1_024 }, (_, index) => moneyOf(1_024 + index));
    const written = await storeRecords(writer, COUNTY, [...cases, ...money]);
    extendSegments(written);
    const ofFirst = new Set(Array.from({ length: 20 }, (_, index) => 1 + index));
    const ofSecond = new Set([...ofFirst].map((subject) => subject + 1_024));
    const bytesOf = (...asked: readonly ReadonlySet<number>[]): number => {
      const roomy = new ColumnsAtHand(ROOMY);
      const { store, file } = opened(roomy);
      for (const subjects of asked) file.columnsOf(subjects, file.size);
      store.close();
      return roomy.bytes;
    };
    const first = bytesOf(ofFirst);
    const second = bytesOf(ofSecond);
    expect(second).toBeGreaterThan(first);
    const atHand = new ColumnsAtHand(second + 1, { questionsOfNow: 4 });
    const { store, file } = opened(atHand);
    const rows = opened(null);
    for (let time = 0; time < 6; time += 1) {
      for (const subjects of [ofFirst, ofSecond]) {
        expect(recordsOf(file.columnsOf(subjects, file.size))).toEqual(
          recordsOf(rows.file.columnsOf(subjects, file.size)),
        );
      }
      expect(atHand.bytes).toBe(first);
    }
    // Nobody asks about the first block any more.
    for (let time = 0; time < 6; time += 1) file.columnsOf(ofSecond, file.size);
    expect(atHand.bytes).toBe(second);
    for (const each of [store, rows.store, writer]) each.close();
  });

  it('forget a ledger of which records were erased', async () => {
    const writer = LedgerFolder.openOrCreate(folder());
    const records = randomLedger(5, { cases: 9, children: 9, records: 300 });
    const written = await storeRecords(writer, COUNTY, records);
    extendSegments(written);
    const atHand = new ColumnsAtHand(ROOMY);
    const { store, file } = opened(atHand);
    const all = new Set(Array.from({ length: file.subjectCount + 1 }, (_, number) => number));
    const before = recordsOf(file.columnsOf(all, file.size));
    expect(before.length).toBeGreaterThan(file.size / 2);
    expect(atHand.bytes).toBeGreaterThan(0);
    const erased = present(
      written.subjects().find(({ kind, number }) => {
        return kind === 'case' && written.rowsOf(number).length > 1;
      }),
    );
    const ranges = written
      .rowsOf(erased.number)
      .map(({ position }) => [position, position] as const);
    const erasure = { order: 1, on: 15_000, firstMonth: 24_000, cut: 0, plan: 'plan', ranges };
    expect(eraseRecords(written, written.size, erasure as never)).toBe('erased');
    file.refresh();
    const after = recordsOf(file.columnsOf(all, file.size));
    expect(after).toHaveLength(before.length - ranges.length);
    expect(after).toEqual(recordsOf(opened(null).file.columnsOf(all, file.size)));
    for (const each of [store, writer]) each.close();
  });
});
