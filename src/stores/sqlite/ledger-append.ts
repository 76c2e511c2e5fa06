import { TYPE_CODE } from '../../../events/registry.js';
import { LeafWriter } from '../../../projections/seal/leaf.js';
import { HASH_BYTES } from '../../../projections/seal/merkle.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import { BodyLooks, ID_BYTES } from './bulk/body-looks.js';
import { ENTRY_AT, NUMBERS_OF_ENTRY, packed } from './bulk/packed-entries.js';
import type { PackedEntries } from './bulk/packed-entries.js';
import { recordChecksum } from './checksum.js';
import { idHashIn } from './id-runs.js';
import type { LedgerHead } from './ledger-head.js';
import { ROWS_AT_ONCE } from './ledger-tables.js';
import type { LedgerTables, ValuesToInsert } from './ledger-tables.js';
import { ROW, idOf } from '../../ports/ledger-rows.js';
import { POSITION_MAX } from './schema.js';
import { instantOfMs } from '../../../events/values/instant.js';

/**
 * Adds entries behind `head`, inside the caller's transaction, and answers the head that follows. Throws an
 * `Error` on entries that no acceptance check can have made: the transaction must then be taken back.
 */
export function appendEntries(
  tables: LedgerTables,
  head: LedgerHead,
  entries: readonly LedgerEntry[],
): LedgerHead {
  const leaves = Buffer.alloc(entries.length * HASH_BYTES);
  entries.forEach(({ id, position, leaf, body }, index) => {
    const expected = head.size + index + 1;
    if (position !== expected) refuse(id, expected, `it says position ${String(position)}.`);
    if (leaf.length !== HASH_BYTES) refuse(id, expected, 'its leaf hash is not 32 bytes.');
    if (idOf(body) !== id) refuse(id, expected, 'its body has another id.');
    leaves.set(leaf, index * HASH_BYTES);
  });
  return new Appending(tables, head, packed(entries)).append(leaves);
}

/** The same of entries whose leaves are hashed here. */
export function appendPacked(
  tables: LedgerTables,
  head: LedgerHead,
  entries: PackedEntries,
): LedgerHead {
  return new Appending(tables, head, entries).append(null);
}

const LEAVES = new LeafWriter();

/** One append on its way into the tables. Bodies stay bytes: no record becomes a string or an object on its way. */
class Appending {
  readonly #tables: LedgerTables;
  readonly #head: LedgerHead;
  readonly #entries: PackedEntries;
  readonly #bytes: Buffer;
  readonly #looks: BodyLooks;
  readonly #rows: RowsToInsert;

  constructor(tables: LedgerTables, head: LedgerHead, entries: PackedEntries) {
    const { bytes } = entries;
    this.#tables = tables;
    this.#head = head;
    this.#entries = entries;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#looks = new BodyLooks(this.#bytes);
    this.#rows = new RowsToInsert(tables);
  }

