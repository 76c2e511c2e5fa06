import type { Reply } from '../../application/application.js';

/** Questions that are being worked on: whoever asks the same meanwhile is given the same answer, and nobody works twice. */
export class SameAnswers {
  readonly #underWay = new Map<string, Promise<Reply<unknown>>>();

  /**
   * @param question - the same for what has the same answer
   * @param ask - works on it where nobody does
   */
  of(question: string, ask: () => Promise<Reply<unknown>>): Promise<Reply<unknown>> {
    const same = this.#underWay.get(question);
    if (same !== undefined) return same;
    const answer = ask().finally(() => {
      this.#underWay.delete(question);
    });
    this.#underWay.set(question, answer);
    return answer;
  }
}
