import { cellOf } from '../../../projections/form/report.js';
import type { ReportLines } from '../../../projections/form/report.js';
import type { AuditLayout, AuditProof, AuditTable } from './layouts.js';

/** Rows of a table as they are written, counted and, where they have amounts, added up. */
export class TableTally {
  rows = 0;
  /** Exact, however many rows. */
  cents = 0n;

  /** @param amount - as written, `"1250.00"`; null in a table without amounts */
  add(amount: string | null): void {
    this.rows += 1;
    if (amount !== null) this.cents += BigInt(amount.replace('.', ''));
  }
}

/** A table with its figure, which is the report's where the report has one. */
export interface TableFigure {
  readonly table: string;
  readonly rows: number;
  /** Dollars with two decimals; null in a table without amounts. */
  readonly sum: string | null;
  /** The cells that it was compared with; null where the report has no such figure. */
  readonly report: AuditProof | null;
}

/**
 * The figure of a table that was written. Throws where it is not what the report says: then nothing
 * of it may be handed out.
 */
export function provedFigure(
  { name, columns, proof }: AuditTable,
  { rows, cents }: TableTally,
  lines: ReportLines,
): TableFigure {
  const isMoney = columns.some(({ source }) => source === 'amount');
  const figure = { table: name, rows, sum: isMoney ? dollars(cents) : null, report: proof };
  if (proof === null) return figure;
  const found = isMoney ? cents : BigInt(rows);
  const expected = proof.columns
    .map((column) => units(cellOf(lines, proof.line, column)))
    .reduce((sum, each) => sum + each, 0n);
  if (found === expected) return figure;
  const [has, says] = isMoney
    ? [`adds up to ${dollars(found)}`, dollars(expected)]
    : [`has ${found} ${rows === 1 ? 'row' : 'rows'}`, String(expected)];
  throw new Error(
    `The audit table ${name} ${has}, and the report says ${says} in ${cellName(proof)}: no package is made of it. Please report this, with the output of "plumbline check".`,
  );
}

/** `Line 16, columns b, c, d`. */
export function cellName({ line, columns }: AuditProof): string {
  return `Line ${line}, column${columns.length === 1 ? '' : 's'} ${columns.join(', ')}`;
}

/** figures.json: what verify.mjs counts anew and compares with the report. */
export function figuresJson(
  layout: AuditLayout,
  ffy: number,
  figures: readonly TableFigure[],
): string {
  const { fromFfy, source } = layout;
  return `${JSON.stringify({ ffy, layout: { ffy: fromFfy, source }, tables: figures }, null, 1)}\n`;
}

/** A cell as whole units: counts, or cents of dollars; a cell that is not reported has none. */
function units(cell: number | string | null): bigint {
  return BigInt(typeof cell === 'string' ? cell.replace('.', '') : (cell ?? 0));
}

function dollars(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
