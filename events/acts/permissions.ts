/** What limits the grant of a role: the county, organisation (its application) or nothing beside the state. */
export type RoleScope = 'county' | 'state' | 'county-or-state' | 'organisation';

/** The roles of contract/permissions.json, each with the scope that a grant of it needs. */
export const ROLE_SCOPES = {
  'lcsa-reporter': 'county',
  'lcsa-director': 'county',
  'lcsa-coordinator': 'county',
  'lcsa-administrator': 'county',
  'cbud-viewer': 'county',
  'dcss-analyst': 'state',
  'dcss-process-owner': 'state',
  'dcss-process-manager': 'state',
  'dcss-legal': 'state',
  'dcss-contract-manager': 'state',
  'dcss-infrastructure-manager': 'state',
  'dcss-iso': 'state',
  'account-manager': 'state',
  auditor: 'county-or-state',
  'third-party': 'organisation',
  'requestor-contact': 'organisation',
} as const satisfies Readonly<Record<string, RoleScope>>;

/** One of the roles. */
export type Role = keyof typeof ROLE_SCOPES;

/** Every role, in the order of the table. */
export const ROLES: readonly Role[] = Object.freeze(Object.keys(ROLE_SCOPES) as Role[]);

/** Who may do an action: some roles; every active account (`*`); whoever comes, without signing in (`anyone`). */
export type Permitted = readonly (Role | '*' | 'anyone')[];

/** An action of the table. */
interface PermittedAction {
  readonly roles: Permitted;
  /** What it is, for whoever reads the table. */
  readonly what: string;
}

/**
 * The actions of contract/permissions.json with the roles that may. Whatever is not in it is refused; `operator` is for
 * what the command line on the machine does and nobody else.
 */
