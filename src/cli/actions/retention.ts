import { formatDay, parseDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import { visible } from '../../../events/values/visible-text.js';
import type { Held } from '../../retention/holds.js';
import { appliedText, confirmedText, holdText, orderText } from '../../retention/act-text.js';
import { holdsText, ordersText, planText } from '../../retention/retention-text.js';
import type { Outcome } from '../../ports/outcome.js';
import { printedPlan } from '../../retention/printed-plan.js';
import { civilDayOf } from '../../../events/values/civil-day.js';
import { withApplication } from '../application.js';
import { countArgument, countyArgument, monthArgument, subjectArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { printOutcome } from '../refusals.js';
import { personArgument, reasonArgument } from '../version-arguments.js';
import { clockNow } from '../../ports/clock.js';

/** Holds and orders are numbered up to this. */
const NUMBER_MAX = 1_000_000;

export interface PlaceOptions extends FormatOptions {
  readonly county: string;
  readonly case?: string;
  readonly child?: string;
  readonly from?: string;
  readonly by: string;
  readonly reason: string;
}

export interface ReleaseOptions extends FormatOptions {
  readonly county: string;
  readonly hold: string;
  readonly by: string;
  readonly reason: string;
}

export interface CountyOptions extends FormatOptions {
  readonly county: string;
}

export interface PlanOptions extends FormatOptions {
  readonly county: string;
  readonly on?: string;
  readonly why?: true;
  readonly case?: string;
  readonly child?: string;
}

export interface OrderOptions extends FormatOptions {
  readonly county: string;
  readonly on?: string;
  readonly by: string;
  readonly reason: string;
}

export interface ApplyOptions extends FormatOptions {
  readonly county: string;
  readonly order: string;
  readonly by: string;
}

export function holdCommand(run: Run, options: PlaceOptions): Promise<ExitCode> {
  const isTable = isTableWanted(run, options);
  const held = heldArgument(options);
  const asked = { county: countyArgument(options.county), held, ...whoAndWhy(options) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('placeHold', asked);
    return print(run, isTable, outcome, {
      json: (hold) => ({ hold: String(hold) }),
      text: (hold) => holdText(asked.county, hold, 'placed'),
    });
  });
}

export function release(run: Run, options: ReleaseOptions): Promise<ExitCode> {
  const isTable = isTableWanted(run, options);
  const county = countyArgument(options.county);
  const hold = countArgument('--hold', options.hold, NUMBER_MAX);
  const asked = { county, hold, ...whoAndWhy(options) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('releaseHold', asked);
    return print(run, isTable, outcome, {
      json: (released) => ({ hold: String(released) }),
      text: (released) => holdText(county, released, 'released'),
    });
  });
}

export function holds(run: Run, options: CountyOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const isTable = isTableWanted(run, options);
  return withApplication(run, 'read', async (application) => {
    const found = await application.answer('holds', { county });
    await run.output.result(
      isTable ? holdsText(county, found, run.output.width) : `${JSON.stringify(found)}\n`,
    );
    return EXIT.done;
  });
}

export function plan(run: Run, options: PlanOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const on = dayArgument(options.on);
  if (options.why === undefined && (options.case !== undefined || options.child !== undefined)) {
    throw new WrongUsage('--case and --child go with --why: add it, or leave them out.');
  }
  const subject = options.why === undefined ? null : subjectArgument(options);
  const isTable = isTableWanted(run, options);
  return withApplication(run, 'read', async (application) => {
    if (subject === null) {
      const outcome = await application.outcome('retentionPlan', { county, on });
      return printOutcome(run, !isTable, outcome, async (found) => {
        await run.output.result(
          isTable ? planText(found, run.output.width) : `${JSON.stringify(printedPlan(found))}\n`,
        );
      });
    }
    const outcome = await application.outcome('retentionReason', { county, on, subject });
    return printOutcome(run, !isTable, outcome, async (reason) => {
      await run.output.sentences(`${visible(reason)}\n`);
    });
  });
}

