import { createReadStream } from 'node:fs';
import { readLines } from '../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../events/wire/parse.js';
import { appendRecords } from '../../src/ledger/append.js';
import type { ParsedLine } from '../../src/ledger/county-batch.js';
import { writerOver } from '../../src/stores/sqlite/writer-over-folder.js';
import type { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { clockNow } from '../../src/ports/clock.js';

const CHUNK_BYTES = 256 * 1024;

/** The lines of a file of records, parsed as `plumbline ingest` parses them. */
export async function* parsedLines(path: string): AsyncGenerator<readonly ParsedLine[]> {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  for await (const lines of readLines(source as AsyncIterable<Uint8Array>)) {
    yield lines.map((line) => {
      const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes);
      return { file: path, line: line.number, result };
    });
  }
}

/** Takes a file of records into a data folder, durably. Throws where a record is turned away. */
export async function takeIn(path: string, folder: LedgerFolder): Promise<number> {
  const outcome = await appendRecords(writerOver(folder), parsedLines(path), {
    clock: () => clockNow(),
    isRecordedHonoured: true,
    isBulk: true,
    onRejected: ({ line, code, message }) => {
      throw new Error(`Line ${String(line)} was rejected (${code}): ${message}`);
    },
  });
  return outcome.accepted;
}
