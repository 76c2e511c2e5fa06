import type { LedgerRecord } from '../../../../events/record.js';
import { plus } from '../../../../events/values/cents-sum.js';
import type { CentsSum } from '../../../../events/values/cents-sum.js';
import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import { formatCents } from '../../../../events/values/money.js';
import { monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { Day } from '../../../../events/values/day.js';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { addMonths } from '../../../../events/values/month.js';
import { wordsOfFact } from '../../../../projections/form/fact-words.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { CaseMonthMoney } from '../../../reports/case-course.js';
import type { ShownFact, SubjectExplanation } from '../../../reports/explanation.js';
import type { HistoryEntry } from '../../../reports/history.js';
import type { SubjectKey } from '../../../reports/subject.js';
import {
  countyHref,
  lineHelpHref,
  participantHref,
  recordHref,
  subjectHref,
  withQuery,
} from '../../addresses.js';
import type { Link } from '../../page.js';
import type { Course } from '../../pictures/course-view.js';
import { timelineOf } from '../../pictures/timeline-view.js';
import type { TimelineView } from '../../pictures/timeline-view.js';
import { typeInWords, detailsOf } from '../../record-words.js';
import type { Detail } from '../../record-words.js';
import { counted, numberInWords } from '../../words.js';
import { ordersOf, versionsWith } from './orders-view.js';
import type { SupportOrderShown, VersionWithIt } from './orders-view.js';

/** One fact of an explanation, in words. Many lines look at the same: each stands on the page once. */
export interface FactShown {
  /** An id on the page. */
  readonly key: string;
  readonly fact: string;
  readonly title: string;
  readonly sentence: string;
  readonly source: string;
  readonly value: string;
  readonly records: readonly FactRecord[];
}

/** A record that gives a fact. */
export interface FactRecord {
  readonly id: string;
  readonly href: string;
  readonly type: string;
  readonly effective: Day;
}

/** Why the subject is on a line, or not. */
export interface ExplanationShown {
  readonly key: string;
  readonly line: string;
  readonly title: string;
  readonly href: string;
  readonly counted: boolean;
  readonly column: string;
  readonly amount: string | null;
  /** One sentence: why, or why not. */
  readonly because: string;
  readonly citation: string;
  readonly reading: string | null;
  readonly facts: readonly FactShown[];
}

/** One record of the subject's life. */
export interface RecordShown {
  readonly id: string;
  readonly href: string;
  readonly position: number;
  readonly effective: Day;
  readonly recorded: Instant;
  /** Whole days from the day it happened to the day it was recorded, where it came after its month's end; else null. */
  readonly late: string | null;
  readonly type: string;
  readonly details: readonly Detail[];
  readonly supersededBy: {
    readonly id: string;
    readonly href: string;
    readonly reason: string;
  } | null;
  /** Where it is corrected or voided; null where it cannot be, or by whoever looks. */
  readonly correct: string | null;
}

export interface SubjectView {
  readonly subject: SubjectKey;
  readonly month: Month;
  readonly countedOn: readonly ExplanationShown[];
  readonly notOn: readonly ExplanationShown[];
  /** Every fact that a line looked at, in the order in which they are met. */
  readonly facts: readonly FactShown[];
  readonly history: readonly RecordShown[];
  /** A child's cases, or a case's children and participants. */
  readonly related: readonly Link[];
  /** What was due, paid and owed by month; null where nothing was. */
  readonly course: Course | null;
  /** A case’s support orders at the month’s end. */
  readonly orders: readonly SupportOrderShown[];
  /** Versions of the month that had it; none for whoever sees no reports. */
  readonly versions: readonly VersionWithIt[];
  readonly timeline: TimelineView | null;
  readonly superseded: number;
  readonly lateCount: number;
}

/** What is known of a case or child. */
export interface SubjectAnswers {
  readonly county: County;
  readonly month: Month;
  readonly subject: SubjectKey;
  readonly history: readonly HistoryEntry[];
  readonly explanations: readonly SubjectExplanation[];
  /** Whether whoever looks may enter records of the county. */
  readonly mayAppend: boolean;
  /** Of the month; none for whoever sees no reports. */
  readonly versions: readonly Version[];
  /** A case's money by month; none of a child, or of months that are not kept. */
  readonly course: readonly CaseMonthMoney[];
}

/** The last month that was over when the record at a moment was recorded. */
export function monthBefore(recorded: Instant): Month {
  return addMonths(monthOf(civilDayOf(recorded)), -1);
}

/** A case's or a child's life, and where it stands in a month's report. */
export function subjectView(answers: SubjectAnswers): SubjectView {
  const { county, month, subject, explanations, mayAppend } = answers;
  const facts = new FactsShown(county);
  const shown = explanations.map((each, index) => explanationShown(facts, each, index));
  const history = answers.history.map((entry) => recordShown(county, entry, mayAppend));
  return {
    subject,
    month,
    countedOn: shown.filter((each) => each.counted),
    notOn: shown.filter((each) => !each.counted),
    facts: facts.all,
    history,
    course: moneyCourse(answers.course),
    orders: ordersOf(county, answers.history, month),
    versions: versionsWith(county, subject, answers.history, answers.versions),
    timeline: timelineOf(history),
    related: [
      ...relatedTo(county, subject, answers.history),
      ...(mayAppend ? [entryOf(county, subject)] : []),
    ],
    superseded: history.filter(({ supersededBy }) => supersededBy !== null).length,
    lateCount: history.filter(({ late }) => late !== null).length,
  };
}

function explanationShown(
  known: FactsShown,
  explanation: SubjectExplanation,
  index: number,
): ExplanationShown {
  const { line, title, column, cents, subject, because, citation, reading } = explanation;
  const facts = explanation.facts.map((fact) => known.of(fact, subject.kind));
  return {
    key: `${line}-${column ?? ''}-${String(index)}`,
    line,
    title,
    href: lineHelpHref(line),
    counted: explanation.counted,
    column: column ?? '',
    amount: cents === null ? null : formatCents(cents),
    because,
    citation,
    reading,
    facts,
  };
}

/** The facts of a page: one that several lines look at is told once, with its records. */
class FactsShown {
  readonly #county: County;
  readonly #known = new Map<string, FactShown>();

  constructor(county: County) {
    this.#county = county;
  }

  get all(): readonly FactShown[] {
    return [...this.#known.values()];
  }

  of({ fact, value, records }: ShownFact, kind: SubjectKey['kind']): FactShown {
    const same = JSON.stringify([fact, value, records.map(({ id }) => id)]);
    const known = this.#known.get(same);
    if (known !== undefined) return known;
    const { title, sentence, otherwise, source } = wordsOfFact(fact, kind);
    const isSo = value !== false && value !== '0.00';
    const shown: FactShown = {
      key: `fact-${String(this.#known.size + 1)}`,
      fact,
      title,
      sentence: isSo ? sentence : (otherwise ?? sentence),
      source,
      value: valueInWords(value),
      records: records.map(({ id, type, effective }) => ({
        id,
        href: recordHref(this.#county, id),
        type: typeInWords(type),
        effective,
      })),
    };
    this.#known.set(same, shown);
    return shown;
  }
}

/** Charges and payments as bars, what is owed as a line. */
function moneyCourse(months: readonly CaseMonthMoney[]): Course | null {
  const amounts = ({ due, paidCurrent, paidArrears, arrearsDue }: CaseMonthMoney): CentsSum[] => [
    due,
    paidCurrent,
    paidArrears,
    arrearsDue,
  ];
  if (months.every((month) => amounts(month).every((amount) => amount === 0))) return null;
  const values = (pick: (month: CaseMonthMoney) => CentsSum): readonly string[] =>
    months.map((month) => formatCents(pick(month)));
  return {
    months: months.map(({ month }) => month),
    series: [
      { name: 'Current support due', as: 'bar', values: values(({ due }) => due) },
      {
        name: 'Paid, current support and arrears',
        as: 'bar',
        values: values(({ paidCurrent, paidArrears }) => plus(paidCurrent, paidArrears)),
      },
      {
        name: 'Arrears due at the end of the month',
        as: 'line',
        values: values(({ arrearsDue }) => arrearsDue),
      },
    ],
  };
}

function valueInWords(value: boolean | string | number | null): string {
  if (value === null) return 'none';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return /^-?\d+(\.\d+)?$/u.test(String(value)) ? numberInWords(value) : String(value);
}

/** Where a record of the subject is entered. */
function entryOf(county: County, { kind, id }: SubjectKey): Link {
  const href = withQuery(`${countyHref(county)}/records/new`, { [kind]: id });
  return { href, text: `Enter a record of this ${kind}` };
}

function recordShown(county: County, entry: HistoryEntry, mayAppend: boolean): RecordShown {
  const record = recordOf(entry);
  const days = civilDayOf(entry.recorded) - entry.effective;
  const isLate = monthOf(civilDayOf(entry.recorded)) > monthOf(entry.effective) && days > 0;
  return {
    id: record.id,
    href: recordHref(county, record.id),
    position: entry.position,
    effective: entry.effective,
    recorded: entry.recorded,
    late: isLate ? `${counted(days, 'day')} after it happened` : null,
    type: typeInWords(record.type),
    details: detailsOf(record),
    correct:
      // What was corrected stays so, and what voids cannot be corrected.
      mayAppend && entry.supersededBy === null && record.type !== 'RecordVoided'
        ? withQuery(`${countyHref(county)}/records/new`, { corrects: record.id })
        : null,
    supersededBy:
      entry.supersededBy === null
        ? null
        : {
            id: entry.supersededBy.id,
            href: recordHref(county, entry.supersededBy.id),
            reason: entry.supersededBy.reason,
          },
  };
}

function recordOf({ body }: HistoryEntry): LedgerRecord {
  return JSON.parse(body) as LedgerRecord; // only records that passed the parser are stored
}

/** Who is named in the records that stand: children of a case, and its participants. */
function relatedTo(
  county: County,
  subject: SubjectKey,
  history: readonly HistoryEntry[],
): readonly Link[] {
  if (subject.kind === 'child') return [];
  const children = new Set<string>();
  const participants = new Set<string>();
  for (const entry of history) {
    if (entry.supersededBy !== null) continue;
    const record = recordOf(entry);
    if (record.type === 'ChildAddedToCase') children.add(record.data.child);
    if (record.type === 'CaseOpened' || record.type === 'CaseTransferredIn') {
      participants.add(record.data.ncp.participant);
      participants.add(record.data.payee.participant);
    }
  }
  return [
    ...[...children].sort().map((id) => ({
      href: subjectHref(county, { kind: 'child', id }),
      text: `Child ${id}`,
    })),
    ...[...participants].sort().map((id) => ({
      href: participantHref(county, id),
      text: `Participant ${id}`,
    })),
  ];
}
