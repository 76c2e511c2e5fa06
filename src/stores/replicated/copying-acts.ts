import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import { EventStoreUnavailable } from '../../ports/server-failures.js';
import type { CopiedActs } from './copied-acts.js';
import type { LevelMarks } from './level-marks.js';

/** How often the acts of a county that is level are copied anew, milliseconds: few are written. */
const COPY_EVERY_MS = 60_000;

/** How often it is written down when counties were level, milliseconds. */
const MARK_EVERY_MS = 5_000;

/** Told of what is wrong with a county's acts. */
export type OnActsTrouble = (county: County, error: Error) => void;

/** Copies the acts of counties whose records are level while a service runs, and writes down when both were. */
export class CopyingActs {
  readonly #acts: readonly CopiedActs[];
  readonly #marks: LevelMarks;
  readonly #onTrouble: OnActsTrouble;
  readonly #level = new Map<County, Instant>();
  readonly #copiedAt = new Map<County, Instant>();
  readonly #copying = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;

  constructor(acts: readonly CopiedActs[], marks: LevelMarks, onTrouble: OnActsTrouble) {
    this.#acts = acts;
    this.#marks = marks;
    this.#onTrouble = onTrouble;
    this.#timer = setInterval(() => {
      this.#mark();
    }, MARK_EVERY_MS);
    this.#timer.unref();
  }

  /** A county's records are level at an instant. */
  level(county: County, at: Instant): void {
    const copiedAt = this.#copiedAt.get(county);
    if (copiedAt !== undefined && at - copiedAt < COPY_EVERY_MS) return;
    this.#copiedAt.set(county, at);
    const copying = this.#copy(county, at).finally(() => this.#copying.delete(copying));
    this.#copying.add(copying);
  }

  /** Resolves when what is being copied is copied. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#copying);
    this.#mark();
  }

  async #copy(county: County, at: Instant): Promise<void> {
    try {
      for (const acts of this.#acts) await acts.copy(county);
      this.#level.set(county, at);
    } catch (error) {
      this.#copiedAt.delete(county);
      // The county's follower tells of a server that is silent.
      if (error instanceof EventStoreUnavailable) return;
      this.#onTrouble(county, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #mark(): void {
    try {
      this.#marks.keep(this.#level);
    } catch (error) {
      const [county] = this.#level.keys();
      if (county !== undefined && error instanceof Error) this.#onTrouble(county, error);
    }
    this.#level.clear();
  }
}
