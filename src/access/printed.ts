import { formatDay } from '../../events/values/day.js';
import type { ShownAccount, ShownGrant } from '../../projections/access/shown-account.js';
import type { ShownApplication } from '../../projections/process/shown-application.js';
import { alignedTable } from '../reports/table.js';
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
export function accessTables({ on, accounts, applications }: AccessShown): string {
  const day = formatDay(on);
  if (accounts.length === 0 && applications.length === 0) {
    return `On ${day} there is no account and no application.\n`;
  }
  const parts = [
    `Accounts on ${day}:`,
    ...alignedTable(ACCOUNT_HEADS, accounts.flatMap(rowsOfAccount), new Set()),
    '',
    `Applications on ${day}:`,
    ...alignedTable(APPLICATION_HEADS, applications.map(rowOfApplication), new Set([4])),
  ];
  return `${parts.join('\n')}\n`;
}

const ACCOUNT_HEADS = ['Account', 'State', 'E-mail', 'Grants and keys'];
const APPLICATION_HEADS = ['Application', 'County', 'Kind', 'State', 'Open', 'Organisation'];

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
