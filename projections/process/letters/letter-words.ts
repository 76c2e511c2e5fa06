import type { LetterKind } from './letter.js';

/** What each letter and paper is called. */
export const LETTER_WORDS: Readonly<Record<LetterKind, string>> = {
  invitation: 'Invitation',
  'application-form': 'Blank application',
  'conditional-acceptance': 'Conditional acceptance',
  rejection: 'Rejection',
  mou: 'Memorandum of Understanding',
  'confidentiality-statement': 'Confidentiality statement',
  approval: 'Notice of the approved memorandum',
  'office-created': 'Office created',
  findings: 'Notice of a finding',
  'renewal-due': 'Renewal due',
  'not-renewed': 'Not renewed until findings are cleared',
  renewal: 'Renewal begun',
  'allocation-changed': 'Allocation changed',
};
