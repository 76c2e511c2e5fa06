import type { ActLog, ActsAfter } from './act-log.js';
import type { Checkpoints } from './checkpoints.js';
import type { Credentials } from './credentials.js';
import type { KeptAnswers } from './kept-answers.js';
import type { LedgerWriter } from './ledger-writer.js';
import type { LedgerEraser } from './ledger-eraser.js';
import type { LedgerReaders } from './ledger-reader.js';
import type { AccessRescuer } from './access-rescue.js';
import type { LedgerRescuer } from './ledger-rescue.js';
import type { Notes, OwnNotes } from './notes.js';
import type { PackageShelf } from './package-shelf.js';
import type { Segments } from './segments.js';

/** All that the application needs of where things are kept. */
export interface Stores {
  /** The data folder, absolute. */
  readonly folder: string;
  readonly ledgers: LedgerReaders;
  readonly segments: Segments;
  /** Loaded where they are first needed: most commands need none. */
  readonly checkpoints: () => Promise<Checkpoints>;
  readonly writer: LedgerWriter;
  readonly submissions: ActLog;
  readonly retention: ActLog;
  /** Who has access, and how organisations came to it. */
  readonly access: ActLog & ActsAfter;
  /** What is known of those who have access, and no act. */
  readonly credentials: Credentials;
  /** The public keys of counties' file transmission. */
  readonly intake: ActLog & ActsAfter;
  /** Samples that were drawn, and what was found of them. */
  readonly samples: ActLog;
  readonly eraser: LedgerEraser;
  /** Makes streams anew that a server has lost. Absent where the folder is the store. */
  readonly rescuer?: LedgerRescuer | undefined;
  /** The same of the acts of access. */
  readonly accessRescuer?: AccessRescuer | undefined;
  /** Packages that the service has made. They stay on this machine, as the answers do. */
  readonly packages: PackageShelf;
  /** What the service has answered to requests that may be sent again. */
  readonly answers: KeptAnswers;
  /**
   * Where the notes of acts are on a server: they stand in front of those of the folder. Absent where the folder is the
   * store.
   */
  readonly notesOnServer?: ((local: Notes) => Notes) | undefined;
  /** The same of the streams that have notes of their own. */
  readonly ownNotesOnServer?: ((local: OwnNotes) => OwnNotes) | undefined;
}

/** Where records and acts are appended, and how records are erased: the folder, or a server. */
export type WriteStores = Pick<
  Stores,
  | 'writer'
  | 'submissions'
  | 'retention'
  | 'access'
  | 'intake'
  | 'samples'
  | 'credentials'
  | 'eraser'
  | 'rescuer'
  | 'accessRescuer'
  | 'notesOnServer'
  | 'ownNotesOnServer'
>;