  /** @param given - the leaf hashes; null: they are made here */
  append(given: Buffer | null): LedgerHead {
    const { subjects, chainEnds, ids, tiles } = this.#tables;
    const { numbers, count } = this.#entries;
    const head = this.#head;
    subjects.load(head.subjects);
    ids.load(head.size);
    chainEnds.begin(head.size);
    const leaves = given ?? Buffer.allocUnsafe(count * HASH_BYTES);
    const idStarts = new Uint32Array(count);
    let lastRecorded = head.lastRecorded ?? -Infinity;
    let start = 0;
    for (let index = 0; index < count; index += 1) {
      const at = index * NUMBERS_OF_ENTRY;
      const position = head.size + index + 1;
      const end = numbers[at + ENTRY_AT.bodyEnd] ?? 0;
      const recorded = numbers[at + ENTRY_AT.recorded] ?? 0;
      idStarts[index] = this.#looks.idStart(start, end, numbers[at + ENTRY_AT.typeCode] ?? 0);
      this.#refuseImpossible(at, position, idStarts[index] ?? 0, lastRecorded);
      lastRecorded = recorded;
      this.#takeSubject(numbers[at + ENTRY_AT.subject] ?? 0, start, position, idStarts[index] ?? 0);
      if (given === null) {
        const body = { bytes: this.#bytes, start, end };
        LEAVES.write(position, body, instantOfMs(recorded), leaves, index * HASH_BYTES);
      }
      this.#addRow(at, position, start, end);
      start = end;
    }
    this.#rows.flush();
    this.#appendIds(idStarts);
    const size = head.size + count;
    chainEnds.flush(size);
    tiles.append(head.size, leaves);
    return {
      ...head,
      size,
      lastRecorded: instantOfMs(lastRecorded),
      subjects: subjects.count - 1,
    };
  }

  /** The checks that cost nothing: what gets past them would make a ledger that can never be read right. */
  #refuseImpossible(at: number, position: number, idStart: number, lastRecorded: number): void {
    const { numbers } = this.#entries;
    const wrong = (what: string): never => refuse(this.#looks.id(idStart), position, what);
    if (position > POSITION_MAX) wrong(`a ledger has at most ${String(POSITION_MAX)} records.`);
    if (!((numbers[at + ENTRY_AT.recorded] ?? NaN) >= lastRecorded)) {
      wrong('it was recorded before the record before it.');
    }
    const corrects = numbers[at + ENTRY_AT.corrects] ?? NaN;
    const root = numbers[at + ENTRY_AT.root] ?? NaN;
    if (!(corrects < position && root <= position)) wrong('it corrects a later one.');
  }

  /** The subject is known under its number, or takes the next one. */
  #takeSubject(subject: number, start: number, position: number, idStart: number): void {
    const { subjects, chainEnds } = this.#tables;
    const wrong = (what: string): never => refuse(this.#looks.id(idStart), position, what);
    const kind = this.#looks.subjectKind(start);
    const known = subjects.subject(subject);
    if (known !== undefined) {
      if (known.kind !== kind || !this.#looks.isOf(kind, known.id, start)) {
        wrong(`its subject's number ${String(subject)} belongs to another subject.`);
      }
      return;
    }
    const next = subjects.count;
    const id = this.#looks.subjectId(kind, start);
    if (subject !== next || kind === 'county' || id === '') {
      wrong(`its subject has number ${String(subject)}, and the next is ${String(next)}.`);
    } else {
      subjects.add(kind, id);
      chainEnds.add(subject);
    }
  }

  /** Adds the row of an entry, which becomes the end of its chains. */
  #addRow(at: number, position: number, start: number, end: number): void {
    const { chainEnds } = this.#tables;
    const { numbers } = this.#entries;
    const typeCode = numbers[at + ENTRY_AT.typeCode] ?? 0;
    const subject = numbers[at + ENTRY_AT.subject] ?? 0;
    const ref = numbers[at + ENTRY_AT.ref] ?? 0;
    const previous = chainEnds.endWith(subject, position);
    const previousNaming =
      typeCode === TYPE_CODE.ChildAddedToCase ? chainEnds.endNamingWith(ref, position) : 0;
    this.#rows.add([
      position,
      numbers[at + ENTRY_AT.recorded] ?? 0,
      typeCode,
      subject,
      numbers[at + ENTRY_AT.effective] ?? 0,
      numbers[at + ENTRY_AT.corrects] ?? 0,
      numbers[at + ENTRY_AT.root] ?? 0,
      ref,
      numbers[at + ENTRY_AT.ref2] ?? 0,
      previous,
      previousNaming,
      this.#bytes.subarray(start, end),
    ]);
  }

  /** An id enters once. Acceptance has looked already; this keeps the ledger whole if it has not. */
  #appendIds(idStarts: Uint32Array): void {
    const { ids } = this.#tables;
    const first = this.#head.size + 1;
    const hashes = new Uint32Array(idStarts.length);
    for (let index = 0; index < hashes.length; index += 1) {
      const idStart = idStarts[index] ?? 0;
      const hash = idHashIn(this.#bytes, idStart, ID_BYTES);
      hashes[index] = hash;
      if (!ids.mayHaveHash(hash)) continue;
      const id = this.#looks.id(idStart);
      if (this.#tables.positionOf(id) !== 0) throw takenId(id, first + index);
    }
    for (const [one, other] of ids.append(first, hashes)) {
      const id = this.#looks.id(idStarts[other - first] ?? 0);
      if (id === this.#looks.id(idStarts[one - first] ?? 0)) throw takenId(id, other);
    }
  }
}

/** Rows on their way into the table, as many at a time as one statement takes. */
class RowsToInsert {
  readonly #tables: LedgerTables;
  readonly #values: (number | Uint8Array)[] = [];

  constructor(tables: LedgerTables) {
    this.#tables = tables;
  }

  /** Adds a row; its checksum is worked out here. */
  add(row: ValuesToInsert): void {
    const values = this.#values;
    for (const value of row) values.push(value);
    values.push(recordChecksum(row));
    if (values.length < ROWS_AT_ONCE * VALUES_OF_ROW) return;
    this.#tables.insertRecords.run(values);
    values.length = 0;
  }

  /** Inserts what is left. */
  flush(): void {
    const values = this.#values.splice(0);
    for (let at = 0; at < values.length; at += VALUES_OF_ROW) {
      this.#tables.insertRecord.run(values.slice(at, at + VALUES_OF_ROW));
    }
  }
}

const VALUES_OF_ROW = ROW.crc + 1;

function refuse(id: string, position: number, what: string): never {
  throw new RangeError(
    `The entry with id ${id} cannot be appended at position ${String(position)}: ${what}`,
  );
}

function takenId(id: string, position: number): RangeError {
  return new RangeError(
    `The entry at position ${String(position)} cannot be appended: the ledger has its id ${id} already.`,
  );
}
