import type { LedgerRecord } from '../../events/record.js';
import type { RecordType } from '../../events/registry.js';
import { parseCents } from '../../events/values/money.js';
import { lastDayOf } from '../../events/values/month.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { trailRows } from '../../projections/form/trail.js';
import type { TrailRow } from '../../projections/form/trail.js';
import { windowOf } from '../../projections/month-window.js';
import type { MonthWindow } from '../../projections/month-window.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';
import { monthsOf } from '../support/laws.js';

const OPENING = ['CaseOpened', 'CaseReopened', 'CaseTransferredIn'] as const;
const ORDER = ['SupportOrderEstablished'] as const;
const ESTABLISHMENT = ['SupportOrderEstablished', 'SupportOrderModified'] as const;
const SENT = ['ReferralSent'] as const;
const RECEIVED = ['ReferralReceived'] as const;
const COLLECTION = ['CollectionReceived'] as const;
const DISTRIBUTION = ['CollectionDistributed'] as const;
const MEMBERSHIP = ['ChildAddedToCase'] as const;
const REGISTRATION = ['ChildRegistered'] as const;
const PATERNITY = ['PaternityEstablished'] as const;
const COVERAGE = ['CoverageStarted'] as const;
const DUE = ['CurrentSupportCharged', 'CollectionDistributed'] as const;
const CHILD_IN_CASE = [OPENING, MEMBERSHIP, REGISTRATION];

/** For each line what a row must name: a record of one type of each group, and there can be others. */
const NEEDED: Readonly<Partial<Record<LineNumber, readonly (readonly RecordType[])[]>>> = {
  '1': [OPENING],
  '1a': [OPENING, SENT],
  '1b': [OPENING, RECEIVED],
  '1d': [OPENING, SENT],
  '1e': [OPENING, RECEIVED],
  '1f': [OPENING, SENT],
  '1g': [OPENING, RECEIVED],
  '2': [OPENING, ORDER],
  '2a': [OPENING, ORDER, SENT],
  '2b': [OPENING, ORDER, RECEIVED],
  '2c': [OPENING, ORDER],
  '2d': [OPENING, ORDER],
  '2e': [OPENING, ORDER],
  '2f': [OPENING, ORDER, SENT],
  '2g': [OPENING, ORDER, RECEIVED],
  '2h': [OPENING, ORDER, SENT],
  '2i': [OPENING, ORDER, RECEIVED],
  '3': [OPENING, ['JurisdictionDetermined']],
  '4': CHILD_IN_CASE,
  '5': CHILD_IN_CASE,
  '5a': CHILD_IN_CASE,
  '6': [MEMBERSHIP, REGISTRATION, PATERNITY],
  '7': CHILD_IN_CASE,
  '12': [OPENING],
  '13': CHILD_IN_CASE,
  '14': [['TanfTerminationReported'], COLLECTION],
  '16': [MEMBERSHIP, REGISTRATION, PATERNITY],
  '17': [ESTABLISHMENT],
  '18': [COLLECTION],
  '18a': [COLLECTION, RECEIVED],
  '19': [SENT],
  '20': [RECEIVED],
  '21': [OPENING, ORDER],
  '21a': [OPENING, ORDER],
  '22': [OPENING, ORDER],
  '23': [OPENING, ORDER, COVERAGE],
  '24': [DUE],
  '24a': [DUE],
  '25': [DISTRIBUTION],
  '25a': [DISTRIBUTION],
  '27': [DISTRIBUTION],
  '27a': [DISTRIBUTION],
  '29': [DISTRIBUTION],
  '33': [['MediCalEligibilityStarted'], MEMBERSHIP, OPENING],
  '34': [['MediCalEligibilityStarted'], MEMBERSHIP, OPENING, COVERAGE],
  '36': [DISTRIBUTION],
  '38': [OPENING, ['NonCooperationDetermined']],
  '39': [['GoodCauseDetermined']],
  '43': [['ServiceOfProcessCompleted']],
  '44': [DUE],
  '45': [DUE, DISTRIBUTION],
  '46': [['CaseOpened', 'CaseReopened']],
  '47': [['CaseClosed']],
  '48': [ORDER],
  '49': [ORDER],
};

/** Buckets and payees that the money of a line comes from. */
const MONEY: Readonly<Partial<Record<LineNumber, RegExp>>> = {
  '25': /^(current|medical|future) /,
  '25a': /^(current|medical|future) /,
  '27': /^(arrears|interest) /,
  '27a': /^(arrears|interest) /,
  '36': /^medical state$/,
};

