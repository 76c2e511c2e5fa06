import type { County } from '../../../events/values/county.js';
import type { Instant } from '../../../events/values/instant.js';
import type { AcceptedRecords, FoundRecord, KeptRecord } from '../../ports/accepted-records.js';
import type { LedgerFile } from './ledger-file.js';
import type { LedgerFolder } from './ledger-folder.js';
import { ROW } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';

/** What acceptance asks of a county's ledger in a data folder, which may not have been begun yet. */
export class SqliteAcceptedRecords implements AcceptedRecords {
  readonly #folder: LedgerFolder;
  readonly #county: County;

  constructor(folder: LedgerFolder, county: County) {
    this.#folder = folder;
    this.#county = county;
  }

  /** Sees what other processes have appended. */
  catchUp(): void {
    this.#ledger()?.refresh();
  }

  size(): number {
    return this.#ledger()?.size ?? 0;
  }

  erasedCount(): number {
    return this.#ledger()?.tables.erased.positions.count ?? 0;
  }

  lastRecorded(): Instant | null {
    return this.#ledger()?.lastRecorded ?? null;
  }

  subjectCount(): number {
    return this.#ledger()?.subjectCount ?? 0;
  }

  find(id: string): FoundRecord | null {
    const ledger = this.#ledger();
    const record = ledger?.find(id) ?? null;
    if (record !== null) return { kind: 'kept', record };
    const erased = ledger?.findErased(id) ?? null;
    return erased === null ? null : { kind: 'erased', record: erased };
  }

  subjectNumber(kind: 'case' | 'child', id: string): number {
    return this.#ledger()?.subjectNumber(kind, id) ?? 0;
  }

  recordAt(position: number): KeptRecord | null {
    const [page = []] = this.#ledger()?.scan(position, position) ?? [];
    const [row] = page;
    return row === undefined ? null : keptRecord(row);
  }

  recordsOf(subject: number): readonly KeptRecord[] {
    return (this.#ledger()?.rawRowsOf(subject) ?? []).map(keptRecord);
  }

  #ledger(): LedgerFile | null {
    return this.#folder.ledger(this.#county);
  }
}

function keptRecord(row: RawRow): KeptRecord {
  return {
    position: row[ROW.position],
    subject: row[ROW.subject],
    corrects: row[ROW.corrects],
    root: row[ROW.root],
    body: row[ROW.body],
  };
}
