import { Inject, Injectable } from '@nestjs/common';
import type { County } from '../../../events/values/county.js';
import type { Actor } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { InputOf } from '../../application/list.js';
import { inTheHouse } from '../../application/origin.js';
import type { LineEnd } from '../../application/line-of.js';
import type { House } from '../../application/house.js';
import type { AppendPart, PartOutcome } from '../../ledger/append-together.js';
import { TRANSACTION_MAX } from '../../ledger/county-batch.js';
import type { ParsedLine, RejectedLine } from '../../ledger/county-batch.js';
import type { BatchMax } from '../../ports/ledger-writer.js';
import { nameOfActor } from '../asking/actor-of.js';
import { Buses } from '../asking/buses.js';
import { APPENDS_MAX, REJECTED_MAX, REJECTED_SHOWN_MAX } from '../bounds.js';
import type { AppendAnswer, RejectedRecord } from '../contract/answers.js';
import { kindOfRejection } from '../contract/problems.js';
import { HOUSE } from '../house-token.js';
import { Metrics } from '../observing/metrics.js';
import { Slots } from '../slots.js';
import { Problem, isRefusalOfRights } from '../problems/problem.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { Gathering } from './gathering.js';
import type { BodyForm } from './record-lines.js';
import { RecordLines } from './record-lines.js';
import type { SentBody } from './request-body.js';

/** A body that is here, parsed, with the size that its request expects. */
interface WholeBody extends AppendPart {
  readonly characters: number;
}

/** Whose bodies share an append: those of one sender to one county. */
interface Sender {
  readonly actor: Actor;
  readonly county: County;
}

/** What is appended, by whom, to which county; `figures` are what DCSS alone records. */
export interface Appending extends Sender {
  readonly what: 'records' | 'figures';
  readonly form: BodyForm;
  /** The size that the ledger must have; null for any. */
  readonly expectedSize: number | null;
}

/** Where the appends of all requests are done, so many at once and not more. */
@Injectable()
export class AppendService {
  readonly #application: Application;
  readonly #buses: Buses;
  readonly #metrics: Metrics;
  readonly #slots = new Slots(APPENDS_MAX, 'appends');
  readonly #gathering: Gathering<string, WholeBody & Sender, PartOutcome>;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(
    @Inject(Application) application: Application,
    buses: Buses,
    metrics: Metrics,
    @Inject(HOUSE) { writer }: House,
  ) {
    this.#application = application;
    this.#buses = buses;
    this.#metrics = metrics;
    const max = writer.batchMax ?? TRANSACTION_MAX;
    this.#gathering = new Gathering({
      // Each was let pass by the gate when it came, and again before it waits here; each has a line of its own.
      doTogether: (_key, bodies) => inTheHouse(() => together(buses, bodies)),
      fits: (bodies, next) => areWithin(max, [...bodies, next]),
    });
    metrics.watch('plumbline_appends_under_way', 'Appends that are not answered yet.', () => {
      return this.#slots.taken;
    });
  }

  /**
   * Appends the records of one request. Throws a `Problem` where not all of them were read, or all were
   * rejected, or the ledger has another size; its members are then the answer's.
   */
  async append(body: SentBody, appending: Appending): Promise<AppendAnswer> {
    const work = this.#onLog(appending, this.#inSlot(body, appending));
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** Throws a `Problem` where the gate does not let somebody append to a county: before anything of it is read. */
  askGate({ actor, county, what }: Pick<Appending, 'actor' | 'county' | 'what'>): void {
    const asked = { county, lines: NO_LINES, expectedSize: null, onRejected: untold };
    const stopped = this.#application.stopped(actor, ENTRY_OF[what], asked);
    if (stopped !== null) valueOrProblem(stopped);
  }

  /** An append is answered when its line is on the access log. */
  async #onLog(
    { actor, county, what }: Appending,
    work: Promise<AppendAnswer>,
  ): Promise<AppendAnswer> {
    const log = async (end: LineEnd): Promise<void> => {
      const asked = { county, lines: NO_LINES, expectedSize: null, onRejected: untold };
      const unwritten = await this.#application.logged(actor, ENTRY_OF[what], asked, end);
      if (unwritten !== null) valueOrProblem(unwritten);
    };
    let answer: AppendAnswer;
    try {
      answer = await work;
    } catch (error) {
      if (!isRefusalOfRights(error)) await log(endOfFailed(error));
      throw error;
    }
    await log({ kind: 'done', value: { kind: 'taken', ...answer } });
    return answer;
  }

  /** Resolves when no append is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  async #inSlot({ bytes, isWhole }: SentBody, appending: Appending): Promise<AppendAnswer> {
    const { form, what } = appending;
    const slot = this.#slots.slot();
    try {
      if (isWhole && what === 'records') {
        slot.take();
        return await this.#appendWhole(new RecordLines(bytes, form, () => undefined), appending);
      }
      const lines = new RecordLines(bytes, form, () => {
        slot.take();
      });
      return await this.#appendAsItComes(lines, appending);
    } finally {
      slot.leave();
    }
  }

  /**
   * Whole bodies of one sender to one county that wait at the same time share one append: each would else be decided
   * anew after every other, and wait for the disk or the server by itself.
   */
  async #appendWhole(
    lines: RecordLines,
    { actor, county, expectedSize }: Appending,
  ): Promise<AppendAnswer> {
    const body = await bodyOfLines(lines, expectedSize);
    await this.#application.readAccess(actor);
    this.askGate({ actor, county, what: 'records' });
    const key = `${county} ${nameOfActor(actor)}`;
    const outcome = await this.#gathering.take(key, { ...body, actor, county });
    switch (outcome.kind) {
      case 'sizeDiffers':
        throw sizeDiffers(outcome.size, expectedSize);
      case 'failed':
        throw outcome.error;
      case 'taken': {
        const { accepted, duplicates, rejected, size } = outcome;
        for (const { code } of rejected) this.#metrics.rejected(code);
        return this.#answer(
          {
            accepted,
            duplicates,
            rejectedCount: rejected.length,
            rejected: rejected.slice(0, REJECTED_SHOWN_MAX).map(rejectedRecord),
            size,
          },
          lines.fault,
        );
      }
    }
  }

  /** A body that is still on its way waits for none and keeps none waiting. The gate was asked for its sender. */
  async #appendAsItComes(
    lines: RecordLines,
    { actor, county, what, expectedSize }: Appending,
  ): Promise<AppendAnswer> {
    await this.#application.readAccess(actor);
    this.askGate({ actor, county, what });
    const rejected: RejectedRecord[] = [];
    let rejectedCount = 0;
    const asked: InputOf<'appendToCounty'> = {
      county,
      lines: lines.batches(),
      expectedSize,
      onRejected: (line) => {
        rejectedCount += 1;
        this.#metrics.rejected(line.code);
        if (rejectedCount <= REJECTED_SHOWN_MAX) rejected.push(rejectedRecord(line));
        if (rejectedCount === REJECTED_MAX) lines.stop(tooManyRejected());
      },
    };
    const outcome = await inTheHouse(() => this.#buses.do(actor, ENTRY_OF[what], asked));
    switch (outcome.kind) {
      case 'sizeDiffers':
        throw sizeDiffers(outcome.size, expectedSize);
      case 'taken': {
        const { accepted, duplicates, size } = outcome;
        return this.#answer({ accepted, duplicates, rejectedCount, rejected, size }, lines.fault);
      }
    }
  }

  #answer(answer: AppendAnswer, fault: Problem | null): AppendAnswer {
    this.#metrics.appended(answer);
    return answerOrProblem(answer, fault);
  }
}

