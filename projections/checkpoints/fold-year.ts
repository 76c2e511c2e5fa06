import type { Ffy } from '../../events/values/month.js';
import { firstMonthOf } from '../../events/values/month.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { LedgerView } from '../columns/ledger-view.js';
import type { SubjectBlock } from '../columns/record-columns.js';
import { LinePlans } from '../form/counted/line-plans.js';
import { MonthMembers } from '../form/counted/month-members.js';
import { editionOf } from '../form/editions.js';
import type { KnownEditions } from '../form/editions.js';
import type { MonthWindow } from '../month-window.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { ChildRows } from '../replay/child-rows.js';
import { ChildReplay, replay, smallMaxOf } from '../replay/replay.js';
import type { ReplaySink } from '../replay/replay.js';
import { CaseChildrenWriter } from './case-children.js';
import { CaseStatesWriter } from './case-states.js';
import type { CaseStates } from './case-states.js';
import type { CaseChildren } from './kept-year.js';
import { ResumedCases, isSelfContained } from './resumed-cases.js';
import { windowsOfYear } from './year-checkpoint.js';

/** The county's subject number. */
const COUNTY = 0;

/** What a fiscal year is folded from. */
export interface YearParts {
  readonly ffy: Ffy;
  readonly asOf: number;
  /** One more than the greatest subject number. */
  readonly subjectCount: number;
  /** Where the cases stand at its beginning. */
  readonly states: CaseStates;
  /**
   * The records that stand, of all subjects in order: those of cases that are effective in the year, and of children
   * all up to its end.
   */
  readonly blocks: () => Iterable<SubjectBlock>;
  readonly isChild: (subject: number) => boolean;
  /** All records of some cases. */
  readonly ofCases: (cases: ReadonlySet<number>) => LedgerView;
  /** The month before it; null where nothing was before, and then `blocks` has the records of that as well. */
  readonly september: MonthMembers | null;
  readonly known: KnownEditions;
}

/** What came of it. */
export interface FoldedYear {
  /** Of the September before it and of its months. */
  readonly members: readonly MonthMembers[];
  readonly children: CaseChildren;
  /** Where the cases stand at its end. */
  readonly states: CaseStates;
}

/** Folds a fiscal year of a whole ledger from where its cases stood at the beginning. Pure. */
export function foldYear(parts: YearParts): FoldedYear {
  return new YearFold(parts).folded();
}

class YearFold {
  readonly #parts: YearParts;
  readonly #windows: readonly MonthWindow[];
  readonly #from: number;
  readonly #members: readonly MonthMembers[];
  readonly #children: CaseChildrenWriter;
  readonly #states: CaseStatesWriter;
  readonly #links: ChildLinks;

  constructor(parts: YearParts) {
    const { ffy, subjectCount, september, known } = parts;
    this.#parts = parts;
    this.#windows = windowsOfYear(ffy);
    this.#from = september === null ? 0 : 1;
    this.#members = this.#windows.map(({ month }, index) =>
      index === 0 && september !== null
        ? september
        : new MonthMembers(new LinePlans(editionOf(month, known)), subjectCount),
    );
    this.#children = new CaseChildrenWriter(subjectCount);
    this.#states = new CaseStatesWriter(subjectCount);
    this.#links = new ChildLinks(this.#windows, subjectCount);
  }

  folded(): FoldedYear {
    const { ffy, states, asOf } = this.#parts;
    const request = {
      states,
      first: firstMonthOf(ffy),
      from: this.#from,
      windows: this.#windows,
      asOf,
      smallMax: smallMaxOf(this.#parts.subjectCount),
      links: this.#links,
    };
    const sink = this.#sink();
    const cases = new ResumedCases(request, sink, (subject, fold) => {
      this.#states.put(subject, fold);
    });
    const fromRecords = new Set<number>();
    const children = new ChildRows();
    for (const block of this.#parts.blocks()) {
      for (let place = 0; place < block.subjectCount; place += 1) {
        const subject = block.firstSubject + place;
        if (subject === COUNTY) continue;
        if (this.#parts.isChild(subject)) {
          if (block.start[place]! < block.start[place + 1]!) children.take(block, subject);
        } else if (!cases.replay(block, subject)) fromRecords.add(subject);
      }
    }
    if (fromRecords.size > 0) this.#replay(fromRecords, sink);
    this.#replayChildren(children, sink);
    return {
      members: this.#members,
      children: this.#children.finish(),
      states: this.#states.finish(),
    };
  }

  #sink(): ReplaySink {
    const from = this.#from;
    const last = this.#windows.length - 1;
    return {
      onCase: (index, subject, c, fold) => {
        if (index < from) return;
        this.#members[index]!.setCase(subject, c);
        if (index === last) this.#children.put(subject, fold.members.all);
      },
      onChild: (index, subject, k) => {
        if (index >= from) this.#members[index]!.setChild(subject, k);
      },
    };
  }

  /** Cases that cannot be gone on with. */
  #replay(cases: ReadonlySet<number>, sink: ReplaySink): void {
    const { asOf, ofCases } = this.#parts;
    const view = ofCases(cases);
    const last = this.#windows.length - 1;
    const contained = selfContained(view, cases, asOf, this.#windows[last]!);
    const onCase: ReplaySink['onCase'] = (index, subject, c, fold) => {
      sink.onCase(index, subject, c, fold);
      if (index !== last) return;
      this.#states.put(subject, contained.has(subject) && !fold.money.isLarge ? fold : null);
    };
    const request = { windows: this.#windows, asOf, isTraced: false, links: this.#links };
    replay(view, request, { onCase, onChild: () => undefined });
  }

  #replayChildren(children: ChildRows, sink: ReplaySink): void {
    const request = { windows: this.#windows, asOf: this.#parts.asOf, isTraced: false };
    const replayed = new ChildReplay(request, this.#links, sink);
    const block = children.finish();
    children.children.forEach((subject, place) => {
      replayed.replay(block, place, subject);
    });
  }
}

/** Which of the cases say nothing about what comes after the window. */
function selfContained(
  view: LedgerView,
  cases: ReadonlySet<number>,
  asOf: number,
  { lastDay }: MonthWindow,
): ReadonlySet<number> {
  const contained = new Set<number>();
  const active = new ActiveRows();
  for (const block of view.blocks()) {
    for (let place = 0; place < block.subjectCount; place += 1) {
      const subject = block.firstSubject + place;
      if (!cases.has(subject)) continue;
      active.collect(block, subject, asOf, lastDay);
      if (isSelfContained(block.columns, active)) contained.add(subject);
    }
  }
  return contained;
}
