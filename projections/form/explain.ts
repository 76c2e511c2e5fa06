import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { recordsOfCaseFact } from '../case/case-evidence.js';
import { CaseFold } from '../case/case-fold.js';
import { CaseMonth } from '../case/case-month.js';
import { lookAheadOf } from '../case/look-ahead.js';
import { MoneyTrace } from '../case/money-trace.js';
import { CASE_SUBJECT, STATUSES } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth } from '../county/county-fold.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { replay } from '../replay/replay.js';
import { CATALOGUE, entryOf } from './catalogue.js';
import { recordsOfChildFact } from './child-evidence.js';
import type { Column, LineEntry } from './line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { viewOfFacts } from './recording.js';
import { priorSeptemberOf } from './report.js';
import { caseRows, childColumn } from './reading.js';

/** A fact that a line's rule looked at, its value, and the active records that gave it. */
export interface ExplainedFact {
  readonly fact: string;
  /** Dollars are strings with two decimals. */
  readonly value: boolean | string | number | null;
  readonly positions: readonly number[];
}

/** Why a case or child is counted on a line, in which column; or why it is not. */
export interface Explanation {
  readonly line: LineNumber;
  readonly counted: boolean;
  readonly column: Column | null;
  /** Cents of the row where the line sums dollars; null otherwise. */
  readonly cents: CentsSum | null;
  readonly facts: readonly ExplainedFact[];
}

/**
 * Explains one case or child on one line or on every line of the form: one element for each row
 * that it has on the line's trail, or one that says why it has none.
 *
 * @param view - a view that holds the subject, and with a child all its cases
 */
export function explainSubject(
  view: LedgerView,
  month: Month,
  asOf: number,
  subject: number,
  line: LineNumber | null,
): readonly Explanation[] {
  const entries = line === null ? CATALOGUE : [entryOf(line)];
  const isCase = view.subjectKinds[subject] === CASE_SUBJECT;
  const explainer = isCase ? new CaseExplainer(view, subject) : new ChildExplainer(view, subject);
  return entries.flatMap((entry) => explainer.explain(entry, month, asOf));
}

function notCounted(entry: LineEntry, facts: readonly ExplainedFact[]): Explanation[] {
  return [{ line: entry.line, counted: false, column: null, cents: null, facts }];
}

/** For a line that counts something else than the subject asked about. */
function countsOther(entry: LineEntry): Explanation[] {
  return notCounted(entry, [{ fact: 'lineCounts', value: entry.unit, positions: [] }]);
}

/** The first fact of a phased-in line; none for the others. */
function reportability(entry: LineEntry, county: CountyMonth): ExplainedFact[] {
  if (!entry.isPhasedIn) return [];
  const by = county.reportableBy(entry.line);
  return [{ fact: 'isReportable', value: by !== null, positions: by === null ? [] : [by] }];
}

interface CaseScene {
  readonly c: CaseMonth;
  readonly fold: CaseFold;
  readonly window: MonthWindow;
  readonly county: CountyMonth;
}

class CaseExplainer {
  private scene: CaseScene | null = null;

  constructor(
    private readonly view: LedgerView,
    private readonly subject: number,
  ) {}

  explain(entry: LineEntry, month: Month, asOf: number): readonly Explanation[] {
    switch (entry.rule.kind) {
      case 'countCases':
      case 'sumByStatus':
      case 'sumCases': {
        this.scene ??= this.sceneOf(month, asOf);
        return explainCase(entry, this.scene);
      }
      case 'countChildren':
      case 'supplied':
      case 'suppliedOrPriorSeptember':
      case 'sumOfLines':
      case 'staff':
      case 'notReportedByCounties':
        return countsOther(entry);
    }
  }

  /** The case at M-end; one that no record speaks of yet is a case without any record. */
  private sceneOf(month: Month, asOf: number): CaseScene {
    const window = windowOf(month);
    const county = countyMonth(this.view, window, asOf);
    const scenes: CaseScene[] = [];
    replay(
      this.view,
      { windows: [window], asOf, isTraced: true },
      {
        onCase: (_index, subject, c, fold) => {
          if (subject === this.subject) scenes.push({ c, fold, window, county });
        },
        onChild: () => undefined,
      },
    );
    return scenes[0] ?? withoutRecords(this.view, window, county);
  }
}

