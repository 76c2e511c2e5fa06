import { CASE_WORDS } from '../case/case-words.js';
import type { FactWords } from '../case/case-words.js';
import { CHILD_WORDS } from '../child/child-words.js';

/** What an explanation says besides the facts of a case or child. */
const OTHER_WORDS: Readonly<Record<string, FactWords>> = {
  lineCounts: {
    title: 'What the line counts',
    sentence: 'The line counts or sums something else than what was asked about.',
    source: 'The form',
  },
  isReportable: {
    title: 'Made reportable',
    sentence: 'The line is phased in: DCSS has made it reportable.',
    source: 'Completing all entries; what DCSS records',
  },
  isRegistered: {
    title: 'Registered',
    sentence: 'The case or child had been recorded by then.',
    source: 'The ledger',
  },
  suppliedFigure: {
    title: 'Figure supplied by DCSS',
    sentence: 'DCSS supplied a figure, which stands in place of what would be counted.',
    source: 'The form; statewide figures',
  },
};

/** A fact in words; one that has none is its own name. */
export function wordsOfFact(fact: string, of: 'case' | 'child'): FactWords {
  const own: Readonly<Record<string, FactWords>> = of === 'case' ? CASE_WORDS : CHILD_WORDS;
  const found = Object.hasOwn(own, fact) ? own[fact] : OTHER_WORDS[fact];
  return found ?? { title: fact, sentence: '', source: '' };
}
