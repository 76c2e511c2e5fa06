/** A cell as JSON has it: a count, an amount as `-12.34`, or null where a county leaves it blank. */
type PrintedCell = number | string | null;

/** The cells of a report by line and column. */
export type PrintedLines = Readonly<Record<string, Readonly<Record<string, PrintedCell>>>>;

/** One county's report as `report --format json` prints it. */
export interface PrintedReport {
  readonly month: string;
  readonly lines: PrintedLines;
}

/** The state's, as `report --county all --format json` prints it. */
export interface PrintedState {
  readonly month: string;
  readonly counties: Readonly<Record<string, PrintedReport>>;
  readonly state: { readonly lines: PrintedLines };
}

/**
 * Adds counties' reports up cell by cell, by whole cents and nothing of the program, and compares with lines that are said
 * to be their sum. Throws with the first cell that differs. Answers how many cells were compared.
 */
export function compareWithSum(
  what: string,
  reports: readonly PrintedReport[],
  said: PrintedLines,
): number {
  let compared = 0;
  for (const [line, cells] of Object.entries(said)) {
    for (const [column, cell] of Object.entries(cells)) {
      const sum = sumOf(reports.map(({ lines }) => lines[line]?.[column]));
      if (sum !== cell) {
        throw new Error(
          `${what}, line ${line}, column ${column}: it says ${String(cell)}, and the counties add up to ${String(sum)}.`,
        );
      }
      compared += 1;
    }
  }
  if (compared === 0) throw new Error(`${what} has no cells.`);
  return compared;
}

const CENTS_DIGITS = 2;

function sumOf(cells: readonly (PrintedCell | undefined)[]): PrintedCell {
  if (cells.some((cell) => cell === null || cell === undefined)) return null;
  const areAmounts = cells.some((cell) => typeof cell === 'string');
  if (!areAmounts) return cells.reduce<number>((sum, cell) => sum + Number(cell), 0);
  const cents = cells.reduce<bigint>(
    (sum, cell) => sum + BigInt(String(cell).replace('.', '')),
    0n,
  );
  const digits = String(cents < 0n ? -cents : cents).padStart(CENTS_DIGITS + 1, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -CENTS_DIGITS)}.${digits.slice(-CENTS_DIGITS)}`;
}
