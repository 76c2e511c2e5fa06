import type { Role } from '../../events/acts/permissions.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { comparedEmail } from '../../events/values/email.js';
import type { AccessApplication } from '../process/application.js';

/** A role and what it is limited to. */
export interface RoleAndScope {
  readonly role: Role;
  readonly county: County | null;
  readonly application: string | null;
}

/** A role given to an account, until a day (the last) or until it is withdrawn. */
export interface Grant extends RoleAndScope {
  readonly until: Day | null;
}

/** A key of an account: its label, what it carries, its last day. */
export interface AccessKey {
  readonly key: string;
  readonly grants: readonly RoleAndScope[];
  readonly until: Day;
  /** When it was issued: a label that is free again may be given anew. */
  readonly issuedAt: Instant;
}

export type AccountState = 'invited' | 'active' | 'suspended' | 'closed';

/** A reset of somebody's sign-in: when, by whom, why. */
export interface SignInReset {
  readonly at: Instant;
  /** An account, or `operator`. */
  readonly by: string;
  readonly reason: string;
}

/** One person, or one machine of an organisation, as the acts have left it. */
export interface Account {
  readonly account: string;
  readonly email: string;
  readonly name: { readonly first: string; readonly last: string };
  readonly telephone: string | null;
  readonly isMachine: boolean;
  readonly state: AccountState;
  /** What a restored account is again. */
  readonly restoredTo: 'invited' | 'active';
  /** Those that were not withdrawn, in the order given; some may have run out. */
  readonly grants: readonly Grant[];
  readonly keys: readonly AccessKey[];
  /** How often it was suspended: sessions from before the last time are over, restored or not. */
  readonly suspensions: number;
  /** How often its sign-in was reset: what it was chosen to be before the last time counts no more. */
  readonly signInResets: number;
  /** The last of them; null where there was none. */
  readonly lastReset: SignInReset | null;
  /** The last training and statement of confidentiality that are recorded. */
  readonly training: Day | null;
  readonly statement: Day | null;
}

/** What the acts of access and of the process come to. Accounts and applications are in order of number. */
export interface AccessState {
  readonly accounts: ReadonlyMap<string, Account>;
  /** The account that is not closed by its e-mail address as compared. */
  readonly byEmail: ReadonlyMap<string, string>;
  readonly applications: ReadonlyMap<string, AccessApplication>;
  /** The day on which a county goes over, as it was recorded. */
  readonly conversions: ReadonlyMap<County, Day>;
  /** What `AllocationChanged` made of a row of the guide. */
  readonly reserved: ReadonlyMap<number, number>;
  /** Ids of all offices ever created. */
  readonly offices: ReadonlySet<string>;
  /** When the last act was done; null before the first. */
  readonly lastAt: Instant | null;
}

export const NO_ACTS: AccessState = Object.freeze({
  accounts: new Map(),
  byEmail: new Map(),
  applications: new Map(),
  conversions: new Map(),
  reserved: new Map(),
  offices: new Set<string>(),
  lastAt: null,
});

/**
 * A state that a fold is working on: nobody else has it. What it holds is never changed, only replaced, so that a draft
 * costs no more than the copy of its indexes.
 */
export class AccessDraft implements AccessState {
  readonly accounts: Map<string, Account>;
  readonly byEmail: Map<string, string>;
  readonly applications: Map<string, AccessApplication>;
  readonly conversions: Map<County, Day>;
  readonly reserved: Map<number, number>;
  readonly offices: Set<string>;
  lastAt: Instant | null;

  constructor(from: AccessState = NO_ACTS) {
    this.accounts = new Map(from.accounts);
    this.byEmail = new Map(from.byEmail);
    this.applications = new Map(from.applications);
    this.conversions = new Map(from.conversions);
    this.reserved = new Map(from.reserved);
    this.offices = new Set(from.offices);
    this.lastAt = from.lastAt;
  }

  /** The account made, which gets the next number. */
  addAccount(given: Omit<Account, 'account'>): Account {
    const account = { account: `A-${String(this.accounts.size + 1)}`, ...given };
    this.accounts.set(account.account, account);
    this.byEmail.set(comparedEmail(account.email), account.account);
    return account;
  }

  /** Puts a newer one in its place. */
  setAccount(account: Account): void {
    const before = this.accounts.get(account.account);
    // The address of a closed account may be another's by now.
    if (before !== undefined && before.state !== 'closed') {
      this.byEmail.delete(comparedEmail(before.email));
    }
    this.accounts.set(account.account, account);
    if (account.state !== 'closed') {
      this.byEmail.set(comparedEmail(account.email), account.account);
    }
  }

  /** The application made, which gets the next number. */
  addApplication(given: Omit<AccessApplication, 'application'>): AccessApplication {
    const application = { application: `T-${String(this.applications.size + 1)}`, ...given };
    this.applications.set(application.application, application);
    return application;
  }

  setApplication(application: AccessApplication): void {
    this.applications.set(application.application, application);
  }
}

/** The account of that id. Throws where there is none: who asks has found that there is. */
export function accountOf({ accounts }: AccessState, id: string): Account {
  const account = accounts.get(id);
  if (account === undefined) throw new Error(`There is no account ${id}.`);
  return account;
}

/** The application of that id. Throws where there is none: who asks has found that there is. */
export function applicationOf({ applications }: AccessState, id: string): AccessApplication {
  const application = applications.get(id);
  if (application === undefined) throw new Error(`There is no application ${id}.`);
  return application;
}
