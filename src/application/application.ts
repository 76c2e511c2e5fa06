import { personNeededFor } from '../../events/acts/person-needed.js';
import type { PersonNeeded } from '../../events/acts/person-needed.js';
import type { County } from '../../events/values/county.js';

import type { Instant } from '../../events/values/instant.js';
import { signedInName } from '../../events/values/person.js';
import type { LookLimits } from '../../projections/process/looks.js';
import { countiesReached } from '../../projections/access/rights.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import type { Outcome } from '../ports/outcome.js';
import type { Action } from './actions.js';
import { actingAs, rightsActorOf } from './actor.js';
import type { Actor } from './actor.js';
import { ALL_COUNTIES, NOTHING, addressOfCounty } from './entry.js';
import { stoppedByLooks } from './counted-looks.js';
import type { Address, EntryAsking, RetentionConcern } from './entry.js';
import { NOT_PERMITTED, stoppedAtGate, stoppedByRights } from './gate.js';
import type { AtTheGate, Stopped } from './gate.js';
import { heldToClock } from './held-to-clock.js';
import { heldToScope } from './held-to-scope.js';
import type { House } from './house.js';
import type { LineEnd } from './line-of.js';
import { levelBefore } from './levelling.js';
import { putOnLog, rememberLetPass } from './on-log.js';
import type { Unlogged } from './on-log.js';
import type { Origin } from './origin.js';
import { letPassIn, rememberForAnswer } from './still-let.js';
import { LIST, isEntryName } from './list.js';
import { isToMend } from './to-mend.js';
import type { EntryName, InputOf, ValueOf } from './list.js';
import { clockNow } from '../ports/clock.js';

/**
 * What came of a request: what its use case gave, why the gate did not let it pass, or that it could not be put on the
 * access log and so is not told.
 */
export type Reply<Value> = Outcome<Value> | Stopped | Unlogged;

/** How a request is asked: by which clock, and whom to tell how many records were read. */
export interface Manner {
  readonly clock?: () => Instant;
  readonly onRecords?: OnRecords;
}

/** An entry with its types left out: the list says that they belong together, and `ask` that they were asked so. */
interface AnyEntry {
  readonly kind: 'question' | 'act';
  readonly action: Action;
  readonly showsPerson: boolean;
  readonly personNeeded?: (input: unknown) => PersonNeeded;
  addresses(input: unknown): Address;
  retention(input: unknown): RetentionConcern;
  load(): Promise<(house: House, input: unknown, asking: EntryAsking) => Promise<Outcome<unknown>>>;
}

