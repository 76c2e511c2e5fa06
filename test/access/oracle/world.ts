import { losAngelesDay } from './calendar.js';

/** An act as its line has it: the oracle keeps no other form of it. */
export interface Act {
  readonly act: string;
  readonly at: string;
  readonly by: string;
  /** The fields differ from act to act: `forms.ts` has looked at them. */
  readonly [field: string]: unknown;
}

export interface Granted {
  role: string;
  county: string | null;
  application: string | null;
  until: string | null;
}

export interface Person {
  id: string;
  email: string;
  name: { first: string; last: string };
  telephone: string | null;
  machine: boolean;
  state: string;
  before: string;
  grants: Granted[];
  keys: { key: string; grants: Granted[]; until: string }[];
  training: string | null;
  statement: string | null;
}

export interface Case {
  id: string;
  county: string;
  organisation: string;
  kind: string;
  recommended: number;
  inviteOn: string;
  state: string;
  accounts: number | null;
  passed: boolean | null;
  from: string | null;
  to: string | null;
  office: string | null;
  renews: string | null;
  findings: string[];
  users: { account: string; profile: string }[];
  delayed: string | null;
  /** The day of the first act of each kind; `authorized` of the opinion that authorizes, `access` of the first user. */
  days: Record<string, string>;
}

/** All that the acts so far come to. */
export interface World {
  people: Person[];
  cases: Case[];
  converted: Record<string, string>;
  reserved: Record<number, number>;
  offices: string[];
  lastAt: string;
}

