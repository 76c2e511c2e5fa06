import type { LedgerRecord } from '../../../events/record.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { reportMonths } from '../../../projections/form/report.js';
import type { LedgerView } from '../../../projections/columns/ledger-view.js';
import {
  casesOpenTwice,
  childrenOnNoCase,
  distributionsWithoutCollection,
  recordsAfterSubmission,
} from '../../../projections/versions/record-checks.js';
import {
  againstLastMonth,
  dueThatDoesNotAddUp,
} from '../../../projections/versions/sense-checks.js';
import type { ComparedMonths, SenseWarning } from '../../../projections/versions/sense-checks.js';
import { viewOfRecords } from '../../support/view-of-records.js';

const month = (text: string): Month => parseMonth(text) ?? (0 as Month);
const AUGUST = month('2006-08');
const SEPTEMBER = month('2006-09');
const OCTOBER = month('2006-10');

/** A ledger written record by record; ids are positions. */
class Ledger {
  readonly #records: LedgerRecord[] = [];

  add(type: string, effective: string, subject: object, data: object, corrects?: number): this {
    const id = `00000000-0000-4000-8000-${String(this.#records.length + 1).padStart(12, '0')}`;
    const target =
      corrects === undefined ? {} : { corrects: this.#records[corrects - 1]?.id, reason: 'r' };
    // Only what the folds read is filled in.
    const record = { id, type, county: '19', effective, ...subject, data, ...target };
    this.#records.push(record as unknown as LedgerRecord);
    return this;
  }

  opened(id: string, effective: string): this {
    const ncp = { participant: 'N', role: 'father' };
    const payee = { participant: 'P', kind: 'custodial-parent' };
    return this.add('CaseOpened', effective, { case: id }, { ncp, payee, program: 'none' });
  }

  charged(id: string, effective: string, amount: string): this {
    return this.add(
      'CurrentSupportCharged',
      effective,
      { case: id },
      { order: 'O', amount, owedTo: 'family' },
    );
  }

  get size(): number {
    return this.#records.length;
  }

  view(): { readonly view: LedgerView; readonly numberOf: (id: string) => number } {
    return viewOfRecords(this.#records.map((record, index) => ({ position: index + 1, record })));
  }
}

function compared(view: LedgerView, of: Month, asOf: number): ComparedMonths {
  const [before, now] = reportMonths(view, [(of - 1) as Month, of], asOf);
  if (before === undefined || now === undefined) throw new Error('A month is missing.');
  return { view, month: of, asOf, lines: now.lines, linesBefore: before.lines };
}

const linesOf = (warnings: readonly SenseWarning[]): readonly string[] =>
  warnings.map(({ check, message }) => `${check} ${/^Line \S+/u.exec(message)?.[0] ?? ''}`);

describe('a report against last month', () => {
  const ledger = new Ledger();
  for (let number = 0; number < 12; number += 1)
    ledger.opened(`OLD-${String(number)}`, '2006-05-01');
  for (let number = 0; number < 10; number += 1)
    ledger.opened(`NEW-${String(number)}`, '2006-09-05');
  const { view, numberOf } = ledger.view();

  it('jumps where a figure of the day grew by more than a fifth and ten cases, and names them', () => {
    const warnings = againstLastMonth(compared(view, SEPTEMBER, ledger.size));
    expect(linesOf(warnings)).toEqual(['jump Line 1', 'jump Line 12', 'jump Line 46']);
    expect(warnings[0]?.message).toBe('Line 1 column (a) went from 12 to 22 since last month.');
    expect(warnings[0]?.subjects).toEqual(
      Array.from({ length: 10 }, (_, number) => numberOf(`NEW-${String(number)}`)),
    );
  });

  it('does not jump with one case less, nor in the months after', () => {
    expect(againstLastMonth(compared(view, SEPTEMBER, ledger.size - 1))).toEqual([]);
    expect(linesOf(againstLastMonth(compared(view, OCTOBER, ledger.size)))).toEqual([
      'jump Line 46',
    ]);
  });
});

describe('a figure of the year to date', () => {
  const ledger = new Ledger()
    .opened('LEAVES', '2006-05-01')
    .opened('STAYS', '2006-05-01')
    .add(
      'ReferralSent',
      '2006-06-01',
      { case: 'LEAVES' },
      { referral: 'R', kind: 'state', jurisdiction: 'NV' },
    )
    .add('CaseTransferredOut', '2006-09-20', { case: 'LEAVES' }, { toCounty: '30' });
  const { view, numberOf } = ledger.view();

  it('is looked at where it fell, with the cases that left', () => {
    const [warning, ...others] = againstLastMonth(compared(view, SEPTEMBER, ledger.size));
    expect(others).toEqual([]);
    expect(warning).toEqual({
      check: 'fell',
      message: 'Line 19 column (a) went from 1 to 0, though it counts from October on.',
      subjects: [numberOf('LEAVES')],
    });
  });

  it('begins anew in October', () => {
    const stayed = new Ledger()
      .opened('STAYS', '2006-05-01')
      .add(
        'ReferralSent',
        '2006-06-01',
        { case: 'STAYS' },
        { referral: 'R', kind: 'state', jurisdiction: 'NV' },
      );
    expect(againstLastMonth(compared(stayed.view().view, OCTOBER, stayed.size))).toEqual([]);
  });
});

describe('Line 24', () => {
  const ledger = new Ledger()
    .opened('A', '2006-05-01')
    .opened('B', '2006-05-01')
    .charged('A', '2006-08-01', '100.00')
    .charged('B', '2006-08-01', '40.00');
  const asOfAugust = ledger.size;
  ledger.charged('A', '2006-09-01', '100.00').charged('B', '2006-08-02', '5.00');
  const { view, numberOf } = ledger.view();
  const linesBefore = compared(view, AUGUST, asOfAugust).lines;
  const submitted = { asOf: asOfAugust, lines: linesBefore };

  it("is last month's submitted one and this month's 24a, or the cases are named that it is not for", () => {
    const [warning] = dueThatDoesNotAddUp(compared(view, SEPTEMBER, ledger.size), submitted);
    expect(warning?.subjects).toEqual([numberOf('B')]);
    expect(warning?.message).toContain('245.00');
    expect(warning?.message).toContain('240.00');
    expect(dueThatDoesNotAddUp(compared(view, SEPTEMBER, ledger.size - 1), submitted)).toEqual([]);
  });

  it('is not compared where nothing was submitted, nor in October', () => {
    expect(dueThatDoesNotAddUp(compared(view, SEPTEMBER, ledger.size), null)).toEqual([]);
    expect(dueThatDoesNotAddUp(compared(view, OCTOBER, ledger.size), submitted)).toEqual([]);
  });
});

describe('cases and children', () => {
  const ledger = new Ledger()
    .opened('ONE', '2006-05-01')
    .opened('TWO', '2006-05-01')
    .opened('SHUT', '2006-05-01')
    .add('CaseClosed', '2006-09-30', { case: 'SHUT' }, { reason: 'r' })
    .add(
      'ChildRegistered',
      '2006-05-01',
      { child: 'HOME' },
      { birthDate: '2000-01-01', bornOutOfWedlock: false },
    )
    .add(
      'ChildRegistered',
      '2006-05-01',
      { child: 'LOST' },
      { birthDate: '2000-01-01', bornOutOfWedlock: false },
    )
    .add(
      'ChildRegistered',
      '2006-05-01',
      { child: 'GROWN' },
      { birthDate: '1987-09-30', bornOutOfWedlock: false },
    )
    .add('ChildAddedToCase', '2006-05-01', { case: 'ONE' }, { child: 'HOME' })
    .add('ChildAddedToCase', '2006-05-01', { case: 'ONE' }, { child: 'LOST' })
    .add('ChildRemovedFromCase', '2006-09-30', { case: 'ONE' }, { child: 'LOST' });
  const { view, numberOf } = ledger.view();
  const parties = ['ONE', 'TWO', 'SHUT'].map((id) => ({
    subject: numberOf(id),
    ncp: 'N',
    payee: 'P',
  }));

  it('are looked at where two open cases have the same parties', () => {
    const [warning] = casesOpenTwice(view, SEPTEMBER, ledger.size, parties);
    expect(warning?.subjects).toEqual([numberOf('ONE'), numberOf('TWO')]);
    const other = parties.map((each, index) => ({ ...each, payee: String(index) }));
    expect(casesOpenTwice(view, SEPTEMBER, ledger.size, other)).toEqual([]);
    expect(casesOpenTwice(view, AUGUST, ledger.size, parties)[0]?.subjects).toHaveLength(3);
  });

  it('are looked at where a child under age is on no case at the end of the month', () => {
    expect(childrenOnNoCase(view, SEPTEMBER, ledger.size)[0]?.subjects).toEqual([numberOf('LOST')]);
    expect(childrenOnNoCase(view, AUGUST, ledger.size)).toEqual([]);
  });
});

describe('distributions', () => {
  const allocations = [{ bucket: 'current', amount: '10.00', to: 'family' }];
  const distributed = (id: string, day: string, ledger: Ledger): Ledger =>
    ledger.add(
      'CollectionDistributed',
      day,
      { case: id },
      { distribution: 'D', collection: 'C', allocations },
    );
  const received = (id: string, day: string, ledger: Ledger): Ledger =>
    ledger.add(
      'CollectionReceived',
      day,
      { case: id },
      { collection: 'C', amount: '10.00', source: 'direct' },
    );
  const ledger = new Ledger().opened('RIGHT', '2006-05-01').opened('WRONG', '2006-05-01');
  received('RIGHT', '2006-09-10', ledger);
  received('WRONG', '2006-09-11', ledger);
  distributed('RIGHT', '2006-09-10', ledger);
  distributed('WRONG', '2006-09-10', ledger);
  const { view, numberOf } = ledger.view();

  it('are looked at where no collection was received by their day', () => {
    const [warning] = distributionsWithoutCollection(view, SEPTEMBER, ledger.size);
    expect(warning?.subjects).toEqual([numberOf('WRONG')]);
    expect(distributionsWithoutCollection(view, OCTOBER, ledger.size)).toEqual([]);
  });
});

describe('records after a submission', () => {
  const ledger = new Ledger()
    .opened('A', '2006-09-01')
    .opened('B', '2006-09-30')
    .opened('C', '2006-10-01')
    .add(
      'StaffingReported',
      '2006-09-29',
      {},
      {
        line30: { fullTime: '3', partTimeHours: '0' },
        line31: { fullTime: '0', partTimeHours: '0' },
      },
    );
  const { view, numberOf } = ledger.view();

  it('are those dated in the month at later positions', () => {
    const [warning] = recordsAfterSubmission(view, SEPTEMBER, ledger.size, 1);
    expect(warning?.subjects).toEqual([numberOf('B')]);
    expect(warning?.message).toMatch(/as of position 1: 2\.$/u);
    expect(recordsAfterSubmission(view, SEPTEMBER, ledger.size, ledger.size)).toEqual([]);
    expect(recordsAfterSubmission(view, AUGUST, ledger.size, 0)).toEqual([]);
  });
});
