import { CASE_FLAGS, factKey, factsOfKey } from '../../projections/case/case-facts.js';
import type { CaseFlag } from '../../projections/case/case-facts.js';
import { STATUSES } from '../../projections/columns/codes.js';
import type { CaseMonth } from '../../projections/case/case-month.js';
import { windowOf } from '../../projections/month-window.js';
import { replay } from '../../projections/replay/replay.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';

const MONTHS = ['2004-09', '2004-12', '2005-03', '2005-09', '2005-10', '2006-04', '2006-09'];

/** How often each flag was seen true and false, over all ledgers of this file. */
const seen = new Map<CaseFlag, { true: number; false: number }>(
  CASE_FLAGS.map((flag) => [flag, { true: 0, false: 0 }]),
);
const statusesSeen = new Set<number>();

function note(c: CaseMonth): void {
  for (const flag of CASE_FLAGS) {
    const counts = seen.get(flag);
    if (counts !== undefined) counts[c[flag] ? 'true' : 'false'] += 1;
  }
  statusesSeen.add(c.statusCode);
}

/** The facts as the getters give them, one by one. */
function factsOf(c: CaseMonth): Readonly<Record<string, unknown>> {
  const flags = CASE_FLAGS.map((flag) => [flag, c[flag]]);
  return { ...(Object.fromEntries(flags) as object), statusCode: c.statusCode };
}

describe('the key of a case’s facts', () => {
  it.each(seeds(40))('stands for what the getters say, on the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const windows = MONTHS.map((month) => windowOf(monthNamed(month)));
    replay(
      viewOfEntries(entries),
      { windows, asOf: entries.length, isTraced: false },
      {
        onCase: (index, subject, c) => {
          note(c);
          const key = factKey(c);
          const where = { seed, month: MONTHS[index], subject, key };
          expect({ ...where, facts: factsOfKey(key) }).toEqual({ ...where, facts: factsOf(c) });
        },
        onChild: () => undefined,
      },
    );
  });

  it('was asked of every fact, true and false, and of every status', () => {
    const oneSided = [...seen].filter(([, counts]) => counts.true === 0 || counts.false === 0);
    expect(oneSided).toEqual([]);
    expect([...statusesSeen].sort()).toEqual([...STATUSES]);
  });

  it('has room for every flag and the status in one exact integer', () => {
    const everything = Object.fromEntries(CASE_FLAGS.map((flag) => [flag, true]));
    // A case of which everything is true cannot be folded, but its key must still be exact.
    const all = { ...everything, hasReferrals: true, hasCoverages: true, statusCode: 2 };
    const key = factKey(all as unknown as CaseMonth);
    expect(Number.isSafeInteger(key)).toBe(true);
    expect(factsOfKey(key)).toEqual({ ...everything, statusCode: 2 });
  });

  it('names each flag once', () => {
    expect(new Set(CASE_FLAGS).size).toBe(CASE_FLAGS.length);
  });
});
