import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import { ACCESS } from '../../ports/act-log.js';
import type { KeptLog, LogChecked } from '../../ports/access-log.js';
import type { ActLog, ActsOf } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import type { LetterShelf } from '../../ports/letter-shelf.js';
import type { OnCounty, Safekeeping } from '../../ports/safekeeping.js';
import { isOfSystem, systemReason } from '../../ports/system-reason.js';
import { proveLetters } from '../../process/letters/check-letters.js';
import type { LettersProved, OnLetter } from '../../process/letters/check-letters.js';
import { clockBehind } from '../clock-behind.js';
import { proveCounty } from './county-proof.js';
import type { FolderToProve } from './county-proof.js';
import { ownStreamsOf, proveOwnStream } from './own-proof.js';
import type { OwnProof, OwnStreamsToProve } from './own-proof.js';
import { replayVersions } from './replayed-versions.js';

/** How deep a folder is proved. */
export interface Checking {
  /** Null: all counties. */
  readonly county: County | null;
  /** Whether versions are replayed as well. */
  readonly isReplayed: boolean;
  /** Of each county, how many versions are replayed at most; null: all. */
  readonly sample: number | null;
  readonly onChecked: OnCounty;
  readonly onLetter: OnLetter;
  readonly clock: () => Instant;
}

/** What a check works on. */
export interface CheckParts {
  /** The data folder. */
  readonly folder: string;
  readonly safekeeping: Safekeeping;
  /** Letters of the Third Party Access Process. */
  readonly letters: LetterShelf;
  readonly accessLog: Pick<KeptLog, 'check'>;
  /** Opens the folder as it is; for whoever calls to close. */
  readonly openToProve: () => Promise<
    FolderToProve & { readonly access: ActLog; readonly close: () => Promise<void> }
  >;
}

/** What was found, and how much was proved. */
export interface Checked {
  readonly faults: readonly Fault[];
  /** Sentences on what is no fault, and should be known. */
  readonly remarks: readonly string[];
  /** How the access log proves; null where one county was asked for: it is of the whole folder. */
  readonly log: LogChecked | null;
  readonly proved: {
    readonly counties: number;
    readonly records: number;
    readonly versions: number;
    readonly acts: number;
    readonly notes: number;
    readonly replayed: number;
    readonly letters: number;
  };
}

/**
 * Proves a data folder: every row and derived file against the records, then all that was ever fixed (notes, acts,
 * versions, orders) against all that is there, the access log against its signed heads, and where asked, versions by
 * replay.
 */
export async function checkFolder(parts: CheckParts, checking: Checking): Promise<Checked> {
  const { folder, safekeeping } = parts;
  const { county: only, onChecked, clock } = checking;
  const faults: Fault[] = [...safekeeping.check(folder, only, onChecked)];
  const remarks: string[] = [...safekeeping.readableByOthers(folder)];
  const proved = {
    counties: 0,
    records: 0,
    versions: 0,
    acts: 0,
    notes: 0,
    replayed: 0,
    letters: 0,
  };
  const opened = await parts.openToProve();
  try {
    for (const county of await countiesToProve(opened, only)) {
      try {
        const found = await proveCounty(opened, county);
        faults.push(...found.faults);
        remarks.push(...found.remarks);
        proved.counties += 1;
        proved.records += found.proved.records;
        proved.versions += found.proved.versions;
        proved.acts += found.proved.acts;
        proved.notes += found.proved.notes;
        const behind = clockBehind(county, opened.ledgers.ledger(county), clock());
        if (behind !== null) remarks.push(behind);
        if (checking.isReplayed && found.faults.length === 0) {
          const replayed = await replayVersions(opened, county, checking.sample);
          faults.push(...replayed.faults);
          remarks.push(...replayed.remarks);
          proved.replayed += replayed.count;
        }
      } catch (error) {
        pushOfFile(faults, county, error);
      }
    }
    const ofOwn = await ownStreamsProved(opened.own, only, faults);
    const ofLetters = await lettersProved(parts.letters, opened, checking);
    faults.push(...ofOwn.faults, ...ofLetters.faults);
    remarks.push(...ofOwn.remarks, ...ofLetters.remarks);
    proved.acts += ofOwn.acts;
    proved.notes += ofOwn.notes;
    proved.letters += ofLetters.proved;
  } finally {
    await opened.close();
  }
  const log = only === null ? await logProved(parts.accessLog, clock()) : null;
  return { faults, remarks, log, proved };
}

/** A log that cannot be read is one that does not prove. */
async function logProved(log: Pick<KeptLog, 'check'>, now: Instant): Promise<LogChecked> {
  try {
    return await log.check(now);
  } catch (error) {
    if (!isOfFile(error) && !isOfSystem(error)) throw error;
    const finding = `It cannot be read: ${systemReason(error)}.`;
    const fault = { lines: null, finding };
    return { size: 0, expired: 0, unsigned: 0, faults: [fault] };
  }
}

/** The streams that have notes of their own. `told` is what the rows have told already. */
async function ownStreamsProved(
  own: OwnStreamsToProve,
  only: County | null,
  told: readonly Fault[],
): Promise<OwnProof> {
  const faults: Fault[] = [];
  const remarks: string[] = [];
  let [acts, notes] = [0, 0];
  for (const of of await ownStreamsOf(own, only)) {
    try {
      const found = await proveOwnStream(own, of);
      faults.push(...found.faults);
      remarks.push(...found.remarks);
      acts += found.acts;
      notes += found.notes;
    } catch (error) {
      const here = told.filter(({ county }) => county === of);
      pushOfFile(here.length === 0 ? faults : [...here], of, error);
    }
  }
  return { faults, remarks, acts, notes };
}

/** What cannot be read; where the rows told it already, it is not told again. */
function pushOfFile(faults: Fault[], of: ActsOf, error: unknown): void {
  if (!isOfFile(error)) throw error;
  if (faults.some(({ county }) => county === of)) return;
  faults.push({ county: of, position: null, finding: error.message });
}

/** Where the acts are not what was written or signed, that is told; their letters are proved when they are again. */
async function lettersProved(
  letters: LetterShelf,
  { access, own }: { readonly access: ActLog; readonly own: OwnStreamsToProve },
  { county, onLetter }: Checking,
): Promise<LettersProved> {
  try {
    const { faults } = await proveOwnStream(own, ACCESS);
    if (faults.length > 0) return { faults: [], remarks: [], proved: 0 };
    return await proveLetters({ access, letters }, county, onLetter);
  } catch (error) {
    if (!isOfFile(error)) throw error;
    return { faults: [], remarks: [], proved: 0 };
  }
}

/** The counties of which anything is there, or was signed. */
export async function countiesToProve(
  { ledgers, acts, notes }: FolderToProve,
  only: County | null,
): Promise<readonly County[]> {
  if (only !== null) return [only];
  const named = [ledgers.counties(), notes.counties()];
  for (const log of [acts.submissions, acts.retention]) {
    try {
      named.push(await log.counties());
    } catch (error) {
      // A file that cannot be read was told of with the rows; the others are proved all the same.
      if (!isOfFile(error)) throw error;
    }
  }
  return [...new Set(named.flat())].sort();
}

function isOfFile(error: unknown): error is Error {
  return error instanceof DamagedLedger || error instanceof UnusableStore;
}
