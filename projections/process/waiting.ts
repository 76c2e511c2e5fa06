import { sameDayYearsOn } from '../../events/values/anniversary.js';
import type { AccessActName } from '../../events/acts/access-act.js';
import type { Role } from '../../events/acts/permissions.js';
import type { Day } from '../../events/values/day.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState } from '../access/access-state.js';
import { stateOn } from './application.js';
import type { AccessApplication, ApplicationState } from './application.js';
import { firstDayOfNotice, goalsOn } from './goals.js';
import type { Goal, GoalName } from './goals.js';
import { openUsers } from './users.js';

/** An act that an application waits for, and for whom. */
export interface Waiting {
  readonly application: string;
  readonly county: string;
  readonly organisation: string;
  readonly act: AccessActName;
  /** The role that it waits for. */
  readonly waitsFor: Role;
  /** The goal that the act meets; null where the process names none. */
  readonly goal: GoalName | null;
  /** Since when. */
  readonly since: Day;
  /** By when it is due; null where no goal or day says so. */
  readonly due: Day | null;
  readonly daysLate: number;
}

/** Days before training or a statement runs out from which it is shown. */
const DAYS_OF_WARNING = 30;

/** What waits on a day, oldest goal first; without a day due behind them, the oldest first. */
export function waitingOn(state: AccessState, on: Day): readonly Waiting[] {
  const all = [...state.applications.values()].flatMap((each) => waitingOf(state, each, on));
  return all.toSorted(
    (one, other) =>
      (one.due ?? Infinity) - (other.due ?? Infinity) ||
      one.since - other.since ||
      Number(one.application.slice(2)) - Number(other.application.slice(2)),
  );
}

type Step = Pick<Waiting, 'act' | 'waitsFor' | 'since'> & {
  readonly goal?: GoalName;
  readonly due?: Day;
};

function waitingOf(state: AccessState, of: AccessApplication, on: Day): readonly Waiting[] {
  const goals = new Map(goalsOn(of, state.conversions, on).map((goal) => [goal.goal, goal]));
  const { application, county, organisation } = of;
  return stepsOf(state, of, stateOn(of, on), on).flatMap(({ act, waitsFor, since, ...step }) => {
    const goal = step.goal === undefined ? null : (goals.get(step.goal) ?? null);
    // Whoever is to be invited later waits for nothing yet.
    if (step.goal !== undefined && goal === null) return [];
    const due = goal?.due ?? step.due ?? null;
    return {
      ...{ application, county, organisation, act, waitsFor },
      goal: goal?.goal ?? null,
      since: goal?.from ?? since,
      due,
      daysLate: lateness(goal, due, on),
    };
  });
}

function lateness(goal: Goal | null, due: Day | null, on: Day): number {
  return goal?.daysLate ?? (due === null ? 0 : Math.max(0, on - due));
}

function stepsOf(
  state: AccessState,
  of: AccessApplication,
  now: ApplicationState | 'expired',
  on: Day,
): readonly Step[] {
  const { steps, isConnected } = of;
  const step = stepFrom(on);
  const connect = step('ConnectivityVerified', 'dcss-infrastructure-manager', steps.submitted);
  switch (now) {
    case 'identified':
      return [toInvite(state, of)];
    case 'invited':
      return [step('ApplicationSubmitted', 'requestor-contact', steps.invited)];
    case 'applied':
      return [
        step('LegalOpinionGiven', 'dcss-legal', steps.submitted, 'legal-review'),
        ...(isConnected === true ? [] : [connect]),
      ];
    case 'legal-cleared':
      return isConnected === true
        ? [step('ApplicationAccepted', OWNER, steps.authorized, 'conditional-approval')]
        : [connect];
    case 'legal-refused':
      return [step('ApplicationRejected', OWNER, steps.opinion)];
    case 'conditionally-accepted':
      return [step('MouSignedByRequestor', 'requestor-contact', steps.decided)];
    case 'mou-signed':
      return [step('MouSignedByState', OWNER, steps.signedByRequestor, 'approval')];
    case 'approved':
      return [
        step('OfficeCreated', 'dcss-infrastructure-manager', steps.signedByState, 'access'),
        ...afterApproval(state, of, on),
      ];
    case 'office-created':
      return [
        step('UserAccountOpened', 'lcsa-administrator', steps.signedByState, 'access'),
        ...afterApproval(state, of, on),
      ];
    case 'established':
      return afterApproval(state, of, on);
    case 'rejected':
    case 'withdrawn':
    case 'ended':
    case 'expired':
      return [];
  }
}

const OWNER = 'dcss-process-owner';

/** A step of a day: since the one before it was taken. */
function stepFrom(on: Day) {
  return (act: AccessActName, waitsFor: Role, since: Day | null, goal?: GoalName): Step => ({
    ...{ act, waitsFor, since: since ?? on },
    ...(goal === undefined ? {} : { goal }),
  });
}

/** Nobody is invited before the county's conversion is recorded. */
function toInvite(state: AccessState, { county, steps, inviteOn }: AccessApplication): Step {
  const waitsFor = 'dcss-process-manager';
  return state.conversions.has(county)
    ? { act: 'RequestorInvited', waitsFor, since: inviteOn, goal: 'invitation' }
    : { act: 'CountyConverted', waitsFor, since: steps.identified };
}

/** Findings, renewals, and training that runs out. */
function afterApproval(state: AccessState, of: AccessApplication, on: Day): readonly Step[] {
  const { findings, steps, mou } = of;
  const since = steps.signedByState ?? on;
  const isAnswerable = findings.includes('open');
  const isClearable = findings.includes('answered');
  return [
    ...(isAnswerable
      ? [{ act: 'FindingAnswered', waitsFor: 'requestor-contact', since } as const]
      : []),
    ...(isClearable ? [{ act: 'FindingCleared', waitsFor: 'dcss-iso', since } as const] : []),
    ...renewalOf(state, of, on),
    ...(mou === null ? [] : trainingOf(state, of, on)),
  ];
}

function renewalOf(state: AccessState, of: AccessApplication, on: Day): readonly Step[] {
  const { mou, steps, findings, application } = of;
  if (mou === null || on < firstDayOfNotice(mou.to)) return [];
  const since = firstDayOfNotice(mou.to);
  if (steps.noticed === null) {
    return [
      { act: 'RenewalNoticed', waitsFor: 'dcss-contract-manager', since, goal: 'renewal-notice' },
    ];
  }
  const isRenewed = [...state.applications.values()].some(
    (each) =>
      each.renews === application && each.state !== 'rejected' && each.state !== 'withdrawn',
  );
  const isHeldUp = findings.some((finding) => finding !== 'cleared');
  if (isRenewed || isHeldUp) return [];
  return [
    { act: 'RenewalStarted', waitsFor: 'dcss-process-owner', since: steps.noticed, due: mou.to },
  ];
}

/** One line an application, due when the first of its users can work no more. */
function trainingOf(state: AccessState, of: AccessApplication, on: Day): readonly Step[] {
  const ends = openUsers(state, of).flatMap((user) => {
    const { training, statement } = accountOf(state, user.account);
    return [training, statement].flatMap((day) => (day === null ? [] : [sameDayYearsOn(day, 1)]));
  });
  const [first] = ends.toSorted((one, other) => one - other);
  if (first === undefined || on < first - DAYS_OF_WARNING) return [];
  return [
    {
      act: 'TrainingRecorded',
      waitsFor: 'requestor-contact',
      since: (first - DAYS_OF_WARNING) as Day, // a day before another
      due: first,
    },
  ];
}
