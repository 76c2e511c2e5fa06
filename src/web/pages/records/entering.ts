import type { County } from '../../../../events/values/county.js';
import { parseValue } from '../../../../events/wire/parse.js';
import type { Reply } from '../../../application/application.js';
import type { InputOf } from '../../../application/list.js';
import type { ParsedLine, RejectedLine } from '../../../ledger/county-batch.js';
import { faultsOfAct, messageOfForm } from '../../forms/act-faults.js';
import type { FieldFaults } from '../../forms/field-faults.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { RecordField } from '../../forms/record-fields.js';
import { fieldOfPath } from './typed-record.js';

/** A record as a form has it, and the form. */
export interface EnteredByForm {
  readonly county: County;
  readonly record: object;
  readonly fields: readonly RecordField[];
  readonly form: FormTexts;
}

/**
 * Takes one record into a county's ledger; what is wrong with it, beside the fields that are named. Nothing
 * where it is in.
 *
 * @param append - asks the entry that takes such a record
 */
export async function enterRecord(
  append: (asked: InputOf<'appendToCounty'>) => Promise<Reply<unknown>>,
  { county, record, fields, form }: EnteredByForm,
): Promise<FieldFaults> {
  const rejected: RejectedLine[] = [];
  const reply = await append({
    county,
    lines: lineOf(record),
    expectedSize: null,
    onRejected: (line: RejectedLine) => {
      rejected.push(line);
    },
  });
  const faults = rejected.map(({ code, message }) => ({
    field: fieldOfPath(message, fields, form),
    code,
    message: code === 'ID_REUSED' ? SENT_BEFORE : messageOfForm(message),
  }));
  return [...faults, ...(faultsOfAct(reply, []) ?? [])];
}

/** The id of a form's record is the form's own: the ledger has one of that id with other content. */
const SENT_BEFORE =
  'This form was sent before with other content, and that record is in the ledger. Open that record to correct it.';

async function* lineOf(record: object): AsyncGenerator<readonly ParsedLine[]> {
  yield await Promise.resolve([{ file: 'form', line: 1, result: parseValue(record, 'live') }]);
}
