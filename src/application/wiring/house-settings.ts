import { resolve } from 'node:path';
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
  /** The server whose replica the folder is; null where the folder is the store. */
  readonly eventStore: EventStoreSetting | null;
}

/** Reads what the environment says. */
export function houseSettings(
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): HouseSettings {
  const keys = env['PLUMBLINE_KEYS'];
  const settings = env['PLUMBLINE_SETTINGS'];
  return {
    keysFolder: keys === undefined || keys === '' ? resolve(dataFolder, KEYS) : resolve(keys),
    settingsFile:
      settings === undefined || settings === '' ? resolve(dataFolder, SETTINGS) : resolve(settings),
    isClockAccepted: env['PLUMBLINE_ACCEPT_CLOCK'] === '1',
    eventStore: eventStoreSetting(env),
  };
}
