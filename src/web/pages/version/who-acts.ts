import { namesPerson } from '../../../../events/values/person.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import type { ShownPerson } from '../../page.js';

/** Longest name that an act says, in characters. */
const NAME_MAX = 100;

/** Whose name an act says: the account that has signed in, as `A-7 Ana Diaz`; without accounts, the name that was typed. */
export function whoActs(signedIn: ShownPerson | null, form: FormTexts): string {
  return signedIn === null ? textOf(form, 'by') : `${signedIn.account} ${signedIn.name}`;
}

/** What is wrong with a name that was typed. */
export function faultsOfWho(signedIn: ShownPerson | null, form: FormTexts): FieldFaults {
  return signedIn === null ? faultsOfText(form, 'by', 'your name', NAME_MAX) : [];
}

/** What is wrong with a text that is needed. */
export function faultsOfText(
  form: FormTexts,
  field: string,
  what: string,
  lengthMax: number,
): FieldFaults {
  const text = textOf(form, field);
  const code = 'INVALID_FIELD';
  if (text === '' || !namesPerson(text)) return [{ field, code, message: `Enter ${what}.` }];
  if (Array.from(text).length <= lengthMax) return [];
  const message = `Shorten ${what} to ${String(lengthMax)} characters.`;
  return [{ field, code, message }];
}
