import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { done } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { errorCode } from '../system-reason.js';
import { makeOwnFolder, writeOwnFile } from './durable-files.js';

/** What goes to a county's outbox by itself (contract/intake.md, The other way). */
export const SENT_BY_ITSELF = ['packages', 'reasons'] as const;

export type SentByItself = (typeof SENT_BY_ITSELF)[number];

/** Months that a kept file is kept behind the one that it came in, at most: four years and four. */
export const KEPT_MONTHS_MAX = 52;

/** A county's switches. */
export interface ExchangeSettings {
  readonly keptMonths: number;
  readonly sends: readonly SentByItself[];
}

export const NO_SETTINGS: ExchangeSettings = Object.freeze({
  keptMonths: KEPT_MONTHS_MAX,
  sends: [],
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

/** Keeps a county's switches; what is not given stays as it is. */
export async function keepSettings(
  exchange: string,
  { county, given }: { readonly county: County; readonly given: Partial<ExchangeSettings> },
): Promise<Outcome<ExchangeSettings>> {
  const settings = { ...(await settingsOfCounty(exchange, county)), ...given };
  await makeOwnFolder(join(exchange, county));
  await writeOwnFile(settingsPath(exchange, county), [`${JSON.stringify(settings)}\n`]);
  return done(settings);
}

function settingsPath(exchange: string, county: County): string {
  return join(exchange, county, 'settings.json');
}
