import type { LedgerRecord } from '../../../events/record.js';
import { TYPE_CODE } from '../../../events/registry.js';
import { formatDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { leafOf } from '../../../projections/seal/leaf.js';
import { DamagedLedger } from '../../ports/failures.js';
import { ChainChecker } from './check-chains.js';
import { ReferenceChecker } from './check-references.js';
import type { Fault } from '../../ports/fault.js';
import type { LedgerFile } from './ledger-file.js';
import { TILE_LEAVES } from './leaf-tiles.js';
import { ROW } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** Rows looked at between two tellings of progress. */
const PAGE_ROWS = 1000;

/** Checks every row against what it was made of, and what was made of the rows against them. */
export function* checkRows(
  ledger: LedgerFile,
  onChecked: (count: number) => void,
): Generator<Fault> {
  const { county, size, tables } = ledger;
  const checker = new RowChecker(ledger);
  for (let start = 1; start <= size; start += PAGE_ROWS) {
    const end = Math.min(start + PAGE_ROWS - 1, size);
    yield* checkErased(ledger, start, end);
    for (const row of tables.records.rowsOrDamage(start, end)) {
      if (row instanceof DamagedLedger) {
        checker.miss();
        yield { county, position: row.position, finding: row.finding };
        continue;
      }
      for (const finding of checker.findings(row)) {
        yield { county, position: row[ROW.position], finding };
      }
    }
    onChecked(end);
  }
  for (const finding of checker.endFindings()) yield { county, position: null, finding };
}

/** What stands in place of erased records: whole, of a known order, with its leaf hash, and in order of time. */
function* checkErased(ledger: LedgerFile, from: number, to: number): Generator<Fault> {
  const { county, tables } = ledger;
  const orders = new Set(tables.erased.erasures.map(({ order }) => order));
  for (let position = from; position <= to; position += 1) {
    if (!tables.erased.positions.has(position)) continue;
    try {
      const row = tables.erased.at(position);
      tables.tiles.leaf(position);
      if (row === null || !orders.has(row.order)) {
        yield { county, position, finding: 'The order that erased the record is not known.' };
      } else if (position > 1 && row.recorded < ledger.recordedAt(position - 1)) {
        yield { county, position, finding: 'It was recorded before the record before it.' };
      }
    } catch (error) {
      if (!(error instanceof DamagedLedger)) throw error;
      yield { county, position, finding: error.finding };
    }
  }
}

class RowChecker {
  readonly #ledger: LedgerFile;
  readonly #chains: ChainChecker;
  readonly #references: ReferenceChecker;
  #lastRecorded = -Infinity;
  #isComplete = true;
  #tile: { readonly number: number; readonly leaves: readonly Uint8Array[] } | null = null;

  constructor(ledger: LedgerFile) {
    this.#ledger = ledger;
    this.#chains = new ChainChecker(ledger);
    this.#references = new ReferenceChecker(ledger);
    ledger.tables.ids.load(ledger.size);
    ledger.subjects();
  }

  /** A row could not be read: what it would have added to the chains is not known. */
  miss(): void {
    this.#isComplete = false;
    this.#chains.miss();
  }

  /** What is wrong with a row, sentences. */
  *findings(row: RawRow): Generator<string> {
    yield* this.#leafFindings(row);
    const record = recordOf(row[ROW.body]);
    if (record === null) {
      yield 'The record is no JSON object.';
      return;
    }
    yield* this.#recordFindings(row, record);
    yield* this.#idFindings(row, record.id);
    yield* this.#references.findings(row, record);
    yield* this.#chains.findings(row);
  }

  /** What is wrong when all rows have been looked at. */
  *endFindings(): Generator<string> {
    if (!this.#isComplete) return;
    yield* this.#chains.endFindings();
    const { lastRecorded, size } = this.#ledger;
    if (size > 0 && this.#lastRecorded !== lastRecorded) {
      yield 'The instant of the last record is not the one that the ledger remembers.';
    }
  }

  *#leafFindings(row: RawRow): Generator<string> {
    const position = row[ROW.position];
    const number = Math.floor((position - 1) / TILE_LEAVES);
    if (this.#tile?.number !== number) {
      const leaves = this.#ledger.tables.tiles.leavesOfTile(number) ?? [];
      this.#tile = { number, leaves };
      const last = Math.min((number + 1) * TILE_LEAVES, this.#ledger.size);
      if (leaves.length < last - number * TILE_LEAVES) {
        yield `The leaf hashes from this position to ${String(last)} are missing or not what was written.`;
      }
    }
    const leaf = this.#tile.leaves[(position - 1) % TILE_LEAVES];
    // A row of leaf hashes that cannot be read has been told of once.
    if (leaf === undefined) return;
    if (
      Buffer.compare(leaf, leafOf(position, row[ROW.body], instantOfMs(row[ROW.recorded]))) !== 0
    ) {
      yield 'The leaf hash is not that of the record.';
    }
  }

  *#recordFindings(row: RawRow, record: LedgerRecord): Generator<string> {
    if (row[ROW.recorded] < this.#lastRecorded) {
      yield 'It was recorded before the record before it.';
    }
    this.#lastRecorded = row[ROW.recorded];
    if (record.county !== this.#ledger.county) {
      yield `The record is of county ${record.county}.`;
    }
    if (row[ROW.typeCode] !== TYPE_CODE[record.type]) {
      yield `The column "type" does not say ${record.type}.`;
    }
    if (formatDay(row[ROW.effective] as Day) !== record.effective) {
      yield `The column "effective" does not say ${record.effective}.`;
    }
    const subject = this.#ledger.tables.subjects.subject(row[ROW.subject]);
    const { kind, id } = subjectOf(record);
    if (subject?.kind !== kind || subject.id !== id) {
      yield `The column "subject" does not lead to the record's ${kind}.`;
    }
  }

  /** That the keys lead from the id to this row; all rows together prove that there are no other keys. */
  *#idFindings(row: RawRow, id: string): Generator<string> {
    const position = row[ROW.position];
    const found = this.#ledger.tables.ids.candidates(id);
    if (!found.includes(position)) {
      yield 'The record is not found by its id.';
    } else if (found.length > 1 && this.#ledger.tables.positionOf(id) !== position) {
      yield 'Another record has the same id.';
    }
  }
}

function recordOf(body: string): LedgerRecord | null {
  try {
    const value: unknown = JSON.parse(body);
    // Only records that passed the parser are stored; that they are so still is what is checked here.
    return typeof value === 'object' && value !== null ? (value as LedgerRecord) : null;
  } catch {
    return null;
  }
}

function subjectOf(record: LedgerRecord): {
  readonly kind: 'county' | 'case' | 'child';
  readonly id: string;
} {
  if ('case' in record) return { kind: 'case', id: record.case };
  if ('child' in record) return { kind: 'child', id: record.child };
  return { kind: 'county', id: '' };
}
