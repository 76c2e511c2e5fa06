import { formatMonth } from '../../events/values/month.js';
import type { PositionRange } from '../../projections/retention/plan.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import type { RetentionParts } from './holds.js';
import { planOfCounty } from './orders.js';
import type { PlanAsked } from './orders.js';
import type { KeepingHold } from './plan-of-ledger.js';

/** What a plan says, as plain data (contract/retention.md, Erasing). */
export interface ShownPlan {
  /** `YYYY-MM`, the first month that is kept, as holds lower it. */
  readonly firstMonth: string;
  /** Records recorded before its first day. */
  readonly cut: number;
  readonly records: number;
  readonly cases: number;
  readonly children: number;
  readonly participants: number;
  /** Positions that would go. */
  readonly erased: readonly PositionRange[];
  readonly held: readonly KeepingHold[];
  /** SHA-256 of the canonical plan, 64 hexadecimal digits. */
  readonly hash: string;
}

/** The plan of a county for a day, with its holds of now, as it is shown. */
export async function shownPlanOfCounty(
  parts: RetentionParts,
  asked: PlanAsked,
): Promise<Answer<ShownPlan>> {
  const plan = await planOfCounty(parts, asked);
  if (plan.kind !== 'done') return plan;
  const { rule, held, hash } = plan.value;
  const { firstMonth, cut, records, cases, children, participants, erased } = rule;
  const counts = { cut, records, cases, children, participants, erased };
  return done({ firstMonth: formatMonth(firstMonth), ...counts, held, hash });
}
