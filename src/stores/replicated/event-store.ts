import { maskConnectionString } from '../eventstore/connection-string.js';
import { EventStoreLog } from '../eventstore/event-store-log.js';
import { LineStreams } from '../eventstore/line-streams.js';
import { CredentialStreams } from '../eventstore/credential-streams.js';
import type { Patience } from '../eventstore/store-calls.js';
import { CredentialsFile } from '../sqlite/credentials-file.js';
import type { LedgerFolder } from '../sqlite/ledger-folder.js';
import type { ReplicaAcceptance } from '../../ports/acceptance.js';
import type { LinesOnServer } from '../../ports/access-log.js';
import type { County } from '../../../events/values/county.js';
import type { LedgerReaders } from '../../ports/ledger-reader.js';
import type { Replication } from '../../ports/replication.js';
import { EventStoreUnavailable } from '../../ports/server-failures.js';
import type { WriteStores } from '../../ports/stores.js';
import { CopiedActs } from './copied-acts.js';
import { CopiedCredentials } from './copied-credentials.js';
import type { EventStoreSetting } from './event-store-setting.js';
import { EventStoreEraser } from './event-store-eraser.js';
import { EventStoreAccessRescuer } from './event-store-access-rescuer.js';
import { EventStoreRescuer } from './event-store-rescuer.js';
import { copiedStreams } from './copied-streams.js';
import type { CopiedStreamsOfAll } from './copied-streams.js';
import { NotesOnServer } from './notes-on-server.js';
import { OwnNotesOnServer } from './own-notes-on-server.js';
import { OF_COUNTIES } from '../sqlite/note-folder.js';
import { Following } from './following.js';
import type { OnTrouble } from './following.js';
import { LevelMarks } from './level-marks.js';
import { Leveling } from './leveling.js';
import type { LevelingManner } from './leveling.js';
import { ReplicaClaim } from './replica-claim.js';
import { ReplicaOverFolder } from './replica-over-folder.js';
import { ReplicatedLog, writerOverEventStore } from './replicated-log.js';

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
    (following?.isServerSilent ?? false) || (leveling?.isServerAway ?? false);
  const copied = copiedStreams(store.calls, streamPrefix, folder.path);
  const submissions = CopiedActs.over(copied.submissions, isServerAway);
  const retention = CopiedActs.over(copied.retention, isServerAway);
  const notes = CopiedActs.over(copied.notes, isServerAway);
  const access = CopiedActs.over(copied.access, isServerAway);
  const { intake, intakeNotes, samples } = actsBesides(copied, isServerAway);
  const { streams } = copied.submissions;
  const address = maskConnectionString(connectionString);
  const acts = [submissions, retention, notes];
  const levelingOf = (manner: LevelingManner): Leveling =>
    new Leveling({ store, streamPrefix, log, acts, marks, claim }, manner);
  return {
    writer: writerOverEventStore(folder, log),
    submissions,
    retention,
    access,
    intake,
    samples,
    credentials: copiedCredentials(store, setting, folder, isServerAway),
    eraser: new EventStoreEraser({ store, log, folder, streams, copies: submissions }),
    rescuer: new EventStoreRescuer({ store, folder, address, ...copied }),
    accessRescuer: new EventStoreAccessRescuer({ folder, address, ...copied }),
    notesOnServer: notesOf(notes),
    ownNotesOnServer: (local) => new OwnNotesOnServer(copied, local, isServerAway),
    lines: new LineStreams(store.calls, streamPrefix),
    address,
    replication: (manner) => {
      leveling = levelingOf(manner);
      return { replication: leveling, ledgers: leveling.ledgersOf(folder) };
    },
    begin: () => begin(levelingOf, store, claim),
    follow: (onTrouble) => {
      if (following !== null) return;
      // What a rescue makes anew has to be on this machine.
      const followed = [...acts, intake, intakeNotes];
      following = new Following({ log, acts: followed, marks }, onTrouble);
      following.start();
    },
    close: async () => {
      await following?.stop();
      await log.close();
    },
  };
}

function copiedCredentials(
  { calls }: EventStoreLog,
  { streamPrefix }: EventStoreSetting,
  { path }: LedgerFolder,
  isServerAway: () => boolean,
): CopiedCredentials {
  const streams = new CredentialStreams(calls, streamPrefix);
  return new CopiedCredentials(streams, new CredentialsFile(path), isServerAway);
}

function notesOf(log: CopiedActs): NonNullable<WriteStores['notesOnServer']> {
  const countOf = async (county: County): Promise<number> => (await log.read(county)).length;
  return (local) => new NotesOnServer({ ...OF_COUNTIES, logOf: () => log, countOf }, local);
}

/** Acts that no version and no order rests on. */
function actsBesides(
  { intake, intakeNotes, samples }: CopiedStreamsOfAll,
  isServerAway: () => boolean,
): Readonly<Record<'intake' | 'intakeNotes' | 'samples', CopiedActs>> {
  return {
    intake: CopiedActs.over(intake, isServerAway),
    intakeNotes: CopiedActs.over(intakeNotes, isServerAway),
    samples: CopiedActs.over(samples, isServerAway),
  };
}

async function begin(
  levelingOf: (manner: LevelingManner) => Leveling,
  store: EventStoreLog,
  claim: ReplicaClaim,
): Promise<void> {
  const tell = (): void => undefined;
  try {
    await levelingOf({ freshness: 'fresh', tell }).level([], 'writing');
  } catch (error) {
    if (!(error instanceof EventStoreUnavailable) || !claim.isProved) throw error;
  } finally {
    store.calls.awaitContact(store.calls.patienceMs);
  }
}
