import { OPERATOR_NAME } from '../values/access-ids.js';
import { sameDayYearsOn } from '../values/anniversary.js';
import { formatDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import type { FormFault } from '../wire/faults.js';
import { PEOPLE } from './access-act.js';
import type { AccessAct, AccessActOf } from './access-act.js';

/** Most years from the first to the last day of a memorandum. */
const MOU_YEARS_MAX = 5;

/** What names a role and its scope. */
interface RoleAndScope {
  readonly role: string;
  readonly county?: string;
  readonly application?: string;
}

/**
 * What is wrong with an act whose fields have each its form, by what they are together and by the day of the act
 * (contract/access.md and contract/process.md, wherever they say INVALID_FIELD); null where nothing is.
 */
export function faultBetweenFields(act: AccessAct): FormFault | null {
  switch (act.act) {
    case 'AccountActivated':
      return act.by === OPERATOR_NAME
        ? fault('by', 'is "operator": an account is activated by itself, by its one-time link.')
        : null;
    case 'AccountInvited':
      return givenTwice(act.grants) ?? oneOverBefore(act);
    case 'GrantGiven':
      return overBefore('grant.until', act.grant.until, act.on);
    case 'ApiKeyIssued':
      return givenTwice(act.grants) ?? untilOfKey(act);
    case 'AccountChanged':
      return noneOf(act, ['email', 'name', 'telephone']);
    case 'PeopleChanged':
      return noneOf(act, PEOPLE);
    case 'ApplicationSubmitted':
      return ahead('signed', act.signed, act.on);
    case 'MouSignedByRequestor':
      return termOf(act);
    case 'UserAccountOpened':
      return whoIsOpened(act) ?? daysAhead(act);
    case 'TrainingRecorded':
      return noneOf(act, ['training', 'statement']) ?? daysAhead(act);
    case 'GrantWithdrawn':
    case 'AccountSuspended':
    case 'AccountRestored':
    case 'SignInReset':
    case 'AccountClosed':
    case 'ApiKeyWithdrawn':
    case 'CbudAccessRequested':
    case 'RequestorIdentified':
    case 'RequestorInvited':
    case 'LegalReviewDelayed':
    case 'LegalOpinionGiven':
    case 'ConnectivityVerified':
    case 'ApplicationAccepted':
    case 'ApplicationRejected':
    case 'MouSignedByState':
    case 'InfrastructureEvaluated':
    case 'OfficeCreated':
    case 'UserAccountClosed':
    case 'FindingRecorded':
    case 'FindingAnswered':
    case 'FindingCleared':
    case 'RenewalNoticed':
    case 'RenewalStarted':
    case 'ApplicationWithdrawn':
    case 'SurveyAnswered':
    case 'AccountsRaised':
    case 'AccessEnded':
    case 'CountyConverted':
    case 'AllocationChanged':
    case 'ProcessReviewed':
      return null;
  }
}

function fault(path: string, problem: string): FormFault {
  return { path, problem };
}

function firstFault<Item>(
  items: readonly Item[],
  find: (item: Item, index: number) => FormFault | null,
): FormFault | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}

function givenTwice(grants: readonly RoleAndScope[]): FormFault | null {
  const given = new Set<string>();
  return firstFault(grants, ({ role, county, application }, index) => {
    const key = JSON.stringify([role, county ?? null, application ?? null]);
    if (given.has(key)) {
      return fault(`grants[${String(index)}]`, 'is a role and scope given before: give it once.');
    }
    given.add(key);
    return null;
  });
}

function oneOverBefore({ grants, on }: AccessActOf<'AccountInvited'>): FormFault | null {
  return firstFault(grants, ({ until }, index) =>
    overBefore(`grants[${String(index)}].until`, until, on),
  );
}

function overBefore(path: string, until: Day | undefined, on: Day): FormFault | null {
  if (until === undefined || until >= on) return null;
  return fault(
    path,
    `is over before the day of the act, ${formatDay(on)}: give that day or later.`,
  );
}

function untilOfKey({ until, on }: AccessActOf<'ApiKeyIssued'>): FormFault | null {
  const last = sameDayYearsOn(on, 1);
  if (until >= on && until <= last) return null;
  return fault(
    'until',
    `is ${formatDay(until)}: give a day from that of the act to a year on, ${formatDay(on)} to ${formatDay(last)}.`,
  );
}

function noneOf<Name extends string>(
  fields: Readonly<Partial<Record<Name, unknown>>>,
  names: readonly [Name, ...Name[]],
): FormFault | null {
  if (names.some((name) => fields[name] !== undefined)) return null;
  return fault(names[0], `is missing, and so are the others: give one of ${names.join(', ')}.`);
}

function ahead(path: string, day: Day | undefined, on: Day): FormFault | null {
  if (day === undefined || day <= on) return null;
  return fault(
    path,
    `is ${formatDay(day)}, after the day of the act, ${formatDay(on)}: give a day that has been.`,
  );
}

function daysAhead({
  training,
  statement,
  on,
}: {
  readonly training?: Day;
  readonly statement?: Day;
  readonly on: Day;
}): FormFault | null {
  return ahead('training', training, on) ?? ahead('statement', statement, on);
}

function termOf({ from, to }: AccessActOf<'MouSignedByRequestor'>): FormFault | null {
  const last = sameDayYearsOn(from, MOU_YEARS_MAX);
  if (to > from && to <= last) return null;
  return fault(
    'to',
    `is ${formatDay(to)}: give a day after ${formatDay(from)}, at most five years on, ${formatDay(last)}.`,
  );
}

function whoIsOpened(act: AccessActOf<'UserAccountOpened'>): FormFault | null {
  const { account, email, name, telephone } = act;
  if (account === undefined) {
    if (email === undefined)
      return fault('email', 'is missing: give `email` and `name`, or an `account`.');
    return name === undefined ? fault('name', 'is missing beside `email`: give it.') : null;
  }
  if (email === undefined && name === undefined && telephone === undefined) return null;
  return fault('account', 'stands beside `email`, `name` or `telephone`: give one or the others.');
}
