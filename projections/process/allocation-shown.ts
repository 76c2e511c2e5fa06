import { ALLOCATION_GUIDE } from '../../events/acts/allocation-guide.js';
import type { AllocationRow } from '../../events/acts/allocation-guide.js';
import type { Day } from '../../events/values/day.js';
import type { AccessState } from '../access/access-state.js';
import { rowOf } from './allocation.js';
import { isEndedOn } from './application.js';

/** A row of the allocation guide on a day. */
export interface ShownAllocation extends Omit<AllocationRow, 'reserved'> {
  /** As printed. */
  readonly printed: number;
  /** As last changed. */
  readonly reserved: number;
  /** Accounts accepted in applications of the row that are not over. */
  readonly accepted: number;
  /** What is still reserved, never below 0. */
  readonly left: number;
  /** Those applications, in order of number. */
  readonly applications: readonly string[];
}

/** The allocation guide on a day, in order of row, from the acts up to it. */
export function allocationOn(state: AccessState, on: Day): readonly ShownAllocation[] {
  const counting = [...state.applications.values()].filter(
    (each) => each.accounts !== null && !isEndedOn(each, on),
  );
  return ALLOCATION_GUIDE.map(({ reserved: printed, ...row }) => {
    const of = counting.filter(({ county, kind }) => rowOf(county, kind)?.row === row.row);
    const accepted = of.reduce((sum, { accounts }) => sum + (accounts ?? 0), 0);
    const reserved = state.reserved.get(row.row) ?? printed;
    const left = Math.max(0, reserved - accepted);
    const applications = of.map(({ application }) => application);
    return { ...row, printed, reserved, accepted, left, applications };
  });
}
