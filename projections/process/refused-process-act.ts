import { refused } from '../../events/acts/access-refusals.js';
import type { AccessRefusal } from '../../events/acts/access-refusals.js';
import type { AccessActOf, ProcessAct } from '../../events/acts/access-act.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { applicationOf } from '../access/access-state.js';
import type { AccessState } from '../access/access-state.js';
import { alreadySo } from '../access/refused-account-act.js';
import { stillReserved } from './allocation.js';
import { comparedOrganisation, isEndedOn } from './application.js';
import type { AccessApplication } from './application.js';
import { firstDayAfterConversion, firstDayOfNotice } from './goals.js';
import { refusedUserAct } from './refused-user-act.js';
import { openUsers } from './users.js';
import { wrongState } from './wrong-state.js';
import type { ApplicationAct } from './wrong-state.js';

/**
 * Why the state of the process does not let an act be done: WRONG_STATE, then the refusals of its own in the order of
 * its row (contract/process.md, Acts of an application); null where nothing is against it. That whoever acts may do it
 * was found before.
 */
export function refusedProcessAct(state: AccessState, act: ProcessAct): AccessRefusal | null {
  if ('application' in act) {
    const application = applicationOf(state, act.application);
    return wrongState(state, application, act) ?? refusedOn(state, application, act);
  }
  switch (act.act) {
    case 'RequestorIdentified':
      return refusedIdentification(state, act);
    case 'CountyConverted':
      return state.conversions.has(act.county)
        ? alreadySo(`the conversion of county ${act.county} is recorded`)
        : null;
    case 'AllocationChanged':
    case 'ProcessReviewed':
      return null;
  }
}

function refusedOn(
  state: AccessState,
  application: AccessApplication,
  act: ApplicationAct,
): AccessRefusal | null {
  switch (act.act) {
    case 'RequestorInvited':
      return refusedInvitation(state, application, act.on);
    case 'ApplicationAccepted':
      return refusedAcceptance(state, application, act);
    case 'MouSignedByState':
      return refusedSignature(state, application, act.on);
    case 'OfficeCreated':
      return state.offices.has(act.office)
        ? refused('OFFICE_TAKEN', `Office ${act.office} is another application's: give a new id.`)
        : null;
    case 'UserAccountOpened':
    case 'UserAccountClosed':
    case 'TrainingRecorded':
      return refusedUserAct(state, application, act);
    case 'FindingAnswered':
    case 'FindingCleared':
      return refusedOnFinding(application, act);
    case 'RenewalNoticed':
      return refusedNotice(application, act.on);
    case 'RenewalStarted':
      return refusedRenewal(state, application);
    case 'AccountsRaised':
      return refusedRaise(state, application, act);
    case 'ApplicationSubmitted':
    case 'LegalReviewDelayed':
    case 'LegalOpinionGiven':
    case 'ConnectivityVerified':
    case 'ApplicationRejected':
    case 'MouSignedByRequestor':
    case 'InfrastructureEvaluated':
    case 'FindingRecorded':
    case 'ApplicationWithdrawn':
    case 'PeopleChanged':
    case 'SurveyAnswered':
    case 'AccessEnded':
      return null;
  }
}

function refusedIdentification(
  { conversions, applications }: AccessState,
  { county, organisation, inviteOn, on }: AccessActOf<'RequestorIdentified'>,
): AccessRefusal | null {
  const conversion = conversions.get(county);
  if (conversion !== undefined && inviteOn < firstDayAfterConversion(conversion)) {
    return tooEarly(`\`inviteOn\` is ${formatDay(inviteOn)}`, firstDayAfterConversion(conversion));
  }
  const key = comparedOrganisation(organisation);
  for (const other of applications.values()) {
    if (other.county !== county || other.organisationKey !== key || isEndedOn(other, on)) continue;
    return refused(
      'ALREADY_THERE',
      `${other.application} is that organization's application in county ${county}, and is not over: go on with it.`,
    );
  }
  return null;
}

function refusedInvitation(
  { conversions }: AccessState,
  { county, inviteOn }: AccessApplication,
  on: Day,
): AccessRefusal | null {
  const conversion = conversions.get(county);
  if (conversion === undefined) {
    return refused(
      'NOT_CONVERTED',
      `The conversion of county ${county} is not recorded: record it with CountyConverted first.`,
    );
  }
  const first = Math.max(inviteOn, firstDayAfterConversion(conversion)) as Day; // one of the two
  return on < first ? tooEarly(`it is ${formatDay(on)}`, first) : null;
}

