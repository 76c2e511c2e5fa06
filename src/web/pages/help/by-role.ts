import type { Action, Role } from '../../../../events/acts/permissions.js';
import type { Link } from '../../page.js';

/** A page where something begins, and what whoever opens it must be permitted. */
export interface Beginning extends Link {
  readonly needs: Action;
}

/** One thing that somebody comes to do, and how. */
export interface HowTo {
  readonly what: string;
  /** Sentences. */
  readonly how: string;
  /** Where it begins, where that is one place for all. */
  readonly at: Beginning | null;
}

const START: Beginning = { href: '/', text: 'Counties', needs: 'self' };
const STATE: Beginning = { href: '/state', text: 'The state', needs: 'state.read' };
const AUDIT: Beginning = { href: '/audit', text: 'Samples', needs: 'sample.read' };
const ACCOUNTS: Beginning = { href: '/access/accounts', text: 'Accounts', needs: 'account.read' };
const APPLICATIONS: Beginning = {
  href: '/access/applications',
  text: 'Applications',
  needs: 'application.read',
};
const LOG: Beginning = { href: '/log', text: 'Access log', needs: 'log.read' };

const LOOK_AT_A_NUMBER: HowTo = {
  what: 'See what a number counts',
  how: 'Open the county’s month and the number. Each row leads to its case, and each case says why.',
  at: START,
};

const FOLLOW_APPLICATIONS: HowTo = {
  what: 'Do what waits for you',
  how: 'The list says what each application waits for, and since when. Open it: the form for the next act is there.',
  at: APPLICATIONS,
};

const READ_MONTHS: HowTo = {
  what: 'See who is in, late or outdated',
  how: 'Open a month of the state. Each county has its version, and leads to it.',
  at: STATE,
};

/** What each role comes to do, in the order in which it comes up. */
export const HOW_TO: Readonly<Record<Role, readonly HowTo[]>> = {
  'lcsa-reporter': [
    {
      what: 'Send records',
      how: 'Open the county and its records. Upload a file, or enter one record by its form. What is refused says what to mend.',
      at: START,
    },
    LOOK_AT_A_NUMBER,
    {
      what: 'Submit a month',
      how: 'What waits on the first page leads to the form. Look at the remarks first, then submit. The director approves.',
      at: START,
    },
  ],
  'lcsa-director': [
    {
      what: 'Approve or return a version',
      how: 'What waits on the first page leads to the version. Look at its differences, then certify it, or return it with a reason.',
      at: START,
    },
    LOOK_AT_A_NUMBER,
    {
      what: 'Check records against paper files',
      how: 'Draw a sample, and work through its rows. The result has its limits.',
      at: AUDIT,
    },
    {
      what: 'Give somebody access to the backup data',
      how: 'Fill in the letter’s form for one person, or upload its workbook for many.',
      at: { href: '/access/cbud', text: 'Access to the backup data', needs: 'cbud.request' },
    },
  ],
  'lcsa-coordinator': [FOLLOW_APPLICATIONS],
  'lcsa-administrator': [FOLLOW_APPLICATIONS],
  'cbud-viewer': [LOOK_AT_A_NUMBER],
  'dcss-analyst': [
    READ_MONTHS,
    {
      what: 'Supply Lines 8, 8a and 10',
      how: 'Enter the figures for any county. The page says what they change.',
      at: { href: '/state/figures', text: 'Figures of DCSS', needs: 'figures.append' },
    },
    LOOK_AT_A_NUMBER,
  ],
  'dcss-process-owner': [FOLLOW_APPLICATIONS],
  'dcss-process-manager': [FOLLOW_APPLICATIONS],
  'dcss-legal': [
    FOLLOW_APPLICATIONS,
    {
      what: 'Keep what a legal action needs',
      how: 'Open the county’s retention, and place a hold. Another person releases it.',
      at: null,
    },
  ],
  'dcss-contract-manager': [FOLLOW_APPLICATIONS],
  'dcss-infrastructure-manager': [FOLLOW_APPLICATIONS],
  'dcss-iso': [
    {
      what: 'See unusual use',
      how: 'Look through what stands out. Each finding leads to its lines in the log.',
      at: { href: '/log/unusual', text: 'Unusual use', needs: 'log.read' },
    },
    { what: 'See who saw a case', how: 'Give the case’s id in the log.', at: LOG },
    {
      what: 'Stop an account at once',
      how: 'Open the account and suspend it, with a reason. Its sessions and keys end with it.',
      at: ACCOUNTS,
    },
  ],
  'account-manager': [
    {
      what: 'Let somebody in',
      how: 'Invite the person with a role. The link that is sent leads to a password and a second factor.',
      at: ACCOUNTS,
    },
    {
      what: 'Review who has access, each year',
      how: 'Download the list of accounts, and withdraw what is not needed any more.',
      at: ACCOUNTS,
    },
  ],
  auditor: [
    {
      what: 'Audit a version',
      how: 'Draw a sample from it, and judge each row by its evidence. The worksheet is a workbook and a PDF.',
      at: AUDIT,
    },
    LOOK_AT_A_NUMBER,
    {
      what: 'Prove that nothing was changed',
      how: 'Make a package of the version: it has the program that verifies it. Roots and hashes are on the version’s page.',
      at: START,
    },
    { what: 'See who saw or did what', how: 'Choose by county, account, case or day.', at: LOG },
  ],
  'third-party': [
    {
      what: 'Look up a case',
      how: 'Type its number into the search on top. Each look is recorded.',
      at: START,
    },
  ],
  'requestor-contact': [
    {
      what: 'Apply, and follow your application',
      how: 'Open it: what is done, what it waits for, and the forms of your own acts are there.',
      at: APPLICATIONS,
    },
  ],
};
