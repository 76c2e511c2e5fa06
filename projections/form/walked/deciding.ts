import type { CaseFact, CaseMonth } from '../../case/case-month.js';
import type { ChildMonth } from '../../child/child-month.js';
import type { LineEntry } from '../line.js';
import { amountRows, childColumn, countedAs, withFacts } from '../reading.js';

/** A fact that decides, and its value; of an amount, whether there is one. */
export interface DecidingFact {
  readonly fact: string;
  readonly value: boolean;
}

/**
 * What decides whether a case or child is counted on a line: facts that, if all of a group were otherwise and all else the
 * same, would give the other answer, and no part of the group would. A group of one fact decides alone. Of a row, every fact
 * that its rule needed is in a group; of no row, either all facts that decide alone, or the first of the smallest groups.
 */
export type Deciding = readonly (readonly DecidingFact[])[];

/** What decides of a case at a month's end. @param entry - of a line of cases */
export function decidingOfCase(entry: LineEntry, c: CaseMonth): Deciding {
  const { rule } = entry;
  if (rule.kind !== 'sumByStatus' && rule.kind !== 'sumCases') {
    return deciding(countsWith(entry), (fact) => Boolean(c[fact as CaseFact]));
  }
  let hasAmount = false;
  amountRows(rule, c, () => {
    hasAmount = true;
  });
  return deciding(
    (valueOf) => countsWith(entry)(valueOf) && valueOf(rule.fact),
    (fact) => (fact === rule.fact ? hasAmount : Boolean(c[fact as CaseFact])),
  );
}

/** What decides of a child at a month's end. @param entry - of a line of children */
export function decidingOfChild(entry: LineEntry, k: ChildMonth): Deciding {
  return deciding(countsWith(entry), (fact) => Boolean(k[fact as keyof ChildMonth]));
}

/** The facts that a line's rule may look at, in the order in which it does; none of a line that looks at nobody's. */
export function factsOfRule(entry: LineEntry): readonly string[] {
  const { rule } = entry;
  const isSum = rule.kind === 'sumByStatus' || rule.kind === 'sumCases';
  return [...factsLookedAt(countsWith(entry)), ...(isSum ? [rule.fact] : [])];
}

type ValueOf = (fact: string) => boolean;
type Holds = (valueOf: ValueOf) => boolean;

/** Whether a line counts somebody of whom its facts are said; of a sum, whether it looks for his amounts. */
function countsWith(entry: LineEntry): Holds {
  return (valueOf) => {
    const said = withFacts(valueOf);
    return entry.rule.kind === 'countChildren'
      ? childColumn(entry, said) !== null
      : countedAs(entry, said) !== null;
  };
}

function deciding(holds: Holds, valueOf: ValueOf): Deciding {
  const facts = factsLookedAt(holds);
  const values = facts.map(valueOf);
  const groups = minimalChanges(holds, facts, values).map((mask) =>
    facts.flatMap((fact, index): DecidingFact[] =>
      (mask & (1 << index)) === 0 ? [] : [{ fact, value: values[index] ?? false }],
    ),
  );
  const alone = groups.filter(({ length }) => length === 1);
  if (!holds(valueOf)) return alone.length > 0 ? alone : groups.slice(0, 1);
  const needed = [...seenBy(holds, valueOf)];
  const isIn = (of: Deciding, fact: string): boolean =>
    of.some((group) => group.some((each) => each.fact === fact));
  return needed.reduce<Deciding>((chosen, fact) => {
    if (isIn(chosen, fact)) return chosen;
    const together = groups.find((group) => isIn([group], fact));
    return together === undefined ? chosen : [...chosen, together];
  }, []);
}

/**
 * The smallest sets of facts whose change together changes the answer, as bits by the facts' indexes, smaller ones first, then
 * those whose facts hold: none of them has another in it.
 */
function minimalChanges(
  holds: Holds,
  facts: readonly string[],
  values: readonly boolean[],
): readonly number[] {
  const indexOf = new Map(facts.map((fact, index) => [fact, index]));
  const withChanges = (mask: number): boolean =>
    holds((fact) => {
      const index = indexOf.get(fact) ?? 0;
      return (values[index] ?? false) !== ((mask & (1 << index)) !== 0);
    });
  const answer = withChanges(0);
  const trues = values.reduce((bits, value, index) => bits | (value ? 1 << index : 0), 0);
  const sizeOf = (mask: number): number => facts.filter((_, at) => (mask & (1 << at)) !== 0).length;
  const masks = Array.from({ length: 2 ** facts.length - 1 }, (_, index) => index + 1).sort(
    (one, other) =>
      sizeOf(one) - sizeOf(other) || sizeOf(one & ~trues) - sizeOf(other & ~trues) || one - other,
  );
  return masks.reduce<readonly number[]>(
    (found, mask) =>
      found.some((smaller) => (smaller & mask) === smaller) || withChanges(mask) === answer
        ? found
        : [...found, mask],
    [],
  );
}

/** The facts that a rule looks at where they are as said, in that order. */
function seenBy(holds: Holds, valueOf: ValueOf): ReadonlySet<string> {
  const seen = new Set<string>();
  holds((fact) => {
    seen.add(fact);
    return valueOf(fact);
  });
  return seen;
}

/** Every fact that a rule looks at on some way through it, in the order in which they are met: each way is gone once. */
function factsLookedAt(holds: Holds): readonly string[] {
  const found = new Set<string>();
  const go = (known: ReadonlyMap<string, boolean>): void => {
    const way = [...seenBy(holds, (fact) => known.get(fact) ?? true)];
    for (const fact of way) found.add(fact);
    const asked = new Map(known);
    for (const fact of way) {
      if (asked.has(fact)) continue;
      go(new Map([...asked, [fact, false]]));
      asked.set(fact, true);
    }
  };
  go(new Map());
  return [...found];
}
