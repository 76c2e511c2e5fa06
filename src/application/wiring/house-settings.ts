import { resolve } from 'node:path';
import { PEPS, parsePep } from '../../../events/values/pep.js';
import type { Pep } from '../../../events/values/pep.js';
import { KEYS } from '../../seals/signing-keys.js';
import { eventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';

/** The operator's settings where no other file is named. */
const SETTINGS = 'settings.json';

/** What the environment says of a house; options of the command line that mean the same stand in it as well. */
export interface HouseSettings {
  /** Where the signing keys are, absolute: `PLUMBLINE_KEYS`, or `keys` in the data folder. */
  readonly keysFolder: string;
  /** `PLUMBLINE_ACCEPT_CLOCK=1`: the clock is right, however far behind a ledger it is. */
  readonly isClockAccepted: boolean;
  /** The operator's settings, absolute: `PLUMBLINE_SETTINGS`, or `settings.json` in the data folder. */
  readonly settingsFile: string;
  /** `PLUMBLINE_PEP`: the state's choice of PEP, which versions say from then on; null where none is set. */
  readonly pep: Pep | null;
  /** The server whose replica the folder is; null where the folder is the store. */
  readonly eventStore: EventStoreSetting | null;
}

/** Reads what the environment says. */
export function houseSettings(
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): HouseSettings {
  const keys = env['PLUMBLINE_KEYS'];
  return {
    keysFolder: keys === undefined || keys === '' ? resolve(dataFolder, KEYS) : resolve(keys),
    settingsFile: settingsFileOf(dataFolder, env),
    isClockAccepted: env['PLUMBLINE_ACCEPT_CLOCK'] === '1',
    pep: pepSetting(env['PLUMBLINE_PEP']),
    eventStore: eventStoreSetting(env),
  };
}

/** The operator's settings, absolute: the file that the environment names, else the one in the data folder. */
export function settingsFileOf(
  dataFolder: string,
  { PLUMBLINE_SETTINGS: named = '' }: Readonly<Record<string, string | undefined>>,
): string {
  return named === '' ? resolve(dataFolder, SETTINGS) : resolve(named);
}

function pepSetting(text: string | undefined): Pep | null {
  if (text === undefined || text === '') return null;
  const pep = parsePep(text);
  if (pep !== null) return pep;
  throw new Error(
    `PLUMBLINE_PEP is ${JSON.stringify(text.slice(0, 60))}, which is no choice of PEP: give ${PEPS.join(' or ')}, or leave it out.`,
  );
}
