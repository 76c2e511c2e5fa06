import { brokenChecks } from '../../../projections/form/checks.js';
import type { Stores, WriteStores } from '../../ports/stores.js';
import type { YearCheckpoints } from '../../reports/year-checkpoints.js';
import { eventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { replayCountiesOf } from '../../threads/replay-counties.js';
import type { House } from '../house.js';
import { houseOutside } from './house-outside.js';
import { storesIn } from './stores-in-folder.js';

/**
 * What a command needs of the data folder. `outside`: it works on the folder as a whole, and opens it for itself;
 * only what adds records (`write`) may make a data folder of a new or empty one.
 */
export type Access = 'outside' | 'read' | 'change' | 'write';

/** An open house, for whoever closes it. */
export interface OpenHouse {
  readonly house: House;
  readonly close: () => Promise<void>;
}

/**
 * Opens what the environment names: the data folder, or a server's ledgers with the folder as their replica, level
 * with it. A server's client is loaded only where one is named.
 */
export async function openHouse(
  dataFolder: string,
  access: Access,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenHouse> {
  if (access === 'outside') {
    return { house: houseOf(houseOutside(dataFolder)), close: () => Promise.resolve() };
  }
  const setting = eventStoreSetting(env);
  if (setting !== null) return openOnServer(dataFolder, setting);
  const folder =
    access === 'write'
      ? LedgerFolder.openOrCreate(dataFolder)
      : LedgerFolder.open(dataFolder, access === 'read' ? 'read' : 'write');
  const close = (): Promise<void> => {
    folder.close();
    return Promise.resolve();
  };
  return { house: houseOver(folder), close };
}

/**
 * The house over an open folder.
 *
 * @param writes - the stores of a server, whose replica the folder is; left out, all is in the folder
 * @param years - what a process that stays keeps of fiscal years
 */
export function houseOver(
  folder: LedgerFolder,
  writes?: WriteStores,
  years: YearCheckpoints | null = null,
): House {
  return { ...houseOf({ ...storesIn(folder), ...writes }), years };
}

function houseOf(stores: Stores): House {
  return {
    ...stores,
    years: null,
    replayCounties: replayCountiesOf(stores.folder),
    editChecks: brokenChecks,
    safekeeping: async () => {
      const { FOLDER_SAFEKEEPING } = await import('../../stores/sqlite/safekeeping.js');
      return FOLDER_SAFEKEEPING;
    },
    keys: async () => {
      const { SigningKeys } = await import('../../seals/signing-keys.js');
      return new SigningKeys(stores.folder);
    },
  };
}

async function openOnServer(dataFolder: string, setting: EventStoreSetting): Promise<OpenHouse> {
  const [{ openEventStore }, { REPLICA_ACCEPTANCE }] = await Promise.all([
    import('../../stores/replicated/event-store.js'),
    import('../../ledger/acceptance/replica-acceptance.js'),
  ]);
  const folder = LedgerFolder.openOrCreate(dataFolder);
  try {
    const store = openEventStore(setting, folder, REPLICA_ACCEPTANCE);
    try {
      await store.catchUpAll();
    } catch (error) {
      await store.close();
      throw error;
    }
    const close = async (): Promise<void> => {
      try {
        await store.close();
      } finally {
        folder.close();
      }
    };
    return { house: houseOver(folder, store), close };
  } catch (error) {
    folder.close();
    throw error;
  }
}
