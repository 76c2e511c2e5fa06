import { recordsOfCaseFact } from '../../case/case-evidence.js';
import type { CaseFold } from '../../case/case-fold.js';
import type { CaseFact, CaseMonth } from '../../case/case-month.js';
import type { ChildFold } from '../../child/child-fold.js';
import type { ChildFact, ChildMonth } from '../../child/child-month.js';
import type { Status } from '../../columns/codes.js';
import type { MonthWindow } from '../../month-window.js';
import type { ChildLinks } from '../../replay/child-links-of-months.js';
import type { LineEntry } from '../line.js';
import { caseRows, casesOfChild, childColumn } from '../reading.js';
import type { CasesOfChildren } from './cases-of-children.js';
import { recordsOfChildFact } from './child-evidence.js';
import { decidingOfCase, decidingOfChild } from './deciding.js';
import type { Deciding } from './deciding.js';
import { viewOfFacts } from './recording.js';

/** A fact that a line's rule looked at, its value, and the active records that gave it. */
export interface BasisFact {
  readonly fact: string;
  /** Cents where it is an amount, by status where the line sums by status. */
  readonly value: unknown;
  /** Positions, ascending. */
  readonly positions: readonly number[];
}

/**
 * What a row rests on, or its absence: the very predicate that counts also tells what it looked at. It speaks of the row
 * that is visited, and can be asked while it is, not later.
 */
export interface RowBasis {
  /** The status whose column the row is in, where a line sums by status; else null. */
  readonly status: Status | null;
  /** In the order in which the rule looked at them. */
  facts(): readonly BasisFact[];
  /** Which facts decide that there is this row, or none. */
  deciding(): Deciding;
  /** Positions of the active records behind all of the facts, ascending. */
  positions(): readonly number[];
  /** Subject numbers of the cases that a child is counted through; empty for all others. */
  cases(): readonly number[];
}

/** What a row of a case rests on. */
export class CaseBasis implements RowBasis {
  status: Status | null = null;
  #entry: LineEntry | null = null;
  #case: CaseAtMonthEnd | null = null;
  #positions: readonly number[] | null = null;

  /** Goes on to another case, or to another month of it. */
  atCase(atMonthEnd: CaseAtMonthEnd): void {
    this.#case = atMonthEnd;
  }

  /** Goes on to another line; on no row of it yet. */
  onLine(entry: LineEntry): void {
    this.#entry = entry;
    this.onRow(null);
  }

  /** Goes on to a row of the line. */
  onRow(status: Status | null): void {
    this.status = status;
    this.#positions = null;
  }

  facts(): readonly BasisFact[] {
    return Array.from(this.#seen(), ([fact, value]) => {
      return { fact, value, positions: this.#recordsOf(fact) };
    });
  }

  deciding(): Deciding {
    if (this.#case === null || this.#entry === null) return [];
    return decidingOfCase(this.#entry, this.#case.c);
  }

  positions(): readonly number[] {
    return (this.#positions ??= gathered(this.#seen(), (fact) => this.#recordsOf(fact)));
  }

  /** What the line looks at in the case, with the values. */
  #seen(): ReadonlyMap<CaseFact, unknown> {
    if (this.#case === null || this.#entry === null) return new Map();
    const seen = viewOfFacts(this.#case.c);
    caseRows(this.#entry, seen.view, () => undefined);
    return seen.facts;
  }

  #recordsOf(fact: CaseFact): readonly number[] {
    if (this.#case === null) return [];
    const { c, fold, window } = this.#case;
    return recordsOfCaseFact(fact, fold, c, window, this.status);
  }

  cases(): readonly number[] {
    return [];
  }
}

/** A case at the end of a month, with the fold that stands there. */
export interface CaseAtMonthEnd {
  readonly c: CaseMonth;
  readonly fold: CaseFold;
  readonly window: MonthWindow;
}

/** A child at the end of a month, with the fold that stands there. */
export interface ChildAtMonthEnd {
  readonly k: ChildMonth;
  readonly fold: ChildFold;
  readonly monthIndex: number;
  readonly subject: number;
}

/** What a row of a child rests on. */
export class ChildBasis implements RowBasis {
  readonly status = null;
  readonly #links: ChildLinks;
  readonly #casesOfChildren: readonly CasesOfChildren[] | null;
  #entry: LineEntry | null = null;
  #child: ChildAtMonthEnd | null = null;
  #positions: readonly number[] | null = null;

  /** @param casesOfChildren - by month; null where the links have them, or where nobody asks */
  constructor(links: ChildLinks, casesOfChildren: readonly CasesOfChildren[] | null) {
    this.#links = links;
    this.#casesOfChildren = casesOfChildren;
  }

  /** Goes on to another child, or to another month of it. */
  atChild(atMonthEnd: ChildAtMonthEnd): void {
    this.#child = atMonthEnd;
  }

  /** Goes on to another line. */
  onLine(entry: LineEntry): void {
    this.#entry = entry;
    this.#positions = null;
  }

  facts(): readonly BasisFact[] {
    return Array.from(this.#seen(), ([fact, value]) => {
      return { fact, value, positions: this.#recordsOf(fact) };
    });
  }

  deciding(): Deciding {
    if (this.#child === null || this.#entry === null) return [];
    return decidingOfChild(this.#entry, this.#child.k);
  }

  positions(): readonly number[] {
    return (this.#positions ??= gathered(this.#seen(), (fact) => this.#recordsOf(fact)));
  }

  /** What the line looks at in the child, with the values. */
  #seen(): ReadonlyMap<ChildFact, unknown> {
    if (this.#child === null || this.#entry === null) return new Map();
    const seen = viewOfFacts(this.#child.k);
    childColumn(this.#entry, seen.view);
    return seen.facts;
  }

  #recordsOf(fact: ChildFact): readonly number[] {
    if (this.#child === null) return [];
    const { fold, monthIndex, subject } = this.#child;
    return recordsOfChildFact(fact, fold, this.#links.tracedOf(monthIndex, subject));
  }

  cases(): readonly number[] {
    if (this.#child === null || this.#entry === null) return [];
    const { monthIndex, subject } = this.#child;
    const links =
      this.#casesOfChildren === null
        ? this.#links.tracedOf(monthIndex, subject)
        : (this.#casesOfChildren[monthIndex]?.of(subject) ?? []);
    return casesOfChild(this.#entry, links);
  }
}

/** What a figure of the county's own rests on: the record that gives it. */
export class FigureBasis implements RowBasis {
  readonly status = null;
  readonly #position: number;

  constructor(position: number) {
    this.#position = position;
  }

  facts(): readonly BasisFact[] {
    return [];
  }

  deciding(): Deciding {
    return [];
  }

  positions(): readonly number[] {
    return [this.#position];
  }

  cases(): readonly number[] {
    return [];
  }
}

function gathered<Fact>(
  seen: ReadonlyMap<Fact, unknown>,
  recordsOf: (fact: Fact) => readonly number[],
): readonly number[] {
  const positions = new Set<number>();
  for (const fact of seen.keys()) for (const position of recordsOf(fact)) positions.add(position);
  return [...positions].sort((a, b) => a - b);
}
