import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { isSamePerson } from '../../events/values/person.js';
import { actIn } from '../../events/acts/remarks.js';
import { withoutRemarks } from '../../projections/seal/remark-hashes.js';
import { begunOrder } from '../../projections/retention/holds-and-orders.js';
import type { RetentionAct } from '../../events/acts/retention-acts.js';
import type { Order } from '../../projections/retention/holds-and-orders.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { readVersions } from '../versions/county-acts.js';
import type { ActLog } from '../ports/act-log.js';
import type { KeptAnswers } from '../ports/kept-answers.js';
import type { PackageShelf } from '../ports/package-shelf.js';
import { retentionActJson } from '../../events/acts/retention-acts.js';
import { erasingMessage } from './erasing-message.js';
import { noLedger, unknownNumber } from './holds.js';
import type { RetentionParts } from './holds.js';
import type { LedgerEraser } from '../ports/ledger-eraser.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome, Refusal } from '../ports/outcome.js';
import { planOfLedger } from './plan-of-ledger.js';
import type { LedgerPlan } from './plan-of-ledger.js';
import { actOnRetention, momentOfAct, readRetention } from './retention-log.js';
import type { RetentionActs } from './retention-log.js';

/** How often the ledger may grow under the plan before the erasure is given up. */
const ATTEMPTS_MAX = 20;

/** Which order is applied, by whom, by which clock. */
export interface Applying {
  readonly county: County;
  readonly order: number;
  readonly by: string;
  readonly clock: () => Instant;
}

/** What an erasure works on. */
export interface ErasureParts extends RetentionParts {
  readonly submissions: ActLog;
  readonly eraser: LedgerEraser;
  readonly packages: PackageShelf;
  readonly answers: KeptAnswers;
}

/** An erasure with what is left to say of it, in sentences for whoever applied it. */
export interface AppliedErasure {
  readonly applied: ErasureApplied;
  readonly notes: readonly string[];
}

/** What was erased; size and root are those from before. */
export interface ErasureApplied {
  readonly order: string;
  readonly erased: number;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/**
 * Erases what an order says, or finishes what was begun. Begins with an event, decides in one moment, takes away what
 * is left, ends with an event. Stopped before that moment it has changed nothing and begins again with a new plan;
 * stopped after it, it goes on where it was.
 */
export function applyErasure(
  parts: ErasureParts,
  applying: Applying,
): Promise<Outcome<AppliedErasure>> {
  return new Erasing(parts).apply(applying);
}

class Erasing {
  readonly #parts: ErasureParts;

  constructor(parts: ErasureParts) {
    this.#parts = parts;
  }

  async apply(command: Applying): Promise<Outcome<AppliedErasure>> {
    const { county, by } = command;
    await this.#parts.eraser.level(county);
    const file = this.#parts.ledgers.ledger(county);
    if (file === null) return misaddressed(noLedger(county));
    const acts = await readRetention(this.#parts.retention, county);
    const order = acts.orders.find((each) => each.order === command.order);
    if (order === undefined) return misaddressed(unknownNumber(county, 'order', command.order));
    if (order.state === 'done') return done({ applied: appliedTo(file, order), notes: [] });
    const refusal = refusedPerson(order, by) ?? refusedMeanwhile(county, order, acts);
    if (refusal !== null) return refusal;
    if (!isDecided(file, order)) {
      const decided = await this.#decide(file, order, command);
      if (decided.kind !== 'done') return decided;
    }
    const notes = await this.#finish(file, order, command);
    return done({ applied: appliedTo(file, order), notes });
  }

  /** Makes the plan anew until it is applied at the size that it was made at, or found to be another. */
  async #decide(file: LedgerReader, order: Order, command: Applying): Promise<Outcome<null>> {
    const { county } = command;
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const acts = await readRetention(this.#parts.retention, county);
      const plan = planOfLedger(file, order.on, acts.holds);
      // Somebody else who applies the order was first: there is only the rest to do.
      if (isDecided(file, order)) return done(null);
      const refusal = await this.#refusedPlan(plan, order);
      if (refusal !== null) {
        const notes = await this.#giveUp(order, command);
        return refusedByRule(refusal.code, [refusal.message, ...notes].join(' '));
      }
      const begun = await this.#begin(acts, order, command);
      if (begun === 'begun again') continue;
      if (begun !== 'begun') return begun;
      if (order.records > 0) this.#forgetKept(county, order.order);
      const outcome = await this.#parts.eraser.erase(plan, order.order);
      if (outcome === 'erased') return done(null);
    }
    throw new Error(
      `The ledger of county ${county} grew ${String(ATTEMPTS_MAX)} times while it was planned: apply the order when nothing is being ingested.`,
    );
  }

