import type { AccessActName } from '../../../events/acts/access-act.js';
import type { GoalName } from '../../../projections/process/goals.js';
import type { ShownApplication } from '../../../projections/process/shown-application.js';
import type { Tone } from '../components/status-tag.js';

/** What an application is, in words, and how good that is. */
export const STATE_WORDS: Readonly<
  Record<ShownApplication['state'], { readonly text: string; readonly tone: Tone }>
> = {
  identified: { text: 'Identified by the director', tone: 'waiting' },
  invited: { text: 'Invited to apply', tone: 'waiting' },
  applied: { text: 'Applied, in legal review', tone: 'waiting' },
  'legal-cleared': { text: 'Cleared by Legal', tone: 'waiting' },
  'legal-refused': { text: 'Not authorized by Legal', tone: 'warning' },
  'conditionally-accepted': { text: 'Conditionally accepted', tone: 'waiting' },
  'mou-signed': { text: 'Signed by the organization', tone: 'waiting' },
  approved: { text: 'Approved', tone: 'good' },
  'office-created': { text: 'Approved, office created', tone: 'good' },
  established: { text: 'Access established', tone: 'good' },
  rejected: { text: 'Rejected', tone: 'bad' },
  withdrawn: { text: 'Withdrawn', tone: 'plain' },
  ended: { text: 'Ended', tone: 'bad' },
  expired: { text: 'Expired', tone: 'bad' },
};

/** What an act of the process does, as an order to whom it waits for. */
const ACT_WORDS: Readonly<Partial<Record<AccessActName, string>>> = {
  RequestorIdentified: 'Identify an organization',
  RequestorInvited: 'Send the invitation',
  ApplicationSubmitted: 'Submit the application',
  LegalReviewDelayed: 'Say why legal review takes longer',
  LegalOpinionGiven: 'Give the legal opinion',
  ConnectivityVerified: 'Record the check of the connection',
  ApplicationAccepted: 'Accept conditionally',
  ApplicationRejected: 'Reject',
  MouSignedByRequestor: 'Sign the memorandum for the organization',
  MouSignedByState: 'Sign the memorandum for DCSS',
  InfrastructureEvaluated: 'Record the infrastructure evaluation',
  OfficeCreated: 'Create the office',
  UserAccountOpened: 'Open a user account',
  UserAccountClosed: 'Close a user account',
  TrainingRecorded: 'Record training and statements',
  FindingRecorded: 'Record an audit finding',
  FindingAnswered: 'Answer an audit finding',
  FindingCleared: 'Clear an audit finding',
  RenewalNoticed: 'Give notice that renewal is due',
  RenewalStarted: 'Start the renewal',
  ApplicationWithdrawn: 'Withdraw the application',
  PeopleChanged: 'Change people',
  SurveyAnswered: 'Answer the survey on accounts',
  AccountsRaised: 'Raise the number of accounts',
  AccessEnded: 'End access',
  CountyConverted: 'Record a county’s conversion',
  AllocationChanged: 'Change the guide',
  ProcessReviewed: 'Record the yearly review',
};

export function actInWords(act: string): string {
  return ACT_WORDS[act as AccessActName] ?? act; // an act that has no words stands as it is
}

/** What each goal is for. */
export const GOAL_WORDS: Readonly<Record<GoalName, string>> = {
  invitation: 'Invitation sent',
  'legal-review': 'Legal opinion given',
  'conditional-approval': 'Conditional approval decided',
  approval: 'Memorandum signed for DCSS',
  access: 'Access established',
  'renewal-notice': 'Renewal noticed',
};

export const KIND_WORDS: Readonly<Record<string, string>> = {
  'IV-A': 'Welfare (IV-A)',
  'IV-E': 'Foster care (IV-E)',
  'district-attorney': 'District attorney',
  'child-abduction': 'Child abduction unit',
  other: 'Other',
};

/** Where applications are listed. */
export const APPLICATIONS_ADDRESS = '/access/applications';

/** Where an act that waits is done: a county's conversion is of no application. */
export function waitingHref(application: string, act: AccessActName): string {
  return act === 'CountyConverted'
    ? `${APPLICATIONS_ADDRESS}?act=${act}`
    : `${applicationHref(application)}?act=${act}`;
}

export function applicationHref(application: string): string {
  return `/access/applications/${application}`;
}
