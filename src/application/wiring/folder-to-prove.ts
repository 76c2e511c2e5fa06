import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { Notes, OwnNotes } from '../../ports/notes.js';
import type { OwnStreamsToProve } from '../../seals/proving/own-proof.js';
import { ACCESS_STREAM, INTAKE_STREAM } from '../../stores/sqlite/act-file.js';
import { ActFolder } from '../../stores/sqlite/act-folder.js';
import type { FolderToProve } from '../../seals/proving/county-proof.js';
import type { ActLog } from '../../ports/act-log.js';
import { refuseNoDataFolder } from '../../stores/sqlite/data-folder.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import type { EventStoreSetting } from '../../stores/replicated/event-store-setting.js';
import type { HouseSettings } from './house-settings.js';
import { refuseContradicted } from '../../seals/proving/refuse-contradicted.js';
import { replicaMarkOf } from '../../stores/sqlite/replica-mark.js';
import { OwnNoteSigner } from '../../seals/own-notes.js';
import { SigningKeys } from '../../seals/signing-keys.js';
import { notaryOver, ownNotesOver } from './sealed-stores.js';
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
  return opened(dataFolder, keysFolder, storesIn(folder), {
    level: () => Promise.resolve(),
    close: () => {
      folder.close();
      return Promise.resolve();
    },
  });
}

/**
 * Compares a data folder with what was signed of it, before all that it is is copied. Of a replica, which may be behind its
 * server, only what it has: the server is not asked.
 *
 * @throws LedgerContradicted
 */
export async function compareToCopy(
  dataFolder: string,
  { keysFolder, eventStore }: HouseSettings,
): Promise<void> {
  refuseNoDataFolder(dataFolder);
  const folder = LedgerFolder.open(dataFolder, 'read');
  try {
    const here = storesIn(folder);
    const isServed = eventStore !== null;
    const stores = isServed ? { ...here, notesOnServer: (local: Notes) => local } : here;
    const means = { level: () => Promise.resolve(), close: () => Promise.resolve() };
    const opened = over(dataFolder, keysFolder, stores, means);
    opened.notary.knowKeysIfOpen();
    if (isServed) await refuseContradicted(opened, 'anchorsOfReplica');
    else {
      const isReplica = replicaMarkOf(folder.path) !== null;
      await refuseContradicted(opened, isReplica ? 'anchors' : 'everyAct');
    }
  } finally {
    folder.close();
  }
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
    const { submissions, retention, access, intake, notesOnServer, ownNotesOnServer } = store;
    const acts = { submissions, retention, access, intake };
    const stores = { ledgers, ...acts, notesOnServer, ownNotesOnServer };
    const level = (county: County): Promise<void> => store.writer.catchUp(county);
    return opened(dataFolder, keysFolder, stores, { close, level });
  } catch (error) {
    await close();
    throw error;
  }
}

function opened(
  dataFolder: string,
  keysFolder: string,
  stores: StoresToProve & { readonly access: ActLog },
  means: Pick<OpenToProve, 'close' | 'level'>,
): OpenToProve {
  const toProve = over(dataFolder, keysFolder, stores, means);
  toProve.notary.knowKeys();
  return toProve;
}

/** With a notary that has still to know the keys. */
function over(
  dataFolder: string,
  keysFolder: string,
  stores: StoresToProve & { readonly access: ActLog },
  means: Pick<OpenToProve, 'close' | 'level'>,
): OpenToProve {
  const { ledgers, submissions, retention, access, intake, ownNotesOnServer } = stores;
  const { notary, notes } = notaryOver(dataFolder, keysFolder, stores);
  const ownNotes = ownNotesOver(dataFolder, keysFolder, ownNotesOnServer);
  const own = ownToProve(dataFolder, keysFolder, { access, intake }, ownNotes);
  return { ledgers, acts: { submissions, retention }, access, notes, notary, own, ...means };
}

/** What a replica's folder has copied of streams with notes of their own, as it lies there. */
export function copiesToProve(dataFolder: string, keysFolder: string): OwnStreamsToProve {
  const acts = {
    access: new ActFolder(dataFolder, ACCESS_STREAM),
    intake: new ActFolder(dataFolder, INTAKE_STREAM),
  };
  return ownToProve(dataFolder, keysFolder, acts, ownNotesOver(dataFolder, keysFolder, undefined));
}

function ownToProve(
  dataFolder: string,
  keysFolder: string,
  acts: OwnStreamsToProve['acts'],
  notes: OwnNotes,
): OwnStreamsToProve {
  return { acts, notes, signer: new OwnNoteSigner(dataFolder, notes, new SigningKeys(keysFolder)) };
}
