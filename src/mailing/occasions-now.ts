import { civilDayOf } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import {
  isCountyToldOf,
  keyOfOccasion,
  occasionsOfApplications,
  occasionsOfVersions,
} from '../../projections/notices/occasions.js';
import type { Occasion } from '../../projections/notices/occasions.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { faultOfCounty } from '../reports/left-out.js';
import { readVersions } from '../versions/county-acts.js';
import type { OutdatedVersions } from './outdated-versions.js';

/** What occasions are found in. */
export interface OccasionSources {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly outdated: OutdatedVersions;
}

/** What people are told of at a moment. */
export interface OccasionsNow {
  readonly occasions: readonly Occasion[];
  /** Whether an occasion is over by what was found: of a county that could not be looked at, none is. */
  readonly isOver: (key: string) => boolean;
}

/** Looks at all applications, and at the months of the counties of which anybody is told. */
export async function occasionsNow(
  sources: OccasionSources,
  state: AccessState,
  now: Instant,
): Promise<OccasionsNow> {
  const on = civilDayOf(now);
  const found: Occasion[] = [...occasionsOfApplications(state, on)];
  const unseen: string[] = [];
  sources.outdated.beginRound();
  const counties = new Set([
    ...sources.ledgers.counties(),
    ...(await sources.submissions.counties()),
  ]);
  for (const county of counties) {
    if (!isCountyToldOf(state, county, on)) {
      continue;
    }
    try {
      const { occasions, isOutdatedKnown } = await ofCounty(sources, county, now);
      found.push(...occasions);
      if (!isOutdatedKnown) unseen.push(`outdated ${county} `);
    } catch (error) {
      faultOfCounty(error); // throws a fault of our own again
      unseen.push(...VERSION_KINDS.map((kind) => `${kind} ${county} `));
    }
  }
  const keys = new Set(found.map(keyOfOccasion));
  return {
    occasions: found,
    isOver: (key) => !keys.has(key) && !unseen.some((beginning) => key.startsWith(beginning)),
  };
}

const VERSION_KINDS = ['approval', 'returned', 'due', 'late', 'outdated'];

async function ofCounty(
  { ledgers, submissions, outdated }: OccasionSources,
  county: County,
  now: Instant,
): Promise<{ readonly occasions: readonly Occasion[]; readonly isOutdatedKnown: boolean }> {
  const { versions } = await readVersions(submissions, county);
  const size = ledgers.ledger(county)?.size ?? 0;
  // A county that never sent a record owes no report yet.
  if (size === 0) return { occasions: [], isOutdatedKnown: true };
  const known = await outdated.of(county, size, versions);
  const ofOutdated = (known ?? []).map((named): Occasion => ({
    kind: 'outdated',
    county,
    ...named,
  }));
  const occasions = [...occasionsOfVersions(county, versions, now), ...ofOutdated];
  return { occasions, isOutdatedKnown: known !== null };
}
