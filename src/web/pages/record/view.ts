import type { LedgerRecord } from '../../../../events/record.js';
import type { County } from '../../../../events/values/county.js';
import { parseInstantMillis } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import { recordHref, subjectHref } from '../../addresses.js';
import type { Link } from '../../page.js';
import { detailsOf, typeInWords } from '../../record-words.js';
import type { Detail } from '../../record-words.js';

/** A record as it was entered, or what remains of one that was erased. */
export type RecordView =
  | {
      readonly kind: 'kept';
      readonly id: string;
      readonly type: string;
      readonly position: number;
      readonly recorded: Instant | null;
      readonly effective: string;
      readonly details: readonly Detail[];
      readonly subject: Link | null;
      readonly corrects: Link | null;
      readonly reason: string | null;
      /** The canonical bytes that were hashed. */
      readonly text: string;
    }
  | { readonly kind: 'erased'; readonly text: string };

interface LeafText {
  readonly position: number;
  readonly recorded: string;
  readonly record: LedgerRecord;
}

/** @param bytes - the canonical leaf bytes, as the ledger gives them */
export function recordView(county: County, bytes: Uint8Array): RecordView {
  const text = Buffer.from(bytes).toString('utf8');
  const leaf = JSON.parse(text) as Partial<LeafText>; // written by the ledger itself
  const { record, position, recorded } = leaf;
  if (record === undefined || position === undefined) return { kind: 'erased', text };
  const { corrects, reason } = record;
  return {
    kind: 'kept',
    id: record.id,
    type: typeInWords(record.type),
    position,
    recorded: recorded === undefined ? null : parseInstantMillis(recorded),
    effective: record.effective,
    details: detailsOf(record),
    subject: subjectOf(county, record),
    corrects:
      corrects === undefined ? null : { href: recordHref(county, corrects), text: corrects },
    reason: reason ?? null,
    text,
  };
}

function subjectOf(county: County, record: LedgerRecord): Link | null {
  if ('case' in record && record.case !== undefined) {
    return {
      href: subjectHref(county, { kind: 'case', id: record.case }),
      text: `Case ${record.case}`,
    };
  }
  if ('child' in record && record.child !== undefined) {
    return {
      href: subjectHref(county, { kind: 'child', id: record.child }),
      text: `Child ${record.child}`,
    };
  }
  return null;
}
