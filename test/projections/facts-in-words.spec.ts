import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { CASE_FLAGS } from '../../projections/case/case-facts.js';
import type { CaseFacts } from '../../projections/case/case-facts.js';
import type { CaseMonth } from '../../projections/case/case-month.js';
import { CaseMonth as CaseMonthClass } from '../../projections/case/case-month.js';
import { ChildMonth } from '../../projections/child/child-month.js';
import { wordsOfFacts } from '../../projections/facts/in-words.js';
import type { FactWords } from '../../projections/facts/in-words.js';
import { becauseOf, negated } from '../../projections/form/because.js';
import { explainSubject } from '../../projections/form/explain.js';
import type { Explanation } from '../../projections/form/explain.js';
import { allFactsInWords, factsOfLine, wordsOfFact } from '../../projections/form/fact-words.js';
import type { LineEntry } from '../../projections/form/line.js';
import { windowOf } from '../../projections/month-window.js';
import { replay } from '../../projections/replay/replay.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { entryOf, monthNamed } from '../support/closed-month.js';
import { monthsOf } from '../support/laws.js';

const OF_CASES = wordsOfFacts(CaseMonthClass);
const OF_CHILDREN = wordsOfFacts(ChildMonth);
const ENTRIES = LINE_NUMBERS.map((line) => entryOf(line));

/** The facts that the rules of all lines look at, found by asking them, and one line of each. */
function lookedAt(of: 'case' | 'child'): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const entry of ENTRIES) {
    if ((entry.rule.kind === 'countChildren') !== (of === 'child')) continue;
    for (const { fact } of factsOfLine(entry)) {
      lines.set(fact, [...(lines.get(fact) ?? []), entry.line]);
    }
  }
  return lines;
}

describe('facts in words', () => {
  const kinds = [
    ['case', OF_CASES],
    ['child', OF_CHILDREN],
  ] as const;

  it.each(kinds)('every fact of a %s that a line looks at has words', (of, words) => {
    const mute = [...lookedAt(of).keys()].filter((fact) => !words.has(fact));
    expect(mute).toEqual([]);
  });

  it.each(kinds)('no words are left of a fact of a %s that no line looks at', (of, words) => {
    const asColumn = ['status', 'statusAtIssueInOpenCases', 'statusInFfyCases'];
    const idle = [...words.keys()].filter((fact) => !lookedAt(of).has(fact));
    expect(idle.filter((fact) => !asColumn.includes(fact))).toEqual([]);
  });

  it.each(kinds)('the source of a fact of a %s is a line that looks at it', (of, words) => {
    const lines = lookedAt(of);
    const wrong = [...words]
      .filter(([fact]) => !fact.startsWith('status'))
      .filter(([fact, { source }]) => !(lines.get(fact) ?? []).includes(source.line))
      .map(([fact, { source }]) => [fact, source.line, lines.get(fact)]);
    expect(wrong).toEqual([]);
  });

  it('none are used for two facts', () => {
    const of = (pick: (words: FactWords) => string | null): readonly string[] =>
      [...OF_CASES.values(), ...OF_CHILDREN.values()].flatMap((words) => pick(words) ?? []);
    const texts = [
      ...of(({ sentence }) => sentence),
      ...of(({ otherwise }) => otherwise),
      ...of(({ title }) => title),
    ];
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  });

  it('are sentences of 25 words at most, and name no fact as the code does', () => {
    const said = allFactsInWords().flatMap(({ sentence, otherwise }) => [
      sentence,
      otherwise ?? sentence,
    ]);
    expect(said.filter((text) => !/^[A-Z].*\.$/u.test(text))).toEqual([]);
    expect(said.filter((text) => text.split(' ').length > 25)).toEqual([]);
    expect(said.filter((text) => /\b(is|has|had|was)[A-Z]|Ffy|NCP|FFY/u.test(text))).toEqual([]);
  });

  it('a fact without words is its own name, so that nothing stops', () => {
    expect(wordsOfFact('isBlue', 'case')).toMatchObject({ title: 'isBlue', sentence: '' });
  });

  it('give the place in the letter, the law and the records', () => {
    expect(wordsOfFact('hasOrder', 'case').source).toBe(
      'CSS Letter 06-35, Section A, Line 2; 45 CFR 303.4; from orders established, modified, terminated and set aside',
    );
  });
});

type Values = Readonly<Record<string, boolean>>;

/** Whether a line counts somebody with these facts, by its own rule. */
function counts({ rule }: LineEntry, values: Values): boolean {
  switch (rule.kind) {
    case 'countCases':
      return rule.counts(values as unknown as CaseFacts);
    case 'countChildren':
      return rule.counts(values as unknown as ChildMonth);
    case 'sumByStatus':
    case 'sumCases':
      return rule.when(values as unknown as CaseFacts) && values[rule.fact] === true;
    case 'supplied':
    case 'suppliedOrPriorSeptember':
    case 'sumOfLines':
    case 'staff':
    case 'notReportedByCounties':
      throw new Error(`${rule.kind} counts nobody.`);
  }
}

/** What is so of a case; of each amount, whether there is one. */
function valuesOfCase(c: CaseMonth): Values {
  const flags = CASE_FLAGS.map((flag) => [flag, c[flag]] as const);
  const amounts = ENTRIES.flatMap(({ rule }) => {
    if (rule.kind === 'sumByStatus')
      return [[rule.fact, rule.amounts(c).some((one) => one !== 0)] as const];
    return rule.kind === 'sumCases' ? [[rule.fact, rule.amount(c) !== 0] as const] : [];
  });
  return Object.fromEntries([...flags, ...amounts]);
}

function valuesOfChild(k: ChildMonth): Values {
  return Object.fromEntries(
    [...OF_CHILDREN.keys()].map((fact) => [fact, k[fact as keyof ChildMonth] === true]),
  );
}

