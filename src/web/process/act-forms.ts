import type { AccessActName } from '../../../events/acts/access-act.js';
import { ALLOCATION_GUIDE, KINDS } from '../../../events/acts/allocation-guide.js';
import { KIND_WORDS } from './words.js';

/** How a field is typed, and what its text becomes in the act. */
export type ActFieldKind = 'text' | 'area' | 'day' | 'count' | 'email' | 'tel' | 'choice' | 'truth';

/** A field of an act's form. */
export interface ActField {
  /** As in the act; of a part of an object `contact.name`. */
  readonly name: string;
  readonly label: string;
  readonly kind: ActFieldKind;
  readonly isOptional?: boolean;
  readonly hint?: string;
  readonly options?: readonly { readonly value: string; readonly text: string }[];
}

type Said = Pick<ActField, 'isOptional' | 'hint'>;

const field =
  (kind: ActFieldKind) =>
  (name: string, label: string, said: Said = {}): ActField => ({ name, label, kind, ...said });

const text = field('text');
const area = field('area');
const day = field('day');
const count = field('count');
const email = field('email');
const tel = field('tel');
const OPTIONAL = { isOptional: true } as const;

function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
): ActField {
  return {
    name,
    label,
    kind: 'choice',
    options: options.map(([value, words]) => ({ value, text: words })),
  };
}

function truth(name: string, label: string, yes: string, no: string): ActField {
  const options = [
    { value: '', text: 'Choose' },
    { value: 'yes', text: yes },
    { value: 'no', text: no },
  ];
  return { name, label, kind: 'truth', options };
}

const REASON = area('reason', 'Reason');
const TEXT = area('text', 'Text');
const JUSTIFICATION = area('justification', 'Justification', {
  isOptional: true,
  hint: 'Needed where the number is more than the allocation guide still reserves.',
});
const FINDING = text('finding', 'Number of the finding', { hint: 'As shown, for example 1.' });

const INVITEE = [
  text('invitee.name', 'Name of the person to invite'),
  text('invitee.title', 'Title of the person to invite'),
  area('invitee.address', 'Address of the person to invite'),
  email('invitee.email', 'E-mail of the person to invite'),
];
const COORDINATOR = [
  text('coordinator.name', 'Name of the access coordinator'),
  text('coordinator.title', 'Title of the access coordinator'),
  area('coordinator.contact', 'How to reach the access coordinator'),
];
const ADMINISTRATOR = [
  text('administrator.name', 'Name of the system administrator'),
  text('administrator.title', 'Title of the system administrator'),
  area('administrator.contact', 'How to reach the system administrator'),
];
const CONTACT = [
  text('contact.name', 'Contact person for this request'),
  text('contact.title', 'Title of the contact person'),
  tel('contact.telephone', 'Telephone number of the contact person'),
  tel('contact.fax', 'Fax number of the contact person', OPTIONAL),
  email('contact.email', 'E-mail of the contact person'),
];
const ISO = [
  text('iso.name', 'Information Security Officer'),
  text('iso.title', 'Title of the Information Security Officer'),
  tel('iso.telephone', 'Telephone number of the Information Security Officer'),
  email('iso.email', 'E-mail of the Information Security Officer'),
];
const SIGNER = [
  text('signer.name', 'Who will sign the memorandum for the organization'),
  text('signer.title', 'Title of the signer'),
];

function optional(fields: readonly ActField[]): readonly ActField[] {
  return fields.map((each) => ({ ...each, isOptional: true }));
}

