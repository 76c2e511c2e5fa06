import { formatDay } from '../../events/values/day.js';
import type { ShownAccount, ShownGrant } from '../../projections/access/shown-account.js';
import type { ShownApplication } from '../../projections/process/shown-application.js';
import { peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { WIDTH_MAX } from '../reports/table.js';
import type { LineDecided } from './load-acts.js';
import type { AccessShown } from './show-access.js';

/** The outcome of a line as one line of JSON: what the act made, or why it was refused. */
export function outcomeJson({ line, decision }: LineDecided): string {
  const outcome =
    decision.kind === 'done'
      ? { line, act: decision.act, ...decision.made }
      : { line, error: decision.code, message: decision.message };
  return `${JSON.stringify(outcome)}\n`;
}

/** Accounts and applications as one line of JSON. */
export function accessJson({ accounts, applications }: AccessShown): string {
  return `${JSON.stringify({ accounts, applications })}\n`;
}

/** The same as tables for people. */
export function accessTables(
  { on, accounts, applications }: AccessShown,
  width = WIDTH_MAX,
): string {
  const day = formatDay(on);
  if (accounts.length === 0 && applications.length === 0) {
    return `On ${day} there is no account and no application.\n`;
  }
  const parts = [
    `Accounts on ${day}:`,
    ...peopleTable(ACCOUNT_COLUMNS, accounts.flatMap(rowsOfAccount), width),
    '',
    `Applications on ${day}:`,
    ...peopleTable(APPLICATION_COLUMNS, applications.map(rowOfApplication), width),
  ];
  return `${parts.join('\n')}\n`;
}

const ACCOUNT_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Account' },
  { head: 'State' },
  { head: 'E-mail', isWrapped: true },
  { head: 'Grants and keys', isWrapped: true },
];
const APPLICATION_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Application' },
  { head: 'County' },
  { head: 'Kind' },
  { head: 'State' },
  { head: 'Open', isRight: true },
  { head: 'Organisation', isWrapped: true },
];

/** A row for each grant and key, the account named on the first. */
function rowsOfAccount(of: ShownAccount): readonly (readonly string[])[] {
  const grants = of.grants.map(grantText);
  const keys = of.keys.map(({ key, until }) => `key ${JSON.stringify(key)} until ${until}`);
  const [first = '', ...others] = [...grants, ...keys];
  const kind = of.machine ? `${of.state}, machine` : of.state;
  return [[of.account, kind, of.email, first], ...others.map((text) => ['', '', '', text])];
}

function grantText({ role, county, application, until }: ShownGrant): string {
  const scope = [county, application].filter((each) => each !== null);
  const limited = [role, ...scope].join(' ');
  return until === null ? limited : `${limited} until ${until}`;
}

function rowOfApplication(of: ShownApplication): readonly string[] {
  const { application, county, kind, state, open, accounts, organisation } = of;
  return [
    application,
    county,
    kind,
    state,
    `${String(open)}/${accounts === null ? '-' : String(accounts)}`,
    organisation,
  ];
}
