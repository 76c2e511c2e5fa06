import type { LedgerRecord } from '../../../../events/record.js';
import type { County } from '../../../../events/values/county.js';
import type { Day } from '../../../../events/values/day.js';
import { formatMonth, lastDayOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { HistoryEntry } from '../../../reports/history.js';
import type { SubjectKey } from '../../../reports/subject.js';
import { recordHref, subjectHref, versionHref, withQuery } from '../../addresses.js';
import { detailsOf, typeInWords } from '../../record-words.js';
import type { Detail } from '../../record-words.js';
import type { StatusWords } from '../../version-words.js';
import { statusOfVersion } from '../../version-words.js';

/** Something that a record did to an order. */
export interface OrderDeed {
  readonly type: string;
  readonly href: string;
  readonly effective: Day;
}

/** A support order of a case, by its records that stand, up to a month's end. */
export interface SupportOrderShown {
  readonly order: string;
  /** What was done to it, the earliest first. */
  readonly deeds: readonly OrderDeed[];
  /** What the last record that has terms says. */
  readonly terms: readonly Detail[];
}

/** A version of the month that was made when records of the case or child were in the ledger. */
export interface VersionWithIt {
  readonly version: number;
  readonly href: string;
  readonly status: StatusWords;
  /** The case or child as it stood in the version. */
  readonly standing: string;
}

/** The orders of a case as they stand at a month's end. `history` is in business order. */
export function ordersOf(
  county: County,
  history: readonly HistoryEntry[],
  month: Month,
): readonly SupportOrderShown[] {
  const end = lastDayOf(month);
  const standing = history
    .filter(({ supersededBy, effective }) => supersededBy === null && effective <= end)
    .map(({ body, effective }) => ({ record: JSON.parse(body) as LedgerRecord, effective })); // passed the parser
  const orders = new Map<string, SupportOrderShown>();
  for (const { record, effective } of standing) {
    const order = orderOf(record);
    if (order === null) continue;
    const known = orders.get(order) ?? { order, deeds: [], terms: [] };
    const deed = {
      type: typeInWords(record.type),
      href: recordHref(county, record.id),
      effective,
    };
    orders.set(order, {
      order,
      deeds: [...known.deeds, deed],
      terms: 'terms' in record.data ? termsOf(record) : known.terms,
    });
  }
  return [...orders.values()];
}

/** The order that a record does something to; null for what is charged or paid under one. */
function orderOf(record: LedgerRecord): string | null {
  const isOfOrder =
    record.type === 'SupportOrderEstablished' ||
    record.type === 'SupportOrderModified' ||
    record.type === 'SupportOrderMadePermanent' ||
    record.type === 'SupportOrderTerminated' ||
    record.type === 'SupportOrderSetAside';
  return isOfOrder ? record.data.order : null;
}

function termsOf(record: LedgerRecord): readonly Detail[] {
  return detailsOf(record).flatMap(({ name, value }) =>
    name.startsWith('terms, ') ? [{ name: name.slice('terms, '.length), value }] : [],
  );
}

/** The versions of a month that were made when the ledger had a record of the case or child. */
export function versionsWith(
  county: County,
  subject: SubjectKey,
  history: readonly HistoryEntry[],
  versions: readonly Version[],
): readonly VersionWithIt[] {
  const first = history.reduce((least, { position }) => Math.min(least, position), Infinity);
  return versions
    .filter(({ asOf }) => asOf >= first)
    .map((version) => ({
      version: version.version,
      href: versionHref(county, version.month, version.version),
      status: statusOfVersion(version),
      standing: withQuery(subjectHref(county, subject), {
        month: formatMonth(version.month),
        asOf: `v${String(version.version)}`,
      }),
    }));
}
