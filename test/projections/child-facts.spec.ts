import { ChildMonth } from '../../projections/child/child-month.js';
import type { ChildFact } from '../../projections/child/child-month.js';
import { windowOf } from '../../projections/month-window.js';
import { replay } from '../../projections/replay/replay.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';

const MONTHS = ['2004-09', '2004-12', '2005-03', '2005-09', '2005-10', '2006-04', '2006-09'];

/** Every getter of a child's facts, as the class has them. */
const FACTS = Object.entries(Object.getOwnPropertyDescriptors(ChildMonth.prototype))
  .filter(([name, { get }]) => get !== undefined && name !== 'key' && name !== 'ownFlags')
  .map(([name]) => name as ChildFact);

/** The facts of the first child that had a key, over all ledgers of this file. */
const factsOfKey = new Map<number, string>();
const valuesSeen = new Map<ChildFact, Set<unknown>>(FACTS.map((fact) => [fact, new Set()]));

function factsOf(k: ChildMonth): string {
  return JSON.stringify(FACTS.map((fact) => [fact, k[fact]]));
}

describe('the key of a child’s facts', () => {
  it.each(seeds(40))('is the same only where the facts are, on the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const windows = MONTHS.map((month) => windowOf(monthNamed(month)));
    replay(
      viewOfEntries(entries),
      { windows, asOf: entries.length, isTraced: false },
      {
        onCase: () => undefined,
        onChild: (index, subject, k) => {
          for (const fact of FACTS) valuesSeen.get(fact)?.add(k[fact]);
          const facts = factsOf(k);
          const where = { seed, month: MONTHS[index], subject, key: k.key };
          expect({ ...where, facts }).toEqual({
            ...where,
            facts: factsOfKey.get(k.key) ?? facts,
          });
          factsOfKey.set(k.key, facts);
        },
      },
    );
  });

  it('was met with many facts, each with more than one value', () => {
    expect(factsOfKey.size).toBeGreaterThan(100);
    const oneSided = [...valuesSeen].filter(([, values]) => values.size < 2);
    expect(oneSided.map(([fact]) => fact)).toEqual([]);
  });
});
