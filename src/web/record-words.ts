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

/** What is told of a type or a field, for whoever fills in a form: names of types and fields stand in words. */
export function toldInWords(text: string): string {
  return text
    .replaceAll('`effective`', 'The day of the record')
    .replaceAll(/`([A-Za-z.]+)`/gu, (_, name: string) =>
      /^[A-Z]/u.test(name) ? `“${typeInWords(name)}”` : `“${fieldInWords(name)}”`,
    );
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
