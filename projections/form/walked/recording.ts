import type { CaseFact, CaseMonth } from '../../case/case-month.js';
import type { ChildFact, ChildMonth } from '../../child/child-month.js';

/** A view of facts that notes which of them were looked at, in that order, with their values. */
export interface Recording<Facts extends object, Fact extends string> {
  readonly view: Facts;
  readonly facts: ReadonlyMap<Fact, unknown>;
}

/** The column asks for the status as a code; people know it by its name. */
const NAMED_AS: Readonly<Record<string, string>> = { statusCode: 'status' };

/**
 * Wraps the facts of a case or child, so that the very predicate that counts it also tells what it
 * looked at (an explanation is the same predicate on a recording view).
 */
export function viewOfFacts(facts: CaseMonth): Recording<CaseMonth, CaseFact>;
export function viewOfFacts(facts: ChildMonth): Recording<ChildMonth, ChildFact>;
export function viewOfFacts<Facts extends object>(facts: Facts): Recording<Facts, string> {
  const seen = new Map<string, unknown>();
  const view = new Proxy(facts, {
    get(target, name) {
      // The target is the receiver, so that what a fact looks at inside is not noted.
      const value: unknown = Reflect.get(target, name, target);
      if (typeof name === 'string') {
        const fact = NAMED_AS[name] ?? name;
        if (!seen.has(fact)) seen.set(fact, Reflect.get(target, fact, target));
      }
      return value;
    },
  });
  return { view, facts: seen };
}
