import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { Follower, FollowingState } from '../eventstore/catch-up.js';
import type { CopiedActs } from './copied-acts.js';
import { CopyingActs } from './copying-acts.js';
import type { LevelMarks } from './level-marks.js';
import type { ReplicatedLog } from './replicated-log.js';

/** After a replica's own trouble (its disk is full, its file busy) it is followed again, milliseconds. */
const AGAIN_AFTER_MS = 5_000;

/** Told of what keeps a county's replica from being level. `error` is null where only the server is silent. */
export type OnTrouble = (county: County, error: Error | null, reason: string) => void;

/** What is kept level, and where it is written down. */
export interface FollowingParts {
  readonly log: ReplicatedLog;
  readonly acts: readonly CopiedActs[];
  readonly marks: LevelMarks;
}

/**
 * Keeps the replicas of all counties level with their streams while a service runs, those without a
 * ledger, too: the first record of one may come from another machine at any time.
 */
export class Following {
  readonly #log: ReplicatedLog;
  readonly #copying: CopyingActs;
  readonly #onTrouble: OnTrouble;
  readonly #followers = new Map<County, Follower>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #told = new Map<County, string>();
  #isServerSilent = false;
  #isEnding = false;

  constructor({ log, acts, marks }: FollowingParts, onTrouble: OnTrouble) {
    this.#log = log;
    this.#onTrouble = onTrouble;
    this.#copying = new CopyingActs(acts, marks, (county, error) => {
      this.#tellOnce(county, error);
    });
  }

  /** Whether the server did not answer when it was asked last. */
  get isServerSilent(): boolean {
    return this.#isServerSilent;
  }

  start(): void {
    for (const county of COUNTIES) this.#follow(county);
  }

  /** Resolves when what is being taken is taken. */
  async stop(): Promise<void> {
    this.#isEnding = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#followers.values()].map((follower) => follower.stop()));
    await this.#copying.stop();
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
        if (!this.#isEnding) this.#copying.level(county, state.at);
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
    this.#tellOnce(county, error);
    if (this.#log.standsStill(county) !== null || this.#isEnding) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#follow(county);
    }, AGAIN_AFTER_MS);
    this.#timers.add(timer);
  }
  #tellOnce(county: County, error: Error): void {
    if (this.#told.get(county) !== error.message) this.#onTrouble(county, error, error.message);
    this.#told.set(county, error.message);
  }
}
