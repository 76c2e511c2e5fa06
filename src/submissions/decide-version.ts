import { Inject } from '@nestjs/common';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { ICommandHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { refusedApproval, refusedReturn } from '../../projections/versions/decide.js';
import type { Version } from '../../projections/versions/version.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';
import { act, newestRecord, timeOfAct } from './county-acts.js';
import type { ActTime } from './county-acts.js';
import { done, misaddressed, refusedByRule } from './outcome.js';
import type { Outcome } from './outcome.js';
import { SUBMISSION_LOG } from './submission-log.js';
import type { SubmissionLog } from './submission-log.js';

/** Which version is decided on. */
export interface VersionAddress {
  readonly county: County;
  readonly month: Month;
  readonly version: number;
}

/** The director approves a version, with name and telephone: the certification of the form. */
export class ApproveVersion extends Command<Outcome<Version>> {
  constructor(
    readonly address: VersionAddress,
    readonly by: string,
    readonly telephone: string,
    readonly time: ActTime,
  ) {
    super();
  }
}

/** The director or DCSS returns a version with a reason. */
export class ReturnVersion extends Command<Outcome<Version>> {
  constructor(
    readonly address: VersionAddress,
    readonly by: string,
    readonly reason: string,
    readonly time: ActTime,
  ) {
    super();
  }
}

@CommandHandler(ApproveVersion)
export class ApproveVersionHandler implements ICommandHandler<ApproveVersion, Outcome<Version>> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
  ) {}

  async execute({ address, by, telephone, time }: ApproveVersion): Promise<Outcome<Version>> {
    const { county, month, version } = address;
    const acted = await act(this.log, county, ({ versions, lastAt }) => {
      const found = findVersion(versions, address);
      if (found.kind !== 'done') return found;
      const newest = newestRecord(this.ledgers.ledger(county), found.value.asOf);
      const at = timeOfAct(lastAt, time, newest);
      if (at.kind !== 'done') return at;
      const refusal = refusedApproval(versions, found.value, by);
      if (refusal !== null) return refusedByRule(refusal);
      return done({ kind: 'approved', month, version, by, telephone, at: at.value });
    });
    return acted.kind === 'done' ? findVersion(acted.value, address) : acted;
  }
}

@CommandHandler(ReturnVersion)
export class ReturnVersionHandler implements ICommandHandler<ReturnVersion, Outcome<Version>> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(SUBMISSION_LOG) private readonly log: SubmissionLog,
  ) {}

  async execute({ address, by, reason, time }: ReturnVersion): Promise<Outcome<Version>> {
    const { county, month, version } = address;
    const acted = await act(this.log, county, ({ versions, lastAt }) => {
      const found = findVersion(versions, address);
      if (found.kind !== 'done') return found;
      const newest = newestRecord(this.ledgers.ledger(county), found.value.asOf);
      const at = timeOfAct(lastAt, time, newest);
      if (at.kind !== 'done') return at;
      const refusal = refusedReturn(versions, found.value);
      if (refusal !== null) return refusedByRule(refusal);
      return done({ kind: 'returned', month, version, by, reason, at: at.value });
    });
    return acted.kind === 'done' ? findVersion(acted.value, address) : acted;
  }
}

/** The version of that number, or what versions there are. */
export function findVersion(
  versions: readonly Version[],
  { county, month, version }: VersionAddress,
): Outcome<Version> {
  const ofMonth = versions.filter((candidate) => candidate.month === month);
  const found = ofMonth.find((candidate) => candidate.version === version);
  if (found !== undefined) return done(found);
  const named = `${formatMonth(month)} of county ${county}`;
  return misaddressed(
    ofMonth.length === 0
      ? `No version of ${named} was submitted: submit one first.`
      : `There is no version ${String(version)} of ${named}: it has ${String(ofMonth.length)}, from 1 to ${String(ofMonth.length)}.`,
  );
}
