import Type from 'typebox';

import { CLOSED, personName, text } from '../records/forms.js';
import {
  accountId,
  applicationId,
  parsedCounty,
  parsedDay,
  email,
  findingNumber,
  name,
  nameOrAddress,
  reason,
  telephone,
  yes,
} from './access-forms.js';
import { ALLOCATION_GUIDE, KINDS } from './allocation-guide.js';

const COUNT_MAX = 10_000;
const FAX_LENGTH_MAX = 40;

const counted = Type.Integer({ minimum: 1, maximum: COUNT_MAX });

const ofApplication = { application: applicationId };
const withReason = { ...ofApplication, reason };
const withText = { ...ofApplication, text: reason };

const invitee = Type.Object({ name, title: nameOrAddress, address: nameOrAddress, email }, CLOSED);
const countyPerson = Type.Object({ name, title: nameOrAddress, contact: nameOrAddress }, CLOSED);
const contact = Type.Object(
  { name, title: nameOrAddress, telephone, fax: Type.Optional(text(FAX_LENGTH_MAX)), email },
  CLOSED,
);
const iso = Type.Object({ name, title: nameOrAddress, telephone, email }, CLOSED);
const signer = Type.Object({ name, title: nameOrAddress }, CLOSED);

const allowed = { accounts: counted, justification: Type.Optional(reason) };

/**
 * The fields of each act of the Third Party Access Process (contract/process.md, Acts of an application), without the
 * envelope, in the order of its table. Their names are storage: never change or reuse one.
 */
export const PROCESS_ACTS = {
  RequestorIdentified: {
    county: parsedCounty,
    organisation: nameOrAddress,
    kind: Type.Enum([...KINDS]),
    invitee,
    coordinator: countyPerson,
    administrator: countyPerson,
    recommended: counted,
    inviteOn: parsedDay,
  },
  RequestorInvited: ofApplication,
  ApplicationSubmitted: {
    ...ofApplication,
    paper: Type.Optional(yes),
    contact,
    iso,
    signer,
    authority: reason,
    purpose: reason,
    users: counted,
    signature: name,
    signed: parsedDay,
  },
  LegalReviewDelayed: {
    ...ofApplication,
    cause: Type.Enum(['purpose-unclear', 'role-inadequate', 'research']),
  },
  LegalOpinionGiven: { ...withText, authorized: Type.Boolean() },
  ConnectivityVerified: { ...ofApplication, passed: Type.Boolean(), result: reason },
  ApplicationAccepted: { ...ofApplication, ...allowed },
  ApplicationRejected: withReason,
  MouSignedByRequestor: { ...ofApplication, from: parsedDay, to: parsedDay },
  MouSignedByState: ofApplication,
  InfrastructureEvaluated: { ...ofApplication, findings: reason },
  OfficeCreated: { ...ofApplication, office: name },
  UserAccountOpened: {
    ...ofApplication,
    profile: name,
    email: Type.Optional(email),
    name: Type.Optional(personName),
    telephone: Type.Optional(telephone),
    account: Type.Optional(accountId),
    training: parsedDay,
    statement: parsedDay,
  },
  UserAccountClosed: { ...withReason, account: accountId },
  TrainingRecorded: {
    ...ofApplication,
    account: accountId,
    training: Type.Optional(parsedDay),
    statement: Type.Optional(parsedDay),
  },
  FindingRecorded: withText,
  FindingAnswered: { ...withText, finding: findingNumber },
  FindingCleared: { ...withText, finding: findingNumber },
  RenewalNoticed: ofApplication,
  RenewalStarted: ofApplication,
  ApplicationWithdrawn: withReason,
  PeopleChanged: {
    ...ofApplication,
    invitee: Type.Optional(invitee),
    coordinator: Type.Optional(countyPerson),
    administrator: Type.Optional(countyPerson),
    contact: Type.Optional(contact),
    iso: Type.Optional(iso),
    signer: Type.Optional(signer),
  },
  SurveyAnswered: {
    ...ofApplication,
    adequate: Type.Boolean(),
    needed: Type.Optional(counted),
    text: Type.Optional(reason),
  },
  AccountsRaised: { ...ofApplication, ...allowed },
  AccessEnded: withReason,
  CountyConverted: { county: parsedCounty, day: parsedDay },
  AllocationChanged: {
    row: Type.Integer({ minimum: 1, maximum: ALLOCATION_GUIDE.length }),
    reserved: Type.Integer({ minimum: 0, maximum: COUNT_MAX }),
  },
  ProcessReviewed: { text: reason },
} as const;
