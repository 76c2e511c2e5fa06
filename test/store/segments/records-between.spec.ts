import { parseCounty } from '../../../events/values/county.js';
import type { RecordedColumns } from '../../../projections/columns/record-columns.js';
import { eraseRecords } from '../../../src/stores/sqlite/erasing/erase-records.js';
import type { LedgerFile } from '../../../src/stores/sqlite/ledger-file.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { recordsBetween } from '../../../src/stores/sqlite/segments/records-between.js';
import { columnsOfRows } from '../../../src/stores/sqlite/segments/row-columns.js';
import { SegmentTable } from '../../../src/stores/sqlite/segments/segment-table.js';
import { dropSegments, extendSegments } from '../../../src/stores/sqlite/segments/segments.js';
import { Random } from '../../support/random.js';
import { randomLedger } from '../../support/random-ledger.js';
import { rounds } from '../../support/soak.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(8, 300) }, (_, index) => FIRST_SEED + index);
const folder = useTemporaryFolder();

function plain({ count, argsStart, args, ...columns }: RecordedColumns): object {
  const { position, subject, type, effective, root, corrects } = columns;
  return Array.from({ length: count }, (_, row) => [
    ...[position, subject, type, effective, root, corrects].map((column) => column[row]),
    [...args.subarray(argsStart[row], argsStart[row + 1])],
  ]);
}

/** From some position to a later one, both ways. */
function bothWays(file: LedgerFile, random: Random): Record<'read' | 'rows', object> {
  const after = random.integer(0, file.size - 1);
  const upTo = random.integer(after, file.size);
  const rowsAtOnce = random.pick([0, 0, 30]);
  const of = { after, upTo, rowsAtOnce };
  return {
    read: { ...of, records: plain(recordsBetween(file, after, upTo, rowsAtOnce)) },
    rows: { ...of, records: plain(columnsOfRows(file, after + 1, upTo, () => undefined)) },
  };
}

/** All that is said of some case or child goes. */
function erasedFrom(file: LedgerFile, random: Random): LedgerFile {
  const { number } = random.pick(file.subjects().filter(({ kind }) => kind !== 'county'));
  const ranges = file.rowsOf(number).map(({ position }) => [position, position] as const);
  const erasure = { order: 1, on: 15_000, firstMonth: 24_000, cut: 0, plan: 'plan', ranges };
  expect(eraseRecords(file, file.size, erasure as never)).toBe('erased');
  return file;
}

/** How often there were segments, over all seeds. */
let fromSegments = 0;

describe('the records between two positions', () => {
  it.each(SEEDS)(
    'are those of the rows, however segments are cut and put together: seed %i',
    async (seed) => {
      const random = new Random(seed);
      const store = LedgerFolder.openOrCreate(folder());
      const records = randomLedger(seed, { cases: 9, children: 9, records: 400 });
      let sent = 0;
      while (sent < records.length) {
        const next = Math.min(records.length, sent + random.integer(20, 80));
        const file = await storeRecords(store, COUNTY, records.slice(sent, next));
        sent = next;
        if (random.chance(0.7)) extendSegments(file, undefined, { range: 25, tail: 1 });
        if (random.chance(0.05)) dropSegments(file);
        for (let time = 0; time < 4; time += 1) {
          const { read, rows } = bothWays(file, random);
          expect({ seed, ...read }).toEqual({ seed, ...rows });
        }
        const table = new SegmentTable(file.connection);
        const covered = table.covered();
        if (covered > 0) fromSegments += 1;
      }
      const file = erasedFrom(present(store.ledger(COUNTY)), random);
      for (let time = 0; time < 8; time += 1) {
        const { read, rows } = bothWays(file, random);
        expect({ seed, ...read }).toEqual({ seed, ...rows });
      }
      store.close();
    },
  );

  it('had segments to be read from more often than not', () => {
    expect(fromSegments).toBeGreaterThan(SEEDS.length);
  });
});