export function order(run: Run, options: OrderOptions): Promise<ExitCode> {
  const isTable = isTableWanted(run, options);
  const county = countyArgument(options.county);
  const asked = { county, on: dayArgument(options.on), ...whoAndWhy(options) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('orderErasure', asked);
    return print(run, isTable, outcome, {
      json: (given) => given,
      text: (given) => orderText(asked.county, given),
    });
  });
}

export function apply(run: Run, options: ApplyOptions): Promise<ExitCode> {
  const isTable = isTableWanted(run, options);
  const county = countyArgument(options.county);
  const number = countArgument('--order', options.order, NUMBER_MAX);
  const asked = { county, order: number, by: personArgument(options.by) };
  return withApplication(run, 'change', async (application) => {
    const outcome = await application.outcome('applyErasure', asked);
    if (outcome.kind === 'done') {
      for (const note of outcome.value.notes) run.output.message(note);
    }
    return print(run, isTable, outcome, {
      json: ({ applied }) => applied,
      text: ({ applied }) => appliedText(county, applied),
    });
  });
}

export function confirm(run: Run, options: ApplyOptions): Promise<ExitCode> {
  const isTable = isTableWanted(run, options);
  const county = countyArgument(options.county);
  const number = countArgument('--order', options.order, NUMBER_MAX);
  const asked = { county, order: number, by: personArgument(options.by) };
  return withApplication(run, 'read', async (application) => {
    const outcome = await application.outcome('confirmErasure', asked);
    return print(run, isTable, outcome, {
      json: (confirmed) => confirmed,
      text: (confirmed) => confirmedText(county, confirmed),
    });
  });
}

export function listOrders(run: Run, options: CountyOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const isTable = isTableWanted(run, options);
  return withApplication(run, 'read', async (application) => {
    const found = await application.answer('retentionOrders', { county });
    await run.output.result(
      isTable ? ordersText(county, found, run.output.width) : `${JSON.stringify(found)}\n`,
    );
    return EXIT.done;
  });
}

/** People read a table where standard output is their screen; elsewhere, and where `--json` says so, machines read. */
function isTableWanted(run: Run, options: FormatOptions): boolean {
  return formatArgument(options, ['table', 'json'], usualOn(run, 'json')) === 'table';
}

/** What became of an act, refusals too: a sentence where people read, else JSON (contract/retention.md). */
async function print<T>(
  run: Run,
  isTable: boolean,
  outcome: Outcome<T>,
  { json, text }: { readonly json: (value: T) => unknown; readonly text: (value: T) => string },
): Promise<ExitCode> {
  return printOutcome(run, !isTable, outcome, async (value) => {
    if (isTable) await run.output.sentences(text(value));
    else await run.output.result(`${JSON.stringify(json(value))}\n`);
  });
}

function heldArgument(options: PlaceOptions): Held {
  const { from } = options;
  const named = [options.case, options.child, from].filter((each) => each !== undefined);
  if (named.length !== 1) {
    throw new WrongUsage('Hold one thing: either --case ID, --child ID or --from YYYY-MM.');
  }
  return from === undefined
    ? { kind: 'subject', subject: subjectArgument(options) }
    : { kind: 'from', month: monthArgument(from, '--from') };
}

function whoAndWhy(options: { readonly by: string; readonly reason: string }): {
  readonly by: string;
  readonly reason: string;
} {
  return { by: personArgument(options.by), reason: reasonArgument(options.reason) };
}

/** The day that is planned for: today in California, or an earlier one. */
function dayArgument(text: string | undefined): Day {
  const today = civilDayOf(clockNow());
  if (text === undefined) return today;
  const day = parseDay(text);
  if (day === null) {
    throw new WrongUsage(
      `--on ${JSON.stringify(text.slice(0, 60))} is no day: give one as in ${formatDay(today)}.`,
    );
  }
  if (day > today) {
    throw new WrongUsage(
      `--on ${text} has not come yet: give today, ${formatDay(today)}, or an earlier day.`,
    );
  }
  return day;
}
