import { losAngelesDay, plusYears } from './calendar.js';
import { ROLE_NEEDS } from './tables.js';

type Json = Readonly<Record<string, unknown>>;

/** What a value must be: said by a function; or an object's fields, `?` behind those that may be missing. */
type Must =
  ((value: unknown) => boolean) | { readonly list: readonly [Must, number, number] } | Fields;
interface Fields {
  readonly [field: string]: Must;
}

const text =
  (most: number): Must =>
  (value) =>
    typeof value === 'string' &&
    Array.from(value).length >= 1 &&
    Array.from(value).length <= most &&
    value.isWellFormed();
const whole =
  (least: number, most: number): Must =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
const one =
  (...words: readonly unknown[]): Must =>
  (value) =>
    words.includes(value);
const spelt =
  (form: RegExp): Must =>
  (value) =>
    typeof value === 'string' && form.test(value);

const day: Must = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) return false;
  return value >= '1900-01-01' && value <= '2100-12-31';
};
const at: Must = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/u.test(value) &&
  day(value.slice(0, 10));
const email: Must = (value) =>
  typeof value === 'string' &&
  value.isWellFormed() &&
  Array.from(value).length <= 254 &&
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value);
const county = spelt(/^(0[1-9]|[1-4]\d|5[0-8])$/u);
const account = spelt(/^A-[1-9]\d*$/u);
const application = spelt(/^T-[1-9]\d*$/u);
const finding = spelt(/^[1-9]\d*$/u);
const yesOrNo = one(true, false);
const name = text(100);
const anything: Must = () => true;
const reason = text(1000);
const telephone = text(40);
const count = whole(1, 10_000);
const person: Fields = { first: name, last: name };
const scoped: Fields = {
  role: one(...Object.keys(ROLE_NEEDS)),
  'county?': county,
  'application?': application,
};
const grant: Fields = { ...scoped, 'until?': day };
const invitee: Fields = { name, title: text(200), address: text(200), email };
const countys: Fields = { name, title: text(200), contact: text(200) };
const contact: Fields = { name, title: text(200), telephone, 'fax?': text(40), email };
const iso: Fields = { name, title: text(200), telephone, email };
const signer: Fields = { name, title: text(200) };
const why: Fields = { account, reason };
const a: Fields = { application };

/** Every act's fields beside `act`, `at` and `by`, copied from the pages by hand. */
export const FIELDS: Readonly<Record<string, Fields>> = {
  AccountInvited: {
    email,
    name: person,
    'telephone?': telephone,
    'machine?': one(true),
    grants: { list: [grant, 1, 20] },
  },
  AccountActivated: {},
  GrantGiven: { account, grant },
  GrantWithdrawn: { account, grant: scoped },
  AccountSuspended: why,
  AccountRestored: why,
  SignInReset: why,
  AccountChanged: { account, 'email?': email, 'name?': person, 'telephone?': telephone },
  AccountClosed: why,
  ApiKeyIssued: { account, key: text(40), grants: { list: [scoped, 1, 20] }, until: day },
  ApiKeyWithdrawn: { account, key: text(40) },
  CbudAccessRequested: { county, rows: { list: [anything, 1, 200] } },
  RequestorIdentified: {
    county,
    organisation: text(200),
    kind: one('IV-A', 'IV-E', 'district-attorney', 'child-abduction', 'other'),
    invitee,
    coordinator: countys,
    administrator: countys,
    recommended: count,
    inviteOn: day,
  },
  RequestorInvited: a,
  ApplicationSubmitted: {
    ...a,
    'paper?': one(true),
    contact,
    iso,
    signer,
    authority: reason,
    purpose: reason,
    users: count,
    signature: name,
    signed: day,
  },
  LegalReviewDelayed: { ...a, cause: one('purpose-unclear', 'role-inadequate', 'research') },
  LegalOpinionGiven: { ...a, authorized: yesOrNo, text: reason },
  ConnectivityVerified: { ...a, passed: yesOrNo, result: reason },
  ApplicationAccepted: { ...a, accounts: count, 'justification?': reason },
  ApplicationRejected: { ...a, reason },
  MouSignedByRequestor: { ...a, from: day, to: day },
  MouSignedByState: a,
  InfrastructureEvaluated: { ...a, findings: reason },
  OfficeCreated: { ...a, office: name },
  UserAccountOpened: {
    ...a,
    profile: name,
    'email?': email,
    'name?': person,
    'telephone?': telephone,
    'account?': account,
    training: day,
    statement: day,
  },
  UserAccountClosed: { ...a, account, reason },
  TrainingRecorded: { ...a, account, 'training?': day, 'statement?': day },
  FindingRecorded: { ...a, text: reason },
  FindingAnswered: { ...a, text: reason, finding },
  FindingCleared: { ...a, text: reason, finding },
  RenewalNoticed: a,
  RenewalStarted: a,
  ApplicationWithdrawn: { ...a, reason },
  PeopleChanged: {
    ...a,
    'invitee?': invitee,
    'coordinator?': countys,
    'administrator?': countys,
    'contact?': contact,
    'iso?': iso,
    'signer?': signer,
  },
  SurveyAnswered: { ...a, adequate: yesOrNo, 'needed?': count, 'text?': reason },
  AccountsRaised: { ...a, accounts: count, 'justification?': reason },
  AccessEnded: { ...a, reason },
  CountyConverted: { county, day },
  AllocationChanged: { row: whole(1, 59), reserved: whole(0, 10_000) },
  ProcessReviewed: { text: reason },
};

