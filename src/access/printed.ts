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
    ...listed(`Accounts on ${day}`, ACCOUNT_COLUMNS, accounts.map(rowOfAccount), width),
    '',
    ...listed(
      `Applications on ${day}`,
      APPLICATION_COLUMNS,
      applications.map(rowOfApplication),
      width,
    ),
  ];
  return `${parts.join('\n')}\n`;
}

function listed(
  what: string,
  columns: readonly PeopleColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  return rows.length === 0
    ? [`${what}: none.`]
    : [`${what}:`, '', ...peopleTable(columns, rows, width)];
}

const ACCOUNT_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Account' },
  { head: 'State' },
  { head: 'E-mail' },
  { head: 'Grants and keys', isWrapped: true },
];
const APPLICATION_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Application' },
  { head: 'County' },
  { head: 'Kind' },
  { head: 'State' },
  { head: 'Open', isRight: true },
  { head: 'Organization', isWrapped: true },
];

function rowOfAccount(of: ShownAccount): readonly string[] {
  const grants = of.grants.map(grantText);
  const keys = of.keys.map(({ key, until }) => `key ${JSON.stringify(key)} until ${until}`);
  const kind = of.machine ? `${of.state}, machine` : of.state;
  return [of.account, kind, of.email, [...grants, ...keys].join('; ')];
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
