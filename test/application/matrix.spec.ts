import { PERMISSIONS, ROLES } from '../../events/acts/permissions.js';
import type { Role } from '../../events/acts/permissions.js';
import { personNeededFor, personNeededForAct } from '../../events/acts/person-needed.js';
import { parseCounty } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { parseMonth } from '../../events/values/month.js';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { AccessState, Account, RoleAndScope } from '../../projections/access/access-state.js';
import { hasItsScope } from '../../projections/access/grants.js';
import { SHOWN_ACTION_OF } from '../../projections/access/permitted.js';
import { NOBODY } from '../../src/application/actor.js';
import type { Actor } from '../../src/application/actor.js';
import type { Address } from '../../src/application/entry.js';
import { stoppedByRights } from '../../src/application/gate.js';
import { LIST } from '../../src/application/list.js';
import { present } from '../store/present.js';
import { instantOfMs } from '../../events/values/instant.js';

const OWN = present(parseCounty('19'));
const ANOTHER = present(parseCounty('30'));
const NOW = Date.parse('2010-03-01T20:00:00Z');
const YESTERDAY = present(parseDay('2010-02-28'));
const AHEAD = present(parseDay('2010-12-31'));
const HOUR_MS = 3_600_000;

/** An entry of the list with its types left out. */
interface AnyEntry {
  readonly action: string;
  readonly personNeeded?: (input: unknown) => 'no' | 'person' | 'secondFactor';
  readonly addresses: (input: unknown) => Address;
}

/** What every entry can be addressed with: all that any of them looks at. */
const INPUT = {
  county: OWN,
  month: present(parseMonth('2006-09')),
  months: [present(parseMonth('2006-09'))],
  asOf: null,
  application: 'T-1',
  account: 'A-1',
  given: { act: 'GrantGiven' },
};

/** The entries as they are asked of one county, and those that may be of none asked so, too. */
function asked(): readonly (readonly [string, AnyEntry, unknown])[] {
  return (Object.entries(LIST) as unknown as readonly (readonly [string, AnyEntry])[]).flatMap(
    ([name, entry]) => [
      [name, entry, INPUT] as const,
      [`${name} of no county`, entry, { ...INPUT, county: null }] as const,
    ],
  );
}

const grantOf = (role: Role, county: typeof OWN | null): RoleAndScope => ({
  role,
  county,
  application: null,
});

/** Carried by a key that is narrower than its account. */
const NARROW = grantOf('cbud-viewer', ANOTHER);

const WAYS = [
  ...['active', 'invited', 'suspended', 'closed'],
  ...['grant run out', 'second factor old', 'key', 'key narrower', 'key run out'],
  ...['key of a machine', 'key of a suspended machine', 'no key'],
] as const;

type Way = (typeof WAYS)[number];

interface Asking {
  readonly state: AccessState;
  readonly actor: Actor;
}

function accountWith(grants: readonly RoleAndScope[], way: string): Account {
  const until = way === 'grant run out' ? YESTERDAY : null;
  const states = ['invited', 'suspended', 'closed'] as const;
  const isMachine = way.endsWith('machine');
  return {
    ...{ account: 'A-1', email: 'a@example.org', name: { first: 'A', last: 'B' }, telephone: null },
    ...{
      isMachine,
      restoredTo: 'active',
      training: null,
      statement: null,
      suspensions: 0,
      signInResets: 0,
      lastReset: null,
    },
    state: states.find((each) => way.includes(each)) ?? 'active',
    grants: grants.map((grant) => ({ ...grant, until })),
    keys: [
      {
        key: 'k',
        grants: way === 'key narrower' ? [NARROW] : grants,
        until: way === 'key run out' ? YESTERDAY : AHEAD,
        issuedAt: instantOfMs(0),
      },
    ],
  };
}

function askingOf(grant: RoleAndScope | null, way: Way): Asking {
  const own = grant === null ? [] : [grant];
  const account = accountWith(way === 'key narrower' ? [...own, NARROW] : own, way);
  const state = { ...NO_ACTS, accounts: new Map([[account.account, account]]) };
  if (way === 'no key') return { state, actor: NOBODY };
  if (way.startsWith('key')) return { state, actor: { kind: 'key', account: 'A-1', key: 'k' } };
  const secondFactorAt = way === 'second factor old' ? NOW - HOUR_MS : NOW;
  return {
    state,
    actor: { kind: 'account', account: 'A-1', secondFactorAt: instantOfMs(secondFactorAt) },
  };
}

/** The table, read as plainly as it can be: whether one grant reaches what is addressed. */
function reaches(grant: RoleAndScope, roles: readonly string[], address: Address): boolean {
  if (!roles.includes(grant.role)) return false;
  switch (address.kind) {
    case 'county':
      return grant.county === null || grant.county === address.county;
    case 'allCounties':
      return grant.county === null;
    case 'application':
      return grant.county === null;
    case 'nothing':
    case 'figuresOfAll':
    case 'countiesInScope':
      return true;
  }
}

