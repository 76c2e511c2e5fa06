import { formatMonth } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { namedEdition } from '../../events/form-editions.js';
import { lastEntryOf } from '../../projections/form/editions.js';
import { countIn } from '../../projections/form/counted/tally.js';
import type { RowSide } from '../../projections/versions/differences.js';
import { isInHundredths } from '../../projections/form/line.js';
import type { NamedDifference, NamedRow } from './named-difference.js';
import type { OutdatedVersion } from './version-questions.js';

/** The contract's JSON of a comparison, on one line. */
export function differenceJson(difference: NamedDifference): string {
  const { county, month, from, to, editions, cells, rows } = difference;
  return JSON.stringify({
    county,
    month: formatMonth(month),
    from: { asOf: from, ...namedEdition(editions.from) },
    to: { asOf: to, ...namedEdition(editions.to) },
    cells,
    rows: rows.map(rowFields),
  });
}

/** The same without its rows: the cells that differ, on one line. */
export function cellsJson({ county, month, from, to, editions, cells }: NamedDifference): string {
  return JSON.stringify({
    county,
    month: formatMonth(month),
    from: { asOf: from, ...namedEdition(editions.from) },
    to: { asOf: to, ...namedEdition(editions.to) },
    cells,
  });
}

/** The contract's JSON of the outdated versions, on one line; `differsBy` where the rules were corrected since. */
export function outdatedJson(outdated: readonly OutdatedVersion[]): string {
  return JSON.stringify(
    outdated.map(({ month, version, cells, differsBy }) => ({
      month: formatMonth(month),
      version,
      cells,
      ...(differsBy === 'records' ? {} : { differsBy }),
    })),
  );
}

function rowFields(row: NamedRow): object {
  const { line, column, subject, records } = row;
  return {
    line,
    column,
    ...(subject === null ? {} : { [subject.kind]: subject.id }),
    from: sideValue(line, row.from),
    to: sideValue(line, row.to),
    records,
  };
}

/** `true` where the row counts one, its amount or figure, or null where it is not there. */
export function sideValue(lineNumber: string, side: RowSide): true | string | number | null {
  switch (side.kind) {
    case 'absent':
      return null;
    case 'counted':
      return true;
    case 'amount': {
      const entry = lastEntryOf(lineNumber);
      if (entry === null) throw new Error(`The form has no line ${lineNumber}.`);
      return isInHundredths(entry) ? formatCents(side.amount) : countIn(side.amount);
    }
  }
}