export const PERMISSIONS = {
  'report.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'cbud-viewer', 'dcss-analyst', 'auditor'],
    what: 'reports, checks, versions with their cells, measures of a county, months due, outdated months',
  },
  'trail.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'cbud-viewer', 'dcss-analyst', 'auditor'],
    what: 'trails page by page, differences with their rows',
  },
  'trail.download': {
    roles: ['lcsa-reporter', 'lcsa-director', 'cbud-viewer', 'dcss-analyst', 'auditor'],
    what: 'a whole trail as a file',
  },
  'case.read': {
    roles: [
      'lcsa-reporter',
      'lcsa-director',
      'cbud-viewer',
      'dcss-analyst',
      'auditor',
      'third-party',
    ],
    what: 'history, explanation, record, page of a case or child; finding one by its id',
  },
  'ledger.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'dcss-analyst', 'auditor', 'cbud-viewer'],
    what: 'size, root, proofs, checkpoints',
  },
  'state.read': {
    roles: ['dcss-analyst', 'auditor'],
    what: 'statewide report, roll-up, measures of all counties (an auditor: with a state grant)',
  },
  'measures.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'cbud-viewer', 'dcss-analyst', 'auditor'],
    what: 'measures of all counties and the state (no person in them)',
  },
  'records.append': {
    roles: ['lcsa-reporter'],
    what: 'records and corrections of every type, by request, page or file; correcting or voiding a figure of DCSS needs figures.append (NOT_PERMITTED, after WRONG_COUNTY)',
  },
  'figures.append': {
    roles: ['dcss-analyst'],
    what: 'StatewideFigureRecorded, LineMadeReportable, carry-forward, for any county',
  },
  'version.submit': { roles: ['lcsa-reporter'], what: 'freeze a month' },
  'version.approve': { roles: ['lcsa-director'], what: 'approve with certification' },
  'version.return': { roles: ['lcsa-director', 'dcss-analyst'], what: 'return with a reason' },
  'package.make': {
    roles: ['lcsa-reporter', 'lcsa-director', 'dcss-analyst', 'auditor'],
    what: 'make an evidence package',
  },
  'package.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'dcss-analyst', 'auditor'],
    what: 'see and download packages',
  },
  'sample.draw': { roles: ['auditor', 'lcsa-director'], what: 'draw a sample of a line' },
  'sample.record': {
    roles: ['auditor', 'lcsa-director'],
    what: "record findings on a sample of one's own",
  },
  'sample.read': {
    roles: ['auditor', 'lcsa-director', 'dcss-analyst'],
    what: 'see samples of the county and what was found',
  },
  'retention.read': {
    roles: ['lcsa-director', 'auditor', 'dcss-analyst', 'dcss-legal', 'lcsa-reporter'],
    what: 'plan, orders, holds',
  },
  'retention.order': { roles: ['lcsa-director', 'lcsa-reporter'], what: 'order an erasure' },
  'retention.apply': {
    roles: ['lcsa-director', 'dcss-analyst'],
    what: 'apply an order, by another person than ordered it',
  },
  'hold.place': { roles: ['lcsa-director', 'lcsa-reporter', 'dcss-legal'], what: 'place a hold' },
  'hold.release': {
    roles: ['lcsa-director', 'dcss-analyst', 'dcss-legal'],
    what: 'release a hold, by another person than placed it',
  },
  'intake.read': {
    roles: ['lcsa-reporter', 'lcsa-director', 'dcss-analyst'],
    what: 'files received, receipts, rejects',
  },
  'intake.keys': {
    roles: ['lcsa-director', 'account-manager'],
    what: "public keys of the county's file transmission",
  },
  'intake.settings': {
    roles: ['lcsa-director', 'lcsa-reporter'],
    what: "a county's mapping; the director alone: what goes to its outbox by itself",
  },
  'intake.send': {
    roles: ['dcss-analyst', 'lcsa-director'],
    what: "files put into a county's outbox",
  },
  'account.read': {
    roles: ['account-manager', 'dcss-iso', 'auditor', 'lcsa-director'],
    what: 'accounts and grants',
  },
  'account.change': {
    roles: ['account-manager'],
    what: 'AccountInvited, GrantGiven, GrantWithdrawn, AccountRestored, AccountChanged, AccountClosed, SignInReset; ApiKeyIssued and ApiKeyWithdrawn of machines, ApiKeyWithdrawn of others',
  },
  'account.suspend': { roles: ['account-manager', 'dcss-iso'], what: 'AccountSuspended' },
  'key.own': { roles: ['*'], what: "a person's own account: ApiKeyIssued, ApiKeyWithdrawn" },
  'cbud.request': { roles: ['lcsa-director', 'account-manager'], what: 'CbudAccessRequested' },
  'log.read': { roles: ['dcss-iso', 'auditor', 'account-manager'], what: 'the access log' },
  'application.read': {
    roles: [
      'lcsa-director',
      'lcsa-coordinator',
      'lcsa-administrator',
      'requestor-contact',
      'auditor',
      'dcss-process-owner',
      'dcss-process-manager',
      'dcss-legal',
      'dcss-contract-manager',
      'dcss-infrastructure-manager',
      'dcss-iso',
      'account-manager',
    ],
    what: 'applications in scope, tracking sheet',
  },
  'application.identify': { roles: ['lcsa-director'], what: 'RequestorIdentified' },
  'application.invite': { roles: ['dcss-process-manager'], what: 'RequestorInvited' },
  'application.apply': {
    roles: ['requestor-contact'],
    what: 'ApplicationSubmitted, ApplicationWithdrawn',
  },
  'application.paper': {
    roles: ['dcss-process-manager'],
    what: 'ApplicationSubmitted with paper, PeopleChanged',
  },
  'application.legal': { roles: ['dcss-legal'], what: 'LegalOpinionGiven, LegalReviewDelayed' },
  'application.connect': {
    roles: ['dcss-infrastructure-manager'],
    what: 'ConnectivityVerified, InfrastructureEvaluated, OfficeCreated',
  },
  'application.decide': {
    roles: ['dcss-process-owner'],
    what: 'ApplicationAccepted, ApplicationRejected, MouSignedByState, AccountsRaised, AccessEnded, AllocationChanged, ProcessReviewed',
  },
  'application.mou': { roles: ['requestor-contact'], what: 'MouSignedByRequestor' },
  'application.users': {
    roles: ['lcsa-administrator'],
    what: 'UserAccountOpened, UserAccountClosed',
  },
  'application.training': {
    roles: ['requestor-contact'],
    what: 'TrainingRecorded, FindingAnswered, SurveyAnswered',
  },
  'finding.change': { roles: ['dcss-iso'], what: 'FindingRecorded, FindingCleared' },
  'renewal.notice': { roles: ['dcss-contract-manager'], what: 'RenewalNoticed' },
  'renewal.start': { roles: ['dcss-process-owner'], what: 'RenewalStarted' },
  'conversion.record': { roles: ['dcss-process-manager'], what: 'CountyConverted' },
  'matrix.read': {
    roles: ['anyone'],
    what: 'the matrix of approved user accounts, without signing in',
  },
  self: {
    roles: ['*'],
    what: 'home, help, search, own account, sign-out; what each shows is limited by the other rows',
  },
  'sign-in': { roles: ['anyone'], what: 'signing in, one-time links, the warning' },
  'service.describe': {
    roles: ['anyone'],
    what: '/openapi.json, liveness and readiness (yes or no, without detail); metrics are on an address of their own (--metrics 127.0.0.1:9464), never on this one',
  },
  'service.inspect': {
    roles: ['dcss-iso', 'account-manager'],
    what: 'readiness in detail: stores, lag, disk, clock, certificate',
  },
  operator: {
    roles: [],
    what: 'what the command line on the machine does and nobody else: ingest, check, backup, restore, rescue, segments, checkpoints, keys, access load, invite, link and key, intake setup, retention confirm, simulate, demo',
  },
} as const satisfies Readonly<Record<string, PermittedAction>>;

/** One of the actions. */
export type Action = keyof typeof PERMISSIONS;

/** Every action, in the order of the table. */
export const ACTIONS: readonly Action[] = Object.freeze(Object.keys(PERMISSIONS) as Action[]);
