import type { Instant } from '../../../../events/values/instant.js';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay } from '../../../../events/values/day.js';
import type { Account } from '../../../../projections/access/access-state.js';
import { isStanding, standingGrant } from '../../../../projections/access/grants.js';
import type { NoticeKind } from '../../../../projections/notices/occasions.js';
import { grantInWords } from '../../role-words.js';
import { dateInWords, instantInWords } from '../../words.js';

/** What of somebody's credentials he is shown. */
export interface CredentialsShown {
  readonly timeCodes: object | null;
  readonly provider: object | null;
  readonly recoveryCodes: readonly string[];
  readonly passkeys: readonly {
    readonly id: string;
    readonly label: string;
    readonly addedAt: Instant;
    readonly usedAt: Instant | null;
  }[];
  readonly sessions: readonly SessionShown[];
}

interface SessionShown {
  readonly hash: string;
  readonly stage: string;
  readonly from: string;
  readonly agent: string;
  readonly begunAt: Instant;
  readonly seenAt: Instant;
}

/** One's own account as its page shows it. */
export interface AccountView {
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly endsText: string;
  readonly isByProvider: boolean;
  readonly hasTimeCodes: boolean;
  readonly codesLeft: number;
  readonly passkeys: CredentialsShown['passkeys'];
  readonly sessions: readonly (SessionShown & { readonly isThis: boolean })[];
  readonly keys: readonly {
    readonly key: string;
    readonly roles: readonly string[];
    readonly until: string;
    /** To the hour; null where no program asked with it yet. */
    readonly usedAt: Instant | null;
  }[];
  readonly notices: NoticesView;
}

/** Which notices somebody gets by mail. */
export interface NoticesView {
  /** Whether a mail server is set: else nothing is sent. */
  readonly isMailSet: boolean;
  readonly wanted: readonly NoticeKind[];
}

/** What is known of an account besides its credentials. */
export interface AccountKnown {
  /** By their labels when keys were last used. */
  readonly uses: ReadonlyMap<string, Instant>;
  readonly notices: NoticesView;
  readonly now: Instant;
}

/** What a person is shown of his own account; sessions in the order in which they were last used. */
export function accountView(
  of: Account,
  credentials: CredentialsShown,
  { hash, endsAt }: { readonly hash: string; readonly endsAt: Instant },
  { uses, notices, now }: AccountKnown,
): AccountView {
  const { account, email, name, keys } = of;
  const today = civilDayOf(now);
  const { timeCodes, provider, recoveryCodes, passkeys, sessions } = credentials;
  return {
    account,
    email,
    name: `${name.first} ${name.last}`,
    endsText: `${instantInWords(endsAt)}, unless you ask for something before`,
    isByProvider: provider !== null,
    hasTimeCodes: timeCodes !== null,
    codesLeft: recoveryCodes.length,
    passkeys,
    sessions: sessions
      .filter(({ stage }) => stage === 'whole')
      .map((session) => ({ ...session, isThis: session.hash === hash }))
      .sort((one, other) => other.seenAt - one.seenAt),
    keys: keys
      .filter((key) => isStanding(key, today))
      .map(({ key, grants, until }) => ({
        key,
        roles: grants.filter((grant) => standingGrant(of, grant, today) !== null).map(grantInWords),
        until: dateInWords(formatDay(until)),
        usedAt: uses.get(key) ?? null,
      })),
    notices,
  };
}
