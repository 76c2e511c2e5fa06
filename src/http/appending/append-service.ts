import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import { APPENDS_MAX, REJECTED_MAX, REJECTED_SHOWN_MAX } from '../bounds.js';
import type { AppendAnswer, RejectedRecord } from '../contract/answers.js';
import { kindOfRejection } from '../contract/problems.js';
import { Metrics } from '../observing/metrics.js';
import { Places } from '../places.js';
import { Problem } from '../problems/problem.js';
import { AppendToCounty } from './append-to-county.js';
import type { CountyAppendOutcome } from './append-to-county.js';
import type { BodyForm } from './record-lines.js';
import { RecordLines } from './record-lines.js';
import type { SentBody } from './request-body.js';
import { Turns } from './turns.js';

/** Where the appends of all requests are done, so many at once and not more. */
@Injectable()
export class AppendService {
  readonly #commands: CommandBus;
  readonly #metrics: Metrics;
  readonly #places = new Places(APPENDS_MAX, 'appends');
  readonly #turns = new Turns<County>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(commands: CommandBus, metrics: Metrics) {
    this.#commands = commands;
    this.#metrics = metrics;
    metrics.watch('plumbline_appends_under_way', 'Appends that are not answered yet.', () => {
      return this.#places.taken;
    });
  }

  /**
   * Appends the records of one request. Throws a `Problem` where not all of them were read, or all were
   * rejected, or the ledger has another size; its members are then the answer's.
   */
  async append(
    county: County,
    body: SentBody,
    form: BodyForm,
    expectedSize: number | null,
  ): Promise<AppendAnswer> {
    const work = this.#inPlace(county, body, form, expectedSize);
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Resolves when no append is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /**
   * Whole bodies of one county wait for each other: each would else be decided anew after every other.
   * A body that is still on its way waits for none and keeps none waiting.
   */
  async #inPlace(
    county: County,
    { bytes, isWhole }: SentBody,
    form: BodyForm,
    expectedSize: number | null,
  ): Promise<AppendAnswer> {
    const place = this.#places.place();
    try {
      if (isWhole) {
        place.take();
        const lines = new RecordLines(bytes, form, () => undefined);
        return await this.#turns.take(county, () => this.#append(county, lines, expectedSize));
      }
      const lines = new RecordLines(bytes, form, () => {
        place.take();
      });
      return await this.#append(county, lines, expectedSize);
    } finally {
      place.leave();
    }
  }

  async #append(
    county: County,
    lines: RecordLines,
    expectedSize: number | null,
  ): Promise<AppendAnswer> {
    const rejected: RejectedRecord[] = [];
    let rejectedCount = 0;
    const outcome = await this.#commands.execute(
      new AppendToCounty(county, lines.batches(), expectedSize, ({ line, id, code, message }) => {
        rejectedCount += 1;
        this.#metrics.rejected(code);
        if (rejectedCount <= REJECTED_SHOWN_MAX) rejected.push({ line, id, code, message });
        if (rejectedCount === REJECTED_MAX) lines.stop(tooManyRejected());
      }),
    );
    if (outcome.kind === 'givenUp') throw givenUp(outcome, expectedSize);
    const { accepted, duplicates, size } = outcome;
    const answer = { accepted, duplicates, rejectedCount, rejected, size };
    this.#metrics.appended(answer);
    return answerOrProblem(answer, lines.fault);
  }
}

function answerOrProblem(answer: AppendAnswer, fault: Problem | null): AppendAnswer {
  if (fault !== null) {
    const { kind, message, headers, cause } = fault;
    throw new Problem(kind, message, { members: { ...answer }, headers, cause });
  }
  const { accepted, duplicates, rejectedCount, rejected } = answer;
  if (rejectedCount === 0 || accepted + duplicates > 0) return answer;
  const [first] = rejected;
  const isOneCode = rejected.every(({ code }) => code === first?.code);
  if (first !== undefined && isOneCode && rejected.length === rejectedCount) {
    const detail =
      rejectedCount === 1
        ? first.message
        : `All ${String(rejectedCount)} records were rejected alike, the first of them so: ${first.message}`;
    throw new Problem(kindOfRejection(first.code), detail, { members: { ...answer } });
  }
  throw new Problem(
    'records-rejected',
    `All ${String(rejectedCount)} records were rejected: \`rejected\` says of each what to mend.`,
    { members: { ...answer } },
  );
}

function givenUp(
  outcome: Extract<CountyAppendOutcome, { kind: 'givenUp' }>,
  expectedSize: number | null,
): Problem {
  const { why, size } = outcome;
  switch (why) {
    case 'sizeDiffers':
      return new Problem(
        'size-differs',
        `If-Match names a ledger of ${String(expectedSize ?? 0)} records, and it has ${String(size)}: nothing was appended. Look at what was added, then send the records with If-Match: "${String(size)}".`,
        { members: { size } },
      );
    case 'contended':
      return new Problem(
        'ledger-contended',
        `Others kept adding records to the ledger, which has ${String(size)} now: send the same records again. Those that were taken are then duplicates.`,
        { members: { size } },
      );
  }
}

function tooManyRejected(): Problem {
  return new Problem(
    'too-many-rejected',
    `${String(REJECTED_MAX)} records were rejected, and the rest was not read: mend what \`rejected\` lists and send the records again. Those that were taken are then duplicates.`,
  );
}
