import { TYPE_CODE } from '../../events/registry.js';
import { GrowingColumns } from './growing-columns.js';
import type { RecordedColumns } from './record-columns.js';

const COUNTY = 0;

/**
 * Columns without the registrations of participants, and what corrects or voids them: they are the county's own records,
 * most of them by far, and no line rests on one. All of a county's records up to the last of them must pass, in order.
 *
 * @param roots - positions of the registrations that were left out; those that are met are added
 */
export function withoutParticipants(columns: RecordedColumns, roots: Set<number>): RecordedColumns {
  const { count, subject, type, root } = columns;
  const kept = new GrowingColumns(0);
  for (let row = 0; row < count; row += 1) {
    if (subject[row] === COUNTY) {
      if (type[row] === TYPE_CODE.ParticipantRegistered) roots.add(root[row]!);
      if (roots.has(root[row]!)) continue;
    }
    kept.addRowOf(columns, row);
  }
  return kept.count === count ? columns : kept.finish();
}
