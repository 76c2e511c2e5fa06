import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { ffyOf, firstDayOfFfy, formatMonth } from '../../events/values/month.js';
import type { RetentionPlan, Verdict } from './plan.js';

/** A sentence that says whether the group of a case or child goes, and why. */
export function whyOf(
  plan: RetentionPlan,
  asked: { readonly kind: 'case' | 'child'; readonly id: string; readonly number: number },
  idOf: (subject: number) => string,
): string {
  const verdict = plan.verdictOf(asked.number);
  const named = `${asked.kind === 'case' ? 'Case' : 'Child'} ${asked.id}`;
  const outcome = verdict.kind === 'expires' ? 'goes' : 'stays';
  return `${named} ${outcome} with its group: ${reasonOf(plan, verdict, idOf)}`;
}

function reasonOf(
  { firstMonth, cut }: RetentionPlan,
  verdict: Verdict,
  idOf: (subject: number) => string,
): string {
  const lastDay = formatDay((firstDayOfFfy(ffyOf(firstMonth)) - 1) as Day);
  const month = formatMonth(firstMonth);
  switch (verdict.kind) {
    case 'loading':
      return `the ledger has no record that was recorded in ${month} or later, so nothing of it expires yet.`;
    case 'late':
      return `it has a record at position ${String(verdict.position)}, after the cut at ${String(cut)}, which is the last position recorded before ${month}.`;
    case 'open': {
      const state =
        verdict.closedOn === null ? 'is open' : `ended on ${formatDay(verdict.closedOn)}`;
      return `case ${idOf(verdict.subject)} ${state}, and every case of the group would have to be closed or transferred out by ${lastDay}, the day before the fiscal year of ${month}.`;
    }
    case 'held':
      return `hold ${String(verdict.hold)} is in force on a case or child of it.`;
    case 'expires':
      return `it has no record after the cut at ${String(cut)}, every case of it was closed or transferred out by ${lastDay}, and no hold is on it.`;
  }
}
