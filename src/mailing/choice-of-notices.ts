import { NOTICE_KINDS } from '../../projections/notices/occasions.js';
import type { NoticeKind } from '../../projections/notices/occasions.js';
import type { CredentialDesk } from '../signin/credential-desk.js';
import { MAIL_OF_ACCOUNT, holderOfMail } from './mail-of-account.js';

/** The kinds of notices that somebody wants; all of them until he chooses. */
export async function noticesWanted(
  desk: CredentialDesk,
  account: string,
): Promise<readonly NoticeKind[]> {
  const { without } = await desk.readDocument(holderOfMail(account), MAIL_OF_ACCOUNT);
  return NOTICE_KINDS.filter((kind) => !without.includes(kind));
}

/** Keeps which kinds of notices somebody wants from now on. */
export function chooseNotices(
  desk: CredentialDesk,
  account: string,
  wanted: readonly NoticeKind[],
): Promise<void> {
  const without = NOTICE_KINDS.filter((kind) => !wanted.includes(kind));
  return desk.changeDocument(holderOfMail(account), MAIL_OF_ACCOUNT, (mail) => ({
    after: { ...mail, without },
    answer: undefined,
  }));
}
