import { ALLOCATION_GUIDE } from '../../events/acts/allocation-guide.js';
import type { AllocationRow, Kind } from '../../events/acts/allocation-guide.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { AccessState } from '../access/access-state.js';
import { isEndedOn } from './application.js';
import type { AccessApplication } from './application.js';

/**
 * The row of the guide for a county and kind: its own, else the county's row without a kind, of two such the one that
 * names fewer counties; null where none is.
 */
export function rowOf(county: County, kind: Kind): AllocationRow | null {
  const rows = ALLOCATION_GUIDE.filter(({ counties }) => counties.includes(county));
  const own = rows.find((row) => row.kind === kind);
  if (own !== undefined) return own;
  const [row] = rows
    .filter((each) => each.kind === null)
    .sort((one, other) => one.counties.length - other.counties.length);
  return row ?? null;
}

/**
 * What the guide still reserves for an application on a day, never below 0: its row's sum for all counties, less what
 * was accepted in the row's applications that are not over.
 *
 * @param leftOut - applications that do not count: itself, and at its own acceptance the one that it renews
 */
export function stillReserved(
  { applications, reserved }: AccessState,
  { county, kind }: Pick<AccessApplication, 'county' | 'kind'>,
  leftOut: readonly (string | null)[],
  on: Day,
): number {
  const row = rowOf(county, kind);
  if (row === null) return 0;
  let left = reserved.get(row.row) ?? row.reserved;
  for (const other of applications.values()) {
    if (other.accounts === null || leftOut.includes(other.application)) continue;
    if (rowOf(other.county, other.kind)?.row !== row.row || isEndedOn(other, on)) continue;
    left -= other.accounts;
  }
  return Math.max(0, left);
}
