import { ofCase, ofIdentification } from './cases.js';
import { losAngelesDay } from './calendar.js';
import { formRefusal, isRow } from './forms.js';
import { knownWorldOf } from './known-worlds.js';
import { mayDo } from './rights.js';
import type { Refusals } from './rights.js';
import { ROLE_NEEDS, actionOf } from './tables.js';
import { application, applyRow, byEmail, granted, has, person, stands, worldOf } from './world.js';
import type { Act, Granted, Person, World } from './world.js';

/** What came of a line, as `access load --json` prints it without the sentences; the acts that stand with it. */
export interface Decided {
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly acts: readonly Act[];
}

/** Decides on a line after the acts that were accepted, all of which are gone through again. */
export function decide(acts: readonly Act[], line: string, clock: string): Decided {
  const refusal = formRefusal(line);
  if (refusal !== null) return { outcome: { error: refusal }, acts };
  const act = JSON.parse(line) as Act;
  const world = knownWorldOf(acts);
  const found = [...envelope(world, act, clock), ...ofAct(world, act)].find(([, applies]) =>
    applies(),
  );
  if (found !== undefined) return { outcome: { error: found[0] }, acts };
  if (act.act === 'CbudAccessRequested') return rowsDecided(worldOf(acts), acts, act);
  const after = [...acts, act];
  return { outcome: { act: act.act, ...made(act, knownWorldOf(after)) }, acts: after };
}

function rowsDecided(world: World, acts: readonly Act[], act: Act): Decided {
  const rows = (act['rows'] as Act[]).map((row) => ({ row, isFormed: isRow(row) }));
  const outcomes = rows.map(({ row, isFormed }, index) => ({
    row: index + 1,
    ...applyRow(world, act, row, isFormed),
  }));
  return { outcome: { act: act.act, rows: outcomes }, acts: [...acts, { ...act, rows }] };
}

function made(act: Act, after: World): object {
  switch (act.act) {
    case 'AccountInvited':
      return { account: after.people.at(-1)?.id };
    case 'RequestorIdentified':
      return { application: after.cases.at(-1)?.id };
    case 'RenewalStarted':
      return { renewal: after.cases.at(-1)?.id };
    case 'FindingRecorded':
      return { finding: String(application(after, act['application'] as string).findings.length) };
    case 'UserAccountOpened':
      return {
        account: application(after, act['application'] as string).users.at(-1)?.account,
      };
    default:
      return {};
  }
}

function envelope(world: World, act: Act, clock: string): Refusals {
  const grants = [act['grant'] ?? [], act['grants'] ?? []].flat() as Granted[];
  const applications = [...('application' in act ? [act] : []), ...grants].flatMap((each) => {
    const of = (each as { application?: string }).application;
    return of === undefined ? [] : [of];
  });
  const accounts = [act.by === 'operator' ? [] : act.by, act['account'] ?? []].flat();
  return [
    ['BACKWARDS', () => act.at < world.lastAt],
    ['FUTURE_AT', () => act.at > clock],
    ['UNKNOWN_ACCOUNT', () => accounts.some((id) => !world.people.some((each) => each.id === id))],
    [
      'UNKNOWN_APPLICATION',
      () => applications.some((id) => !world.cases.some((each) => each.id === id)),
    ],
    [
      'UNKNOWN_FINDING',
      () =>
        'finding' in act &&
        BigInt(act['finding'] as string) >
          BigInt(application(world, act['application'] as string).findings.length),
    ],
    ['NOT_PERMITTED', () => !isPermitted(world, act)],
  ];
}

function isPermitted(world: World, act: Act): boolean {
  if (act.by === 'operator' || act.act === 'AccountActivated') return true;
  const actor = person(world, act.by);
  if (actor.state !== 'active' || actor.machine) return false;
  const on = losAngelesDay(act.at);
  const may = (action: string): boolean =>
    mayDo(world, actor, action, act as { county?: string; application?: string }, on);
  const target = 'account' in act ? person(world, act['account'] as string) : null;
  switch (act.act) {
    case 'ApiKeyIssued':
      return target?.machine === true ? may('account.change') : target === actor;
    case 'ApiKeyWithdrawn':
      return target === actor || may('account.change');
    case 'ApplicationSubmitted':
      return may('paper' in act ? 'application.paper' : 'application.apply');
    case 'ApplicationWithdrawn':
      return may('application.apply') || may('application.identify');
    default:
      return may(actionOf(act.act));
  }
}