function withoutRecords(view: LedgerView, window: MonthWindow, county: CountyMonth): CaseScene {
  const fold = new CaseFold(lookAheadOf(view.county.columns, new ActiveRows()), new MoneyTrace());
  fold.advanceTo(window.month);
  return { c: new CaseMonth(fold, window), fold, window, county };
}

function explainCase(entry: LineEntry, scene: CaseScene): Explanation[] {
  const { c, fold, window, county } = scene;
  const first = reportability(entry, county);
  if (first[0]?.value === false) return notCounted(entry, first);
  const factsOf = (status: Status | null): ExplainedFact[] => {
    const seen = viewOfFacts(c);
    caseRows(entry, seen.view, () => undefined);
    return [...seen.facts].map(([fact, value]) => ({
      fact,
      value: plain(value, status),
      positions: recordsOfCaseFact(fact, fold, c, window, status),
    }));
  };
  const explained: Explanation[] = [];
  caseRows(entry, c, (column, cents, status) => {
    const facts = [...first, ...factsOf(status)];
    explained.push({ line: entry.line, counted: true, column, cents, facts });
  });
  return explained.length > 0 ? explained : notCounted(entry, [...first, ...factsOf(null)]);
}

/** A fact's value for print: amounts as dollars, those by status for the column asked. */
function plain(value: unknown, status: Status | null): ExplainedFact['value'] {
  if (typeof value === 'number' || typeof value === 'bigint') return formatCents(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const byStatus = value as readonly CentsSum[]; // facts that are arrays are cents by status
  if (status !== null) return formatCents(byStatus[status] ?? 0);
  return formatCents(STATUSES.reduce<CentsSum>((sum, s) => plus(sum, byStatus[s] ?? 0), 0));
}

class ChildExplainer {
  constructor(
    private readonly view: LedgerView,
    private readonly subject: number,
  ) {}

  explain(entry: LineEntry, month: Month, asOf: number): readonly Explanation[] {
    const { rule } = entry;
    switch (rule.kind) {
      case 'countChildren':
        return this.explainChild(entry, month, asOf);
      case 'suppliedOrPriorSeptember': {
        const figure = countyMonth(this.view, windowOf(month), asOf).supplied(entry.line);
        if (figure !== null) {
          const fact = { fact: 'suppliedFigure', value: figure.value };
          return notCounted(entry, [{ ...fact, positions: [figure.position] }]);
        }
        return this.as(entry, this.explain(entryOf(rule.line), priorSeptemberOf(month), asOf));
      }
      case 'sumOfLines': {
        const counted = entryOf(rule.lines[0] ?? entry.line);
        return this.as(entry, this.explain(counted, month, asOf));
      }
      case 'countCases':
      case 'sumByStatus':
      case 'sumCases':
      case 'supplied':
      case 'staff':
      case 'notReportedByCounties':
        return countsOther(entry);
    }
  }

  private as(entry: LineEntry, explained: readonly Explanation[]): Explanation[] {
    return explained.map((e) => ({
      ...e,
      line: entry.line,
      column: e.counted ? ('a' as const) : null,
    }));
  }

  private explainChild(entry: LineEntry, month: Month, asOf: number): Explanation[] {
    const window = windowOf(month);
    const first = reportability(entry, countyMonth(this.view, window, asOf));
    if (first[0]?.value === false) return notCounted(entry, first);
    const links = new ChildLinks([window], this.view.subjectCount, true);
    const explained: Explanation[] = [];
    replay(
      this.view,
      { windows: [window], asOf, isTraced: false, links },
      {
        onCase: () => undefined,
        onChild: (_index, subject, k, fold) => {
          if (subject !== this.subject) return;
          const column = childColumn(entry, k);
          const seen = viewOfFacts(k);
          childColumn(entry, seen.view);
          const facts = [...seen.facts].map(([fact, value]) => ({
            fact,
            value: typeof value === 'boolean' ? value : null,
            positions: recordsOfChildFact(fact, fold, links.tracedOf(0, subject)),
          }));
          const counted = column !== null;
          const all = [...first, ...facts];
          explained.push({ line: entry.line, counted, column, cents: null, facts: all });
        },
      },
    );
    const unregistered = { fact: 'isRegistered', value: false, positions: [] };
    return explained.length > 0 ? explained : notCounted(entry, [...first, unregistered]);
  }
}
