import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_ACTS } from '../../projections/access/access-state.js';
import type { Account } from '../../projections/access/access-state.js';
import { parseCounty } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { parseMonth } from '../../events/values/month.js';
import { ACTIONS } from '../../src/application/actions.js';
import { OPERATOR } from '../../src/application/actor.js';
import type { Actor } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import {
  ALL_COUNTIES,
  COUNTIES_IN_SCOPE,
  NOTHING,
  addressOfCounty,
} from '../../src/application/entry.js';
import { OutOfScope, heldToScope } from '../../src/application/held-to-scope.js';
import { stoppedAtGate } from '../../src/application/gate.js';
import { LIST } from '../../src/application/list.js';
import type { EntryName } from '../../src/application/list.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { instantOfMs } from '../../events/values/instant.js';

const COUNTY = present(parseCounty('19'));
const SEPTEMBER = present(parseMonth('2006-09'));
const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');

describe('the gate', () => {
  const data = temporaryFolder();
  let folder: LedgerFolder;
  let application: Application;

  beforeAll(async () => {
    await plumbline(['ingest', '-', '--data', data.path], { stdin: readFileSync(RECORDS) });
    folder = LedgerFolder.open(data.path, 'read');
    application = new Application(houseOver(folder));
  });

  afterAll(() => {
    folder.close();
    data.remove();
  });

  it('lets the operator ask what is on the list', async () => {
    const input = {
      county: COUNTY,
      months: [SEPTEMBER],
      asOf: null,
      form: 'CS 1257',
      source: 'segments',
    } as const;
    expect(await application.ask(OPERATOR, 'report', input)).toMatchObject({ kind: 'done' });
  });

  it('refuses what is not on the list', async () => {
    for (const name of ['reports', 'toString', '__proto__', ''] as unknown as EntryName[]) {
      expect(await application.ask(OPERATOR, name, {})).toMatchObject({ kind: 'unknown' });
    }
  });

  it('refuses an actor of a kind that it does not know, whatever he asks', () => {
    const stranger = { kind: 'stranger' } as unknown as Actor;
    const address = { kind: 'county', county: COUNTY } as const;
    const house = houseOver(folder);
    for (const action of ACTIONS) {
      const said = { concern: 'none', needed: 'no', state: NO_ACTS, now: instantOfMs(0) } as const;
      const asked = { actor: stranger, action, address, ...said } as const;
      expect(stoppedAtGate(house, asked)).toMatchObject({ kind: 'notPermitted' });
    }
  });
});

describe('what is fetched', () => {
  const data = temporaryFolder();
  let folder: LedgerFolder;
  const stranger: Actor = { kind: 'key', account: 'A-1', key: 'k' };
  const grant = { role: 'lcsa-reporter', county: present(parseCounty('30')), application: null };
  const account = {
    ...{ account: 'A-1', email: 'a@example.org', name: { first: 'A', last: 'B' } },
    ...{ telephone: null, isMachine: true, state: 'active', restoredTo: 'active' },
    ...{ suspensions: 0, signInResets: 0, lastReset: null, training: null, statement: null },
    grants: [{ ...grant, until: null }],
    keys: [
      {
        key: 'k',
        grants: [grant],
        until: present(parseDay('2011-01-01')),
        issuedAt: instantOfMs(0),
      },
    ],
  } as Account;
  const state = { ...NO_ACTS, accounts: new Map([['A-1', account]]) };
  const now = instantOfMs(Date.parse('2010-03-01T20:00:00Z'));

  beforeAll(async () => {
    await plumbline(['ingest', '-', '--data', data.path], { stdin: readFileSync(RECORDS) });
    folder = LedgerFolder.open(data.path, 'read');
  });
  afterAll(() => {
    folder.close();
    data.remove();
  });

  it('has nothing of a county out of scope, though the gate was not asked', async () => {
    const house = houseOver(folder);
    expect(house.ledgers.ledger(COUNTY)?.size).toBeGreaterThan(0);
    for (const address of [addressOfCounty(COUNTY), ALL_COUNTIES, COUNTIES_IN_SCOPE, NOTHING]) {
      const asked = { actor: stranger, action: 'report.read', address, state, now } as const;
      const held = heldToScope(house, asked);
      expect(held.ledgers.counties()).toEqual([]);
      expect(held.ledgers.ledger(COUNTY)).toBeNull();
      expect(await held.submissions.read(COUNTY)).toEqual([]);
      await expect(held.writer.acceptedRecords(COUNTY)).rejects.toThrow(OutOfScope);
      await expect(held.retention.append(COUNTY, 0, '{}')).rejects.toThrow(OutOfScope);
    }
  });

  it('of a question about one county is that county alone, though more is in scope', () => {
    const analyst = { role: 'dcss-analyst', county: null, application: null } as const;
    const ofAnalyst = {
      ...NO_ACTS,
      accounts: new Map([
        [
          'A-1',
          {
            ...account,
            grants: [{ ...analyst, until: null }],
            keys: account.keys.map((key) => ({ ...key, grants: [analyst] })),
          },
        ],
      ]),
    };
    const asked = { actor: stranger, action: 'report.read', state: ofAnalyst, now } as const;
    const other = present(parseCounty('30'));
    const held = heldToScope(houseOver(folder), { ...asked, address: addressOfCounty(other) });
    expect(held.ledgers.ledger(COUNTY)).toBeNull();
    const all = heldToScope(houseOver(folder), { ...asked, address: COUNTIES_IN_SCOPE });
    expect(all.ledgers.ledger(COUNTY)).not.toBeNull();
  });
});

describe('the list', () => {
  it('names actions of the access table only, and no entry twice', () => {
    const names = Object.keys(LIST);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of Object.values(LIST)) expect(ACTIONS).toContain(entry.action);
  });

  it('leaves to the operator what the machine alone is asked for', () => {
    const operators = Object.entries(LIST).filter(([, { action }]) => action === 'operator');
    expect(operators.map(([name]) => name).sort()).toEqual([
      'authorizedIntakeKeys',
      'backup',
      'check',
      'checkAccessLog',
      'claimIntake',
      'confirmErasure',
      'countDueByItself',
      'extendSegments',
      'ingest',
      'intakeFolder',
      'inviteAccount',
      'issueKey',
      'keepCheckpoints',
      'keys',
      'loadAccess',
      'logIntakeEvents',
      'makeLink',
      'rescue',
      'rescueAccess',
      'rescueAccessLook',
      'rescueLook',
      'restore',
      'rotateKey',
      'sendByItself',
      'showAccess',
      'tendExchange',
    ]);
  });
});
