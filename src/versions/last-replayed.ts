import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { standingVersions } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';

/** A standing version that a replay does not give any more. */
export interface OutdatedNamed {
  readonly month: Month;
  readonly version: number;
}

/** Replays a county's standing versions beside who asks; null where that cannot be done now. */
export type ReplayOutdated = (county: County) => Promise<readonly OutdatedNamed[] | null>;

/** Which versions of a county were outdated when they were last replayed. */
export interface OutdatedAsReplayed {
  /** When the replay ended, and how many records it knew. */
  readonly at: Instant;
  readonly size: number;
  readonly outdated: readonly OutdatedNamed[];
}

/** A county is replayed again at the earliest so long after the last time, milliseconds: records may come all day. */
const RENEWED_AFTER_MS = 60_000;

/**
 * What is outdated as last replayed, renewed behind whoever looks: nobody waits for it. One county is replayed at a
 * time, and only where its ledger has grown or its standing versions are others.
 */
export class LastReplayed {
  readonly #replay: ReplayOutdated;
  readonly #clock: () => Instant;
  readonly #known = new Map<County, OutdatedAsReplayed & { readonly of: string }>();
  readonly #wanted = new Map<County, { readonly of: string; readonly size: number }>();
  #isReplaying = false;

  constructor(replay: ReplayOutdated, clock: () => Instant) {
    this.#replay = replay;
    this.#clock = clock;
  }

  /** What is known of a county now; null where it was not replayed yet. */
  of(county: County, size: number, versions: readonly Version[]): OutdatedAsReplayed | null {
    const standing = standingVersions(versions);
    if (standing.length === 0) return { at: this.#clock(), size, outdated: [] };
    const named = standing.map(({ month, version }) => `${formatMonth(month)}.${String(version)}`);
    const of = `${String(size)} ${named.join(' ')}`;
    const known = this.#known.get(county) ?? null;
    const isDue = known === null || this.#clock() - known.at >= RENEWED_AFTER_MS;
    if (known?.of !== of && isDue) {
      this.#wanted.set(county, { of, size });
      if (!this.#isReplaying) void this.#renew();
    }
    return known;
  }

  /** Replays what is wanted, one county behind the other; what cannot be replayed now is wanted again by who looks next. */
  async #renew(): Promise<void> {
    this.#isReplaying = true;
    for (const [county, { of, size }] of this.#wanted) {
      this.#wanted.delete(county);
      const outdated = await this.#replay(county);
      if (outdated !== null) this.#known.set(county, { at: this.#clock(), size, of, outdated });
    }
    this.#isReplaying = false;
  }
}