/** The form of each act of the process, in the order in which it is filled in; an application's own number is known. */
export const ACT_FORMS: Readonly<Partial<Record<AccessActName, readonly ActField[]>>> = {
  RequestorIdentified: [
    text('county', 'County', { hint: 'Two digits, 01 to 58.' }),
    text('organisation', 'Name of the organization'),
    choice(
      'kind',
      'Kind of organization',
      KINDS.map((kind) => [kind, KIND_WORDS[kind] ?? kind]),
    ),
    ...INVITEE,
    ...COORDINATOR,
    ...ADMINISTRATOR,
    count('recommended', 'Number of users that you recommend'),
    day('inviteOn', 'Day on which the invitation is to be sent', {
      hint: 'Not before two months after the county’s conversion. Write it as 2010-03-01.',
    }),
  ],
  RequestorInvited: [],
  ApplicationSubmitted: [
    ...CONTACT,
    ...ISO,
    ...SIGNER,
    area('authority', 'Statutory authority which allows disclosure to the organization'),
    area('purpose', 'For what purpose the organization will use child support information'),
    count('users', 'Number of users requested'),
    text('signature', 'Signature of the requestor or designee', { hint: 'Type the full name.' }),
    day('signed', 'Date of the signature', { hint: 'Write it as 2010-03-01.' }),
    choice('paper', 'How the application came', [
      ['', 'By this form, from the contact person'],
      ['yes', 'On paper, entered by the process manager'],
    ]),
  ],
  LegalReviewDelayed: [
    choice('cause', 'Cause', [
      ['purpose-unclear', 'The purpose is unclear'],
      ['role-inadequate', 'The security role does not fit the purpose'],
      ['research', 'Extensive legal research'],
    ]),
  ],
  LegalOpinionGiven: [
    truth('authorized', 'Is access authorized by law?', 'Yes, it is', 'No, it is not'),
    area('text', 'Opinion'),
  ],
  ConnectivityVerified: [
    truth('passed', 'Did the check pass?', 'Yes, it passed', 'No, it did not'),
    area('result', 'What was found'),
  ],
  ApplicationAccepted: [count('accounts', 'Number of user accounts granted'), JUSTIFICATION],
  ApplicationRejected: [REASON],
  MouSignedByRequestor: [
    day('from', 'First day of the term', { hint: 'Write it as 2010-03-01.' }),
    day('to', 'Last day of the term', { hint: 'At most five years after the first.' }),
  ],
  MouSignedByState: [],
  InfrastructureEvaluated: [area('findings', 'What was found')],
  OfficeCreated: [
    text('office', 'Office identification', { hint: 'No other office ever had it.' }),
  ],
  UserAccountOpened: [
    text('profile', 'Security profile'),
    email('email', 'E-mail of a new user', OPTIONAL),
    text('name.first', 'First name of a new user', OPTIONAL),
    text('name.last', 'Last name of a new user', OPTIONAL),
    tel('telephone', 'Telephone number of a new user', OPTIONAL),
    text('account', 'Or the account of a user who has one', {
      isOptional: true,
      hint: 'As A-7; e-mail and name then stay empty.',
    }),
    day('training', 'Day of the security awareness training'),
    day('statement', 'Day of the signed confidentiality statement'),
  ],
  UserAccountClosed: [text('account', 'Account', { hint: 'As A-7.' }), REASON],
  TrainingRecorded: [
    text('account', 'Account', { hint: 'As A-7.' }),
    day('training', 'Day of the training', OPTIONAL),
    day('statement', 'Day of the statement', OPTIONAL),
  ],
  FindingRecorded: [TEXT],
  FindingAnswered: [FINDING, area('text', 'Answer')],
  FindingCleared: [FINDING, area('text', 'Why it is cleared')],
  RenewalNoticed: [],
  RenewalStarted: [],
  ApplicationWithdrawn: [REASON],
  PeopleChanged: [
    ...optional(INVITEE),
    ...optional(COORDINATOR),
    ...optional(ADMINISTRATOR),
    ...optional(CONTACT),
    ...optional(ISO),
    ...optional(SIGNER),
  ],
  SurveyAnswered: [
    truth('adequate', 'Is the number of accounts adequate?', 'Yes, it is', 'No, it is not'),
    count('needed', 'How many are needed', OPTIONAL),
    area('text', 'Remarks', OPTIONAL),
  ],
  AccountsRaised: [count('accounts', 'New number of user accounts'), JUSTIFICATION],
  AccessEnded: [REASON],
  CountyConverted: [
    text('county', 'County', { hint: 'Two digits, 01 to 58.' }),
    day('day', 'Day of the conversion', { hint: 'Write it as 2010-03-01.' }),
  ],
  AllocationChanged: [
    choice(
      'row',
      'Row of the guide',
      ALLOCATION_GUIDE.map(({ row, lcsa, organisation }) => [
        String(row),
        `${row}: ${lcsa}${organisation === null ? '' : `, ${organisation}`}`,
      ]),
    ),
    count('reserved', 'User accounts reserved'),
  ],
  ProcessReviewed: [area('text', 'What the review found')],
};

/** What a form says as the fields of an act; nothing for what was left empty. */
export function givenBy(
  fields: readonly ActField[],
  textOf: (name: string) => string,
): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const each of fields) {
    const typed = textOf(each.name);
    if (typed === '') continue;
    const [outer = '', inner] = each.name.split('.');
    const value = valueOf(each, typed);
    if (inner === undefined) given[outer] = value;
    else given[outer] = { ...(given[outer] as object | undefined), [inner]: value };
  }
  return given;
}

function valueOf({ kind, name }: ActField, typed: string): unknown {
  if (kind === 'truth' || name === 'paper') return typed === 'yes';
  if (kind === 'count' || name === 'row') return /^\d{1,9}$/u.test(typed) ? Number(typed) : typed;
  return typed;
}