async function together(
  buses: Buses,
  bodies: readonly (WholeBody & Sender)[],
): Promise<readonly PartOutcome[]> {
  const [first] = bodies;
  if (first === undefined) return [];
  const { actor, county } = first;
  return buses.do(actor, 'appendBodies', { county, bodies });
}

/** What was accepted of a request that broke off is in the ledger, and in its line. */
function endOfFailed(error: unknown): LineEnd {
  const { accepted, size } = error instanceof Problem ? error.members : {};
  return { kind: 'failed', value: { kind: 'taken', accepted, size } };
}

/** The entry that an append asks, as it comes. */
const ENTRY_OF = { records: 'appendToCounty', figures: 'appendFigures' } as const;

const NO_LINES: AsyncIterable<never> = (async function* none() {
  // The gate is asked for records that are still on their way.
})();

function untold(): void {
  // Nothing is rejected of no records.
}

/** Reads what is here, up to the bound of what one request may have rejected. */
async function bodyOfLines(lines: RecordLines, expectedSize: number | null): Promise<WholeBody> {
  const all: ParsedLine[] = [];
  let characters = 0;
  let rejectedCount = 0;
  for await (const batch of lines.batches()) {
    for (const line of batch) {
      all.push(line);
      if (line.result.kind === 'rejection') rejectedCount += 1;
      else characters += line.result.body.length;
    }
    if (rejectedCount >= REJECTED_MAX) lines.stop(tooManyRejected());
  }
  return { lines: all, characters, expectedSize };
}

function areWithin(max: BatchMax, bodies: readonly WholeBody[]): boolean {
  let records = 0;
  let characters = 0;
  for (const body of bodies) {
    records += body.lines.length;
    characters += body.characters;
  }
  return records <= max.records && characters <= max.characters;
}

function rejectedRecord({ line, id, code, message }: RejectedLine): RejectedRecord {
  return { line, id, code, message };
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

function sizeDiffers(size: number, expectedSize: number | null): Problem {
  return new Problem(
    'size-differs',
    `If-Match names a ledger of ${String(expectedSize ?? 0)} records, and it has ${String(size)}: nothing was appended. Look at what was added, then send the records with If-Match: "${String(size)}".`,
    { members: { size } },
  );
}

function tooManyRejected(): Problem {
  return new Problem(
    'too-many-rejected',
    `${String(REJECTED_MAX)} records were rejected, and the rest was not read: mend what \`rejected\` lists and send the records again. Those that were taken are then duplicates.`,
  );
}
