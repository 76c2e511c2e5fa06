import { lines, list, paragraph } from './letter.js';
import type { Letter } from './letter.js';
import {
  accountsText,
  addressOfRequestor,
  agencyOf,
  contactOf,
  directorOf,
  longDate,
} from './letter-facts.js';
import type { LetterFacts } from './letter-facts.js';
import { postalAddress, whereToAsk } from './process-settings.js';
import type { ProcessSettings } from './process-settings.js';

/** What an organisation is granted once it has done what stands in it: all that appendix C asks for. */
export function conditionalAcceptance(facts: LetterFacts, settings: ProcessSettings): Letter {
  const { accounts, people, organisation } = facts.application;
  const { coordinator } = people;
  return {
    kind: 'conditional-acceptance',
    title: 'Conditional acceptance of your application for access to CSE',
    day: facts.on,
    sender: postalAddress(settings, settings.owner),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `I have reviewed the application of ${organisation} for access to the Child Support Enforcement (CSE) system. I am authorized to grant your organization ${accountsText(accounts ?? 0)} once you have done the following:`,
      ),
      list(
        `Sign two originals of the enclosed Memorandum of Understanding and mail both to the address below. When the signed originals arrive, I will obtain the signature for DCSS and return one signed original to you. I will also ask the Infrastructure Manager to give your organization an organizational identification.`,
        'Train each user whom you have identified with the enclosed security awareness training module. Each user must complete it before getting a CSE account, and every year after that.',
        'Have each user sign the enclosed Confidentiality Statement before getting a CSE account, and every year after that. Keep the signed statements in a form in which they can be found, and produce them when DCSS asks for them.',
      ),
      paragraph('Mail both originals of the Memorandum of Understanding to:'),
      lines(...postalAddress(settings, settings.manager)),
      paragraph(
        'When your users have completed the training and signed the statements, turn to the Third Party Access Coordinator:',
      ),
      lines(coordinator.name, coordinator.title, agencyOf(facts), ...linesOf(coordinator.contact)),
      paragraph(`With questions, ask ${settings.manager} ${whereToAsk(settings)}. Thank you.`),
      lines('Sincerely,', settings.owner, `Process Owner, ${settings.department}`),
    ],
    copies: [directorOf(facts)],
    enclosures: [
      'Memorandum of Understanding (two originals)',
      'Confidentiality Statements',
      'Security awareness training module',
    ],
  };
}

/** That an application is rejected, and why; the director has a copy (section 6.6). */
export function rejection(facts: LetterFacts, reason: string, settings: ProcessSettings): Letter {
  return {
    kind: 'rejection',
    title: 'Your application for access to CSE is rejected',
    day: facts.on,
    sender: postalAddress(settings, settings.owner),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `I have reviewed the application of ${facts.application.organisation} for access to the Child Support Enforcement (CSE) system, and I cannot approve it. The reason is:`,
      ),
      paragraph(reason),
      paragraph(
        `If this changes, the Director of the ${agencyOf(facts)} may identify your organization again, and you may apply again.`,
      ),
      paragraph(`With questions, ask ${settings.manager} ${whereToAsk(settings)}.`),
      lines('Sincerely,', settings.owner, `Process Owner, ${settings.department}`),
    ],
    copies: [directorOf(facts)],
    enclosures: [],
  };
}

/** That the memorandum is signed for both sides, and what follows (section 6.9). */
export function approval(facts: LetterFacts, settings: ProcessSettings): Letter {
  const { organisation, accounts, mou, people } = facts.application;
  const term =
    mou === null ? 'the term that it names' : `${longDate(mou.from)} to ${longDate(mou.to)}`;
  return {
    kind: 'approval',
    title: 'Your Memorandum of Understanding is approved',
    day: facts.on,
    sender: postalAddress(settings, settings.manager),
    to: addressOfRequestor(facts),
    blocks: [
      paragraph(`Dear ${contactOf(facts).name}:`),
      paragraph(
        `The Memorandum of Understanding between DCSS and ${organisation} is now signed for both sides. Its term is ${term}. Your organization may have ${accountsText(accounts ?? 0)}; this stands in the public matrix of approved user accounts.`,
      ),
      paragraph('What comes next:'),
      list(
        'The Infrastructure Manager creates an office identification for your organization and evaluates the infrastructure. You will be told when the office exists.',
        'You name the users. Each completes the security awareness training and signs a Confidentiality Statement first; you keep the statements for audit.',
        `The System Administrator of the ${agencyOf(facts)}, ${people.administrator.name} (${people.administrator.contact}), sets up the user accounts with you.`,
        'DCSS aims to establish access within 30 to 45 working days of this approval.',
      ),
      paragraph(`With questions, ask ${settings.manager} ${whereToAsk(settings)}.`),
      lines('Sincerely,', settings.manager, `Process Manager, ${settings.department}`),
    ],
    copies: [
      directorOf(facts),
      `${settings.contractManager}, Contract Manager, ${settings.department}`,
      'CCSAS Infrastructure Manager',
    ],
    enclosures: ['Memorandum of Understanding (signed original)'],
  };
}

/** That the office exists (section 7.1): to the manager, the contact and the administrator. */
export function officeCreated(facts: LetterFacts, settings: ProcessSettings): Letter {
  const { organisation, office, people } = facts.application;
  const { administrator } = people;
  return {
    kind: 'office-created',
    title: 'An office identification was created',
    day: facts.on,
    sender: ['CCSAS Infrastructure Manager', settings.department],
    to: [
      `${contactOf(facts).name}, ${organisation}`,
      `${administrator.name}, ${administrator.title}, ${agencyOf(facts)}`,
      `${settings.manager}, Process Manager, ${settings.department}`,
    ],
    blocks: [
      paragraph(
        `The office identification of ${organisation} in ${facts.countyName} County is ${office ?? ''}.`,
      ),
      paragraph(
        `${contactOf(facts).name} and ${administrator.name} can now agree on how the user accounts are set up. Each user must have completed the security awareness training and signed a Confidentiality Statement within the last year.`,
      ),
    ],
    copies: [],
    enclosures: [],
  };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}
