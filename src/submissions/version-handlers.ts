import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { Month } from '../../events/values/month.js';
import { reportMonths } from '../../projections/cs1257/report.js';
import { differenceOfMonth, differentCells } from '../../projections/versions/differences.js';
import { standingVersions } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { answered, asOfWithin, refused } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { readActs } from './county-acts.js';
import { namedDifference } from './named-difference.js';
import type { NamedDifference } from './named-difference.js';
import { DiffQuery, OutdatedQuery, FirstRetainedMonthQuery, VersionsQuery } from './queries.js';
import type { OutdatedVersion } from './queries.js';
import { SUBMISSION_LOG } from './submission-log.js';
import type { SubmissionLog } from './submission-log.js';

@QueryHandler(VersionsQuery)
export class VersionsHandler implements IQueryHandler<VersionsQuery> {
  constructor(@Inject(SUBMISSION_LOG) private readonly log: SubmissionLog) {}

  async execute({ county, month }: VersionsQuery): Promise<readonly Version[]> {
    const { versions } = await readActs(this.log, county);
    return versions
      .filter((version) => month === null || version.month === month)
      .toSorted((one, other) => one.month - other.month || one.version - other.version);
  }
}

@QueryHandler(FirstRetainedMonthQuery)
export class FirstRetainedMonthHandler implements IQueryHandler<FirstRetainedMonthQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute({ county }: FirstRetainedMonthQuery): Promise<Month | null> {
    return Promise.resolve(this.ledgers.ledger(county)?.retention?.firstMonth ?? null);
  }
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: DiffQuery): Promise<Answer<NamedDifference>> {
    return Promise.resolve(this.#compare(query));
  }

  #compare({ county, month, from, to, onRecords }: DiffQuery): Answer<NamedDifference> {
    const file = this.ledgers.ledger(county);
    for (const side of [from, to]) {
      const within = asOfWithin(county, file?.size ?? 0, side);
      if (within.kind === 'refused') return within;
    }
    if (file === null) return refused(`The ledger of county ${county} has no records to compare.`);
    const view = viewOfLedger(file, Math.max(from, to), onRecords);
    const difference = differenceOfMonth(view, month, from, to);
    return answered(namedDifference(file, view, { month, from, to }, difference));
  }
}

@QueryHandler(OutdatedQuery)
export class OutdatedHandler implements IQueryHandler<OutdatedQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
  ) {}

  async execute({ county, onRecords }: OutdatedQuery): Promise<readonly OutdatedVersion[]> {
    const file = this.ledgers.ledger(county);
    if (file === null) return [];
    const { size, retention } = file;
    // An erased month differs by what was erased, and nothing of it can be revised any more.
    const standing = standingVersions((await readActs(this.log, county)).versions).filter(
      ({ month }) => retention === null || month >= retention.firstMonth,
    );
    if (standing.length === 0) return [];
    const months = standing.map(({ month }) => month);
    const now = reportMonths(viewOfLedger(file, size, onRecords), months, size);
    return standing.flatMap(({ month, version, lines }, index) => {
      const replayed = now[index];
      if (replayed === undefined) throw new Error('A replay left out one of its months.');
      const cells = differentCells(lines, replayed.lines);
      return cells.length === 0 ? [] : [{ month, version, cells }];
    });
  }
}
