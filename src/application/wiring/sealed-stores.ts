import { resolve } from 'node:path';
import type { Notes } from '../../ports/notes.js';
import type { Stores } from '../../ports/stores.js';
import { Notary } from '../../seals/notary.js';
import { SealedActs } from '../../seals/sealed-acts.js';
import { sealedDesk } from '../../seals/sealed-desk.js';
import { SealedLedgers } from '../../seals/sealed-ledgers.js';
import { KEYS, SigningKeys } from '../../seals/signing-keys.js';
import { NoteFolder } from '../../stores/sqlite/note-folder.js';
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
  const { notary, notes } = notaryOver(dataFolder, keysFolder, stores);
  notary.knowKeysIfOpen();
  const { submissions, retention } = stores;
  const ledgers = new SealedLedgers(stores.ledgers, notes, notary);
  return {
    stores: {
      ...stores,
      ledgers,
      desk: sealedDesk(stores.desk, ledgers, notary),
      submissions: new SealedActs(submissions, 'submissions', notary),
      retention: new SealedActs(retention, 'retention', notary),
    },
    settled: () => notary.settled(),
  };
}

/** What is proved, and where the notes are that prove it. */
export type StoresToProve = Pick<Stores, 'ledgers' | 'submissions' | 'retention' | 'notesOnServer'>;

/** A notary that has still to know the keys, and the notes that it looks at. */
export function notaryOver(
  dataFolder: string,
  keysFolder: string,
  stores: StoresToProve,
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
    program: () => `plumbline ${programVersion()}`,
  });
  return { notary, notes };
}

/** The notes of a data folder, and the newest of each county beside keys that are kept elsewhere. */
export function notesOver(
  dataFolder: string,
  keysFolder: string,
  notesOnServer: Stores['notesOnServer'],
): Notes {
  const isElsewhere = keysFolder !== resolve(dataFolder, KEYS);
  const local = new NoteFolder(dataFolder, isElsewhere ? keysFolder : null);
  return notesOnServer === undefined ? local : notesOnServer(local);
}
