import { COLUMNS } from '../../projections/form/line.js';
import type { Column } from '../../projections/form/line.js';
import { columnsOf, findLine } from '../reports/form.js';
import type { FormLine } from '../reports/form.js';
import { oneOf } from './arguments.js';
import { WrongUsage } from './exit-codes.js';

/** A line of the form; throws `WrongUsage` for another. */
export function lineArgument(text: string): FormLine {
  const line = findLine(text);
  if (line === null) {
    throw new WrongUsage(
      `--line ${JSON.stringify(text.slice(0, 20))} is no line of the CS 1257: give one as the form numbers it, for example 1, 2e or 24.`,
    );
  }
  return line;
}

/** A column that the line reports; throws `WrongUsage` for another. */
export function columnArgument(text: string, line: FormLine): Column {
  const reported = columnsOf(line);
  const column = COLUMNS.find((candidate) => candidate === text);
  if (column === undefined || !reported.includes(column)) {
    throw new WrongUsage(
      `--column ${JSON.stringify(text.slice(0, 20))} is not reported on Line ${line.line}: give ${oneOf(reported)}.`,
    );
  }
  return column;
}
