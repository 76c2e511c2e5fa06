import { sameDayYearsOn } from '../../events/values/anniversary.js';
import type { AccessActName } from '../../events/acts/access-act.js';
import type { Role } from '../../events/acts/permissions.js';
import type { Day } from '../../events/values/day.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState } from '../access/access-state.js';
import { stateOn } from './application.js';
import type { Application, ApplicationState } from './application.js';
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

function waitingOf(state: AccessState, of: Application, on: Day): readonly Waiting[] {
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
  of: Application,
  now: ApplicationState | 'expired',
  on: Day,
): readonly Step[] {
  const { steps, inviteOn, isConnected, county } = of;
  const connection: Step = {
    act: 'ConnectivityVerified',
    waitsFor: 'dcss-infrastructure-manager',
    since: steps.submitted ?? on,
  };
  const unconnected = isConnected === true ? [] : [connection];
  const owners = (act: AccessActName, since: Day | null, goal?: GoalName): Step => ({
    ...{ act, waitsFor: 'dcss-process-owner', since: since ?? on },
    ...(goal === undefined ? {} : { goal }),
  });
  switch (now) {
    case 'identified': {
      const waitsFor = 'dcss-process-manager';
      if (!state.conversions.has(county)) {
        return [{ act: 'CountyConverted', waitsFor, since: steps.identified }];
      }
      return [{ act: 'RequestorInvited', waitsFor, since: inviteOn, goal: 'invitation' }];
    }
    case 'invited':
      return [
        {
          act: 'ApplicationSubmitted',
          waitsFor: 'requestor-contact',
          since: steps.invited ?? on,
        },
      ];
    case 'applied':
      return [
        {
          act: 'LegalOpinionGiven',
          waitsFor: 'dcss-legal',
          since: steps.submitted ?? on,
          goal: 'legal-review',
        },
        ...unconnected,
      ];
    case 'legal-cleared':
      return isConnected === true
        ? [owners('ApplicationAccepted', steps.authorized, 'conditional-approval')]
        : [connection];
    case 'legal-refused':
      return [owners('ApplicationRejected', steps.opinion)];
    case 'conditionally-accepted':
      return [
        {
          act: 'MouSignedByRequestor',
          waitsFor: 'requestor-contact',
          since: steps.decided ?? on,
        },
      ];
    case 'mou-signed':
      return [owners('MouSignedByState', steps.signedByRequestor, 'approval')];
    case 'approved':
      return [
        {
          act: 'OfficeCreated',
          waitsFor: 'dcss-infrastructure-manager',
          since: steps.signedByState ?? on,
          goal: 'access',
        },
        ...afterApproval(state, of, on),
      ];
    case 'office-created':
      return [
        {
          act: 'UserAccountOpened',
          waitsFor: 'lcsa-administrator',
          since: steps.signedByState ?? on,
          goal: 'access',
        },
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

/** Findings, renewals, and training that runs out. */
function afterApproval(state: AccessState, of: Application, on: Day): readonly Step[] {
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

function renewalOf(state: AccessState, of: Application, on: Day): readonly Step[] {
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
function trainingOf(state: AccessState, of: Application, on: Day): readonly Step[] {
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
