import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { TrailRow } from '../../projections/form/trail.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { explainSubject } from '../../projections/form/explain.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { acceptedLedgers, ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';
import { MONTHS, cellsOf, monthsOf, rowsOf } from '../support/laws.js';
import { randomLedger } from '../support/random-ledger.js';
import { Random } from '../support/random.js';

const SEEDS = seeds(40);

describe('counties', () => {
  it.each(seeds(15))('do not touch each other: seed %i', (seed) => {
    const counties = ['19', '30', '58'];
    const sent = randomLedger(seed, { counties, records: 400, cases: 3, children: 3 });
    const together = acceptedLedgers(sent);
    expect([...together.keys()].sort()).toEqual(counties);
    for (const county of counties) {
      const alone = acceptedLedgers(sent.filter((record) => record.county === county));
      const [mixed, own] = [together.get(county) ?? [], alone.get(county) ?? []];
      // Positions, subject numbers, what names what, and the bytes under the hash.
      expect({ seed, county, entries: mixed }).toEqual({ seed, county, entries: own });
      expect({ seed, county, cells: cellsOf(viewOfEntries(mixed), MONTHS, mixed.length) }).toEqual({
        seed,
        county,
        cells: cellsOf(viewOfEntries(own), MONTHS, own.length),
      });
    }
  });
});

/** The same records, each subject's in its own order, but the subjects' otherwise mixed at random. */
function reshuffled(entries: readonly LedgerEntry[], random: Random): readonly LedgerEntry[] {
  const queues = new Map<number, LedgerEntry[]>();
  for (const entry of entries) {
    queues.set(entry.subject, [...(queues.get(entry.subject) ?? []), entry]);
  }
  const order: LedgerEntry[] = [];
  while (order.length < entries.length) {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    const next = random.pick(waiting).shift();
    if (next !== undefined) order.push(next);
  }
  const placeOf = new Map(order.map((entry, index) => [entry.position, index + 1]));
  const moved = (position: number): number => (position === 0 ? 0 : (placeOf.get(position) ?? 0));
  return order.map((entry) => ({
    ...entry,
    position: moved(entry.position),
    root: moved(entry.root),
    corrects: moved(entry.corrects),
    // The child that joins or leaves a case is named by its number, everything else by a position.
    ref: /^Child(Added|Removed)/.test(entry.type) ? entry.ref : moved(entry.ref),
    ref2: moved(entry.ref2),
  }));
}

/** The same ledger with other numbers for its cases and children. */
function renumbered(entries: readonly LedgerEntry[], random: Random): readonly LedgerEntry[] {
  const subjects = [...new Set(entries.map(({ subject }) => subject))].filter((s) => s !== 0);
  const rest = [...subjects];
  const numberOf = new Map(
    subjects.map((subject) => {
      const [number = 0] = rest.splice(random.integer(0, rest.length - 1), 1);
      return [subject, number];
    }),
  );
  const other = (subject: number): number => numberOf.get(subject) ?? 0;
  return entries.map((entry) => ({
    ...entry,
    subject: other(entry.subject),
    ref: /^Child(Added|Removed)/.test(entry.type) ? other(entry.ref) : entry.ref,
  }));
}

/** A trail's row by ids of subjects and of records. */
function byIds(view: LedgerView, entries: readonly LedgerEntry[]): (row: TrailRow) => object {
  const idAt = new Map(entries.map(({ position, id }) => [position, id]));
  return (row) => ({
    ...row,
    subject: view.subjectIds[row.subject],
    cases: row.cases.map((subject) => view.subjectIds[subject]).sort(),
    positions: row.positions.map((position) => idAt.get(position)).sort(),
  });
}

describe('subjects', () => {
  it.each(SEEDS)('are reported alike however their records are mixed: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const random = new Random(seed);
    const others = [reshuffled(entries, random), renumbered(entries, random)];
    const view = viewOfEntries(entries);
    const asOf = entries.length;
    const cells = cellsOf(view, MONTHS, asOf);
    const month = monthsOf(seed, 1)[0] ?? '2006-09';
    for (const mixed of others) {
      const other = viewOfEntries(mixed);
      expect({ seed, cells: cellsOf(other, MONTHS, asOf) }).toEqual({ seed, cells });
      for (const line of LINE_NUMBERS.filter((_, index) => (index + seed) % 9 === 0)) {
        const rows = rowsOf(view, month, asOf, line, byIds(view, entries));
        expect({ seed, line, rows: rowsOf(other, month, asOf, line, byIds(other, mixed)) }).toEqual(
          { seed, line, rows },
        );
      }
    }
  });

  it.each(SEEDS)('are reported alike in however many blocks they lie: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const inBlocks = { ...view, blocks: () => blocksOf(view, 1 + (seed % 3)) };
    const asOf = entries.length;
    expect({ seed, cells: cellsOf(inBlocks, MONTHS, asOf) }).toEqual({
      seed,
      cells: cellsOf(view, MONTHS, asOf),
    });
    for (const line of ['4', '16', '24', '33']) {
      const rows = rowsOf(inBlocks, '2006-09', asOf, line);
      expect({ seed, line, rows }).toEqual({
        seed,
        line,
        rows: rowsOf(view, '2006-09', asOf, line),
      });
    }
  });

  it.each(seeds(10))('are explained from their own records alone: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const month = monthNamed(monthsOf(seed, 1)[0] ?? '2006-09');
    for (let subject = 1; subject < view.subjectIds.length; subject += 1) {
      // A child needs the records of every case that ever named it, and both need the county's.
      const namingCases = entries
        .filter(({ type, ref }) => /^Child(Added|Removed)/.test(type) && ref === subject)
        .map((entry) => entry.subject);
      const needed = new Set([0, subject, ...namingCases]);
      const own = entries.filter((entry) => needed.has(entry.subject));
      const alone = viewOfEntries(own, entries);
      expect({
        seed,
        subject,
        why: explainSubject(alone, { month, asOf: entries.length, subject, line: null }),
      }).toEqual({
        seed,
        subject,
        why: explainSubject(view, { month, asOf: entries.length, subject, line: null }),
      });
    }
  });
});

/** The one block of a view in blocks of so many subjects. */
function* blocksOf(view: LedgerView, size: number): ReturnType<LedgerView['blocks']> & Generator {
  const { columns, start, subjectCount } = view.county;
  for (let first = 0; first < subjectCount; first += size) {
    const count = Math.min(size, subjectCount - first);
    yield {
      columns,
      firstSubject: first,
      subjectCount: count,
      start: start.subarray(first, first + count + 1),
    };
  }
}
