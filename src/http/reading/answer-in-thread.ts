import { LRUCache } from 'lru-cache';
import type { County } from '../../../events/values/county.js';
import type { Month } from '../../../events/values/month.js';
import { OPERATOR } from '../../application/actor.js';
import { Application } from '../../application/application.js';
import type { House } from '../../application/house.js';
import type { EntryName, InputOf, RequestFor, ValueOf } from '../../application/list.js';
import { replayCounty } from '../../reports/county-replay.js';
import type { CountyReplay } from '../../reports/county-replay.js';
import type { TrailEntry } from '../../reports/trail.js';
import { KEPT_MS_MAX, KEPT_TRAILS_BYTES_MAX, SHORT_PAGE_ROWS_MAX } from '../bounds.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';
import { failedBy } from './failed.js';
import { houseWith } from './given-acts.js';
import { printedText, trailText } from './printed-text.js';
import { countyOfTask } from './questions.js';
import type {
  AnsweredText,
  CareTask,
  CountyQuestion,
  CountyTask,
  PartOfState,
  PrintedQuestionOf,
  ReadYearTask,
  ThreadReply,
  ThreadTask,
  TrailFileTask,
  ValueReply,
  ValueTask,
  WrittenTrail,
} from './questions.js';
import { writeTrailFile } from './trail-file.js';
import { nameOfYear, yearLookedAt } from './year-looked-at.js';
import type { YearLookedAt } from './year-looked-at.js';