function isManager(one: Person, on: string): boolean {
  const manager = { role: 'account-manager', county: null, application: null, until: null };
  return one.state === 'active' && !one.machine && has(one, manager, on);
}

function isMisfit(grant: Granted): boolean {
  const needs = ROLE_NEEDS[grant.role];
  const [county, of] = [grant.county !== null, grant.application !== null];
  if (needs === 'county') return !county || of;
  if (needs === 'state') return county || of;
  if (needs === 'organisation') return county || !of;
  return of;
}

function ofAct(world: World, act: Act): Refusals {
  if ('application' in act) {
    return ofCase(world, act, () => application(world, act['application'] as string));
  }
  const on = losAngelesDay(act.at);
  switch (act.act) {
    case 'AccountInvited': {
      const grants = (act['grants'] as Granted[]).map(granted);
      return [
        ['EMAIL_TAKEN', () => byEmail(world, act['email'] as string) !== undefined],
        ['SCOPE_MISMATCH', () => grants.some((each) => isUngivable(each, act['machine'] === true))],
      ];
    }
    case 'AccountActivated':
      return [
        ['ACCOUNT_CLOSED', () => person(world, act.by).state === 'closed'],
        ['ALREADY_SO', () => person(world, act.by).state !== 'invited'],
      ];
    case 'RequestorIdentified':
      return ofIdentification(world, act, on);
    case 'CountyConverted':
      return [['ALREADY_SO', () => (act['county'] as string) in world.converted]];
    case 'CbudAccessRequested':
    case 'AllocationChanged':
    case 'ProcessReviewed':
      return [];
    default:
      return ofPerson(world, act, () => person(world, act['account'] as string), on);
  }
}

function isUngivable(grant: Granted, machine: boolean): boolean {
  if (isMisfit(grant) || grant.role === 'third-party') return true;
  return machine && grant.role === 'requestor-contact';
}

function ofPerson(world: World, act: Act, target: () => Person, on: string): Refusals {
  const closed: Refusals = [['ACCOUNT_CLOSED', () => target().state === 'closed']];
  const own: Refusals = [['OWN_RIGHTS', () => act['account'] === act.by]];
  const last: Refusals = [
    [
      'LAST_MANAGER',
      () =>
        isManager(target(), on) && world.people.filter((each) => isManager(each, on)).length === 1,
    ],
  ];
  const grant = 'grant' in act ? granted(act['grant'] as Granted) : null;
  switch (act.act) {
    case 'GrantGiven':
      return [
        ...closed,
        ['SCOPE_MISMATCH', () => grant !== null && isUngivable(grant, target().machine)],
        ['ALREADY_SO', () => grant !== null && has(target(), grant, on)],
        ...own,
      ];
    case 'GrantWithdrawn':
      return [
        ...closed,
        ['SCOPE_MISMATCH', () => grant !== null && isMisfit(grant)],
        ['ALREADY_SO', () => grant !== null && !has(target(), grant, on)],
        ...own,
        ...(grant?.role === 'account-manager' ? last : []),
      ];
    case 'AccountSuspended':
      return [...closed, ['ALREADY_SO', () => target().state === 'suspended'], ...own, ...last];
    case 'AccountRestored':
      return [...closed, ['ALREADY_SO', () => target().state !== 'suspended'], ...own];
    case 'SignInReset':
      return [...closed, ['SCOPE_MISMATCH', () => target().machine], ...own];
    case 'AccountChanged': {
      const holder = 'email' in act ? byEmail(world, act['email'] as string) : undefined;
      return [
        ...closed,
        ['EMAIL_TAKEN', () => holder !== undefined && holder.id !== act['account']],
        ...own,
      ];
    }
    case 'AccountClosed':
      return [...closed, ...own, ...last];
    case 'ApiKeyIssued': {
      const grants = (act['grants'] as Granted[]).map(granted);
      const isOf = (role: string): boolean => ['third-party', 'requestor-contact'].includes(role);
      return [
        ...closed,
        [
          'SCOPE_MISMATCH',
          () => grants.some((each) => isOf(each.role) || !has(target(), each, on)),
        ],
        ['ALREADY_SO', () => isKey(target(), act['key'] as string, on)],
      ];
    }
    case 'ApiKeyWithdrawn':
      return [...closed, ['ALREADY_SO', () => !isKey(target(), act['key'] as string, on)]];
    default:
      throw new Error(act.act);
  }
}

function isKey(one: Person, key: string, on: string): boolean {
  return one.keys.some((each) => each.key === key && stands(each, on));
}
