import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import fc from 'fast-check';
import { parseCounty } from '../../../events/values/county.js';
import { instantOfMs } from '../../../events/values/instant.js';
import { hashOfId } from '../../../projections/seal/erasure-hashes.js';
import type { Erasure } from '../../../src/ports/erasure.js';
import { rowChecksum } from '../../../src/stores/sqlite/checksum.js';
import { ERASED_TABLES, ErasedTable } from '../../../src/stores/sqlite/erasing/erased-table.js';
import { IdIndex } from '../../../src/stores/sqlite/id-index.js';
import { STRETCH_POSITIONS, idHash, keyBytes, runOf } from '../../../src/stores/sqlite/id-runs.js';
import { LEDGER_TABLES } from '../../../src/stores/sqlite/schema.js';
import { present } from '../present.js';
import { seedOf } from '../soak.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const SEED = seedOf(1_257);
const temporary = useTemporaryFolder();

const idAt = (position: number): string => `id-${String(position)}`;
const hashesFrom = (first: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, at) => idHash(idAt(first + at)));

/** One connection to the ledger's file with what it has in memory of the ids. */
class Opened {
  readonly erased: ErasedTable;
  readonly ids: IdIndex;
  readonly #database: SQLite.Database;

  constructor(path: string) {
    this.#database = new SQLite(path);
    this.#database.pragma('synchronous = OFF');
    const connection = { database: this.#database, county: COUNTY, path };
    this.erased = new ErasedTable(connection);
    this.ids = new IdIndex(connection, this.erased);
  }

  /** In a transaction, in which what others have erased is seen first. */
  inTransaction(isKept: boolean, work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    if (this.erased.isBehind()) {
      this.erased.load();
      this.ids.forget();
    }
    work();
    this.#database.exec(isKept ? 'COMMIT' : 'ROLLBACK');
    if (!isKept) this.ids.forget();
  }

  erase(size: number, positions: ReadonlySet<number>): void {
    this.inTransaction(true, () => {
      this.#database.exec(ERASED_TABLES);
      const order = this.erased.erasures.length + 1;
      for (const position of positions) {
        const row = { position, recorded: instantOfMs(0), order };
        this.erased.add(row, hashOfId(idAt(position)));
      }
      this.ids.erase(size, (position) => positions.has(position));
      const records = positions.size;
      // Day and month are not looked at here.
      const erasure = { order, on: 0, firstMonth: 0, cut: 0, records, size, plan: '' } as Erasure;
      this.erased.addErasure(erasure);
    });
  }

  /** Writes the runs of all positions as earlier programs did: with up to so many each, wherever stretches end. */
  writeRunsOf(size: number, length: number): void {
    this.inTransaction(true, () => {
      this.#database.exec('DELETE FROM id_runs');
      const insert = this.#database.prepare('INSERT INTO id_runs VALUES (?, ?, ?, ?)');
      for (let first = 1; first <= size; first += length) {
        const count = Math.min(length, size - first + 1);
        const run = runOf(first, hashesFrom(first, count));
        const isKept = (key: number): boolean =>
          !this.erased.positions.has(first + (key % 2 ** 20));
        const bytes = keyBytes({ ...run, keys: run.keys.filter(isKept) });
        insert.run(first, run.last, bytes, rowChecksum('idRun', [first, run.last], bytes));
      }
    });
  }

  close(): void {
    this.#database.close();
  }
}

/** The ledger as plain maps have it. */
interface Known {
  size: number;
  readonly positions: Map<string, number>;
}

/** Compares all that is answered: each id is at its position, erased ones and those that never were are nowhere. */
function expectKnown(opened: Opened, { size, positions }: Known): void {
  const wrong: string[] = [];
  opened.inTransaction(true, () => {
    opened.ids.load(size);
    for (let position = 1; position <= size + 30; position += 1) {
      // All around the ends of stretches, and of the others some.
      if (position % STRETCH_POSITIONS > 5 && position % 11 !== 0) continue;
      const id = idAt(position);
      const expected = positions.get(id);
      const found = opened.ids.candidates(id).filter((each) => idAt(each) === id);
      if (found.length > 1 || found[0] !== expected) wrong.push(id);
      if (expected !== undefined && !opened.ids.mayHave(id)) wrong.push(id);
    }
  });
  expect(wrong).toEqual([]);
}

const steps = fc.array(
  fc.record({
    who: fc.nat({ max: 2 }),
    what: fc.constantFrom(
      ...['append', 'append', 'append', 'append', 'append and take back', 'open again'],
      ...['look', 'lend', 'end lending', 'erase', 'write as earlier programs did'],
    ),
    count: fc.oneof(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 4 * STRETCH_POSITIONS }),
      fc.constant(STRETCH_POSITIONS),
    ),
  }),
  { minLength: 1, maxLength: 16, size: 'max' },
);

