import type { RejectionCode } from '../../../../events/rejections.js';
import { ALLOCATIONS_LENGTH_MAX } from '../../../../events/records/case.js';
import { RECORD_SCHEMAS } from '../../../../events/records/schemas.js';
import type { RecordType } from '../../../../events/registry.js';
import type { LineEntry } from '../../../../projections/form/line.js';
import { fieldsOfSchema } from '../../forms/record-fields.js';
import { listed } from '../../words.js';

/** What a line does, in one sentence. */
export function ruleInWords({ rule, unit }: LineEntry): string {
  switch (rule.kind) {
    case 'countCases':
      return 'It counts cases, each once.';
    case 'countChildren':
      return 'It counts children, each once.';
    case 'sumByStatus':
      return 'It adds up dollars of cases, in the column of the status at each month’s end.';
    case 'sumCases':
      return 'It adds up dollars of cases.';
    case 'supplied':
      return 'DCSS supplies the figure.';
    case 'suppliedOrPriorSeptember':
      return `DCSS supplies the figure; else it is Line ${rule.line} of the September before.`;
    case 'sumOfLines':
      return `It adds up column (a) of ${listed(rule.lines.map((line) => `Line ${line}`))}.`;
    case 'staff':
      return `It is the ${unit === 'fte' ? 'full-time equivalents' : 'figure'} of the latest staffing report of the month.`;
    case 'notReportedByCounties':
      return 'Counties do not report it: it is 0.00.';
  }
}

/** Of which time a line speaks. */
export function periodInWords({ period }: LineEntry): string {
  switch (period) {
    case 'point-in-time':
      return 'The last day of the month.';
    case 'month':
      return 'The month.';
    case 'ffy-to-date':
      return 'The federal fiscal year from October to the end of the month.';
    case 'prior-ffy':
      return 'The federal fiscal year before.';
  }
}

/** One field of a type of record, as people read it. */
export interface FieldHelp {
  readonly name: string;
  readonly form: string;
  readonly isNeeded: boolean;
}

/** The fields of a type of record, in the order of its schema. */
export function fieldsOfType(type: RecordType): readonly FieldHelp[] {
  return fieldsOfSchema(RECORD_SCHEMAS[type]).flatMap(({ path, hint, isNeeded }) => {
    const { list, row, field } = ROW_OF_LIST.exec(path)?.groups ?? {};
    if (list === undefined || field === undefined) return [{ name: path, form: hint, isNeeded }];
    // Every row of a list has the same fields: the first is told, by the heading that it has in a file.
    if (row !== '0') return [];
    const last = `${list}.${String(ALLOCATIONS_LENGTH_MAX)}.${field}`;
    return [{ name: `${list}.1.${field}`, form: `${hint}; further ones up to ${last}`, isNeeded }];
  });
}

/** A field of a row of a list, as forms name it: from 0 on. */
const ROW_OF_LIST = /^(?<list>.*)\.(?<row>\d+)\.(?<field>.*)$/u;

const REFUSALS: Readonly<Record<RejectionCode, string>> = {
  MALFORMED: 'The line is no record: it is no JSON object, or too long.',
  UNKNOWN_TYPE: 'The type is none of the record types.',
  UNKNOWN_FIELD: 'A field has a name that the type does not have.',
  INVALID_FIELD: 'A field is missing, or breaks its form.',
  MISSING_REASON: 'A correction does not say why.',
  WRONG_COUNTY: 'The record is of another county than its sender may send.',
  NOT_PERMITTED: 'The record that it corrects is a figure of DCSS, for DCSS to correct.',
  ID_REUSED: 'The id is that of another record with other content.',
  RECORDED_BACKWARDS: 'The instant of recording is before that of the record before it.',
  FUTURE_RECORDED: 'The instant of recording is later than the clock.',
  FUTURE_EFFECTIVE: 'The day on which it happened is later than the day of recording.',
  UNKNOWN_CORRECTED: 'The record that it corrects is not in the ledger.',
  BEYOND_RETENTION: 'The record that it corrects was erased by retention.',
  ALREADY_SUPERSEDED: 'The record that it corrects was corrected or voided before.',
  CORRECTION_MISMATCH: 'The correction is of another type or about something else.',
  UNKNOWN_CASE: 'The case was never opened in this ledger.',
  ALREADY_OPENED: 'The case is open already.',
  UNKNOWN_CHILD: 'The child is not registered in this ledger.',
  UNKNOWN_REFERENCE: 'An order, collection or the like that it names is not recorded.',
  DUPLICATE_REFERENCE: 'An id that it introduces is taken on the case.',
  ALREADY_REVERSED: 'The distribution was reversed before.',
  OVER_DISTRIBUTED: 'More would be distributed than was collected.',
};

/** A refusal in one sentence. */
export function refusalInWords(code: RejectionCode): string {
  return REFUSALS[code];
}
