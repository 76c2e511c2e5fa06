import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { CountyMonth, Figure } from '../county/county-fold.js';

/** What a county's own records say for one month, as plain data. */
export interface KeptCounty {
  readonly supplied: readonly (readonly [LineNumber, Figure])[];
  readonly staff: CountyMonth['staff'];
  readonly reportableBy: readonly (readonly [LineNumber, number])[];
}

/** @param county - what is kept of it names lines, never their places */
export function keptCountyOf({ supplied, staff, reportableBy }: CountyMonth): KeptCounty {
  return {
    supplied: LINE_NUMBERS.flatMap((line) => {
      const figure = supplied(line);
      return figure === null ? [] : [[line, figure] as const];
    }),
    staff,
    reportableBy: LINE_NUMBERS.flatMap((line) => {
      const position = reportableBy(line);
      return position === null ? [] : [[line, position] as const];
    }),
  };
}

export function countyMonthFrom({ supplied, staff, reportableBy }: KeptCounty): CountyMonth {
  const figures = new Map(supplied);
  const notices = new Map(reportableBy);
  return {
    supplied: (line) => figures.get(line) ?? null,
    staff,
    reportableBy: (line) => notices.get(line) ?? null,
  };
}