/** Three connections to one file: one by itself, one that decides, and one that appends for it while it is lent the ids. */
class Trial {
  readonly known: Known = { size: 0, positions: new Map() };
  readonly #path: string;
  readonly #opened: Opened[];
  #isLent = false;

  constructor(path: string) {
    this.#path = path;
    const database = new SQLite(path);
    database.pragma('journal_mode = WAL');
    database.exec(LEDGER_TABLES);
    database.close();
    this.#opened = [new Opened(path), new Opened(path), new Opened(path)];
  }

  take(what: string, who: number, count: number): void {
    const { known } = this;
    const one = present(this.#opened[who]);
    switch (what) {
      case 'append':
      case 'append and take back':
        this.#append(one, count, what === 'append');
        break;
      case 'open again':
        if (who !== 0) return;
        one.close();
        this.#opened[0] = new Opened(this.#path);
        break;
      case 'lend':
        this.#lend();
        break;
      case 'end lending':
        this.#endLending();
        break;
      case 'erase':
        this.#erase(one, count);
        break;
      case 'write as earlier programs did':
        one.writeRunsOf(known.size, count < 13 ? 3 * STRETCH_POSITIONS + count : count);
        break;
      default:
        expectKnown(one, known);
    }
  }

  end(): void {
    for (const each of this.#opened) expectKnown(each, this.known);
    this.#endLending();
    for (const each of this.#opened) {
      expectKnown(each, this.known);
      each.close();
    }
  }

  #append(one: Opened, count: number, isKept: boolean): void {
    const { size, positions } = this.known;
    one.inTransaction(isKept, () => {
      one.ids.load(size);
      // What is taken back are the ids of later records, so that they would be found where they are not.
      one.ids.append(size + 1, hashesFrom(size + 1 + (isKept ? 0 : count), count));
      // Whoever is lent looks while nothing is committed yet.
      if (this.#isLent && one === this.#opened[2]) this.#lookBesides();
    });
    if (!isKept) return;
    for (let at = 1; at <= count; at += 1) positions.set(idAt(size + at), size + at);
    this.known.size += count;
  }

  /** The committed ids, without a transaction: the file is locked. */
  #lookBesides(): void {
    const { ids } = present(this.#opened[1]);
    const { size, positions } = this.known;
    if (ids.loadedTo < size || this.#opened[1]?.erased.isBehind() === true) return;
    for (let position = 1; position <= size; position += 97) {
      const id = idAt(position);
      const found = ids.candidates(id).filter((each) => idAt(each) === id);
      expect([id, ...found]).toEqual([id, ...(positions.has(id) ? [position] : [])]);
    }
  }

  #erase(one: Opened, count: number): void {
    const { size, positions } = this.known;
    const erased = new Set<number>();
    for (let position = count; position <= Math.min(size, 3 * count); position += 1) {
      if (positions.delete(idAt(position))) erased.add(position);
    }
    if (erased.size > 0) one.erase(size, erased);
  }

  #lend(): void {
    if (this.#isLent) return;
    const [, lender, borrower] = this.#opened.map(present);
    lender?.inTransaction(true, () => {
      lender.ids.load(this.known.size);
    });
    if (lender !== undefined) borrower?.ids.take(lender.ids.lend());
    this.#isLent = true;
  }

  #endLending(): void {
    if (!this.#isLent) return;
    this.#opened[2]?.close();
    this.#opened[1]?.ids.takeBack(this.known.size % 2 === 0);
    this.#opened[2] = new Opened(this.#path);
    this.#isLent = false;
  }
}

describe('the index of ids', () => {
  it(`knows what a map knows, whoever appends, takes back, erases, lends and opens again (seed ${String(SEED)})`, () => {
    let number = 0;
    fc.assert(
      fc.property(steps, (taken) => {
        number += 1;
        const trial = new Trial(join(temporary(), `${String(number)}.db`));
        for (const { what, who, count } of taken) trial.take(what, who, count);
        trial.end();
      }),
      { numRuns: 60, seed: SEED },
    );
  });
});
