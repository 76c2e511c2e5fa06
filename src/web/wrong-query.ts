import type { FieldFaults } from './forms/field-faults.js';
import { textOf } from './forms/form-texts.js';
import type { FormTexts } from './forms/form-texts.js';

/** Thrown by a page for what stands behind the question mark of its address and cannot be taken: which field, and what to mend. */
export class WrongQuery extends Error {
  override readonly name = 'WrongQuery';
  readonly faults: FieldFaults;

  constructor(field: string, message: string) {
    super(message);
    this.faults = [{ field, code: 'INVALID_FIELD', message }];
  }
}

/** How many rows stand before those that are asked for: 0 where nothing is said. Throws `WrongQuery` for what is no such number. */
export function rowsBefore(query: FormTexts, name = 'after'): number {
  const text = textOf(query, name);
  if (text === '') return 0;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new WrongQuery(name, 'Give the number of a row, from 0 on, after which the page begins.');
}

/** That each long table of a page is asked for from a row on: `ID-after` is a number. Throws `WrongQuery` where one is none. */
export function demandRowsOfTables(query: FormTexts): void {
  for (const name of query.keys()) if (name.endsWith('-after')) rowsBefore(query, name);
}

/** That there are so many rows that one follows the number asked for. Throws `WrongQuery` where none does. */
export function demandRowAfter(after: number, total: number, name = 'after'): void {
  if (after === 0 || after < total) return;
  const all = total === 1 ? 'is 1 row' : `are ${String(total)} rows`;
  throw new WrongQuery(name, `No row comes after that number: there ${all}.`);
}

/** One of a few words; the first where nothing is said. Throws `WrongQuery` for another one. */
export function wordOfQuery<const Word extends string>(
  query: FormTexts,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const text = textOf(query, name);
  if (text === '') return words[0];
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new WrongQuery(name, `Give one of these: ${words.join(', ')}.`);
}
