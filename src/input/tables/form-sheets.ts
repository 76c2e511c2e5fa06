/** Sheets of a template that say how its first sheet is filled in; records stand in none of them. */
export const FIELDS_SHEET = 'Fields';
export const CODES_SHEET = 'Codes';

export const FORM_SHEETS: ReadonlySet<string> = new Set([FIELDS_SHEET, CODES_SHEET]);
