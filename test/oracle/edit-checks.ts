import { centsOf } from './amounts.js';
import { FORM_LINES, type Column } from './form.js';
import type { OracleReport } from './report.js';

const COLUMNS: readonly Column[] = ['a', 'b', 'c', 'd'];

/** rules.md 9: "Beyond it, in (a): 2h<=2a, 2i<=2b, 35<=1, 36<=25a; in (b): 38<=1." */
const FURTHER_SUBSETS: readonly (readonly [string, string, Column])[] = [
  ['2h', '2a', 'a'],
  ['2i', '2b', 'a'],
  ['35', '1', 'a'],
  ['36', '25a', 'a'],
  ['38', '1', 'b'],
];
/** "24a<=24, 25a<=25, 27a<=27 in every column." */
const MONTHS_OF_YEARS: readonly (readonly [string, string])[] = [
  ['24a', '24'],
  ['25a', '25'],
  ['27a', '27'],
];
/** "In (a): 2c + 2e <= 2, 2e + 21 <= 2, 7 + 13 <= 4". */
const DISJOINT: readonly (readonly [string, string, string])[] = [
  ['2c', '2e', '2'],
  ['2e', '21', '2'],
  ['7', '13', '4'],
];

/** What rules.md 9 says must hold of every CS 1257, and does not of this one; empty when all holds. */
export function brokenEditChecks(report: OracleReport): readonly string[] {
  const cell = (line: string, column: Column): bigint | null => {
    const value = report.lines[line]?.[column] ?? null;
    if (value === null) return null;
    return typeof value === 'string' ? centsOf(value) : BigInt(value);
  };
  const faults: string[] = [];
  /** Broken when all the cells are reported and it does not hold; a null binds nothing. */
  const must = (
    name: string,
    values: readonly (bigint | null)[],
    holds: (...cells: bigint[]) => boolean,
  ): void => {
    const reported = values.filter((value) => value !== null);
    if (reported.length === values.length && !holds(...reported)) {
      faults.push(`${name} does not hold: ${reported.join(', ')}`);
    }
  };
  const notMore = (line: string, whole: string, column: Column): void => {
    must(
      `${line} <= ${whole} in (${column})`,
      [cell(line, column), cell(whole, column)],
      (part = 0n, all = 0n) => part <= all,
    );
  };

  for (const column of COLUMNS) {
    for (const { line, subsetOf } of FORM_LINES) {
      for (const whole of subsetOf) notMore(line, whole, column);
      must(`${line} >= 0 in (${column})`, [cell(line, column)], (value = 0n) => value >= 0n);
    }
    for (const [month, year] of MONTHS_OF_YEARS) notMore(month, year, column);
    must(
      `1 = 2 + 12 in (${column})`,
      [cell('1', column), cell('2', column), cell('12', column)],
      (all = 0n, one = 0n, other = 0n) => all === one + other,
    );
  }
  for (const [line, whole, column] of FURTHER_SUBSETS) notMore(line, whole, column);
  for (const [one, other, whole] of DISJOINT) {
    must(
      `${one} + ${other} <= ${whole} in (a)`,
      [cell(one, 'a'), cell(other, 'a'), cell(whole, 'a')],
      (first = 0n, second = 0n, all = 0n) => first + second <= all,
    );
  }
  must(
    '9 = 10 + 16 in (a)',
    [cell('9', 'a'), cell('10', 'a'), cell('16', 'a')],
    (all = 0n, acknowledged = 0n, judicial = 0n) => all === acknowledged + judicial,
  );
  return faults;
}
