import { CASE_FLAGS, bitsOfKey, factsOfKey } from '../../projections/case/case-facts.js';
import { STATUSES } from '../../projections/columns/codes.js';
import { LinesByFacts } from '../../projections/form/counted/lines-by-facts.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { LineEntry } from '../../projections/form/line.js';
import { Random } from '../support/random.js';

const KEYS = 4000;

/** What a line asks of a case; null where it asks nothing. */
function predicateOf(rule: LineEntry['rule']) {
  if (rule.kind === 'countCases') return { rule, predicate: rule.counts };
  if (rule.kind === 'sumByStatus' || rule.kind === 'sumCases') {
    return { rule, predicate: rule.when };
  }
  return null;
}

function randomKey(random: Random): number {
  const status = random.integer(0, STATUSES.length - 1);
  const flags = CASE_FLAGS.map((_, flag) => random.integer(0, 1) * 2 ** flag);
  return flags.reduce((sum, bit) => sum + bit, status * 2 ** CASE_FLAGS.length);
}

describe('lines by what they look at', () => {
  it.each(EDITIONS.map((edition) => [edition.id, edition] as const))(
    'are those whose predicates say so, of any facts, in edition %s',
    (_, { lines }) => {
      const random = new Random(1257);
      const asked = lines.map(({ rule }) => predicateOf(rule)).filter((each) => each !== null);
      const byFacts = new LinesByFacts(asked.map(({ rule }) => rule));
      const seen = new Set<string>();
      for (let n = 0; n < KEYS; n += 1) {
        const key = randomKey(random);
        const facts = factsOfKey(key);
        const { low, high } = bitsOfKey(key);
        asked.forEach(({ predicate }, line) => {
          const is = predicate(facts);
          seen.add(`${String(line)} ${String(is)}`);
          if (byFacts.isCounted(line, low, high) !== is) {
            throw new Error(`Line ${String(line)} of the cases is wrong for ${String(key)}.`);
          }
        });
      }
      expect(seen.size).toBe(asked.length * 2);
    },
  );
});
