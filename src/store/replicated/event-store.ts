import type { County } from '../../../events/values/county.js';
import type { LedgerDesk } from '../../ledger/ledger-desk.js';
import { maskConnectionString } from '../eventstore/connection-string.js';
import { EventStoreLog } from '../eventstore/event-store-log.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { EventStoreSetting } from './event-store-setting.js';
import { ReplicaOverFolder } from './replica-over-folder.js';
import { ReplicatedLog, deskOverEventStore } from './replicated-log.js';

/** An open connection to the server, with the data folder as its replica. */
export interface OpenEventStore {
  readonly desk: LedgerDesk;
  /** What it is connected to, without the password. */
  readonly address: string;
  /** Brings the replicas of all counties that have a stream, or a replica, level with it. */
  readonly catchUpAll: () => Promise<void>;
  /** How many records of a county's stream the replica does not have yet. */
  readonly lagOf: (county: County) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens the server's ledgers with a folder, open for writing, as their replica. */
export function openEventStore(setting: EventStoreSetting, folder: LedgerFolder): OpenEventStore {
  const { connectionString, streamPrefix } = setting;
  const store = new EventStoreLog({ connectionString, streamPrefix });
  const replica = new ReplicaOverFolder(folder, (county) => store.stream(county).name);
  const log = new ReplicatedLog(store, replica);
  return {
    desk: deskOverEventStore(folder, log),
    address: maskConnectionString(connectionString),
    catchUpAll: async () => {
      // A county that has a replica and no stream any more is an alarm, so it is asked, too.
      const counties = new Set([...(await log.counties()), ...folder.counties()]);
      for (const county of [...counties].sort()) await log.catchUp(county);
    },
    lagOf: async (county) => (await log.size(county)) - replica.size(county),
    close: () => log.close(),
  };
}
