import type { LineNumber } from '../../../../events/line-numbers.js';
import { parseLineNumber } from '../../../../events/line-numbers.js';
import { RECORD_SCHEMAS } from '../../../../events/records/schemas.js';
import { parseCounty } from '../../../../events/values/county.js';
import type { County } from '../../../../events/values/county.js';
import { parseDay } from '../../../../events/values/day.js';
import { formatMonth, monthOf, parseMonth } from '../../../../events/values/month.js';
import type { Ffy, Month } from '../../../../events/values/month.js';
import { cellOf } from '../../../../projections/form/report.js';
import type { ReportLines } from '../../../../projections/form/report.js';
import type { OutdatedVersion } from '../../../versions/version-questions.js';
import { monthHref, withQuery } from '../../addresses.js';
import type { FieldFault, FieldFaults } from '../../forms/field-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { fieldsOfSchema } from '../../forms/record-fields.js';
import type { RecordField } from '../../forms/record-fields.js';
import { monthInWords, numberInWords } from '../../words.js';

/** The records of DCSS's that are entered here, by what the form is called. */
export const FIGURE_TYPES = {
  figure: 'StatewideFigureRecorded',
  reportable: 'LineMadeReportable',
} as const;

export type FigureKind = keyof typeof FIGURE_TYPES;

/** What of the page is in front. */
export type FiguresStep =
  | { readonly kind: 'show' | 'carry' }
  | { readonly kind: 'enter' | 'check'; readonly what: FigureKind };

/** The form that an address asks for, as `?do=figure`. */
export function figuresStep(query: FormTexts): FiguresStep {
  const asked = textOf(query, 'do');
  if (asked === 'carry') return { kind: 'carry' };
  return asked === 'figure' || asked === 'reportable'
    ? { kind: 'enter', what: asked }
    : { kind: 'show' };
}

/** The fields of such a record, without a hint of what is not theirs. */
export function fieldsOfFigure(what: FigureKind): readonly RecordField[] {
  return fieldsOfSchema(RECORD_SCHEMAS[FIGURE_TYPES[what]]);
}

/** The county that a form or an address names. */
export function countyTyped(texts: FormTexts): County | null {
  const text = textOf(texts, 'county');
  return parseCounty(text.length === 1 ? `0${text}` : text);
}

export const COUNTY_FAULT: FieldFault = {
  field: 'county',
  code: 'INVALID_FIELD',
  message: 'Give the county by its number, 01 to 58.',
};

/** The fiscal year that is carried into. */
export function ffyTyped(texts: FormTexts): Ffy | null {
  const text = textOf(texts, 'ffy');
  return /^(19|20)\d{2}$/u.test(text) ? (Number(text) as Ffy) : null; // four digits
}

export function faultsOfCarry(texts: FormTexts): FieldFaults {
  const message = 'Give the federal fiscal year as 2007: it begins in October 2006.';
  return [
    ...(countyTyped(texts) === null ? [COUNTY_FAULT] : []),
    ...(ffyTyped(texts) === null ? [{ field: 'ffy', code: 'INVALID_FIELD', message }] : []),
  ];
}

/** The months in which a figure that was typed is looked at: that of its day, or the first that is reported. */
export function monthTyped(what: FigureKind, texts: FormTexts): Month | null {
  if (what === 'reportable') return parseMonth(textOf(texts, 'from'));
  const day = parseDay(textOf(texts, 'effective'));
  return day === null ? null : monthOf(day);
}

/** The lines that a form is about. */
export function linesTyped(what: FigureKind, texts: FormTexts): readonly LineNumber[] {
  const text = textOf(texts, what === 'figure' ? 'line' : 'lines');
  return text.split(',').flatMap((each) => parseLineNumber(each.trim().toLowerCase()) ?? []);
}

/** What a line says now, and what it will. */
export interface LineChange {
  readonly line: LineNumber;
  readonly month: string;
  readonly now: string;
  readonly then: string;
}

/** What a record that was typed changes in the month that it is about; empty while that month cannot be known. */
export function changesOf(
  what: FigureKind,
  texts: FormTexts,
  lines: ReportLines | null,
): readonly LineChange[] {
  const month = monthTyped(what, texts);
  if (month === null || lines === null) return [];
  return linesTyped(what, texts).map((line) => {
    const cell = cellOf(lines, line, 'a');
    return {
      line,
      month: monthInWords(month),
      now: cell === null ? 'not reported' : numberInWords(cell),
      then: what === 'figure' ? numberInWords(textOf(texts, 'value')) : 'reported from then on',
    };
  });
}

/** An approved month of the county that gives another cell now. */
export interface OutdatedRow {
  readonly key: string;
  readonly month: string;
  readonly spelt: string;
  readonly href: string;
  readonly line: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

export function outdatedRows(
  county: County,
  outdated: readonly OutdatedVersion[],
): readonly OutdatedRow[] {
  const shown = (cell: number | string | null): string =>
    cell === null ? 'not reported' : numberInWords(cell);
  return outdated.flatMap(({ month, version, cells }) =>
    cells.map(({ line, column, from, to }) => ({
      ...{ line, column },
      key: `${formatMonth(month)} ${line}${column}`,
      month: `${monthInWords(month)}, version ${String(version)}`,
      spelt: formatMonth(month),
      href: withQuery(monthHref(county, month), { compare: `v${String(version)}` }),
      from: shown(from),
      to: shown(to),
    })),
  );
}
