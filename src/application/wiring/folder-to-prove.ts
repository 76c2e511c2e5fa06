import { COUNTIES } from '../../../events/values/county.js';
import type { FolderToProve } from '../../seals/proving/county-proof.js';
import type { ActLog } from '../../ports/act-log.js';
import { refuseNoDataFolder } from '../../stores/sqlite/data-folder.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import type { HouseSettings } from './house-settings.js';
import { notaryOver } from './sealed-stores.js';
import type { StoresToProve } from './sealed-stores.js';
import { storesIn } from './stores-in-folder.js';

/** A folder that is open to be proved, for whoever closes it. */
export type OpenToProve = FolderToProve & {
  /** Acts of access and of the process. */
  readonly access: ActLog;
  readonly close: () => Promise<void>;
};

/** Opens a data folder for reading, as it is; of a replica, the acts and notes are the server's. */
export async function openToProve(
  dataFolder: string,
  { keysFolder, eventStore }: HouseSettings,
): Promise<OpenToProve> {
  refuseNoDataFolder(dataFolder);
  if (eventStore !== null) return openOnServer(dataFolder, keysFolder, eventStore);
  const folder = LedgerFolder.open(dataFolder, 'read');
  return opened(dataFolder, keysFolder, storesIn(folder), () => {
    folder.close();
    return Promise.resolve();
  });
}

async function openOnServer(
  dataFolder: string,
  keysFolder: string,
  setting: EventStoreSetting,
): Promise<OpenToProve> {
  const [{ openEventStore }, { REPLICA_ACCEPTANCE }] = await Promise.all([
    import('../../stores/replicated/event-store.js'),
    import('../../ledger/acceptance/replica-acceptance.js'),
  ]);
  const folder = LedgerFolder.open(dataFolder, 'write');
  const store = openEventStore(setting, folder, REPLICA_ACCEPTANCE);
  const close = async (): Promise<void> => {
    await store.close();
    folder.close();
  };
  try {
    const manner = { freshness: 'fresh', tell: () => undefined } as const;
    const { replication, ledgers } = store.replication(manner);
    await replication.level(COUNTIES, 'reading');
    const { submissions, retention, access, notesOnServer } = store;
    const stores = { ledgers, submissions, retention, access, notesOnServer };
    return opened(dataFolder, keysFolder, stores, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function opened(
  dataFolder: string,
  keysFolder: string,
  stores: StoresToProve & { readonly access: ActLog },
  close: () => Promise<void>,
): OpenToProve {
  const { ledgers, submissions, retention, access } = stores;
  const { notary, notes } = notaryOver(dataFolder, keysFolder, stores);
  notary.knowKeys();
  return { ledgers, acts: { submissions, retention }, access, notes, notary, close };
}
