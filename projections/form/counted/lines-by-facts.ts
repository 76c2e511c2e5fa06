import { answerOf } from '../../case/case-facts.js';
import type { FactBits } from '../../case/case-facts.js';
import { isCounted } from '../reading.js';
import type { CaseRule } from '../reading.js';

/** Of each answer: which bits were looked at and what these were, of both parts of a key, and whether the line counts. */
const WIDTH = 5;

/**
 * Which lines count cases with given facts. A line's predicate is asked once for each combination of the facts that it
 * looks at, of which there are few, and not for each combination of all facts, of which a caseload has some ten thousand:
 * a command asks for these as its code runs for the first time.
 */
export class LinesByFacts {
  /** By line, its answers so far one after the other. */
  private readonly answers: readonly number[][];

  constructor(private readonly rules: readonly CaseRule[]) {
    this.answers = rules.map(() => []);
  }

  /** @param line - place among the rules */
  isCounted(line: number, low: number, high: number): boolean {
    const answers = this.answers[line]!;
    for (let at = 0; at < answers.length; at += WIDTH) {
      const isSameLow = (low & answers[at]!) === answers[at + 1];
      if (isSameLow && (high & answers[at + 2]!) === answers[at + 3]) return answers[at + 4] === 1;
    }
    return this.ask(line, { low, high });
  }

  private ask(line: number, bits: FactBits): boolean {
    const rule = this.rules[line]!;
    const { answer, lookedAt } = answerOf(bits, (facts) => isCounted(rule, facts));
    const { low, high } = lookedAt;
    this.answers[line]!.push(low, bits.low & low, high, bits.high & high, answer ? 1 : 0);
    return answer;
  }
}
