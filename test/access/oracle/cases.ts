import { losAngelesDay, plusMonths, plusYears } from './calendar.js';
import { mayDo } from './rights.js';
import type { Refusals } from './rights.js';
import { GUIDE } from './tables.js';
import type { GuideRow } from './tables.js';
import { application, byEmail, person, usersOf } from './world.js';
import type { Act, Case, World } from './world.js';

/** The state on a day, by the clock. */
export function stateOf(one: Case, on: string): string {
  const isApproved = ['approved', 'office-created', 'established'].includes(one.state);
  return isApproved && one.to !== null && on > one.to ? 'expired' : one.state;
}

const OVER = ['rejected', 'withdrawn', 'ended', 'expired'];
const EARLY =
  'identified invited applied legal-cleared legal-refused conditionally-accepted mou-signed';
const LATE = 'approved office-created established';

const NEEDS: Readonly<Record<string, string>> = {
  RequestorInvited: 'identified',
  ApplicationSubmitted: 'invited',
  LegalReviewDelayed: 'applied',
  LegalOpinionGiven: 'applied',
  ConnectivityVerified: 'applied legal-cleared',
  ApplicationAccepted: 'legal-cleared',
  ApplicationRejected: 'applied legal-cleared legal-refused conditionally-accepted mou-signed',
  MouSignedByRequestor: 'conditionally-accepted',
  MouSignedByState: 'mou-signed',
  InfrastructureEvaluated: 'approved office-created',
  OfficeCreated: 'approved',
  UserAccountOpened: 'office-created established',
  PeopleChanged: `${EARLY} ${LATE}`,
  UserAccountClosed: `${EARLY} ${LATE} ${OVER.join(' ')}`,
  TrainingRecorded: `${EARLY} ${LATE} ${OVER.join(' ')}`,
};

export function ofIdentification(world: World, act: Act, on: string): Refusals {
  const compared = (organisation: string): string => organisation.trim().toLowerCase();
  const converted = world.converted[act['county'] as string];
  return [
    [
      'TOO_EARLY',
      () => converted !== undefined && (act['inviteOn'] as string) < plusMonths(converted, 2),
    ],
    [
      'ALREADY_THERE',
      () =>
        world.cases.some(
          (each) =>
            each.county === act['county'] &&
            compared(each.organisation) === compared(act['organisation'] as string) &&
            !OVER.includes(stateOf(each, on)),
        ),
    ],
  ];
}

export function ofCase(world: World, act: Act, found: () => Case): Refusals {
  const on = losAngelesDay(act.at);
  const wrongState = (): boolean => {
    let needs = NEEDS[act.act] ?? LATE;
    if (act.act === 'ApplicationWithdrawn') {
      const isContact =
        act.by === 'operator' ||
        mayDo(world, person(world, act.by), 'application.apply', { application: found().id }, on);
      needs = isContact ? EARLY : 'identified invited';
    }
    return !needs.split(' ').includes(stateOf(found(), on));
  };
  return [['WRONG_STATE', wrongState], ...ofCaseItself(world, act, found, on)];
}

function rowFor(county: string, kind: string): GuideRow | undefined {
  const rows = GUIDE.filter(({ counties }) => counties.includes(county));
  const plain = rows.filter((row) => row.kind === null);
  const fewest = Math.min(...plain.map(({ counties }) => counties.length));
  return (
    rows.find((row) => row.kind === kind) ??
    plain.find(({ counties }) => counties.length === fewest)
  );
}

function isOver(
  world: World,
  act: Act,
  one: Case,
  on: string,
  leftOut: readonly unknown[],
): boolean {
  if ('justification' in act) return false;
  const row = rowFor(one.county, one.kind);
  let left = row === undefined ? 0 : (world.reserved[row.row] ?? row.reserved);
  for (const other of world.cases) {
    if (other === one || leftOut.includes(other.id)) continue;
    if (rowFor(other.county, other.kind) !== row || OVER.includes(stateOf(other, on))) continue;
    left -= other.accounts ?? 0;
  }
  return (act['accounts'] as number) > Math.max(0, left);
}

function isInUse(world: World, one: Case, accounts: number): boolean {
  if (one.renews === null) return false;
  const old = application(world, one.renews);
  return old.state !== 'ended' && accounts < usersOf(world, old).length;
}

