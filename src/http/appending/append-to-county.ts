import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import { LEDGER_DESK } from '../../ledger/append-records.js';
import { appendRecords } from '../../ledger/append.js';
import type { ParsedLine, RejectedLine } from '../../ledger/county-batch.js';
import type { LedgerDesk } from '../../ports/ledger-desk.js';
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

/**
 * Take the lines of one request, all of which must be of one county, into its ledger as they come. Where
 * `expectedSize` is given the first of them follows the record at that position, or none is taken.
 */
export class AppendToCounty extends Command<CountyAppendOutcome> {
  constructor(
    readonly county: County,
    readonly lines: AsyncIterable<readonly ParsedLine[]>,
    readonly expectedSize: number | null,
    readonly onRejected: (rejected: RejectedLine) => void,
  ) {
    super();
  }
}

/** See `appendRecords`, which does it. */
@CommandHandler(AppendToCounty)
export class AppendToCountyHandler implements ICommandHandler<AppendToCounty, CountyAppendOutcome> {
  constructor(@Inject(LEDGER_DESK) private readonly desk: LedgerDesk) {}

  async execute(command: AppendToCounty): Promise<CountyAppendOutcome> {
    const { county, lines, expectedSize, onRejected } = command;
    let { log } = this.desk;
    if (expectedSize !== null) {
      // Acceptance reads its own copy of the ledger where the log is elsewhere.
      await this.desk.catchUp(county);
      const size = (await this.desk.acceptedRecords(county)).size();
      if (size !== expectedSize) return { kind: 'sizeDiffers', size };
      log = new WatchedLog(log, expectedSize);
    }
    try {
      const { accepted, duplicates, ledgers } = await appendRecords({ ...this.desk, log }, lines, {
        clock: () => Date.now(),
        scope: county,
        isRecordedHonoured: false,
        onRejected,
      });
      const size = ledgers[county]?.size ?? (await this.desk.log.size(county));
      return { kind: 'taken', accepted, duplicates, size };
    } catch (error) {
      if (!(error instanceof OtherSize)) throw error;
      return { kind: 'sizeDiffers', size: error.size };
    }
  }
}
