import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import type { Segments } from '../ports/segments.js';

/** Where the handlers find them. */
export const SEGMENTS = Symbol('Segments');

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
  constructor(@Inject(SEGMENTS) private readonly segments: Segments) {}

  execute({ county, how, onRecords }: ExtendSegments): Promise<number> {
    const { segments } = this;
    return Promise.resolve(
      how === 'anew'
        ? segments.rebuild(county, onRecords)
        : segments.extendWhereWorth(county, onRecords),
    );
  }
}
