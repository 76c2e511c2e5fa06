import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';

import { appendRecords } from './append.js';
import type { AppendOptions, AppendOutcomeOfInput } from './append.js';
import type { ParsedLine } from './county-batch.js';
import type { LedgerDesk } from '../ports/ledger-desk.js';

/** Where the write side finds its `LedgerDesk`. */
export const LEDGER_DESK = Symbol('LedgerDesk');

/** Take the lines of an input into the ledgers of their counties; answers what became of them. */
export class AppendRecords extends Command<AppendOutcomeOfInput> {
  constructor(
    readonly lines: AsyncIterable<readonly ParsedLine[]>,
    readonly options: AppendOptions,
  ) {
    super();
  }
}

/** See `appendRecords`. */
@CommandHandler(AppendRecords)
export class AppendRecordsHandler implements ICommandHandler<AppendRecords, AppendOutcomeOfInput> {
  constructor(@Inject(LEDGER_DESK) private readonly desk: LedgerDesk) {}

  execute({ lines, options }: AppendRecords): Promise<AppendOutcomeOfInput> {
    return appendRecords(this.desk, lines, { ...options, isBulk: true });
  }
}
