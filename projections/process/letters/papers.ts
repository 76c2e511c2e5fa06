import type { Mou } from '../application.js';
import { DISCLOSURE_LAW } from './invitation.js';
import { fieldsOf, heading, list, paragraph } from './letter.js';
import type { Letter } from './letter.js';
import { accountsText, longDate } from './letter-facts.js';
import type { ProcessSettings } from './process-settings.js';

/** What a memorandum is about; null where it is not known yet and is filled in by hand. */
export interface MouFacts {
  readonly organisation: string | null;
  readonly countyName: string | null;
  readonly accounts: number | null;
  readonly authority: string | null;
  readonly purpose: string | null;
  readonly term: Mou | null;
  readonly signer: { readonly name: string; readonly title: string } | null;
}

export const NO_MOU_FACTS: MouFacts = Object.freeze({
  organisation: null,
  countyName: null,
  accounts: null,
  authority: null,
  purpose: null,
  term: null,
  signer: null,
});

/** The Memorandum of Understanding: parties, term, accounts, authority, purpose, duties, signatures. */
export function memorandum(facts: MouFacts, settings: ProcessSettings): Letter {
  const organisation = facts.organisation ?? 'the Requestor';
  const { term, signer } = facts;
  return {
    kind: 'mou',
    title: 'Memorandum of Understanding on access to the Child Support Enforcement system',
    day: null,
    sender: [settings.department],
    to: [],
    blocks: [
      heading('Parties'),
      paragraph(
        `This memorandum is between the California ${settings.department} (DCSS) and ${organisation} (the Requestor).`,
      ),
      fieldsOf(
        ['Requestor', facts.organisation ?? ''],
        ['County of location', facts.countyName ?? ''],
      ),
      heading('Term'),
      fieldsOf(
        ['First day', term === null ? '' : longDate(term.from)],
        ['Last day', term === null ? '' : longDate(term.to)],
      ),
      paragraph(
        'The term is five years at most. Both days are days of access. Six months before its end DCSS gives notice that a renewal is due. Access ends with the term unless a renewal is in force.',
      ),
      heading('User accounts'),
      fieldsOf([
        'User accounts granted',
        facts.accounts === null ? '' : accountsText(facts.accounts),
      ]),
      heading('Authority'),
      paragraph(`The law under which information may be disclosed: ${DISCLOSURE_LAW}.`),
      fieldsOf(['Statutory authority that the Requestor states', facts.authority ?? '']),
      heading('Purpose'),
      fieldsOf(['Purpose that the Requestor states', facts.purpose ?? '']),
      paragraph('Child support information is used for this purpose and for no other.'),
      heading('Duties of the Requestor'),
      list(...DUTIES_OF_REQUESTOR),
      heading('Duties of DCSS and the local child support agency'),
      list(...DUTIES_OF_STATE),
      heading('Signatures'),
      fieldsOf(
        ['For the Requestor', signer === null ? '' : `${signer.name}, ${signer.title}`],
        ['Signature', ''],
        ['Date', ''],
        ['For DCSS', `${settings.owner}, Process Owner`],
        ['Signature', ''],
        ['Date', ''],
      ),
    ],
    copies: [],
    enclosures: [],
  };
}

const DUTIES_OF_REQUESTOR = [
  'Disclose child support information only as State and Federal law permits.',
  'Connect to a Department of Technology Services Point of Presence and provide the infrastructure that this needs.',
  'Train each user in security awareness with the modules of DCSS before the account is opened, and every year after that.',
  'Have each user sign a Confidentiality Statement before the account is opened, and every year after that.',
  'Keep the signed statements in a form in which they can be found, and produce them when DCSS asks for them.',
  'Tell the local child support agency without delay when a user no longer needs the account.',
  'Let the DCSS Information Security Officer audit compliance, answer each finding, and work until it is cleared.',
] as const;

const DUTIES_OF_STATE = [
  'DCSS creates an office identification for the Requestor and evaluates the infrastructure.',
  'The local child support agency sets up the user accounts with a security profile that fits the purpose.',
  'The local child support agency gives help desk service and, where needed, training in CSE.',
  'DCSS may end access at any time, with its reason in writing.',
  'DCSS does not renew this memorandum while an audit finding is not cleared.',
] as const;

/** What each user signs before the account is opened, and every year (section 2, 6). */
export function confidentialityStatement(
  organisation: string | null,
  settings: ProcessSettings,
): Letter {
  return {
    kind: 'confidentiality-statement',
    title: 'Confidentiality Statement',
    day: null,
    sender: [settings.department],
    to: [],
    blocks: [
      paragraph(
        'The Child Support Enforcement (CSE) system holds confidential information about children, parents and payments. The law protects it. By signing I confirm:',
      ),
      list(
        'I have completed the security awareness training provided by DCSS within the last year.',
        'I use child support information only for the purpose that my organization was granted access for.',
        'I disclose it to nobody who is not authorized by law to receive it.',
        'I keep my password and second factor to myself and let nobody use my account.',
        'I know that each look at a case is recorded, and that misuse can end my access and have consequences under civil and criminal law.',
        'I sign this statement again every year, for as long as I have an account.',
      ),
      fieldsOf(
        ['Organization', organisation ?? ''],
        ['Name of the user', ''],
        ['Signature', ''],
        ['Date', ''],
      ),
      paragraph('The organization keeps this statement and produces it when DCSS asks for it.'),
    ],
    copies: [],
    enclosures: [],
  };
}
