import { TYPE_CODE } from '../../../events/registry.js';
import { HASH_BYTES } from '../../../projections/seal/merkle.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import { recordChecksum } from './checksum.js';
import type { LedgerHead } from './ledger-head.js';
import { ROWS_AT_ONCE } from './ledger-tables.js';
import type { LedgerTables } from './ledger-tables.js';
import { ROW } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';
import { POSITION_MAX } from './schema.js';

/** A row that is being made. */
type WritableRow = Writable<RawRow>;

type Writable<Tuple extends readonly unknown[]> = {
  -readonly [Place in keyof Tuple]: Tuple[Place];
};

/**
 * Adds entries behind `head`, inside the caller's transaction, and answers the head that follows. Throws an
 * `Error` on entries that no acceptance check can have made: the transaction must then be taken back.
 */
export function appendEntries(
  tables: LedgerTables,
  head: LedgerHead,
  entries: readonly LedgerEntry[],
): LedgerHead {
  const { subjects, chainEnds, ids, tiles } = tables;
  subjects.load(head.subjects);
  ids.load(head.size);
  chainEnds.begin(head.size);
  const rows = new RowsToInsert(tables);
  let lastRecorded = head.lastRecorded ?? -Infinity;
  let position = head.size;
  for (const entry of entries) {
    position += 1;
    refuseImpossible(tables, entry, position, lastRecorded);
    lastRecorded = entry.recorded;
    if (entry.subject === subjects.all().length && entry.subjectKind !== 'county') {
      subjects.add(entry.subjectKind, entry.subjectId);
      chainEnds.add(entry.subject);
    }
    rows.add(rowOf(chainEnds, entry));
  }
  rows.flush();
  appendIds(tables, head.size + 1, entries);
  chainEnds.flush(position);
  tiles.append(
    head.size,
    entries.map(({ leaf }) => leaf),
  );
  return { ...head, size: position, lastRecorded, subjects: subjects.all().length - 1 };
}

/** Rows on their way into the table, as many at a time as one statement takes. */
class RowsToInsert {
  readonly #tables: LedgerTables;
  readonly #values: (number | string)[] = [];

  constructor(tables: LedgerTables) {
    this.#tables = tables;
  }

  add(row: RawRow): void {
    const values = this.#values;
    for (const value of row) values.push(value);
    if (values.length < ROWS_AT_ONCE * row.length) return;
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

/** The row of an entry, which becomes the end of its chains. */
function rowOf(chainEnds: LedgerTables['chainEnds'], entry: LedgerEntry): RawRow {
  const { position, subject } = entry;
  const own = chainEnds.current(subject);
  chainEnds.set(subject, { last: position, lastNaming: own.lastNaming });
  let previousNaming = 0;
  if (entry.typeCode === TYPE_CODE.ChildAddedToCase) {
    const child = chainEnds.current(entry.ref);
    previousNaming = child.lastNaming;
    chainEnds.set(entry.ref, { last: child.last, lastNaming: position });
  }
  const row: WritableRow = [
    position,
    entry.recorded,
    entry.typeCode,
    subject,
    entry.effective,
    entry.corrects,
    entry.root,
    entry.ref,
    entry.ref2,
    own.last,
    previousNaming,
    entry.body,
    0,
  ];
  row[ROW.crc] = recordChecksum(row);
  return row;
}

/** The checks that cost nothing: what gets past them would make a ledger that can never be read right. */
function refuseImpossible(
  tables: LedgerTables,
  entry: LedgerEntry,
  position: number,
  lastRecorded: number,
): void {
  const refuse = (what: string): never => {
    throw new RangeError(
      `The entry with id ${entry.id} cannot be appended at position ${String(position)}: ${what}`,
    );
  };
  if (entry.position !== position) refuse(`it says position ${String(entry.position)}.`);
  if (position > POSITION_MAX) refuse(`a ledger has at most ${String(POSITION_MAX)} records.`);
  if (!(entry.recorded >= lastRecorded)) refuse('it was recorded before the record before it.');
  if (entry.leaf.length !== HASH_BYTES) refuse('its leaf hash is not 32 bytes.');
  if (!(entry.corrects < position && entry.root <= position)) refuse('it corrects a later one.');
  const known = tables.subjects.subject(entry.subject);
  if (known === undefined) {
    const next = tables.subjects.all().length;
    if (entry.subject !== next || entry.subjectKind === 'county' || entry.subjectId === '') {
      refuse(`its subject has number ${String(entry.subject)}, and the next is ${String(next)}.`);
    }
  } else if (known.kind !== entry.subjectKind || known.id !== entry.subjectId) {
    refuse(`its subject's number ${String(entry.subject)} belongs to another subject.`);
  }
}

/** An id enters once. Acceptance has looked already; this keeps the ledger whole if it has not. */
function appendIds(tables: LedgerTables, first: number, entries: readonly LedgerEntry[]): void {
  for (const { id, position } of entries) {
    if (tables.ids.mayHave(id) && tables.positionOf(id) !== 0) throw takenId(id, position);
  }
  const alike = tables.ids.append(
    first,
    entries.map(({ id }) => id),
  );
  for (const [one, other] of alike) {
    const id = entries[other - first]?.id;
    if (id !== undefined && id === entries[one - first]?.id) throw takenId(id, other);
  }
}

function takenId(id: string, position: number): RangeError {
  return new RangeError(
    `The entry at position ${String(position)} cannot be appended: the ledger has its id ${id} already.`,
  );
}