  /** Appends the event that keeps holds and submissions out, at the revision that the plan was made at. */
  async #begin(
    seen: RetentionActs,
    { order }: Order,
    { county, by, clock }: Applying,
  ): Promise<'begun' | 'begun again' | Outcome<never>> {
    const begun = begunOrder(seen);
    if (begun !== null) {
      return begun.order === order
        ? 'begun'
        : refusedByRule('ERASING', erasingMessage(county, begun.order));
    }
    const body = { kind: 'begun', order, by, at: momentOfAct(seen, clock) } as const;
    await this.#parts.retention.append(county, seen.size, retentionActJson(county, body));
    // Once more from the start, whoever was first: what was held or submitted until now is seen.
    return 'begun again';
  }

  async #refusedPlan(plan: LedgerPlan, order: Order): Promise<Refusal | null> {
    const { county } = plan;
    if (plan.hash !== order.plan) {
      return {
        code: 'PLAN_OUTDATED',
        message: `Order ${String(order.order)} of county ${county} is for plan ${order.plan}, and the plan is now ${plan.hash}: records, holds or erasures have come since. Look at the plan and order anew.`,
      };
    }
    const { firstMonth, cut } = plan.rule;
    const { versions } = await readVersions(this.#parts.submissions, county);
    const needing = versions.find(({ month, asOf }) => month >= firstMonth && asOf < cut);
    if (needing === undefined) return null;
    const named = `Version ${String(needing.version)} of ${formatMonth(needing.month)}`;
    return {
      code: 'VERSION_NEEDS_IT',
      message: `${named} of county ${county} is as of position ${String(needing.asOf)}, before the cut at ${String(cut)}: it would not be what was submitted any more. Order again when ${formatMonth(needing.month)} is not retained any longer.`,
    };
  }

  async #giveUp({ order }: Order, { county, by, clock }: Applying): Promise<readonly string[]> {
    const begun = begunOrder(await readRetention(this.#parts.retention, county));
    // Only what this order has begun is its to give up.
    const notes = begun?.order === order ? await this.#parts.eraser.giveUp(county) : [];
    await actOnRetention(this.#parts.retention, county, (acts) =>
      begunOrder(acts)?.order === order
        ? done<RetentionAct>({ kind: 'givenUp', order, by, at: momentOfAct(acts, clock) })
        : misaddressed(''),
    );
    return notes;
  }

  async #finish(
    file: LedgerReader,
    { order, records }: Order,
    { county, by, clock }: Applying,
  ): Promise<readonly string[]> {
    const removed = records > 0 ? this.#forgetKept(county, order) : [];
    const firstMonth = file.retention?.firstMonth;
    const { isToBeConfirmed, notes } = await this.#parts.eraser.finish(county, (body) =>
      firstMonth === undefined ? body : withoutOldRemarks(body, firstMonth),
    );
    await actOnRetention(this.#parts.retention, county, (acts) => {
      const state = acts.orders.find((each) => each.order === order)?.state;
      // Two who finish it at once, or one again: one event is enough.
      if (state === 'done' || state === 'pending') return misaddressed('');
      const kind = isToBeConfirmed ? 'applied' : 'done';
      return done<RetentionAct>({ kind, order, by, at: momentOfAct(acts, clock) });
    });
    return [...removed, ...notes];
  }

  /** What the service has kept of a county may hold an erased record: its packages are made again where they can be. */
  #forgetKept(county: County, order: number): readonly string[] {
    const why = `Order ${String(order)} has erased records of the county, so its file was removed: make the package again, where its month is still kept.`;
    const numbers = this.#parts.packages.forget(county, why);
    this.#parts.answers.forget();
    if (numbers.length === 0) return [];
    const named = numbers.map((number) => `P-${String(number)}`).join(', ');
    return [`Packages of county ${county} that the service had kept were removed: ${named}.`];
  }
}

function isDecided(file: LedgerReader, { order }: Order): boolean {
  return file.erasures.some((erasure) => erasure.order === order);
}

function appliedTo(file: LedgerReader, { order }: Order): ErasureApplied {
  const erasure = file.erasures.find((each) => each.order === order);
  if (erasure === undefined) {
    throw new Error(
      `Order ${String(order)} of county ${file.county} is done, and its ledger does not know it: the ledger is older than its retention, so restore both from one backup.`,
    );
  }
  const { size, records } = erasure;
  const root = Buffer.from(file.root(size)).toString('hex');
  return { order: String(order), erased: records, size, root };
}

function refusedPerson(order: Order, by: string): Outcome<never> | null {
  if (!isSamePerson(order.ordered.by, by)) return null;
  return refusedByRule(
    'SAME_PERSON',
    `Order ${String(order.order)} was given by ${order.ordered.by}, who cannot apply it: another person has to.`,
  );
}

function refusedMeanwhile(
  county: County,
  { order }: Order,
  acts: RetentionActs,
): Outcome<never> | null {
  const begun = begunOrder(acts);
  if (begun === null || begun.order === order) return null;
  return refusedByRule('ERASING', erasingMessage(county, begun.order));
}

/** An act about a month that is not retained, without what people wrote about it. */
function withoutOldRemarks(body: string, firstMonth: Month): string {
  const month = parseMonth(String(actIn(body)['month']));
  return month === null || month >= firstMonth ? body : withoutRemarks(body);
}
