import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_ACTS } from '../../projections/access/access-state.js';
import { parseCounty } from '../../events/values/county.js';
import { parseMonth } from '../../events/values/month.js';
import { ACTIONS } from '../../src/application/actions.js';
import { OPERATOR } from '../../src/application/actor.js';
import type { Actor } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { stoppedAtGate } from '../../src/application/gate.js';
import { LIST } from '../../src/application/list.js';
import type { EntryName } from '../../src/application/list.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';

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
      const said = { concern: 'none', needed: 'no', state: NO_ACTS, now: 0 } as const;
      const asked = { actor: stranger, action, address, ...said } as const;
      expect(stoppedAtGate(house, asked)).toMatchObject({ kind: 'notPermitted' });
    }
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
      'backup',
      'check',
      'checkAccessLog',
      'confirmErasure',
      'extendSegments',
      'ingest',
      'inviteAccount',
      'issueKey',
      'keys',
      'loadAccess',
      'makeLink',
      'restore',
      'rotateKey',
      'showAccess',
    ]);
  });
});
