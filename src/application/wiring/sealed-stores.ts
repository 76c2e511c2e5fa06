import { resolve } from 'node:path';
import { ACCESS } from '../../ports/act-log.js';
import type { Notes, OwnNotes } from '../../ports/notes.js';
import type { Stores } from '../../ports/stores.js';
import { Notary } from '../../seals/notary.js';
import { NotedActs } from '../../seals/noted-acts.js';
import { OwnNotary } from '../../seals/own-notary.js';
import { SealedActs } from '../../seals/sealed-acts.js';
import { sealedWriter } from '../../seals/sealed-writer.js';
import { SealedLedgers } from '../../seals/sealed-ledgers.js';
import { KEYS, SigningKeys } from '../../seals/signing-keys.js';
import { NoteFolder, OF_COUNTIES } from '../../stores/sqlite/note-folder.js';
import { OwnNoteFolder } from '../../stores/sqlite/own-note-folder.js';
import { actsFileOf } from '../../stores/sqlite/act-folder.js';
import { programVersion } from '../../program-version.js';

/** Stores that are compared with what was signed when they are read, and sign what is added to them. */
export interface SealedStores {
  readonly stores: Stores;
  /** Waits until what was added is signed. */
  readonly settled: () => Promise<void>;
}

/** Puts the notary between the application and its stores. */
export function sealedStores(dataFolder: string, keysFolder: string, stores: Stores): SealedStores {
  const ownNotary = ownNotaryOver(dataFolder, keysFolder, stores);
  const access = new NotedActs(stores.access, 'access', ownNotary);
  const intake = new NotedActs(stores.intake, 'intake', ownNotary);
  const { notary, notes } = notaryOver(dataFolder, keysFolder, stores, async () => {
    await takeInOthers(access, intake, stores);
  });
  notary.knowKeysIfOpen();
  const { submissions, retention } = stores;
  const ledgers = new SealedLedgers(stores.ledgers, notes, notary);
  return {
    stores: {
      ...stores,
      ledgers,
      writer: sealedWriter(stores.writer, ledgers, notary),
      submissions: new SealedActs(submissions, 'submissions', notary),
      retention: new SealedActs(retention, 'retention', notary),
      access,
      intake,
    },
    settled: () => notary.settled(),
  };
}

/** What is proved, and where the notes are that prove it. */
export type StoresToProve = Pick<
  Stores,
  | 'ledgers'
  | 'submissions'
  | 'retention'
  | 'access'
  | 'intake'
  | 'notesOnServer'
  | 'ownNotesOnServer'
>;

/** A notary that has still to know the keys, and the notes that it looks at. */
export function notaryOver(
  dataFolder: string,
  keysFolder: string,
  stores: StoresToProve,
  takeInOthers: () => Promise<void> = () => Promise.resolve(),
): { readonly notary: Notary; readonly notes: Notes } {
  const { ledgers, submissions, retention, notesOnServer } = stores;
  const notes = notesOver(dataFolder, keysFolder, notesOnServer);
  const notary = new Notary({
    folder: dataFolder,
    ledgers,
    acts: { submissions, retention },
    notes,
    keys: new SigningKeys(keysFolder),
    namedBy: (county) => actsFileOf(dataFolder, county),
    // What a folder says of itself is no reason to ask less of it: whoever can write it can write that, too.
    isReplica: notesOnServer !== undefined,
    program,
    takeInOthers,
  });
  return { notary, notes };
}

/** The notary of the streams that have notes of their own. */
export function ownNotaryOver(
  dataFolder: string,
  keysFolder: string,
  { ownNotesOnServer }: Pick<Stores, 'ownNotesOnServer'>,
): OwnNotary {
  const notes = ownNotesOver(dataFolder, keysFolder, ownNotesOnServer);
  return new OwnNotary({ folder: dataFolder, notes, keys: new SigningKeys(keysFolder), program });
}

/**
 * With the first thing that is signed in a folder, acts of an older one are taken in that nothing was added to yet. Those
 * of access first, be there any or none: from then on a stream that nobody signed was put there by somebody else.
 */
async function takeInOthers(access: NotedActs, intake: NotedActs, stores: Stores): Promise<void> {
  // On a server each stream is taken in with its next act: asking for all of them would be for nothing.
  if (stores.ownNotesOnServer !== undefined) return;
  if (access.isTakenIn(ACCESS)) return;
  for (const county of await stores.intake.counties()) await intake.takeInOlder(county);
  await access.takeInOlder(ACCESS);
}

function program(): string {
  return `plumbline ${programVersion()}`;
}

/** The notes of a data folder, and the newest of each county beside keys that are kept elsewhere. */
export function notesOver(
  dataFolder: string,
  keysFolder: string,
  notesOnServer: Stores['notesOnServer'],
): Notes {
  const local = new NoteFolder(dataFolder, keysElsewhere(dataFolder, keysFolder), OF_COUNTIES);
  return notesOnServer === undefined ? local : notesOnServer(local);
}

/** The notes of the streams that have notes of their own. */
export function ownNotesOver(
  dataFolder: string,
  keysFolder: string,
  ownNotesOnServer: Stores['ownNotesOnServer'],
): OwnNotes {
  const local = new OwnNoteFolder(dataFolder, keysElsewhere(dataFolder, keysFolder));
  return ownNotesOnServer === undefined ? local : ownNotesOnServer(local);
}

/** Null where the keys are in the data folder. */
function keysElsewhere(dataFolder: string, keysFolder: string): string | null {
  return keysFolder === resolve(dataFolder, KEYS) ? null : keysFolder;
}
