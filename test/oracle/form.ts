/** The lines of the CS 1257 as the contract's form.json lists them, in its order. */

export type Column = 'a' | 'b' | 'c' | 'd';

/** What the rules of section 8 and 9 need of a line. */
export interface FormLine {
  readonly line: string;
  readonly unit: 'cases' | 'children' | 'dollars' | 'fte';
  /** The columns that the line is reported in; (a) of a line in b-d is their sum. */
  readonly columns: 'a' | 'b' | 'd' | 'bcd';
  readonly subsetOf: readonly string[];
  readonly isPhasedIn?: true;
  readonly isStateOnly?: true;
}

export const FORM_LINES: readonly FormLine[] = [
  { line: '1', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '1a', unit: 'cases', columns: 'bcd', subsetOf: ['1'] },
  { line: '1b', unit: 'cases', columns: 'bcd', subsetOf: ['1'] },
  { line: '1c', unit: 'cases', columns: 'd', subsetOf: ['1'] },
  { line: '1d', unit: 'cases', columns: 'bcd', subsetOf: ['1'], isPhasedIn: true },
  { line: '1e', unit: 'cases', columns: 'bcd', subsetOf: ['1'], isPhasedIn: true },
  { line: '1f', unit: 'cases', columns: 'a', subsetOf: ['1'], isPhasedIn: true },
  { line: '1g', unit: 'cases', columns: 'a', subsetOf: ['1'], isPhasedIn: true },
  { line: '2', unit: 'cases', columns: 'bcd', subsetOf: ['1'] },
  { line: '2a', unit: 'cases', columns: 'bcd', subsetOf: ['2'] },
  { line: '2b', unit: 'cases', columns: 'bcd', subsetOf: ['2'] },
  { line: '2c', unit: 'cases', columns: 'bcd', subsetOf: ['2'] },
  { line: '2d', unit: 'cases', columns: 'd', subsetOf: ['2', '1c'] },
  { line: '2e', unit: 'cases', columns: 'a', subsetOf: ['2'] },
  { line: '2f', unit: 'cases', columns: 'bcd', subsetOf: ['2', '2a'], isPhasedIn: true },
  { line: '2g', unit: 'cases', columns: 'bcd', subsetOf: ['2', '2b'], isPhasedIn: true },
  { line: '2h', unit: 'cases', columns: 'a', subsetOf: ['2'], isPhasedIn: true },
  { line: '2i', unit: 'cases', columns: 'a', subsetOf: ['2'], isPhasedIn: true },
  { line: '3', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '4', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '5', unit: 'children', columns: 'a', subsetOf: ['4'] },
  { line: '5a', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '6', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '7', unit: 'children', columns: 'a', subsetOf: ['4'] },
  { line: '8', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '8a', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '9', unit: 'children', columns: 'a', subsetOf: [] },
  { line: '10', unit: 'children', columns: 'a', subsetOf: ['9'] },
  { line: '12', unit: 'cases', columns: 'bcd', subsetOf: ['1'] },
  { line: '13', unit: 'children', columns: 'bcd', subsetOf: [] },
  { line: '14', unit: 'cases', columns: 'a', subsetOf: [] },
  { line: '16', unit: 'children', columns: 'bcd', subsetOf: [] },
  { line: '17', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '18', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '18a', unit: 'cases', columns: 'bcd', subsetOf: ['18'] },
  { line: '19', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '20', unit: 'cases', columns: 'bcd', subsetOf: [] },
  { line: '21', unit: 'cases', columns: 'a', subsetOf: ['2'] },
  { line: '21a', unit: 'cases', columns: 'a', subsetOf: ['21'] },
  { line: '22', unit: 'cases', columns: 'a', subsetOf: ['21'] },
  { line: '23', unit: 'cases', columns: 'a', subsetOf: ['22'] },
  { line: '24', unit: 'dollars', columns: 'bcd', subsetOf: [] },
  { line: '24a', unit: 'dollars', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '25', unit: 'dollars', columns: 'bcd', subsetOf: [] },
  { line: '25a', unit: 'dollars', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '26', unit: 'dollars', columns: 'bcd', subsetOf: [] },
  { line: '27', unit: 'dollars', columns: 'bcd', subsetOf: [] },
  { line: '27a', unit: 'dollars', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '28', unit: 'cases', columns: 'a', subsetOf: [] },
  { line: '29', unit: 'cases', columns: 'a', subsetOf: ['28'] },
  { line: '30', unit: 'fte', columns: 'a', subsetOf: [] },
  { line: '31', unit: 'fte', columns: 'a', subsetOf: [] },
  { line: '32', unit: 'fte', columns: 'a', subsetOf: [] },
  { line: '33', unit: 'children', columns: 'a', subsetOf: [], isPhasedIn: true },
  { line: '34', unit: 'children', columns: 'a', subsetOf: ['33'], isPhasedIn: true },
  { line: '35', unit: 'cases', columns: 'a', subsetOf: [], isPhasedIn: true },
  { line: '36', unit: 'dollars', columns: 'a', subsetOf: [], isPhasedIn: true },
  { line: '38', unit: 'cases', columns: 'b', subsetOf: [] },
  { line: '39', unit: 'cases', columns: 'b', subsetOf: [] },
  { line: '43', unit: 'cases', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '44', unit: 'cases', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '45', unit: 'cases', columns: 'bcd', subsetOf: ['44'], isStateOnly: true },
  { line: '46', unit: 'cases', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '47', unit: 'cases', columns: 'bcd', subsetOf: [], isStateOnly: true },
  { line: '48', unit: 'cases', columns: 'bcd', subsetOf: ['17'], isStateOnly: true },
  { line: '49', unit: 'cases', columns: 'bcd', subsetOf: ['48'], isStateOnly: true },
];

/** The line of that number. */
export function formLine(line: string): FormLine {
  const found = FORM_LINES.find((candidate) => candidate.line === line);
  if (found === undefined) throw new Error(`The form has no line ${line}.`);
  return found;
}
