import { formatCentsForPeople } from '../../events/values/money.js';
import type { Explanation } from './explain.js';
import type { FactWords } from '../facts/in-words.js';
import { wordsOfFact } from './fact-words.js';
import type { LineEntry } from './line.js';
import type { DecidingFact } from './walked/deciding.js';

type Because = Pick<Explanation, 'counted' | 'column' | 'cents' | 'deciding'>;

/**
 * One sentence: why a case or child is counted on a line, or why not. Each fact that it names is one whose change would
 * change the answer, alone or, where it says so, with the others that it names.
 *
 * @param who - as `Case 1900001`
 */
export function becauseOf(
  explanation: Because,
  entry: LineEntry,
  of: 'case' | 'child',
  who: string,
): string {
  const { line } = entry;
  const { counted, column, cents, deciding } = explanation;
  if (counted) {
    const amount = cents === null ? '' : ` with ${formatCentsForPeople(cents)}`;
    const groups = deciding.map((group) => anyOf(group, of)).join('; ');
    const why = groups === '' ? '' : `: ${groups}`;
    return `${who} is counted on Line ${line} in column (${column ?? 'a'})${amount}${why}.`;
  }
  const not = `${who} is not counted on Line ${line}`;
  const [first = [], ...others] = deciding;
  const [fact, ...together] = first;
  if (fact === undefined) return `${not}.`;
  if (fact.fact === 'lineCounts') return `${not}, because ${whatItIs(entry)}.`;
  if (others.length > 0) {
    const facts = deciding.flat().map((each) => inShort(each, of));
    return `${not}; one of these would have to be otherwise: ${facts.join('; ')}.`;
  }
  if (together.length > 0) {
    const facts = first.map((each) => inShort(each, of));
    return `${not}; all of these would have to be otherwise: ${facts.join('; ')}.`;
  }
  return `${not}, because ${clauseOf(fact, of)}.`;
}

/** What somebody who is counted is counted for; where several would each be enough, it says so. */
function anyOf(group: readonly DecidingFact[], of: 'case' | 'child'): string {
  const facts = group.map((fact) => inShort(fact, of));
  if (facts.length < 2) return facts.join('');
  return `${facts.join(' or ')} (${facts.length === 2 ? 'either' : 'any of these'} is enough)`;
}

function inShort({ fact, value }: DecidingFact, of: 'case' | 'child'): string {
  const words = wordsOfFact(fact, of);
  return value ? lowered(words.title) : negated(words);
}

/** A title in short where it is not so, as `no private coverage of the child` and `not sent to another state`. */
export function negated({ title, isThing }: Pick<FactWords, 'title' | 'isThing'>): string {
  const short = lowered(title);
  if (short.startsWith('not ')) return short.slice('not '.length);
  if (/^has an? /u.test(short)) return short.replace(/^has an? /u, 'has no ');
  return isThing === true ? `no ${short.replace(/^any /u, '')}` : `not ${short}`;
}

/** What a fact says, to go on a sentence with. */
function clauseOf({ fact, value }: DecidingFact, of: 'case' | 'child'): string {
  const words = wordsOfFact(fact, of);
  return lowered(
    (value ? words.sentence : (words.otherwise ?? negated(words))).replace(/\.$/u, ''),
  );
}

/** Without its first capital, but for names that have another one, as Medi-Cal and DCSS. */
function lowered(text: string): string {
  return /^[A-Z][\w-]*[A-Z]/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/** What a line is of, where it is not of who was asked about. */
function whatItIs({ rule }: LineEntry): string {
  switch (rule.kind) {
    case 'countCases':
      return 'the line counts cases';
    case 'sumByStatus':
    case 'sumCases':
      return 'the line sums dollars of cases';
    case 'countChildren':
    case 'suppliedOrPriorSeptember':
    case 'sumOfLines':
      return 'the line counts children';
    case 'supplied':
      return 'DCSS supplies the figure of the line';
    case 'staff':
      return 'the line is about staff';
    case 'notReportedByCounties':
      return 'counties do not report the line';
  }
}
