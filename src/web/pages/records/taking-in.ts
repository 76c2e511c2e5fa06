import { readLines } from '../../../../events/wire/lines.js';
import type { Line } from '../../../../events/wire/lines.js';
import { parseLine, rejectTooLong } from '../../../../events/wire/parse.js';
import type { County } from '../../../../events/values/county.js';
import type { CountyAppendOutcome } from '../../../ledger/append-to-county.js';
import type { ParsedLine, RejectedLine } from '../../../ledger/county-batch.js';
import type { Reply } from '../../../application/application.js';
import type { Ask } from '../../page.js';

/** Most rejected lines of one upload; it is not read on after them. */
export const REJECTED_LISTED_MAX = 10_000;

/** What became of an upload. */
export interface TakenIn {
  readonly outcome: Reply<CountyAppendOutcome>;
  readonly rejected: readonly RejectedLine[];
  /** Whether it was not read to its end, for so many lines were rejected. */
  readonly isCutOff: boolean;
}

/** Takes the lines of a file into a county's ledger as they come, as many as there are, without holding them. */
export async function takeIn(
  ask: Ask<'appendToCounty'>,
  county: County,
  file: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<TakenIn> {
  const rejected: RejectedLine[] = [];
  const isFull = (): boolean => rejected.length >= REJECTED_LISTED_MAX;
  const outcome = await ask.reply('appendToCounty', {
    county,
    lines: parsedLines(file, bytes, isFull),
    expectedSize: null,
    onRejected: (line) => {
      if (!isFull()) rejected.push(line);
    },
  });
  return { outcome, rejected, isCutOff: isFull() };
}

async function* parsedLines(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  isFull: () => boolean,
): AsyncGenerator<readonly ParsedLine[]> {
  for await (const lines of readLines(bytes)) {
    yield lines.map((line) => parsed(file, line));
    if (isFull()) return;
  }
}

function parsed(file: string, line: Line): ParsedLine {
  const result = line.kind === 'tooLong' ? rejectTooLong() : parseLine(line.bytes, 'live');
  return { file, line: line.number, result };
}