function ofCaseItself(world: World, act: Act, found: () => Case, on: string): Refusals {
  switch (act.act) {
    case 'RequestorInvited': {
      const converted = (): string | undefined => world.converted[found().county];
      return [
        ['NOT_CONVERTED', () => converted() === undefined],
        ['TOO_EARLY', () => on < found().inviteOn || on < plusMonths(converted() ?? '', 2)],
      ];
    }
    case 'ApplicationAccepted':
      return [
        ['NO_CONNECTIVITY', () => found().passed !== true],
        ['OVER_ALLOCATION', () => isOver(world, act, found(), on, [found().renews])],
        ['ACCOUNTS_IN_USE', () => isInUse(world, found(), act['accounts'] as number)],
      ];
    case 'AccountsRaised':
      return [
        ['NOT_MORE', () => (act['accounts'] as number) <= (found().accounts ?? 0)],
        ['OVER_ALLOCATION', () => isOver(world, act, found(), on, [])],
      ];
    case 'MouSignedByState':
      return [
        ['MOU_NOT_IN_FORCE', () => on > (found().to ?? '')],
        ['ACCOUNTS_IN_USE', () => isInUse(world, found(), found().accounts ?? 0)],
      ];
    case 'OfficeCreated':
      return [['OFFICE_TAKEN', () => world.offices.includes(act['office'] as string)]];
    case 'UserAccountOpened':
    case 'UserAccountClosed':
    case 'TrainingRecorded':
      return ofUser(world, act, found, on);
    case 'FindingAnswered':
    case 'FindingCleared': {
      const state = (): string | undefined => found().findings[Number(act['finding']) - 1];
      const isAnswered = (): boolean => act.act === 'FindingAnswered' && state() === 'answered';
      return [['ALREADY_SO', () => isAnswered() || state() === 'cleared']];
    }
    case 'RenewalNoticed':
      return [
        ['TOO_EARLY', () => on < plusMonths(found().to ?? '', -6)],
        ['ALREADY_SO', () => 'RenewalNoticed' in found().days],
      ];
    case 'RenewalStarted':
      return [
        ['NOT_NOTICED', () => !('RenewalNoticed' in found().days)],
        [
          'ALREADY_SO',
          () =>
            world.cases.some(
              ({ renews, state }) =>
                renews === found().id && state !== 'rejected' && state !== 'withdrawn',
            ),
        ],
        ['OPEN_FINDINGS', () => found().findings.some((state) => state !== 'cleared')],
      ];
    default:
      return [];
  }
}

function ofUser(world: World, act: Act, found: () => Case, on: string): Refusals {
  // Perhaps there is none of that number: then nothing below is asked.
  const named = world.people.find(({ id }) => id === act['account']) ?? null;
  const isUser = (): boolean =>
    usersOf(world, found()).some(({ account }) => account === act['account']);
  const own = (): boolean => act['account'] === act.by;
  if (act.act === 'UserAccountClosed') {
    return [
      ['NOT_A_USER', () => !isUser()],
      ['OWN_RIGHTS', own],
    ];
  }
  const isEarlier = (field: 'training' | 'statement'): boolean =>
    field in act && (act[field] as string) < (named?.[field] ?? '');
  if (act.act === 'TrainingRecorded') {
    return [
      ['NOT_A_USER', () => !isUser()],
      ['EARLIER_THAN_KEPT', () => isEarlier('training') || isEarlier('statement')],
    ];
  }
  const isOld = (field: 'training' | 'statement'): boolean => {
    const counts = [act[field] as string, named?.[field] ?? ''].sort().at(-1) ?? '';
    return on > plusYears(counts, 1);
  };
  return [
    ['TRAINING_EXPIRED', () => isOld('training')],
    ['STATEMENT_EXPIRED', () => isOld('statement')],
    ['MOU_NOT_IN_FORCE', () => on < (found().from ?? '')],
    ['ALREADY_SO', isUser],
    ['ACCOUNTS_EXHAUSTED', () => usersOf(world, found()).length >= (found().accounts ?? 0)],
    ['EMAIL_TAKEN', () => 'email' in act && byEmail(world, act['email'] as string) !== undefined],
    ['ACCOUNT_CLOSED', () => named?.state === 'closed'],
    ['SCOPE_MISMATCH', () => named?.machine === true],
    ['OWN_RIGHTS', own],
  ];
}