/** What is wrong with what an explanation says decides; nothing, if it is right. */
function faultsOf({ line, counted, deciding }: Explanation, values: Values): readonly string[] {
  const entry = entryOf(line);
  const groups = deciding.filter(([first]) => first?.fact !== 'isReportable');
  if (groups.length === 0) return [`Line ${line}: nothing decides.`];
  return groups.flatMap((group) => {
    const names = group.map(({ fact }) => fact);
    const untrue = group.filter(({ fact, value }) => values[fact] !== value);
    const changed = (facts: readonly string[]): Values => ({
      ...values,
      ...Object.fromEntries(facts.map((fact) => [fact, values[fact] !== true])),
    });
    const isIdle = counts(entry, changed(names)) === counted;
    const lesser = names.filter(
      (one) => counts(entry, changed(names.filter((other) => other !== one))) !== counted,
    );
    const where = `Line ${line}, ${names.join(' and ')}`;
    return [
      ...untrue.map(({ fact }) => `${where}: ${fact} is otherwise.`),
      ...(isIdle ? [`${where}: changing it changes nothing.`] : []),
      ...(names.length === 1 ? [] : lesser.map((one) => `${where}: not for ${one}.`)),
    ];
  });
}

describe('the sentence of an explanation', () => {
  it.each(seeds(4))('names facts whose change changes the answer: seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const month = monthNamed(monthsOf(seed, 1)[0] ?? '2006-09');
    const values = new Map<number, Values>();
    replay(
      view,
      { windows: [windowOf(month)], asOf: entries.length, isTraced: false },
      {
        onCase: (_, subject, c) => values.set(subject, valuesOfCase(c)),
        onChild: (_, subject, k) => values.set(subject, valuesOfChild(k)),
      },
    );
    const faults = [...values].flatMap(([subject, of]) =>
      explainSubject(view, { month, asOf: entries.length, subject, line: null })
        .filter(({ line, facts }) => {
          const isOwn = ['countCases', 'countChildren', 'sumByStatus', 'sumCases'];
          const isNobodys = facts.some(({ fact, value }) =>
            fact === 'isReportable' ? value === false : fact === 'lineCounts',
          );
          return isOwn.includes(entryOf(line).rule.kind) && !isNobodys;
        })
        .flatMap((explanation) => faultsOf(explanation, of)),
    );
    expect({ seed, faults }).toEqual({ seed, faults: [] });
  });

  const why = (line: string, of: Partial<Explanation>): string =>
    becauseOf(
      { counted: false, column: null, cents: null, deciding: [], ...of },
      entryOf(line as (typeof LINE_NUMBERS)[number]),
      'case',
      'Case 1900001',
    );
  const no = (...facts: string[]) => facts.map((fact) => ({ fact, value: false }));
  const yes = (...facts: string[]) => facts.map((fact) => ({ fact, value: true }));

  it('says the one fact that keeps it out', () => {
    expect(why('2', { deciding: [no('hasOrder')] })).toBe(
      'Case 1900001 is not counted on Line 2, because no enforceable support order stands at the end of the month.',
    );
  });

  it('says where each of several, or several only together, would change it', () => {
    expect(
      why('21a', { deciding: [no('hadPrivateCoverageInFfy'), no('hadMedicalPaymentInFfy')] }),
    ).toBe(
      'Case 1900001 is not counted on Line 21a; one of these would have to be otherwise: no private coverage during the fiscal year; no medical payment during the fiscal year.',
    );
    expect(why('1a', { deciding: [no('isOpen', 'isSentToState')] })).toBe(
      'Case 1900001 is not counted on Line 1a; all of these would have to be otherwise: not open at the end of the month; not sent to another state.',
    );
  });

  it.each([
    [{ title: 'Has a support order' }, 'has no support order'],
    [{ title: 'Not cooperating' }, 'cooperating'],
    [
      { title: 'Any coverage during the fiscal year', isThing: true },
      'no coverage during the fiscal year',
    ],
    [
      { title: 'Arrears due during the fiscal year', isThing: true },
      'no arrears due during the fiscal year',
    ],
    [{ title: 'Arrears only' }, 'not arrears only'],
    [{ title: 'Medi-Cal only' }, 'not Medi-Cal only'],
    [{ title: 'Sent to a tribe' }, 'not sent to a tribe'],
  ] as const)('says of %j that it is not so: %s', (words, otherwise) => {
    expect(negated(words)).toBe(otherwise);
  });

  it('says the column, the amount, and what would each be enough', () => {
    expect(
      why('35', {
        counted: true,
        column: 'a',
        deciding: [
          yes('isOpen'),
          no('isResponding'),
          yes('hadCoverageInFfy', 'hadMedicalPaymentInFfy'),
        ],
      }),
    ).toBe(
      'Case 1900001 is counted on Line 35 in column (a): open at the end of the month; not responding; any coverage during the fiscal year or medical payment during the fiscal year (either is enough).',
    );
    expect(
      why('24a', { counted: true, column: 'b', cents: 123_456, deciding: [yes('dueInMonth')] }),
    ).toBe(
      'Case 1900001 is counted on Line 24a in column (b) with 1,234.56: dollars due in the month.',
    );
  });

  it('says what the line is of, where it is not of who was asked about', () => {
    const other = { deciding: [yes('lineCounts')] };
    expect(why('4', other)).toBe(
      'Case 1900001 is not counted on Line 4, because the line counts children.',
    );
    expect(why('30', other)).toBe(
      'Case 1900001 is not counted on Line 30, because the line is about staff.',
    );
    expect(why('8', other)).toBe(
      'Case 1900001 is not counted on Line 8, because DCSS supplies the figure of the line.',
    );
  });
});
