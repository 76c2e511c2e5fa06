import { daysFrom, losAngelesDay, plusMonths, plusYears, workingAfter } from './calendar.js';
import { stateOf } from './cases.js';
import { has, person, stands, usersOf, worldOf } from './world.js';
import type { Act, Case, Person, World } from './world.js';

/** What `access show --on DAY --json` prints, from all acts up to that day. */
export function show(acts: readonly Act[], on: string): unknown {
  const world = worldOf(acts.filter(({ at }) => losAngelesDay(at) <= on));
  return {
    accounts: world.people.map((each) => shownPerson(each, on)),
    applications: world.cases.map((each) => shownCase(world, each, on)),
  };
}

function shownPerson(one: Person, on: string): object {
  return {
    account: one.id,
    email: one.email,
    name: one.name,
    telephone: one.telephone,
    machine: one.machine,
    state: one.state,
    grants: one.grants.filter((grant) => stands(grant, on)),
    keys: one.keys
      .filter((key) => stands(key, on))
      .map(({ key, grants, until }) => ({
        key,
        grants: grants
          .filter((grant) => has(one, grant, on))
          .map(({ role, county, application }) => ({ role, county, application })),
        until,
      })),
  };
}

function shownCase(world: World, one: Case, on: string): object {
  const users = usersOf(world, one);
  return {
    application: one.id,
    county: one.county,
    organisation: one.organisation,
    kind: one.kind,
    state: stateOf(one, on),
    recommended: one.recommended,
    accounts: one.accounts,
    open: users.length,
    office: one.office,
    mou: one.from === null ? null : { from: one.from, to: one.to },
    renews: one.renews,
    goals: goals(world, one, on),
    findings: one.findings.map((state, index) => ({ finding: String(index + 1), state })),
    users: users
      .map(({ account, profile }) => ({ ...shownUser(person(world, account), on), profile }))
      .sort((left, right) => Number(left.account.slice(2)) - Number(right.account.slice(2))),
  };
}

function shownUser(one: Person, on: string): { account: string } & Record<string, unknown> {
  const isOver = (day: string | null): boolean => day === null || on > plusYears(day, 1);
  const state = isOver(one.training) || isOver(one.statement) ? 'suspended' : one.state;
  const { id: account, email, name, training, statement } = one;
  return { account, email, name, state, training, statement };
}

function goals(world: World, one: Case, on: string): readonly object[] {
  const { days } = one;
  const converted = world.converted[one.county];
  const invitable =
    converted === undefined
      ? undefined
      : [days['identified'] ?? '', one.inviteOn, plusMonths(converted, 2)].sort().at(-1);
  const noticeable = 'MouSignedByState' in days ? plusMonths(one.to ?? '', -6) : undefined;
  const decided = days['ApplicationAccepted'] ?? days['ApplicationRejected'];
  const all: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['invitation', invitable, days['RequestorInvited']],
    ['legal-review', days['ApplicationSubmitted'], days['LegalOpinionGiven']],
    ['conditional-approval', days['authorized'], decided],
    ['approval', days['MouSignedByRequestor'], days['MouSignedByState']],
    ['access', days['MouSignedByState'], days['access']],
    ['renewal-notice', noticeable, days['RenewalNoticed']],
  ];
  const isGone = ['rejected', 'withdrawn', 'ended', 'expired'].includes(stateOf(one, on));
  return all.flatMap(([goal, from, met]) => {
    if (from === undefined || from > on || (met === undefined && isGone)) return [];
    const due = workingAfter(from, goal === 'access' ? 45 : 15);
    const daysLate = Math.max(0, daysFrom(due, met ?? on));
    const delayed = goal === 'legal-review' ? one.delayed : null;
    return [{ goal, from, due, met: met ?? null, daysLate, delayed }];
  });
}