function tooEarly(what: string, first: Day): AccessRefusal {
  return refused('TOO_EARLY', `It is too early, ${what}: the first day is ${formatDay(first)}.`);
}

function refusedAcceptance(
  state: AccessState,
  application: AccessApplication,
  act: AccessActOf<'ApplicationAccepted'>,
): AccessRefusal | null {
  const { isConnected, renews } = application;
  if (isConnected !== true) {
    const found = isConnected === null ? 'was not checked' : 'did not pass its latest check';
    return refused(
      'NO_CONNECTIVITY',
      `The connection of ${act.application} ${found}: record one that passed with ConnectivityVerified first.`,
    );
  }
  return (
    overAllocation(state, application, act, [renews]) ?? accountsInUse(state, renews, act.accounts)
  );
}

function overAllocation(
  state: AccessState,
  application: AccessApplication,
  act: AccessActOf<'ApplicationAccepted' | 'AccountsRaised'>,
  leftOut: readonly (string | null)[],
): AccessRefusal | null {
  if (act.justification !== undefined) return null;
  const left = stillReserved(state, application, [act.application, ...leftOut], act.on);
  if (act.accounts <= left) return null;
  return refused(
    'OVER_ALLOCATION',
    `The allocation guide still reserves ${String(left)} accounts for it, and ${String(act.accounts)} are asked for: give fewer, or a \`justification\`.`,
  );
}

/** An application that is `ended` hands nothing on, and asks for no accounts. */
function accountsInUse(
  state: AccessState,
  renews: string | null,
  accounts: number,
): AccessRefusal | null {
  if (renews === null) return null;
  const old = applicationOf(state, renews);
  const open = openUsers(state, old).length;
  if (old.state === 'ended' || accounts >= open) return null;
  return refused(
    'ACCOUNTS_IN_USE',
    `${renews}, which it renews, has ${String(open)} open users, and ${String(accounts)} accounts are fewer: close some, or accept more.`,
  );
}

function refusedSignature(
  state: AccessState,
  { application, mou, renews, accounts }: AccessApplication,
  on: Day,
): AccessRefusal | null {
  if (mou !== null && on > mou.to) {
    return refused(
      'MOU_NOT_IN_FORCE',
      `The memorandum of ${application} has run out on ${formatDay(mou.to)}: reject or withdraw the application.`,
    );
  }
  return accountsInUse(state, renews, accounts ?? 0);
}

function refusedOnFinding(
  { findings }: AccessApplication,
  act: AccessActOf<'FindingAnswered' | 'FindingCleared'>,
): AccessRefusal | null {
  const found = findings[Number(act.finding) - 1];
  if (found === 'open' || (found === 'answered' && act.act === 'FindingCleared')) return null;
  return alreadySo(`finding ${act.finding} of ${act.application} is ${String(found)}`);
}

function refusedNotice(
  { application, mou, steps }: AccessApplication,
  on: Day,
): AccessRefusal | null {
  if (mou !== null && on < firstDayOfNotice(mou.to)) {
    return tooEarly(`it is ${formatDay(on)}`, firstDayOfNotice(mou.to));
  }
  return steps.noticed === null ? null : alreadySo(`the renewal of ${application} is noticed`);
}

function refusedRenewal(
  { applications }: AccessState,
  { application, steps, findings }: AccessApplication,
): AccessRefusal | null {
  if (steps.noticed === null) {
    return refused(
      'NOT_NOTICED',
      `The renewal of ${application} is not noticed: RenewalNoticed comes first.`,
    );
  }
  for (const other of applications.values()) {
    if (other.renews !== application) continue;
    if (other.state === 'rejected' || other.state === 'withdrawn') continue;
    return alreadySo(`${other.application} renews ${application}`);
  }
  const open = findings.flatMap((finding, index) =>
    finding === 'cleared' ? [] : [String(index + 1)],
  );
  if (open.length === 0) return null;
  return refused(
    'OPEN_FINDINGS',
    `Findings of ${application} are not cleared (${open.join(', ')}): have them cleared first.`,
  );
}

function refusedRaise(
  state: AccessState,
  application: AccessApplication,
  act: AccessActOf<'AccountsRaised'>,
): AccessRefusal | null {
  const has = application.accounts ?? 0;
  if (act.accounts <= has) {
    return refused(
      'NOT_MORE',
      `${act.application} has ${String(has)} accounts, and ${String(act.accounts)} are not more: give a greater number.`,
    );
  }
  return overAllocation(state, application, act, []);
}
