import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';

import type { Instant } from '../../../events/values/instant.js';
import type { Freshness } from '../../ports/freshness.js';
import type { LedgerReader, LedgerReaders } from '../../ports/ledger-reader.js';
import type { LevelFor, Replication } from '../../ports/replication.js';
import { EventStoreRefused, EventStoreUnavailable } from '../../ports/server-failures.js';
import type { EventStoreLog } from '../eventstore/event-store-log.js';
import { assertTakesAppends } from '../eventstore/append-room.js';
import type { CopiedActs } from './copied-acts.js';
import type { LevelMarks } from './level-marks.js';
import { levelText } from './level-text.js';
import { NeverLevel } from './never-level.js';
import type { ReplicaClaim } from './replica-claim.js';
import type { ReplicatedLog } from './replicated-log.js';
import { clockNow } from '../../ports/clock.js';

/** How long a server that is asked for the first time may take before what the replica has is the answer, milliseconds. */
const READING_CONTACT_MS = 1_000;

/** The same where nothing can be done without it: whoever writes is told within five seconds. */
const WRITING_CONTACT_MS = 2_500;

/** How many counties are brought level at once. */
const COUNTIES_AT_ONCE = 8;

/** What is brought level, and with what. */
export interface LevelingParts {
  readonly store: EventStoreLog;
  readonly streamPrefix: string;
  readonly log: ReplicatedLog;
  readonly acts: readonly CopiedActs[];
  readonly marks: LevelMarks;
  readonly claim: ReplicaClaim;
}

/** How whoever asks wants it, and whom to tell what he has to know. */
export interface LevelingManner {
  readonly freshness: Freshness;
  readonly tell: (sentence: string) => void;
}

/** Brings a replica level county by county, as far as is asked and the server is there. */
export class Leveling implements Replication {
  readonly #parts: LevelingParts;
  readonly #manner: LevelingManner;
  readonly #level = new Map<County, Instant>();
  readonly #faults = new Map<County, Error>();
  readonly #toldOf = new Set<County>();
  #away: EventStoreUnavailable | null = null;
  #hasRoom = false;

  constructor(parts: LevelingParts, manner: LevelingManner) {
    this.#parts = parts;
    this.#manner = manner;
  }

  /** Whether the server was found not to answer. */
  get isServerAway(): boolean {
    return this.#away !== null;
  }

  async level(counties: readonly County[], purpose: LevelFor): Promise<void> {
    const mustBeThere = purpose === 'writing' || this.#manner.freshness === 'fresh';
    if (mustBeThere && this.#away !== null) throw this.#away;
    await this.#reach(purpose === 'writing', mustBeThere);
    const asked = counties.filter((county) => !this.#isDone(county));
    for (let next = 0; next < asked.length && this.#away === null; next += COUNTIES_AT_ONCE) {
      const some = asked.slice(next, next + COUNTIES_AT_ONCE);
      await Promise.all(some.map((county) => this.#levelOne(county)));
    }
    this.#parts.marks.keep(this.#level);
    if (this.#away !== null) {
      if (mustBeThere) throw this.#away;
      this.#answerFromHere(counties);
    }
    const [only] = counties;
    if (counties.length !== 1 || only === undefined) return;
    const fault = this.#faults.get(only);
    if (fault !== undefined) throw fault;
  }

  /** The ledgers, of which those throw what is wrong with them that could not be brought level. */
  ledgersOf(ledgers: LedgerReaders): LedgerReaders {
    return {
      counties: () => {
        const known = new Set([...ledgers.counties(), ...this.#faults.keys()]);
        return COUNTIES.filter((county) => known.has(county));
      },
      ledger: (county): LedgerReader | null => {
        const fault = this.#faults.get(county);
        if (fault !== undefined) throw fault;
        return ledgers.ledger(county);
      },
    };
  }

  /** Asks the server for the first time, and no county that nobody has asked about. */
  async #reach(isWriting: boolean, mustBeThere: boolean): Promise<void> {
    if (this.#away !== null) return;
    const { store, streamPrefix, claim } = this.#parts;
    store.calls.awaitContact(mustBeThere ? WRITING_CONTACT_MS : READING_CONTACT_MS);
    try {
      if (this.#manner.freshness === 'waiting') await this.#waitForAnswer();
      await claim.prove(store);
      if (isWriting && !this.#hasRoom) {
        await assertTakesAppends(store.calls, streamPrefix);
        this.#hasRoom = true;
      }
    } catch (error) {
      this.#keepAway(error);
    }
  }

  async #waitForAnswer(): Promise<void> {
    const { calls } = this.#parts.store;
    try {
      await calls.contact();
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      this.#manner.tell(`${error.finding} It is waited for: Ctrl-C ends that.`);
      calls.awaitContact(Number.POSITIVE_INFINITY);
      await calls.contact();
    }
  }

  async #levelOne(county: County): Promise<void> {
    const { log, acts } = this.#parts;
    const at = clockNow();
    try {
      await log.catchUp(county);
      for (const each of acts) await each.copy(county);
      this.#level.set(county, at);
    } catch (error) {
      if (error instanceof EventStoreRefused) throw error;
      if (error instanceof EventStoreUnavailable) this.#keepAway(error);
      else this.#faults.set(county, asError(error));
    }
  }

  #keepAway(error: unknown): void {
    if (!(error instanceof EventStoreUnavailable)) throw error;
    this.#away ??= error;
  }

  #answerFromHere(counties: readonly County[]): void {
    const told: string[] = [];
    for (const county of counties) {
      if (this.#isDone(county) || this.#toldOf.has(county)) continue;
      this.#toldOf.add(county);
      const at = this.#parts.marks.at(county);
      if (at === null) this.#faults.set(county, new NeverLevel(county, this.#parts.store.address));
      else told.push(levelText(county, at));
    }
    if (told.length === 0 || this.#away === null) return;
    this.#manner.tell(`${this.#away.finding} What follows is from the copy on this machine:`);
    for (const line of told) this.#manner.tell(line);
  }

  #isDone(county: County): boolean {
    return this.#level.has(county) || this.#faults.has(county);
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
