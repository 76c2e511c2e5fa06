import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';
import type { ActiveRows } from '../columns/active-rows.js';
import type { RecordColumns } from '../columns/record-columns.js';
import { CaseFold } from './case-fold.js';
import { lookAheadFrom } from './look-ahead.js';
import { Spans, emptySpan } from './spans.js';
import type { StateReader } from './state-numbers.js';

/**
 * The fold of a case as `CaseFold.save` left it, about to be fed the records since. It answers what figures ask, and
 * nothing about records.
 *
 * @param from - at the beginning of what was saved
 * @param first - the month after the one at whose end it was saved
 * @param active - all records that follow, as far as they will be fed
 */
export function resumedCase(
  from: StateReader,
  first: Month,
  columns: RecordColumns,
  active: ActiveRows,
): CaseFold {
  const sent = new Spans(emptySpan);
  const received = new Spans(emptySpan);
  sent.restore(from);
  received.restore(from);
  const voluntaryOn = new Map<number, Day>();
  const lookAhead = lookAheadFrom(columns, active, { sent, received, voluntaryOn });
  const fold = new CaseFold(lookAhead, null);
  fold.standing.restore(from);
  fold.orders.restore(from);
  fold.medical.restore(from);
  fold.members.restore(from);
  fold.activity.restore(from, first);
  fold.money.restore(from, (collection) => {
    voluntaryOn.set(collection, BEFORE_ALL_DAYS);
  });
  return fold;
}

/** When it was received is not asked any more: before all that follows. */
const BEFORE_ALL_DAYS = -(2 ** 30) as Day;
