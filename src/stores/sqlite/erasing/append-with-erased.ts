import { isErased } from '../../../ports/erasure.js';
import type { ErasedEntry } from '../../../ports/erasure.js';
import type { AppendOutcome, LedgerEntry } from '../../../ports/event-log.js';
import { appendEntries } from '../ledger-append.js';
import type { LedgerFile } from '../ledger-file.js';
import { readHead, writeHead } from '../ledger-head.js';
import type { LedgerHead } from '../ledger-head.js';
import type { LedgerTables } from '../ledger-tables.js';
import { speakingOf } from '../sqlite-errors.js';
import { hashOfId } from '../../../../projections/seal/erasure-hashes.js';
import { instantOfMs } from '../../../../events/values/instant.js';

/** An accepted record, or what is left of an erased one. */
export type EntryOrErased = LedgerEntry | ErasedEntry;

/**
 * Appends to a ledger file, open for writing, what follows in the ledger that it is a copy of, where records
 * of it are erased by orders that the file knows: all of it in one transaction, or nothing. Throws
 * `RangeError` on what cannot follow, as an id that is there twice.
 */
export function appendWithErased(
  file: LedgerFile,
  expectedSize: number,
  items: readonly EntryOrErased[],
): AppendOutcome {
  const { database } = file.connection;
  const { tables, county } = file;
  try {
    return speakingOf(county, file.path, null, () => {
      const outcome = database
        .transaction((): AppendOutcome => {
          const before = readHead(database, county);
          if (before.size !== expectedSize || tables.erased.isBehind()) {
            return { kind: 'sizeDiffers', size: before.size };
          }
          const head = append(file, before, items);
          writeHead(database, head);
          return { kind: 'appended', size: head.size };
        })
        .immediate();
      file.refresh();
      return outcome;
    });
  } catch (error) {
    tables.erased.load();
    tables.forgetAfter(0);
    throw error;
  }
}

function append(file: LedgerFile, before: LedgerHead, items: readonly EntryOrErased[]): LedgerHead {
  let head = before;
  // Before the runs of their ids are read again, which have no keys for them.
  file.tables.erased.extend(items.filter(isErased).map(({ position }) => position));
  for (const run of runsOf(items)) {
    head = run.erased
      ? appendErased(file.tables, head, run.items)
      : appendEntries(file.tables, head, run.items);
  }
  refuseErasedIds(items);
  return head;
}

type Run =
  | { readonly erased: false; readonly items: LedgerEntry[] }
  | { readonly erased: true; readonly items: ErasedEntry[] };

/** The same in stretches of one kind. */
function runsOf(items: readonly EntryOrErased[]): readonly Run[] {
  const runs: Run[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (isErased(item)) {
      if (last?.erased === true) last.items.push(item);
      else runs.push({ erased: true, items: [item] });
    } else if (last?.erased === false) last.items.push(item);
    else runs.push({ erased: false, items: [item] });
  }
  return runs;
}

function appendErased(
  { erased, ids, tiles, chainEnds }: LedgerTables,
  head: LedgerHead,
  items: readonly ErasedEntry[],
): LedgerHead {
  const size = head.size + items.length;
  let lastRecorded = head.lastRecorded ?? -Infinity;
  items.forEach((item, index) => {
    const { position, recorded, order, idHash } = item;
    if (position !== head.size + index + 1 || recorded < lastRecorded) {
      throw new RangeError(
        `What is left of the record at position ${String(position)} cannot stand behind ${String(head.size + index)} records: it has another position, or was recorded before the one before it.`,
      );
    }
    if (erased.hasHash(idHash)) {
      throw new RangeError(
        `The id of the erased record at position ${String(position)} is that of another erased record.`,
      );
    }
    lastRecorded = recorded;
    erased.add({ position, recorded, order }, idHash);
  });
  ids.load(head.size);
  ids.appendErased(head.size + 1, size);
  // Nothing of the chains changes: they are as of the new size.
  chainEnds.begin(head.size);
  chainEnds.flush(size);
  tiles.append(head.size, Buffer.concat(items.map(({ leaf }) => leaf)));
  return { ...head, size, lastRecorded: instantOfMs(lastRecorded) };
}

/** An erased id is in the ledger once; that of an earlier batch is found when its record is taken in. */
function refuseErasedIds(items: readonly EntryOrErased[]): void {
  const erased = new Set(items.filter(isErased).map(({ idHash }) => hexOf(idHash)));
  for (const item of items) {
    if (isErased(item) || !erased.has(hexOf(hashOfId(item.id)))) continue;
    throw new RangeError(
      `The record at position ${String(item.position)} has the id ${item.id} of an erased record.`,
    );
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