const recordOf = (entry: LedgerEntry): LedgerRecord => JSON.parse(entry.body) as LedgerRecord;

function centsOf(entry: LedgerEntry, part: RegExp): number {
  const record = recordOf(entry);
  if (record.type !== 'CollectionDistributed') return 0;
  return record.data.allocations
    .filter(({ bucket, to }) => part.test(`${bucket} ${to}`))
    .reduce((sum, { amount }) => sum + (parseCents(amount) ?? 0), 0);
}

/** Whether the record's day is in the period that the line's amounts and doings are of. */
function isInPeriod(entry: LedgerEntry, line: LineNumber, window: MonthWindow): boolean {
  const isOfMonth = ['24a', '25a', '27a', '36', '46', '47'].includes(line);
  return entry.effective >= (isOfMonth ? window.firstDay : window.ffyStart);
}

/** A row of some line and month, with the records that it names. */
interface RowOfMonth {
  readonly line: LineNumber;
  readonly row: TrailRow;
  readonly behind: readonly LedgerEntry[];
  readonly window: MonthWindow;
}

function rowsOfSeed(seed: number): readonly RowOfMonth[] {
  const entries = ledgerOfSeed(seed);
  const view = viewOfEntries(entries);
  const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
  return monthsOf(seed, 2).flatMap((text) => {
    const month = monthNamed(text);
    return LINE_NUMBERS.flatMap((line) =>
      trailRows(view, month, entries.length, line).map((row) => {
        const behind = row.positions.flatMap((position) => byPosition.get(position) ?? []);
        return { line, row, behind, window: windowOf(month) };
      }),
    );
  });
}

const ROWS = seeds(60).map((seed) => ({ seed, rows: rowsOfSeed(seed) }));

describe('the records behind a row', () => {
  it.each(ROWS)('are what the line asks for, of its period: seed $seed', ({ seed, rows }) => {
    for (const { line, row, behind } of rows) {
      if (row.value !== null) continue;
      for (const types of NEEDED[line] ?? []) {
        const named: readonly string[] = types;
        const found = behind.filter(({ type }) => named.includes(type));
        const where = { seed, line, subject: row.subject, types };
        expect({ ...where, isFound: found.length > 0 }).toEqual({ ...where, isFound: true });
      }
    }
  });

  it.each(ROWS)(
    'add up to its amount where it is of money distributed: seed $seed',
    ({ seed, rows }) => {
      for (const { line, row, behind, window } of rows) {
        const part = MONEY[line];
        if (part === undefined) continue;
        const money = behind.filter(({ type }) => type === 'CollectionDistributed');
        const early = money.filter((entry) => !isInPeriod(entry, line, window));
        const cents = money.reduce((sum, entry) => sum + centsOf(entry, part), 0);
        const without = money.filter((entry) => centsOf(entry, part) === 0);
        const where = { seed, line, subject: row.subject, column: row.column };
        expect({ ...where, cents, early, without }).toEqual({
          ...where,
          cents: row.cents,
          early: [],
          without: [],
        });
      }
    },
  );

  it.each(ROWS)(
    'are of the month or year where the line counts doings: seed $seed',
    ({ seed, rows }) => {
      const doings: Readonly<Partial<Record<LineNumber, RecordType>>> = {
        '14': 'TanfTerminationReported',
        '18': 'CollectionReceived',
        '19': 'ReferralSent',
        '20': 'ReferralReceived',
        '29': 'CollectionDistributed',
        '43': 'ServiceOfProcessCompleted',
        '47': 'CaseClosed',
      };
      for (const { line, row, behind, window } of rows) {
        const type = doings[line];
        if (type === undefined) continue;
        const done = behind.filter((entry) => entry.type === type);
        const when = done.filter(
          (entry) => isInPeriod(entry, line, window) && entry.effective <= lastDayOf(window.month),
        );
        const where = { seed, line, subject: row.subject, type };
        expect({ ...where, isInTime: when.length > 0 }).toEqual({ ...where, isInTime: true });
      }
    },
  );

  it('are asked of every line that has rows of cases or children', () => {
    const seen = new Set(ROWS.flatMap(({ rows }) => rows.map(({ line }) => line)));
    // 1c, 26 and 28 can come of several kinds of records; 9 has the rows of 16 and 10, the rest figures.
    const unasked = [...seen].filter((line) => NEEDED[line] === undefined);
    const figures = ['8', '8a', '9', '10', '30', '31'];
    expect(unasked.filter((line) => !figures.includes(line)).sort()).toEqual([
      '1c',
      '26',
      '28',
      '35',
    ]);
  });
});
