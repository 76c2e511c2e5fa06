import { ACCESS_ACTS, NOTES, RETENTION_ACTS } from '../eventstore/act-kinds.js';
import { maskConnectionString } from '../eventstore/connection-string.js';
import { EventStoreLog } from '../eventstore/event-store-log.js';
import { ActStreams } from '../eventstore/act-streams.js';
import type { Patience } from '../eventstore/store-calls.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { ReplicaAcceptance } from '../../ports/acceptance.js';
import type { WriteStores } from '../../ports/stores.js';
import type { EventStoreSetting } from './event-store-setting.js';
import { EventStoreEraser } from './event-store-eraser.js';
import { NotesOnServer } from './notes-on-server.js';
import { Following } from './following.js';
import type { OnTrouble } from './following.js';
import { ReplicaOverFolder } from './replica-over-folder.js';
import { ReplicatedLog, deskOverEventStore } from './replicated-log.js';

/** An open connection to the server, with the data folder as its replica. */
export interface OpenEventStore extends WriteStores {
  /** What it is connected to, without the password. */
  readonly address: string;
  /** Brings the replicas of all counties that have a stream, or a replica, level with it. */
  readonly catchUpAll: () => Promise<void>;
  /** From now on keeps the replicas level by itself, until the store is closed. */
  readonly follow: (onTrouble: OnTrouble) => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens the server's ledgers with a folder, open for writing, as their replica.
 *
 * @param patience - how long an answer is waited for, where not as long as EventStoreLogOptions has it
 */
export function openEventStore(
  setting: EventStoreSetting,
  folder: LedgerFolder,
  acceptance: ReplicaAcceptance,
  patience: Partial<Patience> = {},
): OpenEventStore {
  const { connectionString, streamPrefix } = setting;
  const store = new EventStoreLog({ connectionString, streamPrefix, ...patience });
  const replica = new ReplicaOverFolder(folder, (county) => store.stream(county).name, acceptance);
  const log = new ReplicatedLog(store, replica);
  const submissions = new ActStreams(store.calls, streamPrefix);
  let following: Following | null = null;
  return {
    desk: deskOverEventStore(folder, log),
    submissions,
    retention: new ActStreams(store.calls, streamPrefix, RETENTION_ACTS),
    access: new ActStreams(store.calls, streamPrefix, ACCESS_ACTS),
    eraser: new EventStoreEraser({ store, log, folder, submissions }),
    notesOnServer: (local) =>
      new NotesOnServer(new ActStreams(store.calls, streamPrefix, NOTES), local),
    address: maskConnectionString(connectionString),
    catchUpAll: async () => {
      // A county that has a replica and no stream any more is an alarm, so it is asked, too.
      const counties = new Set([...(await log.counties()), ...folder.counties()]);
      for (const county of [...counties].sort()) await log.catchUp(county);
    },
    follow: (onTrouble) => {
      if (following !== null) return;
      following = new Following(log, onTrouble);
      following.start();
    },
    close: async () => {
      await following?.stop();
      await log.close();
    },
  };
}
