import { canonicalJson } from '../wire/canonical.js';
import type { County } from '../values/county.js';
import { formatDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import { formatInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { formatMonth } from '../values/month.js';
import type { Month } from '../values/month.js';
import { readAct } from './act-schema.js';

/** What a hold keeps: the group of a case or child, or every month from one on. */
export type HoldTarget =
  | {
      readonly kind: 'case' | 'child';
      /** SHA-256 of the id of the subject's first record, 64 hexadecimal digits. */
      readonly firstRecord: string;
      /** Where that record is. */
      readonly position: number;
    }
  | { readonly kind: 'from'; readonly month: Month };

/** Who did something, why, and when. */
export interface Deed {
  readonly by: string;
  readonly reason: string;
  readonly at: Instant;
}

/** A plan kept as an order. */
export interface OrderedPlan {
  readonly order: number;
  /** The day that was planned for, in California. */
  readonly on: Day;
  /** SHA-256 of the plan, 64 hexadecimal digits. */
  readonly plan: string;
  readonly records: number;
}

/** What happens in a county's retention, one event after the other. */
export type RetentionAct =
  | ({ readonly kind: 'holdPlaced'; readonly hold: number; readonly target: HoldTarget } & Deed)
  | ({ readonly kind: 'holdReleased'; readonly hold: number } & Deed)
  | ({ readonly kind: 'ordered' } & OrderedPlan & Deed)
  | ({
      /** `applied`: erased, but for files of a server that somebody has to look into; `done` says that he did. */
      readonly kind: 'begun' | 'givenUp' | 'applied' | 'done';
      readonly order: number;
    } & Omit<Deed, 'reason'>);

const HEAD = { county: 'county', by: 'text', at: 'instant' } as const;
const HOLD = { ...HEAD, hold: 'number', reason: 'remark', kind: 'text' } as const;
const OF_ORDER = { ...HEAD, order: 'number' } as const;

/**
 * The acts of the stream by the names that it has for them. They are storage: never change or reuse one. A hold of
 * months has another schema than one of a case or child.
 */
const SCHEMAS = {
  HoldReleased: { ...HEAD, hold: 'number', reason: 'remark' },
  ErasureOrdered: {
    ...OF_ORDER,
    on: 'day',
    plan: 'hash',
    records: 'number',
    reason: 'remark',
  },
  ErasureBegun: OF_ORDER,
  ErasureGivenUp: OF_ORDER,
  ErasureApplied: OF_ORDER,
  ErasureDone: OF_ORDER,
} as const;

const HOLD_OF_SUBJECT = {
  ...SCHEMAS,
  HoldPlaced: { ...HOLD, firstRecord: 'hash', position: 'number' },
} as const;

const HOLD_OF_MONTHS = { ...SCHEMAS, HoldPlaced: { ...HOLD, month: 'month' } } as const;

const TYPE_OF = {
  holdPlaced: 'HoldPlaced',
  holdReleased: 'HoldReleased',
  ordered: 'ErasureOrdered',
  begun: 'ErasureBegun',
  givenUp: 'ErasureGivenUp',
  applied: 'ErasureApplied',
  done: 'ErasureDone',
} as const satisfies Readonly<Record<RetentionAct['kind'], string>>;

const WHAT = 'holds and orders';

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

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseRetentionAct(body: string): RetentionAct {
  return body.includes('"kind":"from"') ? parseHoldOfMonths(body) : parseOther(body);
}

function parseHoldOfMonths(body: string): RetentionAct {
  const act = readAct(HOLD_OF_MONTHS, WHAT, body);
  // A text of somebody's may have those letters, too.
  if (act.type !== 'HoldPlaced' || act.kind !== 'from') return parseOther(body);
  const { hold, month, by, reason, at } = act;
  return { kind: 'holdPlaced', hold, target: { kind: 'from', month }, by, reason, at };
}

function parseOther(body: string): RetentionAct {
  const act = readAct(HOLD_OF_SUBJECT, WHAT, body);
  const { by, at } = act;
  switch (act.type) {
    case 'HoldPlaced': {
      const { hold, kind, firstRecord, position, reason } = act;
      if (kind !== 'case' && kind !== 'child') {
        throw new Error(
          `The stream of ${WHAT} holds a hold on ${JSON.stringify(kind)}, which this program does not know: use the newer version that wrote it.`,
        );
      }
      return { kind: 'holdPlaced', hold, target: { kind, firstRecord, position }, by, reason, at };
    }
    case 'HoldReleased':
      return { kind: 'holdReleased', hold: act.hold, by, reason: act.reason, at };
    case 'ErasureOrdered': {
      const { order, on, plan, records, reason } = act;
      return { kind: 'ordered', order, on, plan, records, by, reason, at };
    }
    case 'ErasureBegun':
      return { kind: 'begun', order: act.order, by, at };
    case 'ErasureGivenUp':
      return { kind: 'givenUp', order: act.order, by, at };
    case 'ErasureApplied':
      return { kind: 'applied', order: act.order, by, at };
    case 'ErasureDone':
      return { kind: 'done', order: act.order, by, at };
  }
}
