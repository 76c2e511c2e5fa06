import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { Follower, FollowingState } from '../eventstore/catch-up.js';
import type { ReplicatedLog } from './replicated-log.js';

/** After a replica's own trouble (its disk is full, its file busy) it is followed again, milliseconds. */
const AGAIN_AFTER_MS = 5_000;

/** Told of what keeps a county's replica from being level. `error` is null where only the server is silent. */
export type OnTrouble = (county: County, error: Error | null, reason: string) => void;

/**
 * Keeps the replicas of all counties level with their streams while a service runs, those without a
 * ledger, too: the first record of one may come from another machine at any time.
 */
export class Following {
  readonly #log: ReplicatedLog;
  readonly #onTrouble: OnTrouble;
  readonly #followers = new Map<County, Follower>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #told = new Map<County, string>();
  #isServerSilent = false;
  #isEnding = false;

  constructor(log: ReplicatedLog, onTrouble: OnTrouble) {
    this.#log = log;
    this.#onTrouble = onTrouble;
  }

  start(): void {
    for (const county of COUNTIES) this.#follow(county);
  }

  /** Resolves when what is being taken is taken. */
  async stop(): Promise<void> {
    this.#isEnding = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#followers.values()].map((follower) => follower.stop()));
  }

  #follow(county: County): void {
    const follower = this.#log.follower(county, (state) => {
      this.#changed(county, state);
    });
    this.#followers.set(county, follower);
    follower.start();
  }

  #changed(county: County, state: FollowingState): void {
    switch (state.kind) {
      case 'catchingUp':
      case 'ended':
        return;
      case 'level':
        this.#isServerSilent = false;
        this.#told.delete(county);
        return;
      case 'waiting':
        // All counties hear the same silence: it is told once.
        if (!this.#isServerSilent) this.#onTrouble(county, null, state.reason);
        this.#isServerSilent = true;
        return;
      case 'stopped':
        this.#stopped(county, state.error);
    }
  }

  #stopped(county: County, error: Error): void {
    if (this.#told.get(county) !== error.message) this.#onTrouble(county, error, error.message);
    this.#told.set(county, error.message);
    if (this.#log.standsStill(county) !== null || this.#isEnding) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#follow(county);
    }, AGAIN_AFTER_MS);
    this.#timers.add(timer);
  }
}
