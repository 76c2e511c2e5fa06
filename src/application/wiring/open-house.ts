import { brokenChecks } from '../../../projections/form/checks.js';
import { AccessActs } from '../../access/access-acts.js';
import type { Replication } from '../../ports/replication.js';
import type { Stores } from '../../ports/stores.js';
import type { Years } from '../../reports/year-checkpoints.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import { readOperatorSettings } from '../../process/operator-settings.js';
import { claimAloneIn } from '../../stores/sqlite/claim-alone.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { LetterFolder } from '../../stores/sqlite/letter-folder.js';
import { replicaMarkOf } from '../../stores/sqlite/replica-mark.js';
import { foldMonthsOf } from '../../threads/report-in-parts.js';
import { replayCountiesOf } from '../../threads/replay-counties.js';
import type { House } from '../house.js';
import { accessLogOver } from './access-log-in-folder.js';
import { houseOutside } from './house-outside.js';
import { houseSettings } from './house-settings.js';
import type { HouseSettings } from './house-settings.js';
import { notesOver, sealedStores } from './sealed-stores.js';
import type { Access, OpeningManner } from './opening.js';
import { storesIn } from './stores-in-folder.js';
import { storesOnServer } from './stores-on-server.js';

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
  const settings = houseSettings(dataFolder, env);
  if (access === 'outside') {
    const house = houseOf(houseOutside(dataFolder), settings);
    return { house, close: () => house.accessLog.close() };
  }
  const { eventStore } = settings;
  if (eventStore !== null) return openOnServer(dataFolder, eventStore, settings, manner);
  const folder =
    access === 'write'
      ? LedgerFolder.openOrCreate(dataFolder)
      : LedgerFolder.open(dataFolder, access === 'read' ? 'read' : 'write');
  const close = (): Promise<void> => {
    folder.close();
    return Promise.resolve();
  };
  try {
    const of = replicaMarkOf(folder.path);
    if (of === null) return sealedHouse(folder, settings, storesIn(folder), close);
    // A replica where no server is named: it is only read.
    const { unservedStores } = await import('./unserved-stores.js');
    const { stores, replication } = unservedStores(folder, of, access, manner);
    return sealedHouse(folder, settings, stores, close, replication);
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** The house over stores that are compared with what was signed, and sign what is added. */
export function sealedHouse(
  folder: LedgerFolder,
  settings: HouseSettings,
  stores: Stores,
  close: () => Promise<void>,
  replication: Replication | null = null,
): OpenHouse {
  const sealed = sealedStores(folder.path, settings.keysFolder, stores);
  const house = { ...houseOf(sealed.stores, settings), replication };
  return {
    house,
    close: async () => {
      try {
        await house.accessLog.close();
        await sealed.settled();
      } finally {
        await close();
      }
    },
  };
}

/**
 * The house over an open folder as it is: nothing in it is compared with what was signed.
 *
 * @param writes - the stores of a server, whose replica the folder is; left out, all is in the folder
 * @param years - what a process that stays keeps of fiscal years
 */
export function houseOver(
  folder: LedgerFolder,
  writes?: Partial<Stores>,
  years: Years | null = null,
): House {
  return { ...houseOf({ ...storesIn(folder), ...writes }, houseSettings(folder.path, {})), years };
}

function houseOf(stores: Stores, settings: HouseSettings): House {
  const { keysFolder, isClockAccepted, pep } = settings;
  return {
    ...stores,
    accessActs: new AccessActs(stores.access),
    years: null,
    isClockAccepted,
    pep,
    keysFolder,
    notes: notesOver(stores.folder, keysFolder, stores.notesOnServer),
    accessLog: accessLogOver(stores.folder, keysFolder),
    replication: null,
    claimAlone: claimAloneIn(stores.folder),
    replayCounties: replayCountiesOf(stores.folder, stores.checkpoints),
    foldMonths: foldMonthsOf(stores.folder),
    editChecks: brokenChecks,
    safekeeping: async () => {
      const { FOLDER_SAFEKEEPING } = await import('../../stores/sqlite/safekeeping.js');
      return FOLDER_SAFEKEEPING;
    },
    openToProve: async () => {
      const { openToProve } = await import('./folder-to-prove.js');
      return openToProve(stores.folder, settings);
    },
    compareToCopy: async () => {
      const { compareToCopy } = await import('./folder-to-prove.js');
      await compareToCopy(stores.folder, settings);
    },
    copiesToProve: async () => {
      const { copiesToProve } = await import('./folder-to-prove.js');
      return copiesToProve(stores.folder, keysFolder);
    },
    letters: new LetterFolder(stores.folder),
    operatorSettings: () => readOperatorSettings(settings.settingsFile),
    keys: async () => {
      const { SigningKeys } = await import('../../seals/signing-keys.js');
      return new SigningKeys(keysFolder);
    },
  };
}

async function openOnServer(
  dataFolder: string,
  eventStore: EventStoreSetting,
  settings: HouseSettings,
  manner: OpeningManner,
): Promise<OpenHouse> {
  const [{ openEventStore }, { REPLICA_ACCEPTANCE }] = await Promise.all([
    import('../../stores/replicated/event-store.js'),
    import('../../ledger/acceptance/replica-acceptance.js'),
  ]);
  const folder = LedgerFolder.openOrCreate(dataFolder);
  try {
    const store = openEventStore(eventStore, folder, REPLICA_ACCEPTANCE);
    const { replication, ledgers } = store.replication(manner);
    const close = async (): Promise<void> => {
      try {
        await store.close();
      } finally {
        folder.close();
      }
    };
    const stores = { ...storesIn(folder), ...storesOnServer(store), ledgers };
    return sealedHouse(folder, settings, stores, close, replication);
  } catch (error) {
    folder.close();
    throw error;
  }
}
