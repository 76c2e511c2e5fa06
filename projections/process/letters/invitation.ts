import { fieldsOf, lines, list, paragraph } from './letter.js';
import type { Letter } from './letter.js';
import { accountsText, addressOfRequestor, contactOf, directorOf } from './letter-facts.js';
import type { LetterFacts } from './letter-facts.js';
import { postalAddress, whereToAsk } from './process-settings.js';
import type { ProcessSettings } from './process-settings.js';

/** The law under which child support information may be disclosed (section 2, appendix A, footnote 1). */
export const DISCLOSURE_LAW =
  '42 USC 453A(f), (g) and (h); 45 CFR 302.35; 45 CFR 307.10, 307.11 and 307.13; California Family Code section 17212';

/** The invitation to apply, with all that appendix A asks for. */
export function invitation(facts: LetterFacts, settings: ProcessSettings): Letter {
  const { organisation, recommended } = facts.application;
  return {
    kind: 'invitation',
    title: 'Invitation to apply for access to the Child Support Enforcement system',
    day: facts.on,
    sender: postalAddress(settings, settings.manager),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `The ${settings.department} (DCSS) owns the Child Support Enforcement (CSE) system, which keeps California's child support information. State and Federal law (${DISCLOSURE_LAW}) lets DCSS disclose it to individuals and organizations outside the Child Support Program for one purpose alone: to administer the Child Support, Welfare and Foster Care programs.`,
      ),
      paragraph(
        `${directorOf(facts)}, has named ${organisation} as an organization that assists the Child Support Program or administers one of these programs. The Director recommends that DCSS grant your organization ${accountsText(recommended)} with access to CSE.`,
      ),
      paragraph('Before anybody in your organization can be given access, it must:'),
      list(
        'Be authorized by Federal and State law to receive child support information for a purpose that the law describes.',
        'Be able to connect to a Department of Technology Services (DTS) Point of Presence, and provide all other infrastructure that the connection needs.',
        'Sign a Memorandum of Understanding provided by DCSS.',
        'Train everybody who is to use CSE with the security awareness training modules provided by DCSS.',
        'Have everybody who is to use CSE sign a Confidentiality Statement provided by DCSS. A copy is enclosed for your review.',
      ),
      paragraph(
        'An application for access and a sample of the Memorandum of Understanding are enclosed. To apply, complete the application and send it to:',
      ),
      lines(
        ...postalAddress(settings, settings.manager),
        `or by fax: ${settings.fax}`,
        `or by e-mail: ${settings.email}`,
      ),
      paragraph('You may apply at any time after you receive this letter.'),
      paragraph(`With questions or concerns about this letter, ask me ${whereToAsk(settings)}.`),
      lines('Very truly yours,', settings.manager, `Process Manager, ${settings.department}`),
    ],
    copies: [directorOf(facts)],
    enclosures: [
      'Application for access to CSE',
      'Memorandum of Understanding (sample)',
      'Confidentiality Statement',
    ],
  };
}

/** The application to fill in, with all fields of appendix B; the organisation's name where it is known. */
export function applicationForm(organisation: string | null, settings: ProcessSettings): Letter {
  return {
    kind: 'application-form',
    title: 'Application for access to the Child Support Enforcement system',
    day: null,
    sender: [settings.department],
    to: [],
    blocks: [
      fieldsOf(
        ['Name of the requestor (the organization that applies)', organisation ?? ''],
        ['Contact person for this request', ''],
        ['Title of the contact person', ''],
        ['Telephone number of the contact person', ''],
        ['Fax number of the contact person', ''],
        ['E-mail address of the contact person', ''],
        ['Information Security Officer', ''],
        ['Title of the Information Security Officer', ''],
        ['Telephone number of the Information Security Officer', ''],
        ['E-mail address of the Information Security Officer', ''],
        ['Who will sign the Memorandum of Understanding for the requestor', ''],
        ['Title of the signer', ''],
        [
          'Statutory authority that allows child support information to be disclosed to the requestor',
          '',
        ],
        ['Purpose for which the requestor will use child support information', ''],
        ['Number of users requested', ''],
        ['Signature of the requestor or designee', ''],
        ['Date', ''],
      ),
      paragraph('Send the completed application to:'),
      lines(
        ...postalAddress(settings, settings.manager),
        `or by fax: ${settings.fax}`,
        `or by e-mail: ${settings.email}`,
      ),
    ],
    copies: [],
    enclosures: [],
  };
}
