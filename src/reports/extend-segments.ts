import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { extendSegmentsWhereWorth, rebuildSegments } from '../store/sqlite/segments/segments.js';
import { LEDGERS } from './ledgers.js';
import type { Ledgers } from './ledgers.js';
import type { OnRecords } from './queries.js';

/** Brings the segments of a county level with its records, or builds them anew. */
export class ExtendSegments extends Command<number> {
  constructor(
    readonly county: County,
    readonly how: 'whereWorth' | 'anew',
    readonly onRecords: OnRecords,
  ) {
    super();
  }
}

/** Answers how many records the ledger has; 0 where there is none. */
@CommandHandler(ExtendSegments)
export class ExtendSegmentsHandler implements ICommandHandler<ExtendSegments, number> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute({ county, how, onRecords }: ExtendSegments): Promise<number> {
    const file = this.ledgers.ledger(county);
    if (file === null) return Promise.resolve(0);
    if (how === 'anew') rebuildSegments(file, onRecords);
    else extendSegmentsWhereWorth(file, onRecords);
    return Promise.resolve(file.size);
  }
}
