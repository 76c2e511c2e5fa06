import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../../events/values/county.js';
import { LEDGER_DESK } from '../../ledger/append-records.js';
import { appendTogether } from '../../ledger/append-together.js';
import type { AppendPart, PartOutcome } from '../../ledger/append-together.js';
import type { LedgerDesk } from '../../ports/ledger-desk.js';

/** Take the records of several requests, which are all here, into the ledger of one county with one append. */
export class AppendBodies extends Command<readonly PartOutcome[]> {
  constructor(
    readonly county: County,
    readonly bodies: readonly AppendPart[],
  ) {
    super();
  }
}

/** See `appendTogether`, which does it. */
@CommandHandler(AppendBodies)
export class AppendBodiesHandler implements ICommandHandler<AppendBodies, readonly PartOutcome[]> {
  constructor(@Inject(LEDGER_DESK) private readonly desk: LedgerDesk) {}

  execute({ county, bodies }: AppendBodies): Promise<readonly PartOutcome[]> {
    return appendTogether(this.desk, county, bodies, {
      clock: () => Date.now(),
      scope: county,
      isRecordedHonoured: false,
    });
  }
}
