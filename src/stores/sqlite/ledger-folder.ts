import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { OpenMode } from './connection.js';
import { createLedgerFile } from './create-ledger-file.js';
import { isFile, makeDataFolder, makeFolder, namesIn, refuseNoDataFolder } from './data-folder.js';
import { LedgerFile } from './ledger-file.js';
import { LEDGERS, ledgerPath } from './ledger-path.js';
import type { AtHand } from './segments/columns-at-hand.js';

const LEDGER_NAME = /^(\d\d)\.db$/u;

/**
 * A data folder: one ledger file a county, opened when it is first asked for. A county is the unit of everything that
 * happens to a ledger (an append, a replay, an erasure, damage), so each has a file of its own.
 */
export class LedgerFolder {
  readonly path: string;
  readonly mode: OpenMode;
  readonly #atHand: AtHand;
  readonly #open = new Map<County, LedgerFile>();

  private constructor(path: string, mode: OpenMode, atHand: AtHand = null) {
    this.path = path;
    this.mode = mode;
    this.#atHand = atHand;
  }

  /**
   * Opens an existing data folder. Throws `UnusableStore` if it is none.
   *
   * @param atHand - where records are held for the next question; without it, each question reads them anew
   */
  static open(path: string, mode: OpenMode, atHand: AtHand = null): LedgerFolder {
    refuseNoDataFolder(path);
    return new LedgerFolder(path, mode, atHand);
  }

  /** Opens a data folder for writing, and makes it of a missing or empty folder. */
  static openOrCreate(path: string): LedgerFolder {
    makeDataFolder(path);
    return new LedgerFolder(path, 'write');
  }

  /** The counties that have a ledger file, in order of number; a ledger may be empty. */
  counties(): readonly County[] {
    return countiesIn(this.path);
  }

  /** The county's ledger, null if it has none. Throws what `LedgerFile.open` throws. */
  ledger(county: County): LedgerFile | null {
    const open = this.#open.get(county);
    if (open !== undefined) {
      if (open.contradicted !== null) throw open.contradicted;
      return open;
    }
    const path = ledgerPath(this.path, county);
    if (!isFile(path)) return null;
    const ledger = LedgerFile.open(path, county, this.mode, this.#atHand);
    this.#open.set(county, ledger);
    return ledger;
  }

  /** The county's ledger, made empty if it has none. */
  ledgerForAppend(county: County): LedgerFile {
    const path = ledgerPath(this.path, county);
    // One that is open and not there any more was removed: another in its place would hide that.
    if (!this.#open.has(county) && !isFile(path)) {
      makeFolder(join(this.path, LEDGERS));
      createLedgerFile(path, county);
    }
    const ledger = this.ledger(county);
    if (ledger === null) throw new Error(`The ledger file ${path} was removed while it was made.`);
    return ledger;
  }

  /** Closes every ledger that was opened. */
  close(): void {
    for (const ledger of this.#open.values()) ledger.close();
    this.#open.clear();
  }
}

/** The counties with a ledger file in a data folder or a backup, in order of number. */
export function countiesIn(folder: string): readonly County[] {
  return countiesWithFile(join(folder, LEDGERS));
}

/** The counties that have a file in a folder of one file a county, in order of number. */
export function countiesWithFile(folder: string): readonly County[] {
  return (namesIn(folder) ?? [])
    .map((name) => LEDGER_NAME.exec(name)?.[1] ?? '')
    .map(parseCounty)
    .filter((county) => county !== null)
    .sort();
}
