import type { County } from '../../events/values/county.js';
import { parseValue } from '../../events/wire/parse.js';
import { appendRecords } from '../../src/ledger/append.js';
import type { ParsedLine } from '../../src/ledger/county-batch.js';
import { writerOver } from '../../src/stores/sqlite/writer-over-folder.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import type { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { instantOfMs } from '../../events/values/instant.js';

/** Appends records to a folder as the program does, and answers the ledger of their county. */
export async function storeRecords(
  store: LedgerFolder,
  county: County,
  records: readonly object[],
): Promise<LedgerFile> {
  const lines = records.map((record, index): ParsedLine => ({
    file: 'random',
    line: index + 1,
    result: parseValue(record),
  }));
  await appendRecords(writerOver(store), source(lines), {
    clock: () => instantOfMs(Date.parse('2026-01-01T00:00:00Z')),
    isRecordedHonoured: true,
    onRejected: () => undefined,
  });
  const ledger = store.ledger(county);
  if (ledger === null) throw new Error(`No record of county ${county} was accepted.`);
  ledger.refresh();
  return ledger;
}

// eslint-disable-next-line @typescript-eslint/require-await -- an async source, as files are
async function* source(lines: readonly ParsedLine[]): AsyncGenerator<readonly ParsedLine[]> {
  yield lines;
}
