import type { LineNumber } from '../../events/line-numbers.js';

/** Where a fact comes from. */
export interface FactSource {
  /** A line of the form whose rule looks at it: its place in the letter is the line's citation. */
  readonly line: LineNumber;
  /** The regulation or section of the Act behind it; null where the letter alone says so. */
  readonly law: string | null;
  /** The records that give it, in words. */
  readonly records: string;
}

/** A fact in the words of those who read a report. */
export interface FactWords {
  /** A few words, as a heading. */
  readonly title: string;
  /** The title begins with what there is: where the fact does not hold, there is none. Every other says how somebody is. */
  readonly isThing?: true;
  /** What it means where it holds, or which amount or status it is: one sentence. */
  readonly sentence: string;
  /** What it means where it does not hold, or where the amount is zero; null of a status, which always is one. */
  readonly otherwise: string | null;
  readonly source: FactSource;
}

/** A getter that carries its words. */
interface SaidGetter {
  readonly words?: FactWords;
}

/**
 * Puts words on a fact, on the getter that defines it, so that none can be changed without the other in sight.
 * `test/projections/facts-in-words.spec.ts` finds a fact without words, and words of two facts.
 */
export function inWords(words: FactWords) {
  return (_of: object, _fact: string, descriptor: PropertyDescriptor): void => {
    const get: unknown = Reflect.get(descriptor, 'get');
    if (typeof get !== 'function') throw new Error('Only a getter is a fact.');
    Object.assign(get, { words: Object.freeze(words) });
  };
}

/** The words of each fact of a class, those of the classes that it extends before its own, in the order of their code. */
export function wordsOfFacts(of: { readonly prototype: object }): ReadonlyMap<string, FactWords> {
  const words = new Map<string, FactWords>();
  for (const prototype of lineageOf(of.prototype)) {
    for (const [fact, found] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const said = (found.get as SaidGetter | undefined)?.words; // as `inWords` has put it there
      if (said !== undefined) words.set(fact, said);
    }
  }
  return words;
}

/** The prototypes from the first to the last, without that of all objects. */
function lineageOf(prototype: object): readonly object[] {
  const before: unknown = Object.getPrototypeOf(prototype);
  return before === Object.prototype || before === null
    ? [prototype]
    : [...lineageOf(before as object), prototype]; // what a class extends has a prototype that is an object
}
