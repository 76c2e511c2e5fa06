import { CASE_FLAGS } from '../case/case-facts.js';
import { CaseMonth } from '../case/case-month.js';
import { ChildMonth } from '../child/child-month.js';
import { wordsOfFacts } from '../facts/in-words.js';
import type { FactSource, FactWords } from '../facts/in-words.js';
import { lastEntryOf } from './editions.js';
import type { LineEntry } from './line.js';
import { factsOfRule } from './walked/deciding.js';

/** Words of something that an explanation says besides the facts of a case or child. */
type OtherWords = Omit<FactWords, 'source'> & { readonly source: string };

const OTHER_WORDS: Readonly<Record<string, OtherWords>> = {
  lineCounts: {
    title: 'What the line counts',
    sentence: 'The line counts or sums something else than what was asked about.',
    otherwise: null,
    source: 'The form',
  },
  isReportable: {
    title: 'Made reportable',
    sentence: 'The line is phased in, and DCSS has made it reportable.',
    otherwise: 'The line is phased in, and DCSS has not made it reportable.',
    source: 'Completing all entries; records of lines made reportable',
  },
  isRegistered: {
    title: 'Registered',
    sentence: 'The case or child was registered by the end of the month.',
    otherwise: 'The case or child was not registered by the end of the month.',
    source: 'The ledger',
  },
  suppliedFigure: {
    title: 'Figure supplied by DCSS',
    sentence: 'DCSS supplied a figure, which stands in place of what would be counted.',
    otherwise: null,
    source: 'The form; statewide figures',
  },
};

const OF_CASES = wordsOfFacts(CaseMonth);
const OF_CHILDREN = wordsOfFacts(ChildMonth);

/** A fact in words, with its source as a text. */
export interface SaidFact {
  readonly fact: string;
  readonly title: string;
  readonly isThing?: true;
  readonly sentence: string;
  readonly otherwise: string | null;
  /** Place in the letter, law, and which records give it. */
  readonly source: string;
}

/** A fact of an explanation in words; one that has none is its own name. */
export function wordsOfFact(fact: string, of: 'case' | 'child'): SaidFact {
  const own = (of === 'case' ? OF_CASES : OF_CHILDREN).get(fact);
  if (own !== undefined) return { fact, ...own, source: sourceInWords(own.source) };
  const other = OTHER_WORDS[fact];
  return { fact, title: fact, sentence: '', otherwise: null, source: '', ...other };
}

/** The facts that a line looks at, in the order in which it does. */
export function factsOfLine(entry: LineEntry): readonly SaidFact[] {
  const of = entry.rule.kind === 'countChildren' ? 'child' : 'case';
  return factsOfRule(entry).map((fact) => wordsOfFact(fact, of));
}

/** A fact of the dictionary: of whom it is, and what its values are. */
export interface DictionaryFact extends SaidFact {
  readonly of: 'case' | 'child';
  readonly values: 'boolean' | 'status' | 'dollars';
}

/** Every fact that has words, those of cases before those of children. */
export function allFactsInWords(): readonly DictionaryFact[] {
  const said = (of: 'case' | 'child', facts: Iterable<string>): readonly DictionaryFact[] =>
    [...facts].map((fact) => ({ ...wordsOfFact(fact, of), of, values: valuesOf(fact, of) }));
  return [...said('case', OF_CASES.keys()), ...said('child', OF_CHILDREN.keys())];
}

function valuesOf(fact: string, of: 'case' | 'child'): DictionaryFact['values'] {
  if (fact.startsWith('status')) return 'status';
  return of === 'child' || (CASE_FLAGS as readonly string[]).includes(fact) ? 'boolean' : 'dollars';
}

/** As `CSS Letter 06-35, Section A, Line 2; 45 CFR 303.4; from orders`. */
function sourceInWords({ line, law, records }: FactSource): string {
  const place = lastEntryOf(line)?.citation ?? `Line ${line}`;
  return [`CSS Letter 06-35, ${place}`, ...(law === null ? [] : [law]), `from ${records}`].join(
    '; ',
  );
}