const ROW: Fields = { first: name, last: name, telephone, email, level: one(0, 1) };

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFields(must: Must): must is Fields {
  return typeof must !== 'function' && !('list' in must && Array.isArray(must.list));
}

function hasStranger(must: Must, value: unknown): boolean {
  if (typeof must === 'function') return false;
  if (!isFields(must)) {
    const [item] = must.list;
    return Array.isArray(value) && value.some((each) => hasStranger(item, each));
  }
  if (!isObject(value)) return false;
  return Object.keys(value).some((key) => {
    const inner = must[key] ?? must[`${key}?`];
    return inner === undefined || hasStranger(inner, value[key]);
  });
}

function isRight(must: Must, value: unknown): boolean {
  if (typeof must === 'function') return must(value);
  if (!isFields(must)) {
    const [item, least, most] = must.list;
    return (
      Array.isArray(value) &&
      value.length >= least &&
      value.length <= most &&
      value.every((each) => isRight(item, each))
    );
  }
  if (!isObject(value)) return false;
  return Object.entries(must).every(([field, inner]) => {
    const key = field.replace('?', '');
    if (Object.hasOwn(value, key)) return isRight(inner, value[key]);
    return field.endsWith('?');
  });
}

/** Whether a row of a request for the CBUD is one. */
export function isRow(row: unknown): row is Json {
  return !hasStranger(ROW, row) && isRight(ROW, row);
}

/** The refusal of an act for what it is by itself, the first that applies; null where it is none. */
export function formRefusal(line: string): string | null {
  let act: unknown;
  try {
    act = JSON.parse(line);
  } catch {
    return 'MALFORMED';
  }
  if (!isObject(act)) return 'MALFORMED';
  const type = act['act'];
  if (typeof type !== 'string') return 'INVALID_FIELD';
  if (!Object.hasOwn(FIELDS, type)) return 'UNKNOWN_ACT';
  const whole: Fields = {
    act: one(type),
    at,
    by: spelt(/^(operator|A-[1-9]\d*)$/u),
    ...FIELDS[type],
  };
  if (hasStranger(whole, act)) return 'UNKNOWN_FIELD';
  return isRight(whole, act) && isRightTogether(act) ? null : 'INVALID_FIELD';
}

function isRightTogether(act: Json): boolean {
  const on = losAngelesDay(String(act['at']));
  const has = (...fields: readonly string[]): boolean => fields.some((each) => each in act);
  const hasBeen = (field: string): boolean => !has(field) || String(act[field]) <= on;
  switch (act['act']) {
    case 'AccountActivated':
      return act['by'] !== 'operator';
    case 'AccountInvited':
      return areOnce(act['grants'] as Json[]) && (act['grants'] as Json[]).every(lasts(on));
    case 'GrantGiven':
      return lasts(on)(act['grant'] as Json);
    case 'ApiKeyIssued': {
      const until = String(act['until']);
      return areOnce(act['grants'] as Json[]) && until >= on && until <= plusYears(on, 1);
    }
    case 'AccountChanged':
      return has('email', 'name', 'telephone');
    case 'PeopleChanged':
      return has('invitee', 'coordinator', 'administrator', 'contact', 'iso', 'signer');
    case 'ApplicationSubmitted':
      return hasBeen('signed');
    case 'MouSignedByRequestor': {
      const [from, to] = [String(act['from']), String(act['to'])];
      return to > from && to <= plusYears(from, 5);
    }
    case 'UserAccountOpened':
      if (!hasBeen('training') || !hasBeen('statement')) return false;
      return has('account') ? !has('email', 'name', 'telephone') : has('email') && has('name');
    case 'TrainingRecorded':
      return has('training', 'statement') && hasBeen('training') && hasBeen('statement');
    default:
      return true;
  }
}

function lasts(on: string): (grant: Json) => boolean {
  return (grant) => !('until' in grant) || String(grant['until']) >= on;
}

function areOnce(grants: readonly Json[]): boolean {
  const keys = grants.map((each) =>
    [each['role'], each['county'] ?? '-', each['application'] ?? '-'].join(' '),
  );
  return new Set(keys).size === keys.length;
}
