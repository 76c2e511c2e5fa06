import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import { standingVersions } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { OutdatedNamed, ReplayOutdated } from '../versions/last-replayed.js';

/**
 * Which versions of counties are outdated, as last replayed. One county is replayed a round, and only where its ledger
 * or its standing versions changed: what people are told of must not slow down what they ask.
 */
export class OutdatedVersions {
  readonly #replay: ReplayOutdated;
  readonly #known = new Map<County, { of: string; outdated: readonly OutdatedNamed[] }>();
  #hasReplayed = false;

  constructor(replay: ReplayOutdated) {
    this.#replay = replay;
  }

  beginRound(): void {
    this.#hasReplayed = false;
  }

  /** What is known of a county at a ledger's size; null where nothing is yet. */
  async of(
    county: County,
    size: number,
    versions: readonly Version[],
  ): Promise<readonly OutdatedNamed[] | null> {
    const standing = standingVersions(versions);
    if (standing.length === 0) return [];
    const named = standing.map(({ month, version }) => `${formatMonth(month)}.${String(version)}`);
    const of = `${String(size)} ${named.join(' ')}`;
    const known = this.#known.get(county);
    if (known?.of === of || this.#hasReplayed) return known?.outdated ?? null;
    this.#hasReplayed = true;
    const outdated = await this.#replay(county);
    if (outdated === null) return known?.outdated ?? null;
    this.#known.set(county, { of, outdated });
    return outdated;
  }
}
