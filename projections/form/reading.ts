import type { CaseAmounts } from '../case/case-amounts.js';
import type { CaseFacts } from '../case/case-facts.js';
import type { CaseMonth } from '../case/case-month.js';
import { LINK } from '../case/child-links.js';
import type { TracedLink } from '../case/child-links.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { CURRENT, STATUSES } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { ChildMonth } from '../child/child-month.js';
import { STATUS_COLUMNS } from './line.js';
import type { Column, LineEntry, LineRule, SumRule } from './line.js';

// How a line reads the facts of a case or child. Only its two drivers may look here, so that there is no third way to
// come to a line's rows: `counted` counts them by plans, for figures, and `walked` takes them one by one, for all else.

/** Takes a row of a line: its column, and its cents where the line sums dollars. */
export type TakeRow = (column: Column, cents: CentsSum | null, status: Status | null) => void;

/** The rows that a case has on a line: a cell is its rows counted or summed. */
export function caseRows(entry: LineEntry, c: CaseMonth, take: TakeRow): void {
  const counted = countedAs(entry, c);
  if (counted === null) return;
  if (typeof counted === 'string') take(counted, null, null);
  else amountRows(counted, c, take);
}

/** Where a case with these facts is on a line: the column that counts it, or how its amounts are summed; null if it is not. */
export function countedAs(entry: LineEntry, facts: CaseFacts): Column | SumRule | null {
  const { rule } = entry;
  if (!isOfCases(rule) || !isCounted(rule, facts)) return null;
  return countedWith(rule, () => facts.statusCode);
}

/** A rule by which cases are counted, or their amounts summed. */
export type CaseRule = SumRule | Extract<LineRule, { readonly kind: 'countCases' }>;

export function isOfCases(rule: LineRule): rule is CaseRule {
  return rule.kind === 'countCases' || rule.kind === 'sumByStatus' || rule.kind === 'sumCases';
}

/** Whether a case with these facts is on the line. */
export function isCounted(rule: CaseRule, facts: CaseFacts): boolean {
  return rule.kind === 'countCases' ? rule.counts(facts) : rule.when(facts);
}

/**
 * Where a case is on a line that it is on.
 *
 * @param status - asked only where the column goes by it: what is looked at is cited
 */
export function countedWith(rule: CaseRule, status: () => Status): Column | SumRule {
  if (rule.kind !== 'countCases') return rule;
  return rule.column === 'status' ? STATUS_COLUMNS[status()] : rule.column;
}

/** The amounts of a case that is on a line, or of many added up, by column. An amount of zero is no row. */
export function amountRows(rule: SumRule, c: CaseAmounts, take: TakeRow): void {
  switch (rule.kind) {
    case 'sumByStatus': {
      const amounts = rule.amounts(c);
      for (const status of STATUSES) {
        if (amounts[status] !== 0) take(STATUS_COLUMNS[status], amounts[status], status);
      }
      return;
    }
    case 'sumCases': {
      const cents = rule.amount(c);
      if (cents === 0) return;
      take(rule.column === 'status' ? STATUS_COLUMNS[c.statusCode] : rule.column, cents, null);
      return;
    }
  }
}

/** The column in which a child is counted on a line; null if it is not. */
export function childColumn(entry: LineEntry, k: ChildMonth): Column | null {
  const { rule } = entry;
  if (rule.kind !== 'countChildren' || !rule.counts(k)) return null;
  return rule.column === 'a' ? 'a' : STATUS_COLUMNS[rule.column(k)];
}

/**
 * Facts of a case or child of whom nothing but yes-or-no facts is known: what a rule comes to with them. Which column they
 * would be in cannot be asked of them.
 */
export function withFacts(valueOf: (fact: string) => boolean): CaseFacts & ChildMonth {
  const facts = new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        return name.startsWith('status') ? CURRENT : valueOf(name);
      },
    },
  );
  return facts as CaseFacts & ChildMonth; // it has every fact that is asked of it
}

/** Subject numbers of the cases that a row of a child line names. @param links - those of the child, see `LINK` */
export function casesOfChild(
  entry: LineEntry,
  links: readonly Pick<TracedLink, 'caseSubject' | 'bits'>[],
): number[] {
  const { rule } = entry;
  if (rule.kind !== 'countChildren') return [];
  const bit = { open: LINK.open, ffy: LINK.ffy, 'open-not-responding': LINK.openNotResponding };
  return links.filter((link) => (link.bits & bit[rule.cases]) !== 0).map((l) => l.caseSubject);
}
