import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import { parseValue } from '../../../events/wire/parse.js';
import { appendRecords } from '../../../src/ledger/append.js';
import type { ParsedLine } from '../../../src/ledger/county-batch.js';
import type { LedgerWriter } from '../../../src/ports/ledger-writer.js';
import { erasedIn } from '../../../src/stores/sqlite/bulk/append-answer.js';
import { AppendWork } from '../../../src/stores/sqlite/bulk/append-work.js';
import { packed } from '../../../src/stores/sqlite/bulk/packed-entries.js';
import { checkDataFolder } from '../../../src/stores/sqlite/check.js';
import { writerOver } from '../../../src/stores/sqlite/writer-over-folder.js';
import { LedgerFolder } from '../../../src/stores/sqlite/ledger-folder.js';
import { SegmentTable } from '../../../src/stores/sqlite/segments/segment-table.js';
import {
  extendSegments,
  extendSegmentsWhereWorth,
} from '../../../src/stores/sqlite/segments/segments.js';
import { randomLedger } from '../../support/random-ledger.js';
import { storeRecords } from '../../support/stored-ledger.js';
import { present } from '../present.js';
import { SOAK, seedOf } from '../soak.js';
import { tablesOfLedger } from '../tables-of-ledger.js';
import { useTemporaryFolder } from '../temporary-folder.js';
import { instantOfMs } from '../../../events/values/instant.js';

const COUNTY = present(parseCounty('19'));
const FIRST_SEED = seedOf(1);
const SEEDS = Array.from({ length: 4 * SOAK }, (_, index) => FIRST_SEED + index);
const temporary = useTemporaryFolder();

/** The writer of a folder with what the thread of a long input does, in this thread. */
function writerWith(folder: LedgerFolder, work: AppendWork): LedgerWriter {
  return {
    ...writerOver(folder),
    openBulk: () => ({
      append: (county, expectedSize, entries) => {
        const erased = erasedIn(folder.ledger(county));
        const question = { county, expectedSize, erased, ids: null, entries: packed(entries) };
        const { outcome } = work.answer(question);
        work.storeSegments();
        if (outcome.kind === 'failed') throw new Error(JSON.stringify(outcome));
        folder.ledger(county)?.refresh();
        return Promise.resolve(outcome);
      },
      close: () => {
        work.close();
        return Promise.resolve();
      },
    }),
  };
}

async function takeIn(writer: LedgerWriter, records: readonly object[]): Promise<void> {
  const lines = records.map((record, index): ParsedLine => ({
    file: 'random',
    line: index + 1,
    result: parseValue(record),
  }));
  async function* source(): AsyncGenerator<readonly ParsedLine[]> {
    await Promise.resolve();
    yield lines;
  }
  await appendRecords(writer, source(), {
    clock: () => instantOfMs(Date.parse('2026-01-01T00:00:00Z')),
    isRecordedHonoured: true,
    isBulk: true,
    onRejected: () => undefined,
  });
}

describe('segments made while the entries are at hand', () => {
  it.each(SEEDS)(
    'are those made of the rows, and the ledger is the same (seed %i)',
    async (seed) => {
      const records = randomLedger(seed);
      const before = seed % 3 === 0 ? 0 : Math.floor(records.length / (2 + (seed % 5)));
      const ranges = { range: 8 + (seed % 30), tail: 4 + (seed % 6) };
      const paths: string[] = [];
      for (const isAtHand of [false, true]) {
        const path = join(temporary(), String(isAtHand));
        paths.push(path);
        const folder = LedgerFolder.openOrCreate(path);
        if (before > 0) {
          const file = await storeRecords(folder, COUNTY, records.slice(0, before));
          // With some seeds more is uncovered than a range has, and is left to be extended.
          if (seed % 2 === 0) extendSegments(file, undefined, ranges);
        }
        const batchMax = { records: 1 + (seed % 11), characters: 1_000_000 };
        const writer = isAtHand
          ? writerWith(folder, new AppendWork(LedgerFolder.open(path, 'write'), ranges))
          : writerOver(folder);
        await takeIn({ ...writer, batchMax }, records.slice(before));
        const file = present(folder.ledger(COUNTY));
        file.refresh();
        if (isAtHand && (before === 0 || seed % 2 === 0)) {
          expect(file.size - new SegmentTable(file.connection).covered()).toBeLessThan(ranges.tail);
        }
        extendSegmentsWhereWorth(file, undefined, ranges);
        folder.close();
      }
      const [rows = '', atHand = ''] = paths;
      expect(tablesOfLedger(atHand, COUNTY)).toEqual(tablesOfLedger(rows, COUNTY));
      expect([...checkDataFolder(atHand, null)]).toEqual([]);
    },
  );
});
