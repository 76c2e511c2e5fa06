/** The lines of the CS 1257 in the form's order, edition 2005-10. 11, 15, 37 and 40-42 are not on it. */
export const LINES_2005_10 = [
  ...['1', '1a', '1b', '1c', '1d', '1e', '1f', '1g'],
  ...['2', '2a', '2b', '2c', '2d', '2e', '2f', '2g', '2h', '2i', '3'],
  ...['4', '5', '5a', '6', '7', '8', '8a', '9', '10'],
  ...['12', '13'],
  ...['14', '16', '17', '18', '18a', '19', '20'],
  ...['21', '21a', '22', '23'],
  ...['24', '24a', '25', '25a', '26', '27', '27a', '28', '29'],
  ...['30', '31', '32'],
  ...['33', '34', '35', '36'],
  ...['38', '39'],
  ...['43', '44', '45', '46', '47', '48', '49'],
] as const;

/**
 * Every line that an edition of the form has or had. A line's place is its code in what is kept of records (see
 * `projections/columns`): a new line goes to the end, and none is ever taken away or moved.
 */
export const LINE_NUMBERS = [...LINES_2005_10] as const;

/** A line of some edition of the form. */
export type LineNumber = (typeof LINE_NUMBERS)[number];

const INDEX: ReadonlyMap<string, number> = new Map(
  LINE_NUMBERS.map((line, index) => [line, index]),
);

/** The code of a line, from 0, whatever edition has it; -1 for what is no line. */
export function lineCodeOf(line: string): number {
  return INDEX.get(line) ?? -1;
}

/** The line of that name, null if no edition of the form has one. */
export function parseLineNumber(text: string): LineNumber | null {
  return LINE_NUMBERS[lineCodeOf(text)] ?? null;
}
