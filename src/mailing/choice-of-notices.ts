import { NOTICE_KINDS } from '../../projections/notices/occasions.js';
import type { NoticeKind } from '../../projections/notices/occasions.js';
import type { CredentialDocuments } from '../signin/credential-documents.js';
import { MAIL_OF_ACCOUNT, holderOfMail } from './mail-of-account.js';

/** The kinds of notices that somebody wants; all of them until he chooses. */
export async function noticesWanted(
  documents: CredentialDocuments,
  account: string,
): Promise<readonly NoticeKind[]> {
  const { without } = await documents.readDocument(holderOfMail(account), MAIL_OF_ACCOUNT);
  return NOTICE_KINDS.filter((kind) => !without.includes(kind));
}

/** Keeps which kinds of notices somebody wants from now on. */
export function chooseNotices(
  documents: CredentialDocuments,
  account: string,
  wanted: readonly NoticeKind[],
): Promise<void> {
  const without = NOTICE_KINDS.filter((kind) => !wanted.includes(kind));
  return documents.changeDocument(holderOfMail(account), MAIL_OF_ACCOUNT, (mail) => ({
    after: { ...mail, without },
    answer: undefined,
  }));
}
