import { careForLog } from '../../access-log/care-for-log.js';
import type { OpenEventStore } from '../../stores/replicated/event-store.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';
import { replicaMarkOf } from '../../stores/sqlite/replica-mark.js';
import { refusal } from '../../stores/replicated/unserved-replica.js';
import { sealedHouse } from './open-house.js';
import type { OpenHouse } from './open-house.js';
import { houseSettings } from './house-settings.js';
import { storesIn } from './stores-in-folder.js';
import { storesOnServer } from './stores-on-server.js';
import { clockNow } from '../../ports/clock.js';

/** The house of a service that stays. */
export interface ServedHouse extends OpenHouse {
  /** The server whose replica the folder is; null where the folder is the store. */
  readonly server: Pick<OpenEventStore, 'address' | 'follow'> | null;
  /** From now on keeps the access log in order, and sends it on to the server, until the house is closed. */
  readonly careForLog: (onTrouble: (sentence: string) => void) => void;
}

/** Opens the folder for writing, made where it is missing; a server's ledgers are followed once `follow` is called. */
export async function openServedHouse(
  dataFolder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServedHouse> {
  const settings = houseSettings(dataFolder, env);
  const folder = LedgerFolder.openOrCreate(dataFolder);
  try {
    if (settings.eventStore === null) {
      const of = replicaMarkOf(dataFolder);
      if (of !== null) throw refusal(dataFolder, of);
      const close = (): Promise<void> => {
        folder.close();
        return Promise.resolve();
      };
      return caredFor(sealedHouse(folder, settings, storesIn(folder), close), null);
    }
    const [{ openEventStore }, { REPLICA_ACCEPTANCE }] = await Promise.all([
      import('../../stores/replicated/event-store.js'),
      import('../../ledger/acceptance/replica-acceptance.js'),
    ]);
    const server = openEventStore(settings.eventStore, folder, REPLICA_ACCEPTANCE);
    try {
      await server.begin();
    } catch (error) {
      await server.close();
      throw error;
    }
    const close = async (): Promise<void> => {
      await server.close();
      folder.close();
    };
    const stores = { ...storesIn(folder), ...storesOnServer(server) };
    return caredFor(sealedHouse(folder, settings, stores, close), server);
  } catch (error) {
    folder.close();
    throw error;
  }
}

function caredFor(open: OpenHouse, server: OpenEventStore | null): ServedHouse {
  const { house, close } = open;
  let care: ReturnType<typeof careForLog> | null = null;
  return {
    house,
    server,
    careForLog: (onTrouble) => {
      const log = house.accessLog;
      const clock = clockNow;
      care ??= careForLog({ log, server: server?.lines ?? null, clock, onTrouble });
    },
    close: async () => {
      await care?.stop();
      await close();
    },
  };
}
