import type { LinkReason } from '../ports/mailing.js';
import type { Mail } from './mail.js';

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
export function linkMail(to: string, link: string, reason: LinkReason): Mail {
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
  return { to, subject: SUBJECTS[reason], text };
}
