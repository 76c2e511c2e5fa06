import { TYPE_CODE } from '../../events/registry.js';
import type { Day } from '../../events/values/day.js';
import { monthOf } from '../../events/values/month.js';
import type { ActiveRows } from '../columns/active-rows.js';
import type { RecordColumns } from '../columns/record-columns.js';
import type { LookAhead } from './case-fold.js';
import { Spans, emptySpan } from './spans.js';

const NOTHING: LookAhead = {
  reversedOn: new Map(),
  voluntaryOn: new Map(),
  received: new Spans(emptySpan),
  sent: new Spans(emptySpan),
};

/** Gathers what later records say about earlier ones. Most cases have nothing of the kind. */
export function lookAheadOf(columns: RecordColumns, active: ActiveRows): LookAhead {
  const { type } = columns;
  for (let i = 0; i < active.count; i += 1) {
    const row = active.rows[i]!;
    const code = type[row]!;
    if (
      code === TYPE_CODE.DistributionReversed ||
      (code === TYPE_CODE.CollectionReceived && columns.args[columns.argsStart[row]! + 1] === 1) ||
      (code >= TYPE_CODE.ReferralSent && code <= TYPE_CODE.ReferralReceivedEnded)
    ) {
      return gather(columns, active, i, nothingYet());
    }
  }
  return NOTHING;
}

/**
 * The same for a case that goes on from a saved state, which knows what the records before it say: its referrals, and
 * the voluntary ones among the collections that it kept.
 */
export function lookAheadFrom(
  columns: RecordColumns,
  active: ActiveRows,
  before: Pick<Gathered, 'sent' | 'received' | 'voluntaryOn'>,
): LookAhead {
  return gather(columns, active, 0, { ...before, reversedOn: new Map() });
}

/**
 * Whether a distribution is of a voluntary collection that comes in a later month: then what a
 * month shows depends on the month that is asked for, and each is folded by itself.
 */
export function mustFoldEachMonth(
  columns: RecordColumns,
  active: ActiveRows,
  lookAhead: LookAhead,
): boolean {
  if (lookAhead.voluntaryOn.size === 0) return false;
  for (let i = 0; i < active.count; i += 1) {
    const row = active.rows[i]!;
    if (columns.type[row] !== TYPE_CODE.CollectionDistributed) continue;
    const received = lookAhead.voluntaryOn.get(columns.args[columns.argsStart[row]! + 1]!);
    if (received === undefined) continue;
    if (monthOf(received) > monthOf(columns.effective[row]! as Day)) return true;
  }
  return false;
}

export interface Gathered {
  readonly reversedOn: Map<number, Day>;
  readonly voluntaryOn: Map<number, Day>;
  readonly received: Spans;
  readonly sent: Spans;
}

function nothingYet(): Gathered {
  return {
    reversedOn: new Map(),
    voluntaryOn: new Map(),
    received: new Spans(emptySpan),
    sent: new Spans(emptySpan),
  };
}

function gather(
  columns: RecordColumns,
  active: ActiveRows,
  from: number,
  into: Gathered,
): LookAhead {
  const { reversedOn, voluntaryOn, received, sent } = into;
  for (let i = from; i < active.count; i += 1) {
    const row = active.rows[i]!;
    const code = columns.type[row]!;
    const at = columns.argsStart[row]!;
    const day = columns.effective[row]! as Day; // written from a Day
    const ref = columns.args[at]!;
    if (code === TYPE_CODE.DistributionReversed) reversedOn.set(ref, day);
    else if (code === TYPE_CODE.CollectionReceived) {
      if (columns.args[at + 1] === 1) voluntaryOn.set(ref, day);
    } else if (code === TYPE_CODE.ReferralSent) {
      sent.started(ref, day, columns.position[row]!, columns.args[at + 1]!);
    } else if (code === TYPE_CODE.ReferralReceived) {
      received.started(ref, day, columns.position[row]!, columns.args[at + 1]!);
    } else if (code === TYPE_CODE.ReferralSentEnded) sent.ended(ref, day);
    else if (code === TYPE_CODE.ReferralReceivedEnded) received.ended(ref, day);
  }
  return into;
}
