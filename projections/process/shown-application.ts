import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { accountOf } from '../access/access-state.js';
import type { AccessState, AccountState } from '../access/access-state.js';
import { stateOn } from './application.js';
import type {
  AccessApplication,
  ApplicationState,
  DelayCause,
  FindingState,
  User,
} from './application.js';
import { goalsOn } from './goals.js';
import type { GoalName } from './goals.js';
import { openUsers, userStateOn } from './users.js';

/** An application as it is shown on a day (contract/process.md, What it shows), without what HTTP adds. */
export interface ShownApplication {
  readonly application: string;
  readonly county: string;
  readonly organisation: string;
  readonly kind: string;
  readonly state: ApplicationState | 'expired';
  readonly recommended: number;
  /** As last accepted or raised. */
  readonly accounts: number | null;
  /** How many users are open. */
  readonly open: number;
  readonly office: string | null;
  readonly mou: { readonly from: string; readonly to: string } | null;
  readonly renews: string | null;
  readonly goals: readonly ShownGoal[];
  readonly findings: readonly { readonly finding: string; readonly state: FindingState }[];
  /** Those that are open, by number of account. */
  readonly users: readonly ShownUser[];
}

export interface ShownGoal {
  readonly goal: GoalName;
  readonly from: string;
  readonly due: string;
  readonly met: string | null;
  readonly daysLate: number;
  readonly delayed: DelayCause | null;
}

export interface ShownUser {
  readonly account: string;
  readonly email: string;
  readonly name: { readonly first: string; readonly last: string };
  readonly profile: string;
  readonly state: AccountState;
  readonly training: string | null;
  readonly statement: string | null;
}

/** All applications as they are shown on a day, in order of number. */
export function shownApplications(state: AccessState, on: Day): readonly ShownApplication[] {
  return Array.from(state.applications.values(), (each) => shownApplication(state, each, on));
}

/** One application as it is shown on a day. */
export function shownApplication(
  state: AccessState,
  of: AccessApplication,
  on: Day,
): ShownApplication {
  const { application, county, organisation, kind, recommended, accounts, office, renews } = of;
  const users = openUsers(state, of);
  return {
    ...{ application, county, organisation, kind, state: stateOn(of, on), recommended },
    ...{ accounts, open: users.length, office },
    mou: of.mou === null ? null : { from: formatDay(of.mou.from), to: formatDay(of.mou.to) },
    renews,
    goals: goalsOn(of, state.conversions, on).map((goal) => ({
      ...goal,
      from: formatDay(goal.from),
      due: formatDay(goal.due),
      met: dayText(goal.met),
    })),
    findings: of.findings.map((finding, index) => ({
      finding: String(index + 1),
      state: finding,
    })),
    users: users
      .toSorted((one, other) => numberOf(one) - numberOf(other))
      .map((user) => shownUser(state, user, on)),
  };
}

function shownUser(state: AccessState, user: User, on: Day): ShownUser {
  const account = accountOf(state, user.account);
  const { email, name, training, statement } = account;
  return {
    account: user.account,
    email,
    name: { first: name.first, last: name.last },
    profile: user.profile,
    state: userStateOn(account, on),
    training: dayText(training),
    statement: dayText(statement),
  };
}

/** Of `A-7` the 7. */
function numberOf({ account }: User): number {
  return Number(account.slice(2));
}

function dayText(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}
