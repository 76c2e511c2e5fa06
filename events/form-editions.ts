import { LINES_2005_10 } from './line-numbers.js';
import type { LineNumber } from './line-numbers.js';
import { parseMonth } from './values/month.js';
import type { Month } from './values/month.js';

/** Which lines the form has from a month on. */
export interface FormEdition {
  /** The first month that it was made for, `YYYY-MM`; it never changes. */
  readonly id: string;
  /** Its own from this month on, until the next edition's. Months before the first edition are the first one's. */
  readonly firstMonth: Month;
  /** In the form's order. */
  readonly lines: readonly LineNumber[];
}

/** The form of CSS Letter 06-35. What names no edition is of this one: others came later. */
export const FIRST_EDITION: FormEdition = edition('2005-10', LINES_2005_10);

/**
 * Every edition of the form that is known, earliest first. What is kept names its edition: add one, and never change or
 * remove another (docs/how-to/add-a-line.md).
 */
export const FORM_EDITIONS: readonly FormEdition[] = Object.freeze([FIRST_EDITION]);

/** The edition of an id, null where it is none that is known. */
export function parseEdition(id: string): FormEdition | null {
  return FORM_EDITIONS.find((known) => known.id === id) ?? null;
}

/** An edition as answers and acts name it: by its id, and the first by nothing, as before there was a second. */
export function namedEdition(id: string): { readonly edition?: string } {
  return id === FIRST_EDITION.id ? {} : { edition: id };
}

function edition(id: string, lines: readonly LineNumber[]): FormEdition {
  const firstMonth = parseMonth(id);
  if (firstMonth === null) throw new Error(`The edition ${id} is named after no month.`);
  return Object.freeze({ id, firstMonth, lines });
}
