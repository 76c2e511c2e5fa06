import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { done } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { formatInstant, toWholeSecond } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { errorCode } from '../system-reason.js';
import { makeOwnFolder, writeOwnFile } from './durable-files.js';

/** What goes to a county's outbox by itself (contract/intake.md, The other way). */
export const SENT_BY_ITSELF = ['packages', 'reasons', 'figures'] as const;

export type SentByItself = (typeof SENT_BY_ITSELF)[number];

/** Months that a kept file is kept behind the one that it came in, at most: four years and four. */
export const KEPT_MONTHS_MAX = 52;

/** A county's switches. */
export interface ExchangeSettings {
  readonly keptMonths: number;
  readonly sends: readonly SentByItself[];
  /** Since when anything is: what was decided before is not sent; null while nothing is switched on. */
  readonly sendsSince: string | null;
}

export const NO_SETTINGS: ExchangeSettings = Object.freeze({
  keptMonths: KEPT_MONTHS_MAX,
  sends: [],
  sendsSince: null,
});

export async function settingsOfCounty(
  exchange: string,
  county: County,
): Promise<ExchangeSettings> {
  try {
    const text = await readFile(settingsPath(exchange, county), 'utf8');
    // We have written it.
    return { ...NO_SETTINGS, ...(JSON.parse(text) as Partial<ExchangeSettings>) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return NO_SETTINGS;
    throw error;
  }
}

/** What of a county's switches is given. */
export type GivenSettings = Partial<Pick<ExchangeSettings, 'keptMonths' | 'sends'>>;

/** Keeps a county's switches; what is not given stays as it is. */
export async function keepSettings(
  exchange: string,
  { county, given }: { readonly county: County; readonly given: GivenSettings },
  now: Instant,
): Promise<Outcome<ExchangeSettings>> {
  const before = await settingsOfCounty(exchange, county);
  const after = { ...before, ...given };
  const since = before.sendsSince ?? formatInstant(toWholeSecond(now));
  const settings = { ...after, sendsSince: after.sends.length === 0 ? null : since };
  await makeOwnFolder(join(exchange, county));
  await writeOwnFile(settingsPath(exchange, county), [`${JSON.stringify(settings)}\n`]);
  return done(settings);
}

function settingsPath(exchange: string, county: County): string {
  return join(exchange, county, 'settings.json');
}
