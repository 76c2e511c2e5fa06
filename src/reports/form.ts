import { isOnCs157 } from '../../projections/form/catalogue.js';
import { editionNamed, lastEntryOf } from '../../projections/form/editions.js';
import type { Column, LineEntry } from '../../projections/form/line.js';
import type { Month } from '../../events/values/month.js';

/** The monthly report, or the September report without the lines that only the state asks for. */
export type FormName = 'CS 1257' | 'CS 157';

/** A line of the form, as far as a reader sees it. */
export type FormLine = Pick<LineEntry, 'line' | 'section' | 'title' | 'unit' | 'columns'>;

export const FORM_TITLES: Readonly<Record<FormName, string>> = {
  'CS 1257': 'Monthly State Performance Report',
  'CS 157': 'Annual Report',
};

export const COLUMN_TITLES: Readonly<Record<Column, string>> = {
  a: 'total',
  b: 'current',
  c: 'former',
  d: 'never',
};

/** The lines of a form in their order. @param edition - its id */
export function linesOfForm(form: FormName, edition: string): readonly LineEntry[] {
  const { lines } = editionNamed(edition);
  return form === 'CS 157' ? lines.filter((line) => isOnCs157(line)) : lines;
}

/** The line of that number as the last edition that has it does, null if none has. */
export function findLine(number: string): LineEntry | null {
  return lastEntryOf(number);
}

/** The title of a line by an edition, or by the last one that has it where that one has it not. */
export function titleOf(number: string, edition: string): string {
  const entry = editionNamed(edition).entryOf(number) ?? lastEntryOf(number);
  return entry?.title ?? '';
}

/** The columns in which a line is reported, (a) always among them. */
export function columnsOf(line: Pick<LineEntry, 'columns'>): readonly Column[] {
  switch (line.columns) {
    case 'a':
      return ['a'];
    case 'b':
      return ['a', 'b'];
    case 'd':
      return ['a', 'd'];
    case 'bcd':
      return ['a', 'b', 'c', 'd'];
  }
}

/** 1 for January to 12 for December. */
export function monthOfYear(month: Month): number {
  return (month % 12) + 1;
}
