import type { Day } from '../../events/values/day.js';
import { Register } from './register.js';
import type { StateReader, StateWriter } from './state-numbers.js';

/**
 * Things with an id that are in force from a first day until the day before the earliest record
 * that ends them (referrals, coverage; rules.md 1, Intervals). An end may be known before its
 * start, and an end on or before the start leaves nothing in force.
 */
export interface Span {
  /** Root position of the record that introduced the id. */
  readonly ref: number;
  /** Infinity while the start is not (yet) in the records. */
  start: number;
  startPosition: number;
  /** Day of the earliest end; Infinity while none is known. The last day in force is the day before. */
  end: number;
  kind: number;
}

/** The spans of one case by id. */
export class Spans<S extends Span = Span> {
  private readonly byRef: Register<S>;

  constructor(create: (ref: number) => S) {
    this.byRef = new Register(create);
  }

  get all(): readonly S[] {
    return this.byRef.all;
  }

  started(ref: number, day: Day, position: number, kind: number): S {
    const span = this.byRef.of(ref);
    span.start = day;
    span.startPosition = position;
    span.kind = kind;
    return span;
  }

  ended(ref: number, day: Day): void {
    const span = this.byRef.of(ref);
    if (day < span.end) span.end = day;
  }

  /** @param saveMore - what a span has beside what all have */
  save(to: StateWriter, saveMore?: (span: S) => void): void {
    to.put(this.all.length);
    for (const span of this.all) {
      to.put(span.ref, span.start, span.startPosition, span.end, span.kind);
      saveMore?.(span);
    }
  }

  restore(from: StateReader, restoreMore?: (span: S) => void): void {
    for (let left = from.next(); left > 0; left -= 1) {
      const span = this.byRef.of(from.next());
      span.start = from.next();
      span.startPosition = from.next();
      span.end = from.next();
      span.kind = from.next();
      restoreMore?.(span);
    }
  }
}

// Asked for every case and month, and for every distribution: loops, because a function that is handed
// to `some` is made anew each time.

/** Whether some of the spans is in force at the end of `day`. */
export function someInForceAt(spans: readonly Span[], day: number): boolean {
  for (const span of spans) if (isInForceAt(span, day)) return true;
  return false;
}

/** Whether some of the spans of one kind is. */
export function someOfKindInForceAt(spans: readonly Span[], kind: number, day: number): boolean {
  for (const span of spans) if (span.kind === kind && isInForceAt(span, day)) return true;
  return false;
}

/** Whether some of the spans is in force on at least one day from `firstDay` to `lastDay`. */
export function someInForceDuring(
  spans: readonly Span[],
  firstDay: number,
  lastDay: number,
): boolean {
  for (const span of spans) if (isInForceDuring(span, firstDay, lastDay)) return true;
  return false;
}

/** A span that nothing is known of yet. */
export function emptySpan(ref: number): Span {
  return { ref, start: Infinity, startPosition: 0, end: Infinity, kind: -1 };
}

/** In force at the end of `day`. */
export function isInForceAt(span: Span, day: number): boolean {
  return span.start <= day && span.end > day && span.end > span.start;
}

/** In force on at least one day from `firstDay` to `lastDay`, both included. */
export function isInForceDuring(span: Span, firstDay: number, lastDay: number): boolean {
  return span.start <= lastDay && span.end > firstDay && span.end > span.start;
}
