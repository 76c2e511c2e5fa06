import type { County } from '../../../../events/values/county.js';
import { formatCents } from '../../../../events/values/money.js';
import type { RowSide } from '../../../../projections/versions/differences.js';
import type { NamedDifference } from '../../../versions/named-difference.js';
import { recordHref, subjectHref } from '../../addresses.js';
import { typeInWords } from '../../record-words.js';
import { dateInWords, numberInWords } from '../../words.js';

/** Rows of a page of differences. */
export const DIFFERENCE_ROWS = 100;

export interface DifferenceRow {
  readonly key: string;
  readonly line: string;
  readonly column: string;
  readonly who: { readonly href: string; readonly text: string } | null;
  readonly from: string;
  readonly to: string;
  readonly records: readonly {
    readonly href: string;
    readonly text: string;
    readonly reason: string | null;
  }[];
}

export interface DifferencesView {
  readonly difference: NamedDifference;
  readonly rows: readonly DifferenceRow[];
  readonly after: number;
}

/** The rows of a difference from a place on, with whose they are and which records came between. */
export function differencesView(
  county: County,
  difference: NamedDifference,
  after: number,
): DifferencesView {
  const rows = difference.rows
    .slice(after, after + DIFFERENCE_ROWS)
    .map(({ line, column, subject, from, to, records }, index): DifferenceRow => ({
      key: `${String(after + index)}-${line}`,
      line,
      column,
      who:
        subject === null
          ? null
          : {
              href: subjectHref(county, subject),
              text: `${subject.kind === 'case' ? 'Case' : 'Child'} ${subject.id}`,
            },
      from: sideInWords(from),
      to: sideInWords(to),
      records: records.map(({ id, type, effective, reason }) => ({
        href: recordHref(county, id),
        text: `${typeInWords(type)}, ${dateInWords(effective)}`,
        reason,
      })),
    }));
  return { difference, rows, after };
}

function sideInWords(side: RowSide): string {
  switch (side.kind) {
    case 'absent':
      return 'not there';
    case 'counted':
      return 'counted';
    case 'amount':
      return numberInWords(formatCents(side.amount));
  }
}
