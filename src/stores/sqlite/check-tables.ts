import { EMPTY_ROOT, rootOf } from '../../../projections/seal/merkle.js';
import type { Fault } from '../../ports/fault.js';
import { CHAIN_END_SUBJECTS } from './chain-ends.js';
import { PAGE_LEAVES, TILE_LEAVES } from './leaf-tiles.js';
import type { LedgerFile } from './ledger-file.js';
import { isDamage } from './sqlite-errors.js';

/** Messages asked of SQLite's own check. */
const MESSAGES_MAX = 100;

/**
 * Checks the file and the tables that are derived from the rows, as far as no row is needed for it. Rows of the tree's
 * tables are named by the first position that they hold.
 */
export function* checkTables(ledger: LedgerFile): Generator<Fault> {
  yield* checkFile(ledger);
  yield* checkCounts(ledger);
  yield* checkTileRoots(ledger);
  yield* checkPageRoots(ledger);
}

function* checkFile({ county, connection }: LedgerFile): Generator<Fault> {
  let messages: readonly unknown[];
  try {
    messages = connection.database
      .prepare(`PRAGMA integrity_check(${String(MESSAGES_MAX)})`)
      .pluck()
      .all();
  } catch (error) {
    if (!isDamage(error)) throw error;
    messages = [error.message];
  }
  for (const message of messages) {
    if (message === 'ok') continue;
    yield { county, position: null, finding: `SQLite's own check says: ${String(message)}.` };
  }
}

/** A row that no lookup would ever find is a fault, too. */
function* checkCounts({
  county,
  connection,
  size,
  subjectCount,
  tables,
}: LedgerFile): Generator<Fault> {
  const counts = [
    ['records', size - tables.erased.positions.count],
    ['subjects', subjectCount],
    ['chain_ends', Math.floor(subjectCount / CHAIN_END_SUBJECTS) + 1],
    ['tiles', Math.ceil(size / TILE_LEAVES)],
    ['tile_roots', Math.floor(size / TILE_LEAVES)],
    ['ledger', 1],
  ] as const;
  for (const [table, expected] of counts) {
    const found = connection.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    if (found === expected) continue;
    const finding = `The table "${table}" has ${String(found)} rows and should have ${String(expected)}.`;
    yield { county, position: null, finding };
  }
}

function* checkPageRoots({ county, size, tables }: LedgerFile): Generator<Fault> {
  for (const page of tables.tiles.faultyPages(Math.floor(size / PAGE_LEAVES))) {
    const first = page * PAGE_LEAVES + 1;
    const last = first + PAGE_LEAVES - 1;
    const finding = `The hash over the hashes of positions ${String(first)} to ${String(last)} is not theirs.`;
    yield { county, position: first, finding };
  }
}

function* checkTileRoots({ county, size, tables }: LedgerFile): Generator<Fault> {
  for (let tile = 0; tile < Math.floor(size / TILE_LEAVES); tile += 1) {
    const first = tile * TILE_LEAVES + 1;
    const last = first + TILE_LEAVES - 1;
    const kept = tables.tiles.rootOfTile(tile) ?? EMPTY_ROOT;
    const leaves = tables.tiles.leavesOfTile(tile);
    if (leaves === null) {
      const finding = `The leaf hashes of positions ${String(first)} to ${String(last)} are missing or not what was written.`;
      yield { county, position: first, finding };
    } else if (Buffer.compare(kept, rootOf(leaves)) !== 0) {
      const finding = `The hash over the leaf hashes of positions ${String(first)} to ${String(last)} is not theirs.`;
      yield { county, position: first, finding };
    }
  }
}