/** What a replay thread does: asks the application on its own snapshot, and writes its answers as they are sent. */
export class AnswersInThread {
  readonly #house: House;
  readonly #trails = new LRUCache<string, readonly TrailEntry[]>({
    maxSize: KEPT_TRAILS_BYTES_MAX,
    sizeCalculation: bytesOfTrail,
    ttl: KEPT_MS_MAX,
  });

  /** Years that were asked for as of about all there is, by county and fiscal year, the last one last: a month of each, and when. */
  readonly #asked = new Map<string, { county: County; month: Month; atMs: number }>();

  /** The sizes of ledgers when care of them was wished for. */
  readonly #wished = new Map<County, number>();

  constructor(house: House) {
    this.#house = house;
  }

  /**
   * While nobody asks: brings years that people look at on to what has come in meanwhile, so that the next page of them has
   * little to catch up with. What goes wrong is thrown; no answer depends on it.
   */
  keepUp(): void {
    const sinceMs = performance.now() - KEPT_UP_MS;
    for (const [year, { county, month, atMs }] of [...this.#asked]) {
      const file = this.#house.ledgers.ledger(county);
      // What cannot be read is not tried again before somebody asks for it.
      this.#asked.delete(year);
      if (atMs < sinceMs || file === null) continue;
      this.#house.years?.keepUp(file, month, file.refresh());
      this.#asked.set(year, { county, month, atMs });
    }
  }

  /** Remembers whose year is looked at now; answers whether it is. */
  #noteYear(year: YearLookedAt | null): boolean {
    if (year === null) return false;
    const { county, month, asOf } = year;
    const size = this.#house.ledgers.ledger(county)?.size ?? 0;
    // A moment of long ago stands still: nothing has to be kept up for it.
    if ((asOf ?? size) < size - RECORDS_OF_NOW) return false;
    const name = nameOfYear(year);
    this.#asked.delete(name);
    this.#asked.set(name, { county, month, atMs: performance.now() });
    for (const longestAgo of [...this.#asked.keys()].slice(0, -KEPT_UP_MAX)) {
      this.#asked.delete(longestAgo);
    }
    return true;
  }

  /** What another thread was asked about, and this one may be asked next. */
  #readYear(task: ReadYearTask): void {
    const file = this.#house.ledgers.ledger(task.county);
    if (file === null || !this.#noteYear(task)) return;
    this.#house.years?.prepare(file, task.month, file.size);
  }

  /** Never throws: what goes wrong is a reply, too. */
  async reply(task: ThreadTask): Promise<ThreadReply> {
    try {
      this.#house.ledgers.ledger(countyOfTask(task))?.refresh();
      this.#noteYear(yearLookedAt(task));
      switch (task.kind) {
        case 'partOfState':
          return { kind: 'replayed', value: this.#partOfState(task) };
        case 'trailFile':
          return { kind: 'written', value: await this.#trailFile(task) };
        case 'value':
          return await this.#value(task);
        case 'care': {
          const asked = { county: task.county, how: 'whereWorth' } as const;
          await this.#ask(this.#house, 'extendSegments', asked);
          return { kind: 'cared' };
        }
        case 'readYear':
          this.#readYear(task);
          return { kind: 'read' };
        case 'question': {
          const question = this.#pinned(task.question);
          return { kind: 'answered', value: await this.#answer({ ...task, question }) };
        }
      }
    } catch (error) {
      return failedBy(error);
    }
  }

  /**
   * After a replay: what would make the next one of the same ledger quick, where that has grown since it was last wished for.
   * It is for a thread that may take long: who asks next does not wait for it.
   */
  wishAfter(task: ThreadTask): CareTask | null {
    if (!isReplayed(task)) return null;
    const county = countyOfTask(task);
    const size = this.#house.ledgers.ledger(county)?.size ?? 0;
    if (size < (this.#wished.get(county) ?? 0) + RECORDS_WORTH_A_LOOK) return null;
    this.#wished.set(county, size);
    return { kind: 'care', county };
  }

  /** The same question as of the position that the ledger has now, where it asks for all there is. */
  #pinned(question: CountyQuestion): CountyQuestion {
    if (!('asOf' in question.input) || question.input.asOf !== null) return question;
    const size = this.#house.ledgers.ledger(question.input.county)?.size ?? 0;
    if (size === 0) return question;
    // The question with another position is the question of the same name.
    return { ...question, input: { ...question.input, asOf: size } } as CountyQuestion;
  }

  async #ask<Name extends EntryName>(
    house: House,
    name: Name,
    input: InputOf<Name>,
  ): Promise<ValueOf<Name>> {
    const reply = await new Application(house).ask(OPERATOR, name, input);
    return valueOrProblem(reply, SUBJECTS.has(name) ? 'unknown-subject' : 'not-found');
  }

  async #answer({ question, acts }: CountyTask): Promise<AnsweredText> {
    if (question.name === 'trailPage') return this.#trailPage(question);
    const house = houseWith(this.#house, question.input.county, acts);
    const { name, input } = question;
    // The value is that of the entry of this name, which the compiler cannot follow.
    const value = await this.#ask(house, name, input);
    return printedText(question, value);
  }

  /** The gate has let the state's question pass; what this county keeps is asked anew of the thread's own snapshot. */
  #partOfState({ county, months }: PartOfState): CountyReplay {
    const report = { county, months, asOf: null, form: 'CS 1257', source: 'segments' } as const;
    const stopped = new Application(this.#house).stopped(OPERATOR, 'report', report);
    if (stopped !== null) valueOrProblem(stopped);
    const file = this.#house.ledgers.ledger(county);
    if (file === null) {
      throw new Error(`The ledger of county ${county} was removed while it was read.`);
    }
    return replayCounty(file, months, this.#house.years, () => undefined);
  }

  async #trailPage({ input, format }: PrintedQuestionOf<'trailPage'>): Promise<AnsweredText> {
    const { after, limit, ...of } = input;
    const asOf = of.asOf ?? 0;
    const key = keyOfTrail(of);
    const kept = this.#keptTrail(key, input);
    if (kept === null && limit <= SHORT_PAGE_ROWS_MAX) {
      const { rows, total } = await this.#ask(this.#house, 'trailPage', input);
      return { text: trailText(rows, format), asOf, rowsTotal: total };
    }
    const asked = { ...input, after: 0, limit: Number.MAX_SAFE_INTEGER };
    const entries = kept ?? (await this.#ask(this.#house, 'trailPage', asked)).rows;
    this.#trails.set(key, entries);
    const text = trailText(entries.slice(after, after + limit), format);
    return { text, asOf, rowsTotal: entries.length };
  }

  /** A trail that was read for an earlier page; the gate is asked again before it is shown. */
  #keptTrail(key: string, input: InputOf<'trailPage'>): readonly TrailEntry[] | null {
    const kept = this.#trails.get(key) ?? null;
    if (kept === null) return null;
    const stopped = new Application(this.#house).stopped(OPERATOR, 'trailPage', input);
    if (stopped !== null) valueOrProblem(stopped);
    return kept;
  }

  /** The gate asks the thread's own snapshot what is kept; for whom it is was asked before. */
  async #value({ request, acts }: ValueTask): Promise<ValueReply> {
    // A name with its own input is one of the requests.
    const { name, input } = request as RequestFor<'report'>;
    const house = houseWith(this.#house, input.county, acts);
    return { kind: 'asked', reply: await new Application(house).ask(OPERATOR, name, input) };
  }

  async #trailFile({ input, format, path }: TrailFileTask): Promise<WrittenTrail> {
    const asOf = input.asOf ?? this.#house.ledgers.ledger(input.county)?.size ?? 0;
    const asked = { ...input, asOf: asOf === 0 ? null : asOf };
    const entries = await this.#ask(this.#house, 'trail', asked);
    const bytes = await writeTrailFile(path, input.line, entries, format);
    return { bytes, rows: entries.length, asOf };
  }
}

/** A year is kept up for so long after it was last asked for, milliseconds. */
const KEPT_UP_MS = 30_000;

/** So many years are kept up: whoever goes through the years of a county waits for none of those behind him. */
const KEPT_UP_MAX = 4;

/** A position with at most so many records behind it is looked at as what is known now. */
const RECORDS_OF_NOW = 20_000;

/** After so many records it is looked whether segments and kept years are worth to be brought on. */
const RECORDS_WORTH_A_LOOK = 5_000;

/** Questions about one case or child. */
const SUBJECTS: ReadonlySet<EntryName> = new Set(['history', 'explain']);

function keyOfTrail(of: Omit<InputOf<'trailPage'>, 'after' | 'limit'>): string {
  const { county, month, line, column, asOf, edition } = of;
  return [county, month, line, column, asOf, edition ?? ''].join('/');
}

function isReplayed(task: ThreadTask): boolean {
  switch (task.kind) {
    case 'partOfState':
    case 'trailFile':
    case 'value':
      return true;
    case 'care':
    case 'readYear':
      return false;
    case 'question':
      return ['report', 'trailPage', 'measures'].includes(task.question.name);
  }
}

/** Ids of records are texts of 36 characters, of which rows share none. */
const BYTES_OF_RECORD_ID = 64;
const BYTES_OF_ROW = 256;

function bytesOfTrail(entries: readonly TrailEntry[]): number {
  return entries.reduce(
    (bytes, { records }) => bytes + BYTES_OF_ROW + records.length * BYTES_OF_RECORD_ID,
    BYTES_OF_ROW,
  );
}