function expected(entry: AnyEntry, input: unknown, grant: RoleAndScope | null, way: Way): string {
  const found = Object.entries(PERMISSIONS).find(([action]) => action === entry.action);
  if (found === undefined) return 'not in the table';
  const [action, { roles }] = found;
  const permitted: readonly string[] = roles;
  if (permitted.includes('anyone')) return 'passes';
  if (way === 'no key') return 'notSignedIn';
  const isIn =
    ['active', 'second factor old', 'grant run out'].includes(way) ||
    ['key', 'key narrower', 'key of a machine'].includes(way);
  const used = way === 'key narrower' ? NARROW : way === 'grant run out' ? null : grant;
  const isReached = used !== null && reaches(used, permitted, entry.addresses(input));
  if (!isIn || !(permitted.includes('*') || isReached)) return 'notPermitted';
  const needed = entry.personNeeded?.(input) ?? personNeededFor(action as keyof typeof PERMISSIONS);
  if (needed === 'no') return 'passes';
  if (way.startsWith('key')) return 'needsPerson';
  return needed === 'secondFactor' && way === 'second factor old' ? 'secondFactor' : 'passes';
}

function answered(entry: AnyEntry, input: unknown, { state, actor }: Asking): string {
  const action = entry.action as keyof typeof PERMISSIONS;
  const needed = entry.personNeeded?.(input) ?? personNeededFor(action);
  const address = entry.addresses(input);
  const stopped = stoppedByRights({ actor, action, address, needed, state, now: instantOfMs(NOW) });
  return stopped?.kind ?? 'passes';
}

/** The grants that a role can have here: for its own county, another, the state; and none. */
function grantsOf(role: Role): readonly (RoleAndScope | null)[] {
  const possible = [OWN, ANOTHER, null].map((county) => grantOf(role, county)).filter(hasItsScope);
  return [...possible, null];
}

describe('the matrix of rights', () => {
  it('is answered by the gate as the table has it, for everything that can be asked', () => {
    const differing: string[] = [];
    let count = 0;
    for (const [name, entry, input] of asked()) {
      for (const role of ROLES) {
        for (const grant of grantsOf(role)) {
          for (const way of WAYS) {
            count += 1;
            const should = expected(entry, input, grant, way);
            const found = answered(entry, input, askingOf(grant, way));
            if (found !== should) {
              differing.push(
                `${name} by ${JSON.stringify(grant)}, ${way}: ${found}, not ${should}`,
              );
            }
          }
        }
      }
    }
    expect(differing).toEqual([]);
    expect(count).toBeGreaterThan(20_000);
  });

  it('leaves the operator’s to the operator, whatever somebody has', () => {
    const operators = asked().filter(([, { action }]) => action === 'operator');
    expect(operators.length).toBeGreaterThan(10);
    const all = askingOf(null, 'active');
    const everything = ROLES.map((role) => ({ ...grantOf(role, null), until: null }));
    const account = { ...accountWith([], 'active'), grants: everything };
    const state = { ...all.state, accounts: new Map([['A-1', account]]) };
    for (const [name, entry, input] of operators) {
      expect([name, answered(entry, input, { ...all, state })]).toEqual([name, 'notPermitted']);
    }
  });

  it('knows of every act of access which action it needs, and that a person has to do it', () => {
    for (const [act, action] of Object.entries(SHOWN_ACTION_OF)) {
      expect(Object.keys(PERMISSIONS)).toContain(action);
      expect(['person', 'secondFactor']).toContain(personNeededForAct(act));
      expect(personNeededFor(action)).not.toBe('no');
    }
  });

  it('asks for the second factor again where the contract says so', () => {
    const again = Object.keys(PERMISSIONS).filter(
      (action) => personNeededFor(action as keyof typeof PERMISSIONS) === 'secondFactor',
    );
    expect(again).toEqual([
      ...['version.approve', 'retention.order', 'retention.apply', 'hold.place', 'hold.release'],
      ...['intake.keys', 'cbud.request'],
    ]);
    const acts = Object.keys(SHOWN_ACTION_OF).filter(
      (act) => personNeededForAct(act) === 'secondFactor',
    );
    expect(acts.toSorted()).toEqual([
      ...['AccessEnded', 'AccountInvited', 'AccountsRaised', 'ApiKeyIssued'],
      ...['ApplicationAccepted', 'CbudAccessRequested', 'GrantGiven', 'GrantWithdrawn'],
      ...['MouSignedByState', 'UserAccountOpened'],
    ]);
  });
});
