import type { LedgerRecord } from '../../events/record.js';
import { visible } from '../../events/values/visible-text.js';
import { dateInWords } from './words.js';

/** `CaseOpened` as `Case opened`. */
export function typeInWords(type: string): string {
  const words = type.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A field's name, `dueDate` as `due date`. */
export function fieldInWords(field: string): string {
  return field.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
}

/** One thing that a record says. */
export interface Detail {
  readonly name: string;
  readonly value: string;
}

/** What the data of a record says, in the order of its fields; a field within a field has both names. */
export function detailsOf({ data }: LedgerRecord): readonly Detail[] {
  return detailsIn(data, '');
}

function detailsIn(data: object, before: string): readonly Detail[] {
  return Object.entries(data).flatMap(([field, value]: [string, unknown]): readonly Detail[] => {
    const name = before === '' ? fieldInWords(field) : `${before}, ${fieldInWords(field)}`;
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      return [{ name, value: items.length === 0 ? 'none' : items.map(shown).join(', ') }];
    }
    if (typeof value === 'object' && value !== null) return detailsIn(value, name);
    return [{ name, value: shown(value) }];
  });
}

function shown(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'string') return visible(dateInWords(value));
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
