import { addressForMail } from '../../../../events/values/email.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { AccountShown } from '../../../access/show-accounts.js';
import type { Tone } from '../../components/status-tag.js';
import { grantInWords } from '../../role-words.js';
import type { GrantWords } from '../../role-words.js';
import { stateInWords } from '../accounts/view.js';

/** A grant that stands, and how a form names it. */
export interface GrantLine extends GrantWords {
  readonly text: string;
  readonly until: string | null;
}

/** An account with what can be done with it now. */
export interface AccountView {
  readonly account: string;
  readonly name: { readonly first: string; readonly last: string };
  readonly email: string;
  /** False where a person is to be reached by mail, and none can go to that address. */
  readonly isMailable: boolean;
  readonly telephone: string | null;
  readonly isMachine: boolean;
  readonly state: { readonly text: string; readonly tone: Tone };
  readonly lastSignIn: Instant | null;
  readonly lastReset: AccountShown['lastReset'];
  readonly grants: readonly GrantLine[];
  readonly keys: readonly {
    readonly key: string;
    readonly roles: readonly string[];
    readonly until: string;
  }[];
  /** The acts that its state allows; whether whoever looks may do them is asked of the gate. */
  readonly canBe: {
    readonly changed: boolean;
    readonly suspended: boolean;
    readonly restored: boolean;
    readonly reset: boolean;
  };
}

/** One account, as it is shown and may be changed. */
export function accountView(of: AccountShown): AccountView {
  const isOpen = of.state !== 'closed';
  return {
    account: of.account,
    name: of.name,
    email: of.email,
    isMailable: of.machine || !isOpen || addressForMail(of.email) !== null,
    telephone: of.telephone,
    isMachine: of.machine,
    state: stateInWords(of.state),
    lastSignIn: of.lastSignIn,
    lastReset: of.lastReset,
    grants: of.grants.map((grant) => ({
      role: grant.role,
      county: grant.county,
      application: grant.application,
      until: grant.until,
      text: grantInWords(grant),
    })),
    keys: of.keys.map(({ key, grants, until }) => ({
      key,
      roles: grants.map(grantInWords),
      until,
    })),
    canBe: {
      changed: isOpen,
      suspended: isOpen && of.state !== 'suspended',
      restored: of.state === 'suspended',
      reset: isOpen && !of.machine,
    },
  };
}
