import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Command, Query } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import { MakePackage } from '../packages/make-package.js';
import { refused } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import {
  ExplainQuery,
  HistoryQuery,
  ReportQuery,
  StateReportQuery,
  TrailPageQuery,
  TrailQuery,
} from '../reports/queries.js';
import { readActs, refusedSoEarly } from '../submissions/county-acts.js';
import { DiffQuery, MeasuresQuery } from '../submissions/queries.js';
import { SUBMISSION_LOG } from '../submissions/submission-log.js';
import type { SubmissionLog } from '../submissions/submission-log.js';
import { SubmitVersion } from '../submissions/submit-version.js';
import { BeyondRetention, beyondRetention } from './beyond-retention.js';
import { erasingMessage } from './holds.js';
import { misaddressed, refusedByRule } from './outcome.js';
import type { RetentionOutcome } from './outcome.js';
import { RETENTION_LOG, readRetention } from './retention-log.js';
import type { RetentionLog } from './retention-log.js';

/** What a question is about, as far as retention may refuse it. */
interface Asked {
  /** Null: every county. */
  readonly county: County | null;
  readonly months: readonly Month[];
  readonly positions: readonly (number | null)[];
}

/**
 * Stands before the handlers of the program's questions: what an erasure has made unanswerable (a month before the
 * first retained one, a position below the cut) is refused here for all of them, and a submission
 * while an order is applied.
 */
@Injectable()
export class RetentionGate implements OnModuleInit {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(RETENTION_LOG) private readonly log: RetentionLog,
    @Inject(SUBMISSION_LOG) private readonly submissions: SubmissionLog,
  ) {}

  onModuleInit(): void {
    const { queries, commands } = this;
    const query = queries.execute.bind(queries);
    const command = commands.execute.bind(commands);
    const atQuery = async (asked: Query<unknown>): Promise<unknown> =>
      this.#refusedQuery(asked) ?? (await query(asked));
    const atCommand = async (asked: Command<unknown>): Promise<unknown> =>
      (await this.#refusedCommand(asked)) ?? (await command(asked));
    // The same questions and answers: what is refused is refused in the answer's own form.
    queries.execute = atQuery;
    commands.execute = atCommand;
  }

  #refusedQuery(query: Query<unknown>): Answer<never> | null {
    const asked = askedBy(query);
    const message = asked === null ? null : this.#beyond(asked);
    if (message === null) return null;
    // The state's report is an answer for everybody, and has no form for a refusal.
    if (query instanceof StateReportQuery) throw new BeyondRetention(message);
    return refused(message);
  }

  async #refusedCommand(command: Command<unknown>): Promise<RetentionOutcome<never> | null> {
    if (command instanceof MakePackage) {
      const { county, month } = command.address;
      const message = this.#beyond({ county, months: [month], positions: [] });
      return message === null ? null : misaddressed(message);
    }
    if (!(command instanceof SubmitVersion)) return null;
    const { county, month, asOf } = command;
    const message = this.#beyond({ county, months: [month], positions: [asOf] });
    if (message !== null) return misaddressed(message);
    const begun = begunOrder(await readRetention(this.log, county));
    if (begun === null) return null;
    const { lastAt } = await readActs(this.submissions, county);
    // That the month is not over comes before all other refusals: the handler says so.
    if (refusedSoEarly(month, lastAt, command.time) !== null) return null;
    return refusedByRule('ERASING', erasingMessage(county, begun.order));
  }

  #beyond({ county, months, positions }: Asked): string | null {
    const counties = county === null ? this.ledgers.counties() : [county];
    for (const each of counties) {
      const message = beyondRetention(this.ledgers, each, months, positions);
      if (message !== null) return message;
    }
    return null;
  }
}

function askedBy(query: Query<unknown>): Asked | null {
  if (query instanceof ReportQuery) {
    return { county: query.county, months: query.months, positions: [query.asOf] };
  }
  if (query instanceof StateReportQuery) {
    return { county: null, months: query.months, positions: [] };
  }
  if (
    query instanceof TrailQuery ||
    query instanceof TrailPageQuery ||
    query instanceof ExplainQuery ||
    query instanceof MeasuresQuery
  ) {
    return { county: query.county, months: [query.month], positions: [query.asOf] };
  }
  if (query instanceof HistoryQuery) {
    return { county: query.county, months: [], positions: [query.asOf] };
  }
  if (query instanceof DiffQuery) {
    const { county, month, from, to } = query;
    return { county, months: [month], positions: [from, to] };
  }
  return null;
}
