import type { AccessActName } from './access-act.js';
import type { Action } from './permissions.js';

/**
 * Whether a program with a key may do something; whether a person has to; whether his second factor must have been given
 * in the last 15 minutes (contract/access.md, Signing in).
 */
export type PersonNeeded = 'no' | 'person' | 'secondFactor';

/** Actions that a person does, and with a fresh second factor where they decide much. All others a key may do. */
const NEEDED: Readonly<Partial<Record<Action, Exclude<PersonNeeded, 'no'>>>> = {
  'version.submit': 'person',
  'version.approve': 'secondFactor',
  'version.return': 'person',
  'retention.order': 'secondFactor',
  'retention.apply': 'secondFactor',
  'hold.place': 'secondFactor',
  'hold.release': 'secondFactor',
  'intake.keys': 'secondFactor',
  'account.change': 'person',
  'account.suspend': 'person',
  'key.own': 'person',
  'cbud.request': 'secondFactor',
  'application.identify': 'person',
  'application.invite': 'person',
  'application.apply': 'person',
  'application.paper': 'person',
  'application.legal': 'person',
  'application.connect': 'person',
  'application.decide': 'person',
  'application.mou': 'person',
  'application.users': 'person',
  'application.training': 'person',
  'finding.change': 'person',
  'renewal.notice': 'person',
  'renewal.start': 'person',
  'conversion.record': 'person',
};

/** Acts that change rights, issue a key, or let an organisation in or out. */
const FRESH_ACTS: ReadonlySet<string> = new Set<AccessActName>([
  'AccountInvited',
  'GrantGiven',
  'GrantWithdrawn',
  'CbudAccessRequested',
  'ApiKeyIssued',
  'UserAccountOpened',
  'ApplicationAccepted',
  'AccountsRaised',
  'MouSignedByState',
  'AccessEnded',
]);

/** Who has to do what an action permits. */
export function personNeededFor(action: Action): PersonNeeded {
  return NEEDED[action] ?? 'no';
}

/** Who has to do an act of access or of the process, by its name: always a person. */
export function personNeededForAct(act: string): PersonNeeded {
  return FRESH_ACTS.has(act) ? 'secondFactor' : 'person';
}
