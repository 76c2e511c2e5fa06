import { SAMPLE_METHODS } from '../../../../events/acts/sample-acts.js';
import type { JudgementReason, SampleMethod } from '../../../../events/acts/sample-acts.js';
import { parseLineNumber } from '../../../../events/line-numbers.js';
import type { LineNumber } from '../../../../events/line-numbers.js';
import { parseMonth } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import type { Column } from '../../../../projections/form/line.js';
import type { CheckName } from '../../../samples/sample-checks.js';
import type { ShownRow, ShownSample } from '../../../samples/shown-sample.js';
import type { Tone } from '../../components/status-tag.js';
import type { FieldFault, FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';

/** What a form for a draw says. */
export interface DrawTyped {
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column | null;
  readonly version: number | null;
  readonly method: SampleMethod;
  readonly size: number;
  readonly reserve: number;
  readonly seed: string;
}

/** Reads the form for a draw; what is wrong with each field instead. */
export function drawTyped(form: FormTexts): DrawTyped | FieldFaults {
  const faults: FieldFault[] = [];
  const wrong = (field: string, message: string): null => {
    faults.push({ field, code: 'INVALID_FIELD', message });
    return null;
  };
  const month = parseMonth(textOf(form, 'month')) ?? wrong('month', 'Give the month as 2006-09.');
  const line =
    parseLineNumber(textOf(form, 'line')) ??
    wrong('line', 'Give a line as the form numbers it, for example 1, 2e or 24.');
  const size = countIn(form, 'size', 1) ?? wrong('size', 'Give how many rows: 1 to 10,000.');
  const reserve =
    countIn(form, 'reserve', 0) ?? wrong('reserve', 'Give how many replacements: 0 to 10,000.');
  const version = versionIn(form);
  if (version === 'wrong') wrong('version', 'Give the number of the version, or leave it empty.');
  const seed = textOf(form, 'seed');
  if (seed === '') wrong('seed', 'Give a seed: a word or number that you did not choose yourself.');
  const { column, method } = choicesIn(form);
  if (month === null || line === null || size === null || reserve === null) return faults;
  if (version === 'wrong' || faults.length > 0) return faults;
  return { month, line, column, version, method, size, reserve, seed };
}

function choicesIn(form: FormTexts): Pick<DrawTyped, 'column' | 'method'> {
  return {
    column: COLUMNS.find((each) => each === textOf(form, 'column')) ?? null,
    method: SAMPLE_METHODS.find((each) => each === textOf(form, 'method')) ?? 'rows',
  };
}

function versionIn(form: FormTexts): number | 'wrong' | null {
  const text = textOf(form, 'version');
  if (text === '') return null;
  return /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : 'wrong';
}

const ROWS_MAX = 10_000;

function countIn(form: FormTexts, field: string, least: number): number | null {
  const text = textOf(form, field);
  const typed = text === '' && least === 0 ? '0' : text;
  if (!/^\d{1,5}$/u.test(typed)) return null;
  const count = Number(typed);
  return count >= least && count <= ROWS_MAX ? count : null;
}

/** How far a sample is. */
export function progressOf({ judged, size }: ShownSample): {
  readonly text: string;
  readonly tone: Tone;
} {
  if (judged === 0) return { text: 'Not begun', tone: 'plain' };
  return judged < size
    ? { text: 'Being judged', tone: 'waiting' }
    : { text: 'Judged', tone: 'good' };
}

/** The first row that has no judgement; null where all have. */
export function nextRow(rows: readonly ShownRow[], after: number): ShownRow | null {
  return (
    rows.find(({ n, judgement }) => n > after && judgement === null) ??
    rows.find(({ judgement }) => judgement === null) ??
    null
  );
}

export const JUDGEMENT_WORDS = {
  pass: { text: 'Pass', tone: 'good' },
  fail: { text: 'Fail', tone: 'bad' },
  'not-determinable': { text: 'Cannot be determined', tone: 'warning' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly tone: Tone }>>;

export const REASON_WORDS: Readonly<Record<JudgementReason, string>> = {
  'document-missing': 'A document is missing',
  'document-unreadable': 'A document cannot be read',
  'documents-contradict': 'Documents contradict each other',
  'amount-differs': 'The amount is another one',
  'status-differs': 'The status is another one',
  'not-in-universe': 'It is no IV-D case of the county',
  other: 'Another reason, said in the text',
};

export const VERDICT_WORDS = {
  reliable: { text: 'Reliable', tone: 'good' },
  marginal: { text: 'Marginal', tone: 'warning' },
  unreliable: { text: 'Not reliable', tone: 'bad' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly tone: Tone }>>;

/** What each check looks at, and what it means that it found something. */
export const CHECK_WORDS: Readonly<Record<CheckName, string>> = {
  'trail-against-cells': 'Cells whose rows come to another figure than the version has',
  'subject-twice': 'Cases or children twice in one cell',
  'outside-universe': 'Rows that are no case of the county',
  'audit-files': 'Tables of the federal audit that differ from the version',
  'later-records': 'Records of its cases and children that came after the version',
  'changed-months': 'Months whose figures have changed since they were approved',
};
