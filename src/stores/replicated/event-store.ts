import { ACCESS_ACTS, NOTES, RETENTION_ACTS } from '../eventstore/act-kinds.js';
import { maskConnectionString } from '../eventstore/connection-string.js';
import { EventStoreLog } from '../eventstore/event-store-log.js';
import { ActStreams } from '../eventstore/act-streams.js';
import { LineStreams } from '../eventstore/line-streams.js';
import { CredentialStreams } from '../eventstore/credential-streams.js';
import type { Patience, StoreCalls } from '../eventstore/store-calls.js';
import { ACCESS_STREAM, RETENTION_STREAM } from '../sqlite/act-file.js';
import { ActFolder } from '../sqlite/act-folder.js';
import { CredentialsFile } from '../sqlite/credentials-file.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { ReplicaAcceptance } from '../../ports/acceptance.js';
import type { LinesOnServer } from '../../ports/access-log.js';
import type { LedgerReaders } from '../../ports/ledger-reader.js';
import type { Replication } from '../../ports/replication.js';
import { EventStoreUnavailable } from '../../ports/server-failures.js';
import type { WriteStores } from '../../ports/stores.js';
import { CopiedActs } from './copied-acts.js';
import { CopiedCredentials } from './copied-credentials.js';
import type { EventStoreSetting } from './event-store-setting.js';
import { EventStoreEraser } from './event-store-eraser.js';
import { NotesOnServer } from './notes-on-server.js';
import { Following } from './following.js';
import type { OnTrouble } from './following.js';
import { LevelMarks } from './level-marks.js';
import { Leveling } from './leveling.js';
import type { LevelingManner } from './leveling.js';
import { ReplicaClaim } from './replica-claim.js';
import { ReplicaOverFolder } from './replica-over-folder.js';
import { ReplicatedLog, deskOverEventStore } from './replicated-log.js';

/** An open connection to the server, with the data folder as its replica. */
export interface OpenEventStore extends WriteStores {
  /** What it is connected to, without the password. */
  readonly address: string;
  /** Where lines of access logs are sent on to. */
  readonly lines: LinesOnServer;
  /** For one who asks and ends: what he asks about is brought level, and its ledgers. */
  readonly replication: (manner: LevelingManner) => Replicated;
  /**
   * Looks whether the folder is the streams' replica and whether the server takes what is sent to it, as far as it is
   * there: what would have to be mended first is thrown.
   */
  readonly begin: () => Promise<void>;
  /** From now on keeps the replicas level by itself, until the store is closed. */
  readonly follow: (onTrouble: OnTrouble) => void;
  readonly close: () => Promise<void>;
}

/** A replica's ledgers, and what brings them level. */
interface Replicated {
  readonly replication: Replication;
  readonly ledgers: LedgerReaders;
}

/**
 * Opens the server's ledgers with a folder, open for writing, as their replica.
 *
 * @param patience - how long an answer is waited for, where not as long as EventStoreLogOptions has it
 * @throws UnusableStore where the folder is the replica of other streams
 */
export function openEventStore(
  setting: EventStoreSetting,
  folder: LedgerFolder,
  acceptance: ReplicaAcceptance,
  patience: Partial<Patience> = {},
): OpenEventStore {
  const { connectionString, streamPrefix } = setting;
  const claim = new ReplicaClaim(folder, setting);
  const store = new EventStoreLog({ connectionString, streamPrefix, ...patience });
  const replica = new ReplicaOverFolder(folder, (county) => store.stream(county).name, acceptance);
  const log = new ReplicatedLog(store, replica);
  const marks = new LevelMarks(folder.path);
  let following: Following | null = null;
  let leveling: Leveling | null = null;
  const isServerAway = (): boolean =>
    following?.isServerSilent === true || leveling?.isServerAway === true;
  const streams = new ActStreams(store.calls, streamPrefix);
  const submissions = new CopiedActs(streams, new ActFolder(folder.path), isServerAway);
  const retention = new CopiedActs(
    new ActStreams(store.calls, streamPrefix, RETENTION_ACTS),
    new ActFolder(folder.path, RETENTION_STREAM),
    isServerAway,
  );
  const acts = [submissions, retention];
  const levelingOf = (manner: LevelingManner): Leveling =>
    new Leveling({ store, streamPrefix, log, acts, marks, claim }, manner);
  return {
    desk: deskOverEventStore(folder, log),
    submissions,
    retention,
    ...accessOf(store.calls, streamPrefix, folder.path, isServerAway),
    eraser: new EventStoreEraser({ store, log, folder, streams, copies: submissions }),
    notesOnServer: (local) =>
      new NotesOnServer(new ActStreams(store.calls, streamPrefix, NOTES), local),
    lines: new LineStreams(store.calls, streamPrefix),
    address: maskConnectionString(connectionString),
    replication: (manner) => {
      leveling = levelingOf(manner);
      return { replication: leveling, ledgers: leveling.ledgersOf(folder) };
    },
    begin: async () => {
      const tell = (): void => undefined;
      try {
        await levelingOf({ freshness: 'fresh', tell }).level([], 'writing');
      } catch (error) {
        if (!(error instanceof EventStoreUnavailable) || !claim.isProved) throw error;
      } finally {
        store.calls.awaitContact(store.calls.patienceMs);
      }
    },
    follow: (onTrouble) => {
      if (following !== null) return;
      following = new Following({ log, acts, marks }, onTrouble);
      following.start();
    },
    close: async () => {
      await following?.stop();
      await log.close();
    },
  };
}

/** Who has access, and what is known of them: on the server, with a copy in the folder. */
function accessOf(
  calls: StoreCalls,
  streamPrefix: string,
  folder: string,
  isServerAway: () => boolean,
): Pick<WriteStores, 'access' | 'credentials'> {
  return {
    access: new CopiedActs(
      new ActStreams(calls, streamPrefix, ACCESS_ACTS),
      new ActFolder(folder, ACCESS_STREAM),
      isServerAway,
    ),
    credentials: new CopiedCredentials(
      new CredentialStreams(calls, streamPrefix),
      new CredentialsFile(folder),
      isServerAway,
    ),
  };
}
