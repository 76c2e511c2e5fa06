import type { AccessActs } from '../access/access-acts.js';
import type { LinkMail, LinkReason } from '../ports/link-mail.js';
import { LINK_MS } from '../signin/bounds.js';
import type { CredentialDesk } from '../signin/credential-desk.js';
import { addressOfLink, makeLink } from '../signin/one-time-links.js';
import type { Mail, MailQueue } from './mail-queue.js';

/** What mails with links are made of. */
export interface LinkMailHouse {
  readonly accessActs: AccessActs;
  readonly desk: CredentialDesk;
  readonly queue: MailQueue;
  /** The only source of links. */
  readonly origin: () => URL;
  readonly clock: () => number;
}

/** One-time links that go out by mail, to the address that is kept of the account. */
export function linksByMail({ accessActs, desk, queue, origin, clock }: LinkMailHouse): LinkMail {
  return {
    sendLink: async (id, reason) => {
      const account = (await accessActs.read()).accounts.get(id);
      if (account === undefined || account.isMachine) return;
      const now = clock();
      const link = addressOfLink(origin(), await makeLink(desk, account, now));
      queue.send(linkMail(account.email, link, reason, now));
    },
  };
}

const SUBJECTS = {
  invited: 'Your access to Plumbline',
  reset: 'Your sign-in to Plumbline was reset',
} as const;

const BEGINNINGS = {
  invited: 'You were given access to Plumbline.',
  reset:
    'Your account manager has reset your sign-in to Plumbline. Your password, passkeys and codes count no more, and you were signed out everywhere.',
} as const;

/** The mail with a one-time link: no name, no case, nothing else that is confidential. */
export function linkMail(to: string, link: string, reason: LinkReason, now: number): Mail {
  const text = [
    BEGINNINGS[reason],
    '',
    'Open this link, press the button, and choose a password and a second factor:',
    '',
    link,
    '',
    'It works once, for 72 hours. Nobody will ever ask you for it.',
    'If you did not expect this mail, tell your account manager.',
    '',
  ].join('\n');
  return { to, subject: SUBJECTS[reason], text, until: now + LINK_MS };
}
