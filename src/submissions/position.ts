import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import { asOfWithin, refused } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { positionInTime } from '../reports/as-of.js';
import type { AsOf } from '../reports/as-of.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import { readActs } from './county-acts.js';
import { findVersion } from './decide-version.js';
import { SUBMISSION_LOG } from './submission-log.js';
import type { SubmissionLog } from './submission-log.js';

/**
 * The position of a county's ledger that a position, a version, a day or an instant names, to be asked before the
 * question itself, which knows positions alone.
 */
export class PositionQuery extends Query<Answer<number>> {
  /** @param month - whose versions `vN` numbers; null where the question names none, or several */
  constructor(
    readonly county: County,
    readonly month: Month | null,
    readonly asked: AsOf,
    readonly clock: () => Instant,
  ) {
    super();
  }
}

@QueryHandler(PositionQuery)
export class PositionHandler implements IQueryHandler<PositionQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
  ) {}

  async execute({ county, month, asked, clock }: PositionQuery): Promise<Answer<number>> {
    const ledger = this.ledgers.ledger(county);
    if (asked.kind !== 'version') return positionInTime(county, ledger, asked, clock());
    const { version } = asked;
    if (month === null) return refused(versionOfNoMonth(version));
    const found = findVersion((await readActs(this.log, county)).versions, {
      county,
      month,
      version,
    });
    switch (found.kind) {
      case 'done':
        return asOfWithin(county, ledger?.size ?? 0, found.value.asOf);
      case 'misaddressed':
        return refused(found.message);
      case 'refusedByRule':
        return refused(found.refusal.message);
    }
  }
}

function versionOfNoMonth(version: number): string {
  return `Version ${String(version)} is of one month, and no single month is named: give a position, a day or an instant.`;
}
