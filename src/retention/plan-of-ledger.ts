import type { LedgerRecord } from '../../events/record.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { firstDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import {
  firstRetainedMonth,
  loweredMonth,
} from '../../projections/retention/first-retained-month.js';
import type { Hold, HoldTarget } from '../../projections/retention/holds-and-orders.js';
import { planRetention } from '../../projections/retention/plan.js';
import type { RetentionPlan, SubjectHold } from '../../projections/retention/plan.js';
import { RetentionRecords, isLookedInto } from '../../projections/retention/retention-records.js';
import { lastPositionWhile } from '../reports/as-of.js';
import { planHash } from '../store/erasure.js';
import type { LedgerFile } from '../store/sqlite/ledger-file.js';
import { hashOfId } from '../store/sqlite/erasing/erased-table.js';
import { ROW } from '../store/sqlite/rows.js';
import type { LedgerRow } from '../store/sqlite/rows.js';

const DAY_MS = 86_400_000;

/** A hold that keeps something, with what it is on; `id` is the subject's. */
export type KeepingHold =
  | { readonly hold: number; readonly kind: 'case' | 'child'; readonly id: string }
  | { readonly hold: number; readonly kind: 'from'; readonly month: Month };

/** What retention erases of a county's ledger, planned for a day. */
export interface LedgerPlan {
  readonly county: County;
  readonly on: Day;
  /** The ledger's size when it was planned. */
  readonly size: number;
  readonly rule: RetentionPlan;
  /** The holds that keep something, in order of number. */
  readonly held: readonly KeepingHold[];
  /** SHA-256 of the canonical plan, 64 hexadecimal digits. */
  readonly hash: string;
}

/** Plans a county's ledger for a day in California, with the holds in force. */
export function planOfLedger(file: LedgerFile, on: Day, allHolds: readonly Hold[]): LedgerPlan {
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
export function heldRecord(file: LedgerFile | null, target: HoldTarget): LedgerRow | null {
  if (file === null || target.kind === 'from' || target.position > file.size) return null;
  if (file.tables.erased.positions.has(target.position)) return null;
  const row = file.row(target.position);
  return Buffer.from(hashOfId(row.id)).toString('hex') === target.firstRecord ? row : null;
}

function heldMonths(holds: readonly Hold[]): readonly Month[] {
  return holds.flatMap(({ target }) => (target.kind === 'from' ? [target.month] : []));
}

function subjectOfHold(file: LedgerFile, { hold, target }: Hold): readonly SubjectHold[] {
  const record = heldRecord(file, target);
  return record === null ? [] : [{ hold, subject: record.subject }];
}

function keepingHold(
  file: LedgerFile,
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

function recordsOf(file: LedgerFile, size: number): RetentionRecords {
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
