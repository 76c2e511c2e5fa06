import type { LedgerRecord } from '../../../../events/record.js';
import { isFigureOfDcss } from '../../../../events/records/figures-of-dcss.js';
import type { County } from '../../../../events/values/county.js';
import { parseInstantMillis } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { OPERATOR_NAME } from '../../../../events/values/access-ids.js';
import { formatMonth } from '../../../../events/values/month.js';
import { visible } from '../../../../events/values/visible-text.js';
import type { EnteredBy } from '../../../access-log/who-entered.js';
import type { Supersession } from '../../../reports/history.js';
import type { MonthChanged } from '../../../versions/effect-of-record.js';
import { countyHref, monthHref, recordHref, subjectHref, withQuery } from '../../addresses.js';
import type { Link, PageRequest } from '../../page.js';
import { detailsOf, typeInWords } from '../../record-words.js';
import type { Detail } from '../../record-words.js';
import { monthInWords, numberInWords } from '../../words.js';

/** A record as it was entered, or what remains of one that was erased. */
export type RecordView =
  | {
      readonly kind: 'kept';
      readonly id: string;
      readonly type: string;
      /** Whether it is one that DCSS alone corrects. */
      readonly isFigure: boolean;
      readonly position: number;
      readonly recorded: Instant | null;
      readonly effective: string;
      readonly details: readonly Detail[];
      readonly subject: Link | null;
      readonly corrects: Link | null;
      readonly reason: string | null;
      /** What took its place or voided it, and why. */
      readonly supersededBy: (Link & { readonly reason: string }) | null;
      /** As `A-7, with the key nightly`; null where the access log does not say it. */
      readonly enteredBy: string | null;
      /** The canonical bytes that were hashed; what would hide in them is its code. */
      readonly text: string;
    }
  | { readonly kind: 'erased'; readonly text: string };

interface LeafText {
  readonly position: number;
  readonly recorded: string;
  readonly record: LedgerRecord;
}

/** What is known of a record besides its bytes. */
export interface KnownOfRecord {
  readonly supersededBy: Supersession | null;
  readonly enteredBy: EnteredBy | null;
}

/** @param bytes - the canonical leaf bytes, as the ledger gives them */
export function recordView(
  county: County,
  bytes: Uint8Array,
  { supersededBy, enteredBy }: KnownOfRecord,
): RecordView {
  const text = Buffer.from(bytes).toString('utf8');
  const leaf = JSON.parse(text) as Partial<LeafText>; // written by the ledger itself
  const { record, position, recorded } = leaf;
  // A mark of direction in it would turn the page; in JSON its code says the same.
  const shown = visible(text);
  if (record === undefined || position === undefined) return { kind: 'erased', text: shown };
  const { corrects, reason } = record;
  return {
    kind: 'kept',
    id: record.id,
    type: typeInWords(record.type),
    isFigure: isFigureOfDcss(record.type),
    position,
    recorded: recorded === undefined ? null : parseInstantMillis(recorded),
    effective: record.effective,
    details: detailsOf(record),
    subject: subjectOf(county, record),
    corrects:
      corrects === undefined ? null : { href: recordHref(county, corrects), text: corrects },
    reason: reason ?? null,
    supersededBy:
      supersededBy === null
        ? null
        : {
            href: recordHref(county, supersededBy.id),
            text: supersededBy.id,
            reason: supersededBy.reason,
          },
    enteredBy: enteredBy === null ? null : enteredByInWords(enteredBy),
    text: shown,
  };
}

/** Where the record is corrected or voided; null for whoever may not. */
export function correctionHref(
  county: County,
  view: RecordView,
  may: PageRequest['may'],
): string | null {
  if (view.kind === 'erased') return null;
  const { id, isFigure } = view;
  if (!may(isFigure ? 'figures.append' : 'records.append', county)) return null;
  const page = `${countyHref(county)}/${isFigure ? 'figures' : 'records/new'}`;
  return withQuery(page, { corrects: id });
}

function enteredByInWords({ account, key }: EnteredBy): string {
  const who = account === OPERATOR_NAME ? 'the operator' : account;
  return key === null ? who : `${who}, with the key ${visible(key)}`;
}

/** One cell of an approved month that a record changes. */
export interface EffectRow {
  readonly key: string;
  readonly month: string;
  /** `2006-09`. */
  readonly spelt: string;
  /** The month as it is now beside what was approved. */
  readonly href: string;
  readonly line: string;
  readonly column: string;
  readonly by: string | null;
  /** As `+1`; the cell that is reported on one side alone is said to be. */
  readonly byWords: string;
}

export function effectView(county: County, months: readonly MonthChanged[]): readonly EffectRow[] {
  return months.flatMap(({ month, version, cells }) =>
    cells.map(({ line, column, by }) => ({
      ...{ line, column, by },
      key: `${formatMonth(month)} ${line}${column}`,
      month: `${monthInWords(month)}, version ${String(version)}`,
      spelt: formatMonth(month),
      href: withQuery(monthHref(county, month), { compare: `v${String(version)}` }),
      byWords:
        by === null
          ? 'reported or not'
          : by.startsWith('-')
            ? numberInWords(by)
            : `+${numberInWords(by)}`,
    })),
  );
}

function subjectOf(county: County, record: LedgerRecord): Link | null {
  if ('case' in record) {
    return {
      href: subjectHref(county, { kind: 'case', id: record.case }),
      text: `Case ${record.case}`,
    };
  }
  if ('child' in record) {
    return {
      href: subjectHref(county, { kind: 'child', id: record.child }),
      text: `Child ${record.child}`,
    };
  }
  return null;
}
