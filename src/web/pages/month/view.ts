import type { LineNumber } from '../../../../events/line-numbers.js';
import type { County } from '../../../../events/values/county.js';
import type { Day } from '../../../../events/values/day.js';
import { addMonths, firstDayOf, lastDayOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import { SECTION_TITLES } from '../../../../projections/form/catalogue.js';
import { brokenChecks } from '../../../../projections/form/checks.js';
import { editionNamed } from '../../../../projections/form/editions.js';
import { COLUMNS } from '../../../../projections/form/line.js';
import type { Column, LineEntry, Section } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import { differentCells } from '../../../../projections/versions/differences.js';
import type { CellDifference } from '../../../../projections/versions/differences.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { columnsOf, linesOfForm, monthOfYear } from '../../../reports/form.js';
import { monthHref, trailHref, versionHref, withQuery } from '../../addresses.js';
import type { ShownCell, ShownThere } from '../../components/figures.js';
import type { Moment } from '../../moment.js';
import type { Link } from '../../page.js';
import { standingOfMonth, statusOfVersion } from '../../version-words.js';
import type { MonthStanding, StatusWords } from '../../version-words.js';
import { monthInWords } from '../../words.js';

/** One cell of the form, and what the moment compared with has where it differs. */
export interface CellShown {
  readonly column: Column;
  readonly cell: ShownCell;
  readonly there: ShownThere | null;
}

export interface LineShown {
  readonly line: LineNumber;
  readonly title: string;
  readonly cells: readonly CellShown[];
  /** What the edit checks say of the line, and the sense checks where they were asked. */
  readonly remarks: readonly string[];
}

export interface SectionShown {
  readonly letter: Section;
  readonly title: string;
  readonly lines: readonly LineShown[];
}

export interface MonthView {
  readonly county: County;
  readonly month: Month;
  readonly form: CountyReport['form'];
  readonly edition: string;
  readonly moment: Moment;
  readonly standing: MonthStanding;
  readonly sections: readonly SectionShown[];
  readonly hasUnreported: boolean;
  readonly versions: readonly {
    readonly href: string;
    readonly version: number;
    readonly status: StatusWords;
    readonly asOf: number;
  }[];
  readonly compared: {
    readonly moment: Moment;
    readonly cells: readonly CellDifference[];
    readonly href: string;
  } | null;
  readonly files: readonly Link[];
  readonly neighbours: readonly Link[];
  /** The same month's other form; null where the month has one form alone. */
  readonly otherForm: Link | null;
  readonly submit: string | null;
  /** From when it can be submitted, where it is not over and may be submitted then; else null. */
  readonly submitFrom: Day | null;
  readonly checks: string;
  /** Shows what the sense checks say beside the lines; null where it is shown, or may not be seen. */
  readonly remarks: Link | null;
}

/** What is known of a month. */
export interface MonthAnswers {
  readonly report: CountyReport;
  readonly moment: Moment;
  readonly versions: readonly Version[];
  readonly compared: { readonly report: CountyReport; readonly moment: Moment } | null;
  readonly today: Day;
  readonly maySubmit: boolean;
  /** What the sense checks say; null where they were not asked: they read the whole ledger. */
  readonly sense: readonly string[] | null;
  readonly maySeeSense: boolean;
}

/** A month's form, section by section, with what leads on from it. */
export function monthView(answers: MonthAnswers): MonthView {
  const { report, moment, versions, compared, today, maySubmit } = answers;
  const { county, month, form, edition } = report;
  const here = monthHref(county, month);
  const cells = compared === null ? [] : differentCells(report.lines, compared.report.lines);
  const sections = sectionsOf(answers, cells);
  const isOffered = maySubmit && moment.asked === '';
  const last = lastDayOf(month);
  return {
    county,
    month,
    form,
    edition,
    moment,
    standing: standingOfMonth(versions, month, today),
    sections,
    hasUnreported: sections.some(({ lines }) =>
      lines.some((line) => line.cells.some(({ cell }) => cell.kind === 'notYet')),
    ),
    versions: versions.map((version) => ({
      href: versionHref(county, month, version.version),
      version: version.version,
      status: statusOfVersion(version),
      asOf: version.asOf,
    })),
    compared: compared === null ? null : comparedWith(here, moment, compared.moment, cells),
    files: ['csv', 'xlsx', 'pdf'].map((kind) => ({
      href: withQuery(`${here}/report.${kind}`, { asOf: moment.asked, ...formQuery(form) }),
      text: kind.toUpperCase(),
    })),
    neighbours: [-1, 1].map((step) => {
      const other = addMonths(month, step);
      return { href: monthHref(county, other), text: monthInWords(other) };
    }),
    otherForm: otherFormOf(here, form, month, moment),
    submit: isOffered && today > last ? `${here}/submit` : null,
    submitFrom: isOffered && today <= last ? firstDayOf(addMonths(month, 1)) : null,
    checks: withQuery(`${here}/checks`, { asOf: moment.asked }),
    remarks:
      answers.sense === null && answers.maySeeSense && form === 'CS 1257'
        ? {
            href: withQuery(here, {
              asOf: moment.asked,
              compare: compared?.moment.asked ?? '',
              remarks: 'yes',
            }),
            text: 'What looks unlikely, beside the lines',
          }
        : null,
  };
}

function comparedWith(
  here: string,
  moment: Moment,
  other: Moment,
  cells: readonly CellDifference[],
): MonthView['compared'] {
  const query = { from: other.asked, to: moment.asked };
  return { moment: other, cells, href: withQuery(`${here}/differences`, query) };
}

function formQuery(form: CountyReport['form']): Readonly<Record<string, string>> {
  return form === 'CS 157' ? { form: 'cs157' } : {};
}

function otherFormOf(
  here: string,
  form: CountyReport['form'],
  month: Month,
  { asked }: Moment,
): Link | null {
  if (form === 'CS 157') return { href: withQuery(here, { asOf: asked }), text: 'CS 1257' };
  if (monthOfYear(month) !== 9) return null;
  return { href: withQuery(here, { asOf: asked, form: 'cs157' }), text: 'CS 157 of the year' };
}

function sectionsOf(
  { report, moment, sense }: MonthAnswers,
  differences: readonly CellDifference[],
): readonly SectionShown[] {
  const { form, edition, lines } = report;
  const broken = brokenChecks(lines, editionNamed(edition));
  const different = new Map(differences.map(({ line, column, to }) => [line + column, to]));
  const bySection = Map.groupBy(linesOfForm(form, edition), ({ section }) => section);
  return [...bySection].map(([letter, entries]) => ({
    letter,
    title: SECTION_TITLES[letter],
    lines: entries.map((entry) => ({
      line: entry.line,
      title: entry.title,
      cells: COLUMNS.map((column) => ({
        column,
        cell: cellShown(report, entry, column, moment),
        there: thereOf(different.get(entry.line + column)),
      })),
      remarks: [
        ...broken
          .filter(({ check }) => check.split(' ').includes(entry.line))
          .map(({ message }) => message),
        ...(sense ?? []).filter((message) => message.startsWith(`Line ${entry.line} `)),
      ],
    })),
  }));
}

function thereOf(value: CellDifference['to'] | undefined): ShownThere | null {
  return value === undefined ? null : { value };
}

function cellShown(
  { county, month, lines }: CountyReport,
  entry: LineEntry,
  column: Column,
  { asked }: Moment,
): ShownCell {
  if (!columnsOf(entry).includes(column)) return { kind: 'blank' };
  const value = cellOf(lines, entry.line, column);
  if (value === null) return { kind: 'notYet' };
  const isOpened = entry.rule.kind !== 'notReportedByCounties';
  const href = withQuery(trailHref(county, month, entry.line, column), { asOf: asked });
  return { kind: 'value', value, href: isOpened ? href : null };
}
