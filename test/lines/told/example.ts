import type { CountyLedger } from '../../support/county-ledger.js';
import type { LineNumber } from '../../../events/line-numbers.js';

/** What happens in an example. */
export type Given = (county: CountyLedger) => unknown;

/** The rows of an example's line, and what happens in it. */
export type ToldExample = readonly [rows: readonly string[], given: Given];

export const MOTHER = { role: 'mother' };
export const CALWORKS = { program: 'calworks' };

/** The county once a line was made reportable. */
export const reportable = (county: CountyLedger, line: LineNumber): CountyLedger =>
  county.reportable('2005-01-01', '2005-01', line);

/** A child of an open case, as its registration says. */
export const childOf = (
  county: CountyLedger,
  child: string,
  { opening = {}, ...registration }: Readonly<Record<string, unknown>> = {},
): ReturnType<CountyLedger['registered']> => {
  const registered = county.registered(child, registration);
  county
    .opened(`C-${child}`, '2005-01-01', opening as Readonly<Record<string, unknown>>)
    .adds('2005-01-02', child);
  return registered;
};
