import type { ClaimAlone } from '../ports/lone-worker.js';
import type { AccessActs } from '../access/access-acts.js';
import type { AccessLog } from '../ports/access-log.js';
import type { ActLog } from '../ports/act-log.js';
import type { CheckZip } from '../packages/check-zip.js';
import type { Pep } from '../../events/values/pep.js';
import type { Notes } from '../ports/notes.js';
import type { LetterMail } from '../ports/letter-mail.js';
import type { Mailing } from '../ports/mailing.js';
import type { LetterShelf } from '../ports/letter-shelf.js';
import type { Replication } from '../ports/replication.js';
import type { Stores } from '../ports/stores.js';
import type { Safekeeping } from '../ports/safekeeping.js';
import type { OperatorSettings } from '../process/operator-settings.js';
import type { FoldMonths } from '../reports/report-of-county.js';
import type { ReplayCounties } from '../reports/state-report.js';
import type { Years } from '../reports/year-checkpoints.js';
import type { OwnStreamsToProve } from '../seals/proving/own-proof.js';
import type { FolderToProve } from '../seals/proving/county-proof.js';
import type { SigningKeys } from '../seals/signing-keys.js';
import type { LastReplayed } from '../versions/last-replayed.js';
import type { EditChecks } from '../versions/submit-version.js';

/** All that the use cases work with, as the wiring has put it together. */
export interface House extends Stores {
  readonly safekeeping: () => Promise<Safekeeping>;
  /** What the acts of access come to, read on at every request. */
  readonly accessActs: AccessActs;
  /** Fiscal years that a process which stays has in memory; null in one that ends, which looks at those on disk. */
  readonly years: Years | null;
  /** What brings the folder level with its server before something is asked of it; null where nothing has to. */
  readonly replication: Replication | null;
  readonly replayCounties: ReplayCounties;
  /** Folds months of one county where no year of it is kept. */
  readonly foldMonths: FoldMonths;
  readonly editChecks: EditChecks;
  /** The state's choice of PEP; null where none is set. */
  readonly pep: Pep | null;
  /** Opens the folder as it is, with nothing that compares it with what was signed: for the proof of it. */
  readonly openToProve: () => Promise<
    FolderToProve & { readonly access: ActLog; readonly close: () => Promise<void> }
  >;
  /** Compares the folder with what was signed of it, before all that it is is copied. */
  readonly compareToCopy: () => Promise<void>;
  /** What the folder of a replica has copied of streams with notes of their own: for the proof before a rescue. */
  readonly copiesToProve: () => Promise<OwnStreamsToProve>;
  /** Whether the operator says that the clock is right, however far behind a ledger it is. */
  readonly isClockAccepted: boolean;
  /** Where the signing keys are, absolute. */
  readonly keysFolder: string;
  /** The signed notes of the counties. */
  readonly notes: Notes;
  /** What goes out by mail; absent where no mail server is set, and on the command line, which shows links itself. */
  readonly mailing?: Mailing | undefined;
  /** Sends letters of the process; absent where no mail server is set, and on the command line. */
  readonly letterMail?: LetterMail | undefined;
  /** What is outdated as last replayed; absent in a process that ends with its answer. */
  readonly lastReplayed?: LastReplayed | undefined;
  /** Verifies packages that people send, beside the main thread; absent in a process that ends with its answer. */
  readonly checkZip?: CheckZip | undefined;
  /** Letters of the Third Party Access Process. */
  readonly letters: LetterShelf;
  /** Read where they are first needed. Throws with a sentence where the file says what it cannot. */
  readonly operatorSettings: () => OperatorSettings;
  /** Lets one process at a time do a work of the data folder. */
  readonly claimAlone: ClaimAlone;
  /** Who saw and did what. */
  readonly accessLog: AccessLog;
  /** Opened where they are first needed: most questions need none. */
  readonly keys: () => Promise<SigningKeys>;
}