export function person(world: World, id: string): Person {
  const found = world.people.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

export function application(world: World, id: string): Case {
  const found = world.cases.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

export function granted(given: Act | Granted): Granted {
  const { role, county, application: of, until } = given as Partial<Granted>;
  return {
    role: String(role),
    county: county ?? null,
    application: of ?? null,
    until: until ?? null,
  };
}

export function isSame(one: Granted, other: Granted): boolean {
  return (
    one.role === other.role && one.county === other.county && one.application === other.application
  );
}

export function stands(grant: { until: string | null }, on: string): boolean {
  return grant.until === null || on <= grant.until;
}

export function has(one: Person, grant: Granted, on: string): boolean {
  return one.grants.some((each) => stands(each, on) && isSame(each, grant));
}

/** Users of an application that are open. */
export function usersOf(world: World, one: Case): { account: string; profile: string }[] {
  return one.users.filter(({ account }) => person(world, account).state !== 'closed');
}

export function byEmail(world: World, email: string): Person | undefined {
  return world.people.find(
    (each) => each.state !== 'closed' && each.email.toLowerCase() === email.toLowerCase(),
  );
}

/** Makes the world anew from every accepted act. */
export function worldOf(acts: readonly Act[]): World {
  const world: World = {
    people: [],
    cases: [],
    converted: {},
    reserved: {},
    offices: [],
    lastAt: '',
  };
  for (const act of acts) apply(world, act);
  return world;
}

function addPerson(
  world: World,
  from: Partial<Person> & { email: string; name: Person['name'] },
): Person {
  const state = from.machine === true ? 'active' : 'invited';
  const made: Person = {
    id: `A-${String(world.people.length + 1)}`,
    telephone: null,
    machine: false,
    grants: [],
    keys: [],
    training: null,
    statement: null,
    state,
    before: state,
    ...from,
  };
  world.people.push(made);
  return made;
}

function take(one: Person, grant: Granted): void {
  one.grants = one.grants.filter((each) => !isSame(each, grant));
}

function later(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}

/** What a row comes to, and does it: answers its result, or the error. */
export function applyRow(world: World, act: Act, row: Act, isFormed: boolean): object {
  if (!isFormed) return { error: 'INVALID_FIELD' };
  const on = losAngelesDay(act.at);
  const found = byEmail(world, row['email'] as string);
  if (found?.id === act.by) return { error: 'OWN_RIGHTS' };
  const grant = {
    role: 'cbud-viewer',
    county: act['county'] as string,
    application: null,
    until: null,
  };
  if (row['level'] === 1) {
    if (found === undefined) {
      const name = { first: row['first'] as string, last: row['last'] as string };
      const { email, telephone } = row;
      const made = addPerson(world, { email, telephone, name, grants: [grant] } as Person);
      return { result: 'granted', account: made.id };
    }
    if (has(found, grant, on)) return { result: 'already', account: found.id };
    found.grants.push(grant);
    return { result: 'granted', account: found.id };
  }
  if (found === undefined || !has(found, grant, on)) return { result: 'already', account: null };
  take(found, grant);
  return { result: 'withdrawn', account: found.id };
}

function apply(world: World, act: Act): void {
  world.lastAt = act.at;
  const on = losAngelesDay(act.at);
  if ('application' in act) {
    applyToCase(world, act, application(world, act['application'] as string), on);
    return;
  }
  switch (act.act) {
    case 'AccountInvited': {
      const { email, name, telephone, machine } = act;
      const grants = (act['grants'] as Granted[]).map(granted);
      addPerson(world, {
        ...{ email, name, telephone: telephone ?? null, machine: machine ?? false, grants },
      } as Person);
      return;
    }
    case 'AccountActivated':
      person(world, act.by).state = 'active';
      return;
    case 'RequestorIdentified':
      addCase(world, on, {
        county: act['county'] as string,
        organisation: act['organisation'] as string,
        kind: act['kind'] as string,
        recommended: act['recommended'] as number,
        inviteOn: act['inviteOn'] as string,
        renews: null,
      });
      return;
    case 'CountyConverted':
      world.converted[act['county'] as string] = act['day'] as string;
      return;
    case 'AllocationChanged':
      world.reserved[act['row'] as number] = act['reserved'] as number;
      return;
    case 'CbudAccessRequested':
      for (const { row, isFormed } of act['rows'] as { row: Act; isFormed: boolean }[]) {
        applyRow(world, act, row, isFormed);
      }
      return;
    case 'ProcessReviewed':
    case 'SignInReset':
      return;
    default:
      applyToPerson(act, person(world, act['account'] as string));
  }
}

function applyToPerson(act: Act, one: Person): void {
  switch (act.act) {
    case 'GrantGiven':
      one.grants.push(granted(act['grant'] as Granted));
      return;
    case 'GrantWithdrawn':
      take(one, granted(act['grant'] as Granted));
      return;
    case 'AccountSuspended':
      one.before = one.state;
      one.state = 'suspended';
      return;
    case 'AccountRestored':
      one.state = one.before;
      return;
    case 'AccountChanged':
      if ('email' in act) one.email = act['email'] as string;
      if ('name' in act) one.name = act['name'] as Person['name'];
      if ('telephone' in act) one.telephone = act['telephone'] as string;
      return;
    case 'AccountClosed':
      one.state = 'closed';
      return;
    case 'ApiKeyIssued':
      one.keys = one.keys.filter(({ key }) => key !== act['key']);
      one.keys.push({
        key: act['key'] as string,
        grants: (act['grants'] as Granted[]).map(granted),
        until: act['until'] as string,
      });
      return;
    case 'ApiKeyWithdrawn':
      one.keys = one.keys.filter(({ key }) => key !== act['key']);
      return;
    default:
      throw new Error(act.act);
  }
}

function addCase(
  world: World,
  on: string,
  from: Pick<Case, 'county' | 'organisation' | 'kind' | 'recommended' | 'inviteOn' | 'renews'>,
): void {
  world.cases.push({
    id: `T-${String(world.cases.length + 1)}`,
    state: 'identified',
    accounts: null,
    passed: null,
    from: null,
    to: null,
    office: null,
    findings: [],
    users: [],
    delayed: null,
    days: { identified: on },
    ...from,
  });
}

function applyToCase(world: World, act: Act, one: Case, on: string): void {
  one.days[act.act] ??= on;
  switch (act.act) {
    case 'RequestorInvited':
      one.state = 'invited';
      return;
    case 'ApplicationSubmitted':
      one.state = 'applied';
      return;
    case 'LegalReviewDelayed':
      one.delayed = act['cause'] as string;
      return;
    case 'LegalOpinionGiven':
      one.state = act['authorized'] === true ? 'legal-cleared' : 'legal-refused';
      if (act['authorized'] === true) one.days['authorized'] = on;
      return;
    case 'ConnectivityVerified':
      one.passed = act['passed'] as boolean;
      return;
    case 'ApplicationAccepted':
      one.state = 'conditionally-accepted';
      one.accounts = act['accounts'] as number;
      return;
    case 'ApplicationRejected':
      one.state = 'rejected';
      return;
    case 'MouSignedByRequestor':
      one.state = 'mou-signed';
      one.from = act['from'] as string;
      one.to = act['to'] as string;
      return;
    case 'MouSignedByState': {
      one.state = 'approved';
      const old = one.renews === null ? undefined : application(world, one.renews);
      if (old === undefined || old.state === 'ended') return;
      one.state = old.state;
      one.office = old.office;
      one.users = usersOf(world, old).map((user) => ({ ...user }));
      for (const { account } of one.users) {
        person(world, account).grants.push(
          granted({ role: 'third-party', county: null, application: one.id, until: null }),
        );
        one.days['access'] = on;
      }
      return;
    }
    case 'OfficeCreated':
      one.state = 'office-created';
      one.office = act['office'] as string;
      world.offices.push(act['office'] as string);
      return;
    case 'UserAccountOpened': {
      const { email, name, telephone = null } = act;
      const user =
        'account' in act
          ? person(world, act['account'] as string)
          : addPerson(world, { email, name, telephone } as Person);
      user.training = later(user.training, act['training'] as string);
      user.statement = later(user.statement, act['statement'] as string);
      user.grants.push(
        granted({ role: 'third-party', county: null, application: one.id, until: null }),
      );
      one.users.push({ account: user.id, profile: act['profile'] as string });
      one.state = 'established';
      one.days['access'] ??= on;
      return;
    }
    case 'UserAccountClosed': {
      const user = person(world, act['account'] as string);
      one.users = one.users.filter(({ account }) => account !== user.id);
      take(user, { role: 'third-party', county: null, application: one.id, until: null });
      if (!user.grants.some((grant) => stands(grant, on))) user.state = 'closed';
      return;
    }
    case 'TrainingRecorded': {
      const user = person(world, act['account'] as string);
      if ('training' in act) user.training = act['training'] as string;
      if ('statement' in act) user.statement = act['statement'] as string;
      return;
    }
    case 'FindingRecorded':
      one.findings.push('open');
      return;
    case 'FindingAnswered':
      one.findings[Number(act['finding']) - 1] = 'answered';
      return;
    case 'FindingCleared':
      one.findings[Number(act['finding']) - 1] = 'cleared';
      return;
    case 'RenewalStarted': {
      const { county, organisation, kind, recommended, id } = one;
      addCase(world, on, { county, organisation, kind, recommended, inviteOn: on, renews: id });
      return;
    }
    case 'ApplicationWithdrawn':
      one.state = 'withdrawn';
      return;
    case 'AccountsRaised':
      one.accounts = act['accounts'] as number;
      return;
    case 'AccessEnded':
      one.state = 'ended';
      return;
    default:
  }
}
