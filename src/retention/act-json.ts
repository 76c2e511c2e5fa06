import type { County } from '../../events/values/county.js';
import { formatDay, parseDay } from '../../events/values/day.js';
import { formatInstant, parseInstant } from '../../events/values/instant.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import type { HoldTarget, RetentionAct } from '../../projections/retention/holds-and-orders.js';

/** The names of the acts in the stream. They are storage: never change or reuse one. */
const TYPE_OF = {
  holdPlaced: 'HoldPlaced',
  holdReleased: 'HoldReleased',
  ordered: 'ErasureOrdered',
  begun: 'ErasureBegun',
  givenUp: 'ErasureGivenUp',
  applied: 'ErasureApplied',
  done: 'ErasureDone',
} as const satisfies Readonly<Record<RetentionAct['kind'], string>>;

/** An act as canonical JSON, which is what the stream keeps. */
export function retentionActJson(county: County, act: RetentionAct): string {
  const head = { type: TYPE_OF[act.kind], county, by: act.by, at: formatInstant(act.at) };
  switch (act.kind) {
    case 'holdPlaced': {
      const { hold, reason, target } = act;
      return canonicalJson({ ...head, hold, reason, ...writtenTarget(target) });
    }
    case 'holdReleased':
      return canonicalJson({ ...head, hold: act.hold, reason: act.reason });
    case 'ordered': {
      const { order, on, plan, records, reason } = act;
      return canonicalJson({ ...head, order, on: formatDay(on), plan, records, reason });
    }
    case 'begun':
    case 'givenUp':
    case 'applied':
    case 'done':
      return canonicalJson({ ...head, order: act.order });
  }
}

function writtenTarget(target: HoldTarget): Readonly<Record<string, string | number>> {
  return target.kind === 'from' ? { kind: 'from', month: formatMonth(target.month) } : target;
}

/** The fields of all acts as they stand in the stream. */
interface WrittenAct {
  readonly type: string;
  readonly by: string;
  readonly at: string;
  readonly hold: number;
  readonly reason: string;
  readonly kind: HoldTarget['kind'];
  readonly month: string;
  readonly firstRecord: string;
  readonly position: number;
  readonly order: number;
  readonly on: string;
  readonly plan: string;
  readonly records: number;
}

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseRetentionAct(body: string): RetentionAct {
  // Only `retentionActJson` writes the stream, and the store's own checksum says that it is unchanged.
  const written = JSON.parse(body) as WrittenAct;
  const { type, by, hold, reason, order } = written;
  const at = known(parseInstant(written.at), written.at);
  switch (type) {
    case TYPE_OF.holdPlaced:
      return { kind: 'holdPlaced', hold, target: targetOf(written), by, reason, at };
    case TYPE_OF.holdReleased:
      return { kind: 'holdReleased', hold, by, reason, at };
    case TYPE_OF.ordered: {
      const { plan, records } = written;
      const on = known(parseDay(written.on), written.on);
      return { kind: 'ordered', order, on, plan, records, by, reason, at };
    }
    case TYPE_OF.begun:
      return { kind: 'begun', order, by, at };
    case TYPE_OF.givenUp:
      return { kind: 'givenUp', order, by, at };
    case TYPE_OF.applied:
      return { kind: 'applied', order, by, at };
    case TYPE_OF.done:
      return { kind: 'done', order, by, at };
    default:
      throw new Error(
        `The stream of holds and orders has an act of type ${type}, which this program does not know: use the newer version that wrote it.`,
      );
  }
}

function targetOf({ kind, month, firstRecord, position }: WrittenAct): HoldTarget {
  if (kind !== 'from') return { kind, firstRecord, position };
  return { kind, month: known(parseMonth(month), month) };
}

function known<T>(value: T | null, text: string): T {
  if (value !== null) return value;
  throw new Error(
    `The stream of holds and orders has "${text}" where an act has a day, month or instant: restore the latest backup.`,
  );
}