/** The one door: every question and every act of every entrance comes in here, and through the gate. */
export class Application {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /** Asks or does what the entry of that name says, for an actor. Throws what the stores throw. */
  async ask<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
    manner: Manner = {},
  ): Promise<Reply<ValueOf<Name>>> {
    if (!isEntryName(name)) return unknownEntry(name);
    const { clock = clockNow, onRecords = untold } = manner;
    const by = { actor, name, input, now: clock() };
    let reply: Reply<ValueOf<Name>>;
    try {
      reply = await this.#ask(actor, name, input, { clock: clock, onRecords });
    } catch (error) {
      const unlogged = await putOnLog(this.#house, by, { kind: 'failed' });
      if (unlogged !== null) return unlogged;
      throw error;
    }
    return (await putOnLog(this.#house, by, reply)) ?? reply;
  }

  /**
   * Puts an answer that was made elsewhere, as by a thread, on the access log; to be waited for before it leaves.
   * Answers what has to be told instead, null where nothing has.
   */
  logged<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
    end: LineEnd,
  ): Promise<Unlogged | null> {
    return putOnLog(this.#house, { actor, name, input, now: clockNow() }, end);
  }

  async #ask<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
    { clock, onRecords }: Required<Manner>,
  ): Promise<Reply<ValueOf<Name>>> {
    if (!isToMend(name)) await this.readAccess(actor);
    const entry = LIST[name] as AnyEntry;
    const asked = this.#atTheGate(actor, entry, input, clock());
    const stopped = stoppedByRights(asked);
    if (stopped !== null) return stopped;
    await this.#level(name, entry.kind, asked.address);
    const stoppedNow = stoppedAtGate(this.#house, asked);
    if (stoppedNow !== null) return stoppedNow;
    const overLooked = await this.#stoppedByLooks(entry, asked, input);
    if (overLooked !== null) return overLooked;
    rememberForAnswer(asked);
    const useCase = await entry.load();
    const { state: access, action, now } = asked;
    const counties = (): 'all' | readonly County[] =>
      countiesReached(access, rightsActorOf(actor), action, now);
    const asking = { actor, clock, onRecords, access, counties };
    const outcome = await useCase(this.#houseFor(entry.kind, asked, clock), input, asking);
    return withheld(actor, outcome as Outcome<ValueOf<Name>>);
  }

  /**
   * Lets in a request that is worked on elsewhere, as by a thread: by the acts of access as they stand now, and with the
   * look of a person of another organisation counted. Why it is not let in, null where it is. `stopped` asks again later.
   */
  async letIn<Name extends EntryName>(
    actor: Actor,
    name: Name,
    input: InputOf<Name>,
  ): Promise<Stopped | null> {
    await this.readAccess(actor);
    const stopped = this.stopped(actor, name, input);
    if (stopped !== null) return stopped;
    const entry = LIST[name] as AnyEntry;
    return this.#stoppedByLooks(entry, this.#atTheGate(actor, entry, input, clockNow()), input);
  }

  /**
   * Why the gate would not let a request pass now, null where it would; by what was last read of the acts of access.
   * What it is about must be true of `name`.
   */
  stopped<Name extends EntryName>(actor: Actor, name: Name, input: InputOf<Name>): Stopped | null {
    if (!isEntryName(name)) return unknownEntry(name);
    const entry = LIST[name] as AnyEntry;
    const now = clockNow();
    const asked = this.#atTheGate(actor, entry, input, now);
    const stopped = stoppedAtGate(this.#house, asked);
    if (stopped === null) rememberForAnswer(asked);
    if (stopped === null || stopped.kind === 'beyondRetention') {
      rememberLetPass({ actor, name, input, now: now });
    }
    return stopped;
  }

  /**
   * Why the gate would not let pass any more, by the acts of access as they stand now, what it has let pass in a request:
   * for an answer that is still being sent. Null where it would. Throws what the stores throw.
   */
  async stoppedSince(origin: Origin): Promise<Stopped | null> {
    for (const passed of letPassIn(origin)) {
      await this.readAccess(passed.actor);
      const { state } = this.#house.accessActs.known;
      const asked = { ...passed, needed: 'no', state, now: clockNow() } as const;
      const stopped = stoppedAtGate(this.#house, asked);
      if (stopped !== null) return stopped;
    }
    return null;
  }

  /**
   * Whether somebody may do something at all, by what was last read of the acts of access: for what is shown of it.
   * Whoever does it is asked for at the gate again.
   *
   * @param county - where; without it, anywhere, but of what is of all counties together, in all of them
   */
  permits(actor: Actor, action: Action, county: County | null): boolean {
    const anywhere = action === 'state.read' ? ALL_COUNTIES : NOTHING;
    const address = county === null ? anywhere : addressOfCounty(county);
    const { state } = this.#house.accessActs.known;
    const asked = { actor, action, address, needed: 'no', state, now: clockNow() } as const;
    return stoppedByRights(asked) === null;
  }

  /**
   * Reads what is new of the acts of access: the next `stopped` knows it. The operator needs none of them, and is stopped
   * all the same where they are not what was signed; on a server they are read where he acts or sees a person.
   *
   * @throws ActsContradicted
   */
  async readAccess({ kind }: Actor): Promise<void> {
    const { accessActs, replication } = this.#house;
    if (kind !== 'operator') await accessActs.read();
    else if (replication === null) await accessActs.compare();
  }

  /**
   * By whom an act says that it was done: `A-7 Ana Diaz` (contract/http.md); `operator` without accounts. By what was last
   * read of the acts of access.
   */
  nameOf(actor: Actor): string {
    const by = actingAs(actor);
    const account = this.#house.accessActs.known.state.accounts.get(by);
    return account === undefined ? by : signedInName(by, account.name);
  }

  #atTheGate(actor: Actor, entry: AnyEntry, input: unknown, now: Instant): AtTheGate {
    const { action } = entry;
    return {
      actor,
      action,
      address: entry.addresses(input),
      concern: entry.retention(input),
      needed: entry.personNeeded?.(input) ?? personNeededFor(action),
      state: this.#house.accessActs.known.state,
      now,
    };
  }

  /** What shows nobody is no look at a case. */
  async #stoppedByLooks(
    { showsPerson }: AnyEntry,
    asked: AtTheGate,
    input: unknown,
  ): Promise<Stopped | null> {
    if (!showsPerson) return null;
    const { credentials, ledgers, operatorSettings } = this.#house;
    const limits = (): LookLimits => operatorSettings().looks;
    return stoppedByLooks({ credentials, ledgers, limits }, { ...asked, input });
  }

  /** Rights were looked at first: a stranger's question asks no server. */
  async #level(name: string, kind: AnyEntry['kind'], address: Address): Promise<void> {
    const { replication } = this.#house;
    if (replication !== null) await levelBefore(replication, { name, kind, address });
  }

  #houseFor(kind: AnyEntry['kind'], asked: AtTheGate, clock: () => Instant): House {
    const house = kind === 'act' ? heldToClock(this.#house, clock) : this.#house;
    return asked.actor.kind === 'operator' ? house : heldToScope(house, asked);
  }
}

/** A use case that finds by itself that somebody may not says no more to him than the gate does. */
function withheld<Value>({ kind }: Actor, outcome: Outcome<Value>): Reply<Value> {
  const isRefused = outcome.kind === 'refusedByRule' && outcome.refusal.code === 'NOT_PERMITTED';
  return isRefused && kind !== 'operator' ? NOT_PERMITTED : outcome;
}

function unknownEntry(name: unknown): Stopped {
  return { kind: 'unknown', message: `Nothing of the name ${String(name)} can be asked.` };
}

function untold(): void {
  // Nobody watches.
}
