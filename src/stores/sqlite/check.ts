import { join } from 'node:path';
import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import { isFile, refuseNoDataFolder } from './data-folder.js';
import { checkRows } from './check-rows.js';
import { checkTables } from './check-tables.js';
import { faultsOfLetters } from './check-letters.js';
import { CredentialsFile } from './credentials-file.js';
import type { Fault } from '../../ports/fault.js';
import { LedgerFile } from './ledger-file.js';
import { countiesIn, countiesWithFile } from './ledger-folder.js';
import { ledgerPath } from './ledger-path.js';
import { faultsOfYears } from './checkpoints/check-years.js';
import { faultsOfSegments } from './segments/check-segments.js';
import { ACCESS } from '../../ports/act-log.js';
import type { ActsOf } from '../../ports/act-log.js';
import {
  ACCESS_STREAM,
  ActFile,
  INTAKE_STREAM,
  SAMPLE_STREAM,
  RETENTION_STREAM,
  SUBMISSION_STREAM,
} from './act-file.js';
import type { ActStream } from './act-file.js';

export type { Fault } from '../../ports/fault.js';

/** What a check tells while it works: how many records of a county it has looked at. */
export type OnChecked = (county: County, count: number, total?: number) => void;

/** A ledger with more faults than this is not listed to the end. */
export const FAULTS_MAX = 1000;

/**
 * Proves a data folder, or what it has of one county (no fault if nothing): every row against its checksum, its
 * leaf hash and the names in its record; the tree, the ids, the subjects and the chains against the rows; the file
 * against SQLite's own check. The ledger is looked at as of one moment while others may write. Memory does
 * not grow with the number of records, but by 8 bytes for each case and child.
 */
export function* checkDataFolder(
  folder: string,
  only: County | null,
  onChecked: OnChecked = () => undefined,
): Generator<Fault> {
  refuseNoDataFolder(folder);
  const ledgers = countiesIn(folder);
  const submissions = countiesWithFile(join(folder, SUBMISSION_STREAM.folder));
  const retention = countiesWithFile(join(folder, RETENTION_STREAM.folder));
  const intake = countiesWithFile(join(folder, INTAKE_STREAM.folder));
  const samples = countiesWithFile(join(folder, SAMPLE_STREAM.folder));
  for (const county of COUNTIES) {
    if (only !== null && only !== county) continue;
    if (ledgers.includes(county)) {
      yield* checkLedgerFile(ledgerPath(folder, county), county, onChecked);
    }
    if (submissions.includes(county)) yield* checkActs(folder, county, SUBMISSION_STREAM);
    if (retention.includes(county)) yield* checkActs(folder, county, RETENTION_STREAM);
    if (intake.includes(county)) yield* checkActs(folder, county, INTAKE_STREAM);
    if (samples.includes(county)) yield* checkActs(folder, county, SAMPLE_STREAM);
  }
  const access = join(folder, ACCESS_STREAM.folder, `${ACCESS}.db`);
  if (only === null && isFile(access)) yield* checkActs(folder, ACCESS, ACCESS_STREAM);
  if (only === null) yield* checkCredentials(folder);
  if (only === null) yield* faultsOfLetters(folder);
}

/** Reads what is kept of those who have access, each document against its checksum. */
function* checkCredentials(folder: string): Generator<Fault> {
  try {
    new CredentialsFile(folder).check();
  } catch (error) {
    yield foundFault(ACCESS, error);
  }
}

/** Reads every act of a kind of a county, each against its checksum. */
export function* checkActs(folder: string, of: ActsOf, stream: ActStream): Generator<Fault> {
  let file: ActFile | null = null;
  try {
    file = ActFile.open(join(folder, stream.folder, `${of}.db`), of, stream);
    file.read();
  } catch (error) {
    yield foundFault(of, error);
  } finally {
    file?.close();
  }
}

/** Proves one ledger file. */
export function* checkLedgerFile(
  path: string,
  county: County,
  onChecked: OnChecked = () => undefined,
): Generator<Fault> {
  let count = 0;
  for (const fault of faultsOf(path, county, onChecked)) {
    count += 1;
    if (count > FAULTS_MAX) {
      const finding = `There are more than ${String(FAULTS_MAX)} faults; the rest is not listed.`;
      yield { county, position: null, finding };
      return;
    }
    yield fault;
  }
}

function* faultsOf(path: string, county: County, onChecked: OnChecked): Generator<Fault> {
  let ledger: LedgerFile;
  try {
    ledger = LedgerFile.open(path, county, 'read');
  } catch (error) {
    yield foundFault(county, error);
    return;
  }
  const { database } = ledger.connection;
  try {
    // One read transaction for all: what is appended meanwhile is not seen by a part of the check.
    database.exec('BEGIN');
    ledger.refresh();
    const told = (count: number): void => {
      onChecked(county, count, ledger.size);
    };
    let isWhole = true;
    for (const faults of [checkTables(ledger), checkRows(ledger, told)]) {
      for (const fault of faults) {
        isWhole = false;
        yield fault;
      }
    }
    // Segments are compared with rows that are known to be right.
    if (!isWhole) return;
    for (const finding of faultsOfSegments(ledger, told)) {
      yield { county, position: null, finding };
    }
    for (const finding of faultsOfYears(ledger, told)) yield { county, position: null, finding };
  } catch (error) {
    yield foundFault(county, error);
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
    ledger.close();
  }
}

/** The fault that an error tells of. Throws it again if it tells of none. */
export function foundFault(county: ActsOf, error: unknown): Fault {
  if (error instanceof DamagedLedger) {
    const { position, finding } = error;
    return { county, position, finding };
  }
  // A file that is not ours, in the place of one that was.
  if (error instanceof UnusableStore && error.kind === 'notOurs') {
    return { county, position: null, finding: error.message };
  }
  throw error;
}
