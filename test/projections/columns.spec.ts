import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import { dayOf } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { encodeScalars } from '../../projections/columns/encode.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { ActiveRows } from '../../projections/columns/active-rows.js';
import { Random } from '../support/random.js';

const FIRST_DAY = dayOf(2004, 1, 1);
const PROGRAM = { program: 'none' } as const;

/** What an active record is placed by. */
interface Placed {
  readonly position: number;
  readonly subject: number;
  readonly effective: number;
  readonly root: number;
  readonly corrects: number;
}

function viewOf(records: readonly Placed[], subjects: number): LedgerView {
  const builder = new LedgerViewBuilder();
  for (let subject = 1; subject <= subjects; subject += 1) {
    builder.addSubject(subject, 'case', `CASE-${String(subject)}`);
  }
  for (const placed of records) {
    const record = { type: 'AssistanceProgramChanged', data: PROGRAM } as LedgerRecord;
    const typeCode = TYPE_CODE.AssistanceProgramChanged;
    builder.addRecord({
      ...placed,
      effective: placed.effective as Day, // counted from a day
      typeCode,
      ref: 0,
      ref2: 0,
      record,
    });
  }
  return builder.finish();
}

/** Records of some cases on days at random, every seventh a correction of one before it. */
function randomRecords(random: Random, count: number, subjects: number): readonly Placed[] {
  const records: Placed[] = [];
  const superseded = new Set<number>();
  for (let position = 1; position <= count; position += 1) {
    const target = position % 7 === 0 ? random.pick(records) : null;
    const isCorrection = target !== null && !superseded.has(target.position);
    if (isCorrection) superseded.add(target.position);
    records.push({
      position,
      subject: isCorrection ? target.subject : random.integer(1, subjects),
      effective: FIRST_DAY + random.integer(0, 90),
      root: isCorrection ? target.root : position,
      corrects: isCorrection ? target.position : 0,
    });
  }
  return records;
}

/** Active records as of a position up to a day in business order: records.md, Corrections. */
function activeInOrder(
  records: readonly Placed[],
  subject: number,
  asOf: number,
  lastDay: number,
): readonly number[] {
  const known = records.filter(({ position }) => position <= asOf);
  return known
    .filter((record) => record.subject === subject && record.effective <= lastDay)
    .filter(({ position }) => !known.some(({ corrects }) => corrects === position))
    .toSorted((a, b) => a.effective - b.effective || a.root - b.root)
    .map(({ position }) => position);
}

function collected(view: LedgerView, subject: number, asOf: number, lastDay: number): number[] {
  const active = new ActiveRows();
  const positions: number[] = [];
  for (const block of view.blocks()) {
    active.collect(block, subject, asOf, lastDay);
    const rows = active.rows.subarray(0, active.count);
    positions.push(...Array.from(rows, (row) => block.columns.position[row] ?? 0));
  }
  return positions;
}

describe('the active records of a subject', () => {
  // Beyond 256 the scratch array grows, beyond 4096 rows another sort takes over.
  it.each([
    [200, 3],
    [900, 2],
    [9000, 1],
  ])('of %i records on %i cases stand in business order', (count, subjects) => {
    const random = new Random(count);
    const records = randomRecords(random, count, subjects);
    const view = viewOf(records, subjects);
    for (const asOf of [count, Math.floor(count * 0.6), 1]) {
      for (const lastDay of [Infinity, FIRST_DAY + 45]) {
        for (let subject = 1; subject <= subjects; subject += 1) {
          const where = { asOf, lastDay, subject };
          const positions = collected(view, subject, asOf, lastDay);
          expect({ ...where, positions }).toEqual({
            ...where,
            positions: activeInOrder(records, subject, asOf, lastDay),
          });
        }
      }
    }
  });

  it('do not depend on what the scratch array held before', () => {
    const records = randomRecords(new Random(5), 800, 2);
    const view = viewOf(records, 2);
    const active = new ActiveRows();
    const [block] = view.blocks();
    if (block === undefined) throw new Error('A view of records has a block.');
    active.collect(block, 1, 800, Infinity);
    active.collect(block, 2, 10, Infinity);
    const rows = Array.from(active.rows.subarray(0, active.count));
    expect(rows.map((row) => block.columns.position[row])).toEqual(
      activeInOrder(records, 2, 10, Infinity),
    );
  });
});

describe('a view of some subjects', () => {
  it('finds what a correction replaces although positions are missing', () => {
    const records: readonly Placed[] = [
      { position: 3, subject: 1, effective: FIRST_DAY, root: 3, corrects: 0 },
      { position: 8, subject: 1, effective: FIRST_DAY + 1, root: 8, corrects: 0 },
      { position: 21, subject: 1, effective: FIRST_DAY + 2, root: 8, corrects: 8 },
      { position: 34, subject: 1, effective: FIRST_DAY + 3, root: 8, corrects: 21 },
    ];
    const view = viewOf(records, 1);
    expect(collected(view, 1, 8, Infinity)).toEqual([3, 8]);
    expect(collected(view, 1, 33, Infinity)).toEqual([3, 21]);
    expect(collected(view, 1, 34, Infinity)).toEqual([3, 34]);
  });

  it('refuses a correction of a record that it has not', () => {
    const records: readonly Placed[] = [
      { position: 3, subject: 1, effective: FIRST_DAY, root: 3, corrects: 0 },
      { position: 8, subject: 1, effective: FIRST_DAY, root: 5, corrects: 5 },
    ];
    expect(() => viewOf(records, 1)).toThrow('Record 8 corrects record 5');
  });
});

describe('the scalars of a record', () => {
  const refs = { ref: 0, ref2: 0, childNumber: () => 0 };
  const scalarsOf = (record: unknown): number[] => {
    const out: number[] = [];
    encodeScalars(record as LedgerRecord, refs, out);
    return out;
  };

  it('are exact for the largest amounts, added up by bucket and payee', () => {
    const part = { bucket: 'current', to: 'state', amount: '999999999.99' };
    const allocations = [
      ...Array.from({ length: 19 }, () => part),
      { ...part, bucket: 'interest' },
    ];
    const data = { distribution: 'D', collection: 'C', allocations };
    expect(scalarsOf({ type: 'CollectionDistributed', data })).toEqual([
      ...[0, 0, 0, 19 * 99_999_999_999, 0, 0, 0, 99_999_999_999, 0],
    ]);
  });

  it.each([
    ['an amount', { type: 'InterestAccrued', data: { amount: '1.5', owedTo: 'family' } }],
    ['a day', { type: 'ChildRegistered', data: { birthDate: '2001-02-29' } }],
    ['a month', { type: 'TanfTerminationReported', data: { lastGrantMonth: '2001-13' } }],
  ])('of a damaged record are refused: it has %s that is none', (what, record) => {
    expect(() => scalarsOf(record)).toThrow(`A stored record has ${what} that is none`);
  });
});
