import type { Day } from '../../events/values/day.js';
import { COVERAGE_PUBLIC } from '../columns/codes.js';
import { Spans, emptySpan, isInForceAt, isInForceDuring } from './spans.js';
import type { Span } from './spans.js';
import type { StateReader, StateWriter } from './state-numbers.js';

interface Coverage extends Span {
  isAsOrdered: boolean;
  /** Subject numbers of the children that it names. */
  children: readonly number[];
}

/** Coverage and unavailability of insurance of a case (rules.md 1 and 4). */
export class CaseMedical {
  isInsuranceUnavailable = false;
  unavailabilityPosition = 0;
  private readonly coverages = new Spans<Coverage>(unknownCoverage);

  coverageStarted(
    ref: number,
    day: Day,
    position: number,
    kind: number,
    { isAsOrdered, children }: Pick<Coverage, 'isAsOrdered' | 'children'>,
  ): void {
    const coverage = this.coverages.started(ref, day, position, kind);
    coverage.isAsOrdered = isAsOrdered;
    coverage.children = children;
  }

  coverageEnded(ref: number, day: Day): void {
    this.coverages.ended(ref, day);
  }

  unavailability(position: number, isInForce: boolean): void {
    if (this.isInsuranceUnavailable === isInForce) return;
    this.isInsuranceUnavailable = isInForce;
    this.unavailabilityPosition = position;
  }

  save(to: StateWriter): void {
    to.flag(this.isInsuranceUnavailable);
    to.put(this.unavailabilityPosition);
    this.coverages.save(to, ({ isAsOrdered, children }) => {
      to.flag(isAsOrdered);
      to.put(children.length, ...children);
    });
  }

  restore(from: StateReader): void {
    this.isInsuranceUnavailable = from.flag();
    this.unavailabilityPosition = from.next();
    this.coverages.restore(from, (coverage) => {
      coverage.isAsOrdered = from.flag();
      coverage.children = Array.from({ length: from.next() }, () => from.next());
    });
  }

  get hasCoverages(): boolean {
    return this.coverages.all.length > 0;
  }

  /** Positions of coverages of any kind in force on a day of the period. */
  coverageDuring(firstDay: Day, lastDay: Day): number[] {
    return this.positionsOf((c) => isInForceDuring(c, firstDay, lastDay));
  }

  /** Private, tricare or indian-health coverage in force on a day of the period. */
  privateCoverageDuring(firstDay: Day, lastDay: Day): number[] {
    return this.positionsOf((c) => isPrivate(c) && isInForceDuring(c, firstDay, lastDay));
  }

  publicCoverageDuring(firstDay: Day, lastDay: Day): number[] {
    return this.positionsOf((c) => !isPrivate(c) && isInForceDuring(c, firstDay, lastDay));
  }

  /** Private, tricare or indian-health coverage, as ordered, in force at the end of the day. */
  coverageAsOrderedAt(day: Day): number[] {
    return this.positionsOf((c) => isAsOrderedAt(c, day));
  }

  /** Private coverage that names the child, in force on a day of the period. */
  privateCoverageOf(child: number, firstDay: Day, lastDay: Day): number[] {
    return this.positionsOf((c) => isPrivatelyCovering(c, child, firstDay, lastDay));
  }

  // The same as yes-or-no: asked for every case and month, so that no list is made.

  hadPrivateCoverageDuring(firstDay: Day, lastDay: Day): boolean {
    for (const c of this.coverages.all) {
      if (isPrivate(c) && isInForceDuring(c, firstDay, lastDay)) return true;
    }
    return false;
  }

  hadPublicCoverageDuring(firstDay: Day, lastDay: Day): boolean {
    for (const c of this.coverages.all) {
      if (!isPrivate(c) && isInForceDuring(c, firstDay, lastDay)) return true;
    }
    return false;
  }

  hasCoverageAsOrderedAt(day: Day): boolean {
    for (const c of this.coverages.all) if (isAsOrderedAt(c, day)) return true;
    return false;
  }

  isPrivatelyCovered(child: number, firstDay: Day, lastDay: Day): boolean {
    for (const c of this.coverages.all) {
      if (isPrivatelyCovering(c, child, firstDay, lastDay)) return true;
    }
    return false;
  }

  private positionsOf(holds: (coverage: Coverage) => boolean): number[] {
    return this.coverages.all.filter(holds).map((c) => c.startPosition);
  }
}

function unknownCoverage(ref: number): Coverage {
  return { ...emptySpan(ref), isAsOrdered: false, children: [] };
}

function isPrivate(coverage: Coverage): boolean {
  return coverage.kind !== COVERAGE_PUBLIC;
}

function isAsOrderedAt(coverage: Coverage, day: Day): boolean {
  return isPrivate(coverage) && coverage.isAsOrdered && isInForceAt(coverage, day);
}

function isPrivatelyCovering(c: Coverage, child: number, firstDay: Day, lastDay: Day): boolean {
  return isPrivate(c) && c.children.includes(child) && isInForceDuring(c, firstDay, lastDay);
}
