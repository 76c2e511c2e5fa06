import { brokenChecks } from '../../../projections/cs1257/checks.js';
import type { Stores } from '../../ports/stores.js';
import type { YearCheckpoints } from '../../reports/year-checkpoints.js';
import { eventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { replicaMarkOf } from '../../stores/sqlite/replica-mark.js';
import { replayCountiesOf } from '../../threads/replay-counties.js';
import type { House } from '../house.js';
import { houseOutside } from './house-outside.js';
import type { Access, OpeningManner } from './opening.js';
import { storesIn } from './stores-in-folder.js';

/** An open house, for whoever closes it. */
export interface OpenHouse {
  readonly house: House;
  readonly close: () => Promise<void>;
}

const AS_FOUND: OpeningManner = { freshness: 'asFound', tell: () => undefined };

/**
 * Opens what the environment names: the data folder, or a server's ledgers with the folder as their replica, which is
 * brought level as far as is asked. A server's client is loaded only where one is named.
 */
export async function openHouse(
  dataFolder: string,
  access: Access,
  env: Readonly<Record<string, string | undefined>>,
  manner: OpeningManner = AS_FOUND,
): Promise<OpenHouse> {
  if (access === 'outside') {
    return { house: houseOf(houseOutside(dataFolder)), close: () => Promise.resolve() };
  }
  const setting = eventStoreSetting(env);
  if (setting !== null) return openOnServer(dataFolder, setting, manner);
  const folder =
    access === 'write'
      ? LedgerFolder.openOrCreate(dataFolder)
      : LedgerFolder.open(dataFolder, access === 'read' ? 'read' : 'write');
  const close = (): Promise<void> => {
    folder.close();
    return Promise.resolve();
  };
  try {
    return { house: await houseInFolder(folder, access, manner), close };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** The house where no server is named: of a folder that is the store, or of a replica, which is only read. */
async function houseInFolder(
  folder: LedgerFolder,
  access: Access,
  manner: OpeningManner,
): Promise<House> {
  const of = replicaMarkOf(folder.path);
  if (of === null) return houseOver(folder);
  const { unservedStores } = await import('./unserved-stores.js');
  const { stores, replication } = unservedStores(folder, of, access, manner);
  return { ...houseOver(folder, stores), replication };
}

/**
 * The house over an open folder.
 *
 * @param writes - the stores of a server, whose replica the folder is; left out, all is in the folder
 * @param years - what a process that stays keeps of fiscal years
 */
export function houseOver(
  folder: LedgerFolder,
  writes?: Partial<Stores>,
  years: YearCheckpoints | null = null,
): House {
  return { ...houseOf({ ...storesIn(folder), ...writes }), years };
}

function houseOf(stores: Stores): House {
  return {
    ...stores,
    years: null,
    replication: null,
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

async function openOnServer(
  dataFolder: string,
  setting: EventStoreSetting,
  manner: OpeningManner,
): Promise<OpenHouse> {
  const [{ openEventStore }, { REPLICA_ACCEPTANCE }] = await Promise.all([
    import('../../stores/replicated/event-store.js'),
    import('../../ledger/acceptance/replica-acceptance.js'),
  ]);
  const folder = LedgerFolder.openOrCreate(dataFolder);
  try {
    const store = openEventStore(setting, folder, REPLICA_ACCEPTANCE);
    const { replication, ledgers } = store.replication(manner);
    const close = async (): Promise<void> => {
      try {
        await store.close();
      } finally {
        folder.close();
      }
    };
    const { desk, submissions, retention, eraser } = store;
    const stores = { desk, submissions, retention, eraser, ledgers };
    return { house: { ...houseOver(folder, stores), replication }, close };
  } catch (error) {
    folder.close();
    throw error;
  }
}
