import type { LineNumber } from '../../../../events/line-numbers.js';
import type { CentsSum } from '../../../../events/values/cents-sum.js';
import { plus } from '../../../../events/values/cents-sum.js';
import type { County } from '../../../../events/values/county.js';
import { formatCents } from '../../../../events/values/money.js';
import type { Month } from '../../../../events/values/month.js';
import type { Column } from '../../../../projections/form/line.js';
import type { Cell } from '../../../../projections/form/report.js';
import type { RowsChosen } from '../../../reports/chosen-rows.js';
import type { TrailEntry } from '../../../reports/trail.js';
import { recordHref, subjectHref, withQuery } from '../../addresses.js';
import type { Moment } from '../../moment.js';

/** Rows of a page of a trail. */
export const TRAIL_ROWS = 100;

/** Records of a row that are named; the rest is on the case's page and in the files. */
export const RECORDS_SHOWN = 3;

/** What a page of a trail is asked to show. */
export interface TrailAsked {
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column;
  readonly after: number;
  /** The beginning of the id of a case or child; empty for all. */
  readonly id: string;
  /** The least amount in hundredths; null for all. */
  readonly least: number | null;
  readonly order: 'id' | 'amount';
}

/** Whether not all rows are shown, or in another order than that of ids. */
export function isChosen({ id, least, order }: TrailAsked): boolean {
  return id !== '' || least !== null || order !== 'id';
}

export interface ShownTrailRow {
  readonly key: string;
  readonly column: Column;
  /** Whom it counts; null for a figure that counts nobody. */
  readonly subject: {
    readonly kind: 'case' | 'child';
    readonly id: string;
    readonly href: string;
  } | null;
  /** The cases through which a child is counted. */
  readonly cases: readonly { readonly id: string; readonly href: string }[];
  readonly amount: string | null;
  readonly records: readonly { readonly id: string; readonly href: string }[];
  /** How many more there are. */
  readonly recordsLeft: number;
}

export interface TrailView {
  /** The cell's value; null where the line is not reported. */
  readonly total: Cell;
  readonly rows: readonly ShownTrailRow[];
  readonly hasAmounts: boolean;
  readonly hasCases: boolean;
  readonly first: number;
  readonly last: number;
  readonly rowCount: number;
  readonly previous: string | null;
  readonly next: string | null;
  /** What the chosen rows come to, where not all are shown. */
  readonly chosen: string | null;
}

/** A page's worth of rows, and how many there are in all. */
export interface RowsFound {
  readonly rows: readonly TrailEntry[];
  readonly total: number;
}

/** What the question about a page of the trail takes; nothing where all rows are shown by id. */
export function rowsChosen(asked: TrailAsked): { readonly chosen?: RowsChosen } {
  if (!isChosen(asked)) return {};
  const { id, least, order } = asked;
  return {
    chosen: {
      ...(id === '' ? {} : { id }),
      ...(least === null ? {} : { least }),
      ...(order === 'amount' ? { order } : {}),
    },
  };
}

/** @param path - of the page, for the addresses of the rows before and after */
export function trailView(
  asked: TrailAsked,
  found: RowsFound,
  cell: Cell,
  { moment, path }: { readonly moment: Moment; readonly path: string },
): TrailView {
  const { after } = asked;
  const { rows, total } = found;
  const query = { month: asked.month, asOf: moment.asked };
  const shown = rows.map((row, index) => rowShown(asked.county, row, index, query.asOf));
  const at = (position: number): string =>
    withQuery(path, {
      asOf: moment.asked,
      id: asked.id,
      least: asked.least === null ? '' : formatCents(asked.least),
      order: asked.order === 'id' ? '' : asked.order,
      after: position === 0 ? '' : position,
    });
  return {
    total: cell,
    rows: shown,
    hasAmounts: shown.some(({ amount }) => amount !== null),
    hasCases: shown.some(({ cases }) => cases.length > 0),
    first: rows.length === 0 ? 0 : after + 1,
    last: after + rows.length,
    rowCount: total,
    previous: after === 0 ? null : at(Math.max(0, after - TRAIL_ROWS)),
    next: after + rows.length < total ? at(after + TRAIL_ROWS) : null,
    chosen: isChosen(asked) ? sumOf(rows) : null,
  };
}

function sumOf(rows: readonly TrailEntry[]): string | null {
  if (!rows.some(({ hundredths }) => hundredths !== null)) return null;
  return formatCents(rows.reduce<CentsSum>((sum, row) => plus(sum, row.hundredths ?? 0), 0));
}

function rowShown(county: County, row: TrailEntry, index: number, asOf: string): ShownTrailRow {
  const { column, subject, hundredths, value, records, recordsLeft = 0 } = row;
  const of = (
    kind: 'case' | 'child',
    id: string,
  ): { kind: typeof kind; id: string; href: string } => ({
    kind,
    id,
    href: withQuery(subjectHref(county, { kind, id }), { asOf: asOf.startsWith('v') ? '' : asOf }),
  });
  return {
    key: `${String(index)}-${column}`,
    column,
    subject:
      subject.kind === 'case'
        ? of('case', subject.case)
        : subject.kind === 'child'
          ? of('child', subject.child)
          : null,
    cases: subject.kind === 'child' ? subject.cases.map((id) => of('case', id)) : [],
    amount: hundredths === null ? (value === null ? null : String(value)) : formatCents(hundredths),
    records: records.map((id) => ({ id, href: recordHref(county, id) })),
    recordsLeft,
  };
}
