import type { LineNumber } from '../../events/line-numbers.js';
import type { Column } from '../../projections/form/line.js';

/** A line that SQL answers: its columns, and an aggregate over the cases of one month and status. */
interface SqlLine {
  readonly line: LineNumber;
  readonly columns: readonly Column[];
  readonly isMoney: boolean;
  readonly aggregate: string;
}

const STATUS_COLUMNS: readonly Column[] = ['b', 'c', 'd'];
const HERE = 'NOT is_out AND NOT is_outside';
const OPEN = `is_open AND ${HERE}`;
const IN_FFY = `is_in_ffy AND ${HERE}`;
const WITH_ORDER = `${OPEN} AND has_current IS NOT NULL`;
const ARREARS_ONLY = 'NOT has_current AND NOT is_zero_cash AND coalesce(owes_arrears, false)';

/** Lines that count cases, by what must be true of one. */
const COUNTS: readonly (readonly [LineNumber, readonly Column[], string])[] = [
  ['1', STATUS_COLUMNS, OPEN],
  ['1a', STATUS_COLUMNS, `${OPEN} AND is_sent_to_state`],
  ['1b', STATUS_COLUMNS, `${OPEN} AND is_received_from_state`],
  ['1c', ['d'], `${OPEN} AND program = 'medi-cal-only'`],
  ['2', STATUS_COLUMNS, WITH_ORDER],
  ['2a', STATUS_COLUMNS, `${WITH_ORDER} AND is_initiating`],
  ['2b', STATUS_COLUMNS, `${WITH_ORDER} AND is_responding`],
  ['2c', STATUS_COLUMNS, `${WITH_ORDER} AND is_zero_cash`],
  ['2d', ['d'], `${WITH_ORDER} AND program = 'medi-cal-only'`],
  ['2e', ['a'], `${WITH_ORDER} AND ${ARREARS_ONLY}`],
  ['3', STATUS_COLUMNS, 'is_open AND NOT is_out AND is_outside'],
  ['12', STATUS_COLUMNS, `${OPEN} AND has_current IS NULL`],
  ['18', STATUS_COLUMNS, `${IN_FFY} AND has_collection`],
  ['19', STATUS_COLUMNS, `${IN_FFY} AND has_sent`],
  ['20', STATUS_COLUMNS, `${IN_FFY} AND has_received`],
  ['21', ['a'], `${OPEN} AND has_medical AND NOT (${ARREARS_ONLY})`],
  ['22', ['a'], `${OPEN} AND has_insurance AND NOT (${ARREARS_ONLY}) AND NOT is_unavailable`],
  ['28', ['a'], `${IN_FFY} AND had_arrears`],
  ['38', ['b'], `${OPEN} AND program = 'calworks' AND is_uncooperative`],
  ['43', STATUS_COLUMNS, `${IN_FFY} AND was_served`],
  ['44', STATUS_COLUMNS, `${IN_FFY} AND had_due`],
  ['45', STATUS_COLUMNS, `${IN_FFY} AND had_due AND had_current`],
  ['46', STATUS_COLUMNS, `${HERE} AND was_opened`],
  ['47', STATUS_COLUMNS, `${HERE} AND was_closed`],
];

/** Lines of the month's own money, in the column of the month's end. */
const SUMS: readonly (readonly [LineNumber, string, string])[] = [
  ['24a', 'due', 'is_in_ffy AND NOT is_outside'],
  ['25a', 'current', 'is_in_ffy AND NOT is_outside'],
  ['26', 'arrears_due', `${IN_FFY} AND NOT coalesce(is_responding, false)`],
  ['27a', 'arrears', 'is_in_ffy AND NOT is_outside'],
];

/** Lines of the fiscal year's money, each month's in the column of its own end. */
const TO_DATE: readonly (readonly [LineNumber, string])[] = [
  ['24', 'due'],
  ['25', 'current'],
  ['27', 'arrears'],
];

const LINES: readonly SqlLine[] = [
  ...COUNTS.map(([line, columns, when]) => ({
    line,
    columns,
    isMoney: false,
    aggregate: `count(*) FILTER (${when})`,
  })),
  ...SUMS.map(([line, value, when]) => ({
    line,
    columns: STATUS_COLUMNS,
    isMoney: true,
    aggregate: `coalesce(sum(${value}) FILTER (${when}), 0)::BIGINT`,
  })),
];

/** Every line that SQL answers. */
export const SQL_LINES: readonly LineNumber[] = [
  ...LINES.map(({ line }) => line),
  ...TO_DATE.map(([line]) => line),
];

/** Of every month and status: the lines that go by the status at the month's end. */
export const LINES_QUERY = `
  SELECT m, status, ${LINES.map(({ aggregate, line }) => `${aggregate} AS "${line}"`).join(',\n    ')}
  FROM standing
  LEFT JOIN money USING (c, m)
  JOIN happened USING (c, m)
  LEFT JOIN ordered USING (c, m)
  LEFT JOIN referred USING (c, m)
  GROUP BY m, status`;

/**
 * Of every month and status: the flows of the fiscal year's months up to it whose own end had that
 * status, of the cases that count at the month's end.
 */
export const TO_DATE_QUERY = `
  SELECT at_end.m, own.status, ${TO_DATE.map(([line, flow]) => `sum(flows.${flow})::BIGINT AS "${line}"`).join(', ')}
  FROM flows
  JOIN standing AS own ON own.c = flows.c AND own.m = flows.m
  JOIN standing AS at_end ON at_end.c = flows.c AND at_end.m >= flows.m
  WHERE at_end.is_in_ffy AND NOT at_end.is_outside
  GROUP BY at_end.m, own.status`;

/** A cell that SQL worked out: a count, or cents. */
export interface SqlCell {
  readonly month: number;
  readonly line: LineNumber;
  readonly column: Column;
  readonly value: number;
  readonly isMoney: boolean;
}

type Row = Readonly<Record<string, unknown>>;

/** The cells of the rows that the two queries gave, column (a) included. */
export function cellsOf(rows: readonly Row[], toDate: readonly Row[]): readonly SqlCell[] {
  const cells = new Map<string, SqlCell>();
  const add = (cell: SqlCell): void => {
    const key = `${String(cell.month)} ${cell.line} ${cell.column}`;
    cells.set(key, { ...cell, value: cell.value + (cells.get(key)?.value ?? 0) });
  };
  for (const row of rows) {
    const month = Number(row['m']);
    const column = STATUS_COLUMNS[Number(row['status'])] ?? 'a';
    for (const { line, columns, isMoney } of LINES) {
      const value = Number(row[line]);
      add({
        month,
        line,
        column: 'a',
        value: columns.includes('a') || columns.includes(column) ? value : 0,
        isMoney,
      });
      if (columns.includes(column)) add({ month, line, column, value, isMoney });
    }
  }
  for (const row of toDate) {
    const column = STATUS_COLUMNS[Number(row['status'])] ?? 'a';
    for (const [line] of TO_DATE) {
      const cell = { month: Number(row['m']), line, value: Number(row[line]), isMoney: true };
      add({ ...cell, column: 'a' });
      add({ ...cell, column });
    }
  }
  return [...cells.values()];
}
