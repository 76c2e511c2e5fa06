import { CBUD_HEADINGS } from '../../../process/cbud/cbud-columns.js';
import { csvLine } from '../../../reports/csv.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';

/** The fields of the letter's form for one person. */
export const CBUD_FIELDS = ['county', 'first', 'last', 'telephone', 'email', 'level'] as const;

/** What a form for one person asks, as an act takes it. */
export function requestOfOne(form: FormTexts): Readonly<Record<string, unknown>> {
  const [county, first, last, telephone, email, level] = CBUD_FIELDS.map((name) =>
    textOf(form, name),
  );
  const row = { first, last, telephone, email, level: Number(level) };
  return { act: 'CbudAccessRequested', county, rows: [row] };
}

/** A request for many, as it was pasted from a spreadsheet: with the form's heading where it was left out. */
export function pastedTable(form: FormTexts): Uint8Array {
  const text = form.get('rows') ?? '';
  const [first = ''] = text.split(/\r?\n/u);
  const hasHeading = /county\s+number/iu.test(first);
  const separator = first.includes('\t') ? '\t' : ',';
  const heading = separator === '\t' ? `${CBUD_HEADINGS.join('\t')}\r\n` : csvLine(CBUD_HEADINGS);
  return Buffer.from(hasHeading ? text : `${heading}${text}`, 'utf8');
}

/** What a request for one came to, beside its field where a sentence names one. */
export function faultsOfRow(error: string, message: string): FieldFaults {
  const field = /^`(?<field>[a-z]+)`/u.exec(message)?.groups?.['field'] ?? null;
  return [{ field, code: error, message }];
}
