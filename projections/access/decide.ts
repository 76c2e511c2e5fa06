import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import type { AccessAct, AccountAct, AccessActName } from '../../events/acts/access-act.js';
import { actBody, isAccountActName } from '../../events/acts/read-access-act.js';
import type { AccessActRead, GivenAct } from '../../events/acts/read-access-act.js';
import { evolveProcessAct } from '../process/evolve-process-act.js';
import { refusedProcessAct } from '../process/refused-process-act.js';
import { AccessDraft, NO_ACTS } from './access-state.js';
import type { AccessState } from './access-state.js';
import { evolveAccountAct } from './evolve-account-act.js';
import type { Made } from './made.js';
import { refusedByRights } from './permitted.js';
import { refusedAccountAct } from './refused-account-act.js';

/** What came of an act: done, with what it made and what its stream keeps of it; or refused. */
export type ActDecision =
  | {
      readonly kind: 'done';
      readonly act: AccessActName;
      readonly made: Made;
      /** Canonical JSON. */
      readonly body: string;
    }
  | AccessRefusal;

/**
 * Which of two refusals comes first where both apply: that there is no such thing; or, for whoever asks over the
 * network, that he may not do the act, so that he is not told what there is.
 */
export type RefusalOrder = 'asLoaded' | 'existenceWithheld';

/** What came of some acts one after the other, and the state that they leave. */
export interface ActsDecided {
  readonly decisions: readonly ActDecision[];
  readonly state: AccessState;
}

/** The state that some acts, each accepted in its time, come to. */
export function accessStateOf(acts: Iterable<AccessAct>): AccessState {
  return accessStateAfter(NO_ACTS, acts);
}

/** The state that some more acts, each accepted in its time, make of another. */
export function accessStateAfter(before: AccessState, acts: Iterable<AccessAct>): AccessState {
  const draft = new AccessDraft(before);
  for (const act of acts) evolve(draft, act);
  return draft;
}

/**
 * Decides on acts one after the other, each on what those before it have left; a refused one changes nothing.
 *
 * @param clock - no act is later than this
 */
export function decideInOrder(
  state: AccessState,
  acts: Iterable<AccessActRead>,
  clock: Instant,
  order: RefusalOrder = 'asLoaded',
): ActsDecided {
  const draft = new AccessDraft(state);
  const decisions = Array.from(acts, (read) => decideOn(draft, read, clock, order));
  return { decisions, state: draft };
}

/** Why an act is refused, the first reason that applies (contract/access.md, Acts); null where nothing is against it. */
export function refusalOf(
  state: AccessState,
  act: AccessAct,
  clock: Instant,
  order: RefusalOrder = 'asLoaded',
): AccessRefusal | null {
  const isWithheld = order === 'existenceWithheld' && state.accounts.has(act.by);
  return (
    wrongTime(state, act.at, clock) ??
    (isWithheld ? refusedByRights(state, act) : null) ??
    unknownNamed(state, act) ??
    refusedByRights(state, act) ??
    (isAccountAct(act) ? refusedAccountAct(state, act) : refusedProcessAct(state, act))
  );
}

function decideOn(
  draft: AccessDraft,
  read: AccessActRead,
  clock: Instant,
  order: RefusalOrder,
): ActDecision {
  if (read.kind === 'refusal') return read;
  const refusal = refusalOf(draft, read.act, clock, order);
  if (refusal !== null) return refusal;
  const made = evolve(draft, read.act);
  return { kind: 'done', act: read.act.act, made, body: bodyOf(read, made) };
}

function bodyOf(given: GivenAct, { rows = [] }: Made): string {
  const bad = rows.flatMap((row) => ('error' in row ? [row.row] : []));
  return actBody(given, bad);
}

/** Does to a draft what an act that was accepted in its time does, and answers what it made. */
export function evolve(draft: AccessDraft, act: AccessAct): Made {
  draft.lastAt = act.at;
  return isAccountAct(act) ? evolveAccountAct(draft, act) : evolveProcessAct(draft, act);
}

function isAccountAct(act: AccessAct): act is AccountAct {
  return isAccountActName(act.act);
}

function wrongTime({ lastAt }: AccessState, at: Instant, clock: Instant): AccessRefusal | null {
  if (lastAt !== null && at < lastAt) {
    return refused(
      'BACKWARDS',
      `\`at\` is ${formatInstant(at)}, and the act before it was done ${formatInstant(lastAt)}: load acts in order of time.`,
    );
  }
  if (at <= clock) return null;
  return refused(
    'FUTURE_AT',
    `\`at\` is ${formatInstant(at)}, later than the clock, which says ${formatInstant(clock)}: give a moment that has been.`,
  );
}

/** The first thing that the act names and there is not: whoever acts, the account, the application, the finding. */
function unknownNamed(state: AccessState, act: AccessAct): AccessRefusal | null {
  const accounts = [
    ...(act.by === OPERATOR_NAME ? [] : [act.by]),
    ...('account' in act ? [act.account] : []),
  ];
  const account = accounts.find((id) => !state.accounts.has(id));
  if (account !== undefined) {
    return refused('UNKNOWN_ACCOUNT', `There is no account ${account}: correct its number.`);
  }
  const application = applicationsIn(act).find((id) => !state.applications.has(id));
  if (application !== undefined) {
    return refused(
      'UNKNOWN_APPLICATION',
      `There is no application ${application}: correct its number.`,
    );
  }
  if (act.act !== 'FindingAnswered' && act.act !== 'FindingCleared') return null;
  const findings = state.applications.get(act.application)?.findings.length ?? 0;
  if (Number(act.finding) <= findings) return null;
  return refused(
    'UNKNOWN_FINDING',
    `There is no finding ${act.finding} of ${act.application}: correct its number.`,
  );
}

function applicationsIn(act: AccessAct): readonly string[] {
  if ('application' in act) return [act.application];
  const grants = 'grants' in act ? act.grants : 'grant' in act ? [act.grant] : [];
  return grants.flatMap(({ application }) => (application === undefined ? [] : [application]));
}
