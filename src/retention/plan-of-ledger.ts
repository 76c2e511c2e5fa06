import type { LedgerRecord } from '../../events/record.js';
import type { Day } from '../../events/values/day.js';
import { firstDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import {
  firstRetainedMonth,
  loweredMonth,
} from '../../projections/retention/first-retained-month.js';
import type { HoldTarget } from '../../events/acts/retention-acts.js';
import type { Hold } from '../../projections/retention/holds-and-orders.js';
import { planRetention } from '../../projections/retention/plan.js';
import type { SubjectHold } from '../../projections/retention/plan.js';
import { RetentionRecords, isLookedInto } from '../../projections/retention/retention-records.js';
import { hashOfId, planHash } from '../../projections/seal/erasure-hashes.js';
import type { ErasurePlan } from '../ports/ledger-eraser.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import type { LedgerRow } from '../ports/ledger-rows.js';
import { lastPositionWhile } from '../reports/as-of.js';

const DAY_MS = 86_400_000;

/** A hold that keeps something, with what it is on; `id` is the subject's. */
export type KeepingHold =
  | { readonly hold: number; readonly kind: 'case' | 'child'; readonly id: string }
  | { readonly hold: number; readonly kind: 'from'; readonly month: Month };

/** What retention erases of a county's ledger, planned for a day, and what is held back. */
export interface LedgerPlan extends ErasurePlan {
  /** The holds that keep something, in order of number. */
  readonly held: readonly KeepingHold[];
}

/** Plans a county's ledger for a day in California, with the holds in force. */
export function planOfLedger(file: LedgerReader, on: Day, allHolds: readonly Hold[]): LedgerPlan {
  const size = file.refresh();
  const holds = allHolds.filter(({ released }) => released === null);
  const unheld = firstRetainedMonth(on);
  const inForce = file.retention?.firstMonth ?? null;
  const firstMonth = loweredMonth(unheld, heldMonths(holds), inForce);
  const midnight = firstDayOf(firstMonth) * DAY_MS;
  const cut = lastPositionWhile(file, (recorded) => recorded < midnight);
  const found = holds.flatMap((hold) => subjectOfHold(file, hold));
  const kinds = file.subjects().map(({ kind }) => kind);
  const rule = planRetention(recordsOf(file, size), kinds, { firstMonth, cut, holds: found });
  const { county } = file;
  const lowers = (month: Month): boolean => loweredMonth(unheld, [month], inForce) < unheld;
  return {
    county,
    on,
    size,
    rule,
    held: holds.flatMap((hold) => keepingHold(file, hold, rule.keepingHolds, lowers)),
    hash: planHash(county, { firstMonth, cut }, rule.erased),
  };
}

/** The first record of a held case or child; null once it is erased, or where another is at its position. */
export function heldRecord(file: LedgerReader | null, target: HoldTarget): LedgerRow | null {
  if (file === null || target.kind === 'from' || target.position > file.size) return null;
  if (file.isErasedAt(target.position)) return null;
  const row = file.row(target.position);
  return Buffer.from(hashOfId(row.id)).toString('hex') === target.firstRecord ? row : null;
}

function heldMonths(holds: readonly Hold[]): readonly Month[] {
  return holds.flatMap(({ target }) => (target.kind === 'from' ? [target.month] : []));
}

function subjectOfHold(file: LedgerReader, { hold, target }: Hold): readonly SubjectHold[] {
  const record = heldRecord(file, target);
  return record === null ? [] : [{ hold, subject: record.subject }];
}

function keepingHold(
  file: LedgerReader,
  { hold, target }: Hold,
  keeping: readonly number[],
  lowers: (month: Month) => boolean,
): readonly KeepingHold[] {
  if (target.kind === 'from') {
    return lowers(target.month) ? [{ hold, kind: 'from', month: target.month }] : [];
  }
  const record = keeping.includes(hold) ? heldRecord(file, target) : null;
  return record === null ? [] : [{ hold, kind: target.kind, id: record.subjectId }];
}

function recordsOf(file: LedgerReader, size: number): RetentionRecords {
  const childNumber = (id: string): number => file.subjectNumber('child', id);
  const records = new RetentionRecords(size, file.subjectCount + 1, childNumber);
  for (const page of size === 0 ? [] : file.scan(1, size)) {
    for (const row of page) {
      const typeCode = row[ROW.typeCode];
      records.add(
        {
          position: row[ROW.position],
          subject: row[ROW.subject],
          typeCode,
          effective: row[ROW.effective],
          corrects: row[ROW.corrects],
          root: row[ROW.root],
        },
        // Only records that passed the parser are stored, and the checksum covers the body.
        isLookedInto(typeCode) ? (JSON.parse(row[ROW.body]) as LedgerRecord) : null,
      );
    }
  }
  return records;
}
