import type { County } from '../../events/values/county.js';
import type { LedgerWriter, SenderManner } from '../ports/ledger-writer.js';
import { appendRecords } from './append.js';
import type { ParsedLine, RejectedLine } from './county-batch.js';
import { OtherSize, WatchedLog } from './watched-log.js';

/** What became of the lines of one request. `sizeDiffers`: nothing was appended. */
export type CountyAppendOutcome =
  | {
      readonly kind: 'taken';
      readonly accepted: number;
      readonly duplicates: number;
      readonly size: number;
    }
  | { readonly kind: 'sizeDiffers'; readonly size: number };

/** The lines of one request, all of which must be of one county, as they come. */
export interface CountyLines {
  readonly county: County;
  readonly lines: AsyncIterable<readonly ParsedLine[]>;
  /** Where it is given the first of them follows the record at that position, or none is taken. */
  readonly expectedSize: number | null;
  readonly onRejected: (rejected: RejectedLine) => void;
}

/** Takes the lines of one request into its county's ledger as they come: see `appendRecords`. */
export async function appendToCounty(
  writer: LedgerWriter,
  { county, lines, expectedSize, onRejected }: CountyLines,
  { clock, mayCorrectFigures }: SenderManner,
): Promise<CountyAppendOutcome> {
  let { log } = writer;
  if (expectedSize !== null) {
    // Acceptance reads its own copy of the ledger where the log is elsewhere.
    await writer.catchUp(county);
    const size = (await writer.acceptedRecords(county)).size();
    if (size !== expectedSize) return { kind: 'sizeDiffers', size };
    log = new WatchedLog(log, expectedSize);
  }
  try {
    const { accepted, duplicates, ledgers } = await appendRecords({ ...writer, log }, lines, {
      clock,
      scope: { county, mayCorrectFigures },
      isRecordedHonoured: false,
      onRejected,
    });
    const size = ledgers[county]?.size ?? (await writer.log.size(county));
    return { kind: 'taken', accepted, duplicates, size };
  } catch (error) {
    if (!(error instanceof OtherSize)) throw error;
    return { kind: 'sizeDiffers', size: error.size };
  }
}
