import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { later } from '../../events/values/instant.js';
import { parseMonth } from '../../events/values/month.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import type { EntryName, InputOf } from '../../src/application/list.js';
import { putOnLog } from '../../src/application/on-log.js';
import { withOrigin } from '../../src/application/origin.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { clockNow } from '../../src/ports/clock.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';
import { county as countyOf } from './log-under-test.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const county: County = countyOf('19');
const month = present(parseMonth('2006-09'));
const on = present(parseDay('2026-10-12'));

describe('who saw a case', () => {
  const folder = temporaryFolder();
  let open: OpenHouse;
  let application: Application;
  let count = 0;

  beforeAll(async () => {
    const data = join(folder.path, 'data');
    expect((await plumbline(['ingest', RECORDS, '--data', data])).code).toBe(0);
    const submit = 'submit --county 19 --month 2006-09 --as-of 10 --by A --data'.split(' ');
    expect((await plumbline([...submit, data])).code).toBe(0);
    const invited =
      'access invite --email a@lcsa.test --first A --last B --role account-manager --data';
    expect((await plumbline([...invited.split(' '), data])).code).toBe(0);
    open = await openHouse(data, 'write', {});
    application = new Application(open.house);
    const draw = { county, month, line: present(parseLineNumber('1')), column: null, version: 1 };
    const how = {
      asOf: null,
      method: 'rows',
      size: 1,
      reserve: 0,
      seed: 'first',
      by: 'C',
    } as const;
    expect((await application.ask(OPERATOR, 'drawSample', { ...draw, ...how })).kind).toBe('done');
    const ordered = { county, month, version: 1, auditFfy: null };
    expect((await application.ask(OPERATOR, 'orderPackage', ordered)).kind).toBe('done');
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  /** Has something done in a request from somewhere; answers the request. */
  async function inRequest(work: () => Promise<unknown>, from = '192.0.2.7'): Promise<string> {
    count += 1;
    const request = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    await withOrigin({ request, from }, work);
    return request;
  }

  const asked = <Name extends EntryName>(
    name: Name,
    input: InputOf<Name>,
    clock = clockNow,
  ): Promise<string> =>
    inRequest(async () => {
      expect((await application.ask(OPERATOR, name, input, { clock })).kind).toBe('done');
    });

  /** Which cases of three the lines of a request are found by. */
  async function foundBy(request: string): Promise<readonly string[]> {
    const found: string[] = [];
    for (const id of ['RV-1', 'RV-2', 'RV-3']) {
      const all = { county, account: null, action: null, from: null, to: null };
      const subject = { kind: 'case', id } as const;
      const asking = { ...all, subject, after: 0, limit: 1000 };
      const reply = await application.ask(OPERATOR, 'accessLog', asking);
      if (reply.kind !== 'done') throw new Error(reply.kind);
      if (reply.value.lines.some((line) => line.request === request)) found.push(id);
    }
    return found;
  }

  it('is who took the file of a package that has it', async () => {
    const request = await inRequest(() =>
      putOnLog(
        open.house,
        {
          actor: OPERATOR,
          name: 'packageFile',
          input: { county, package: 'P-1' },
          now: clockNow(),
        },
        { kind: 'done' },
      ),
    );
    // Closed in the month, RV-3 is on lines of it as well.
    expect(await foundBy(request)).toEqual(['RV-1', 'RV-2', 'RV-3']);
  });

  it('is who read a sample among whose rows it is, and nobody of another', async () => {
    const input = { county, sample: 'S-1' };
    const reply = await application.ask(OPERATOR, 'sample', input);
    if (reply.kind !== 'done') throw new Error(reply.kind);
    const drawn = reply.value.rows.map((row) => row.case);
    expect(drawn).toHaveLength(1);
    expect(await foundBy(await asked('sample', input))).toEqual(drawn);
  });

  it('is who looked at a participant of it, as of a position that had it', async () => {
    const of = { county, participant: 'NCP-RV-2' };
    expect(await foundBy(await asked('casesOfParticipant', { ...of, asOf: null }))).toEqual([
      'RV-2',
    ]);
    expect(await foundBy(await asked('casesOfParticipant', { ...of, asOf: 2 }))).toEqual(['RV-2']);
  });

  it('is who found it by its id', async () => {
    expect(await foundBy(await asked('findById', { county, id: 'RV-3' }))).toEqual(['RV-3']);
    expect(await foundBy(await asked('findById', { county, id: 'NO-SUCH' }))).toEqual([]);
  });

  it('is who saw the holds and a plan once it is held', async () => {
    const before = await asked('holds', { county }, () => later(clockNow(), -60_000));
    const held = { kind: 'subject', subject: { kind: 'case', id: 'RV-1' } } as const;
    await asked('placeHold', { county, held, by: 'D. Irector', reason: 'a case in court' });
    const after = await asked('holds', { county });
    const plan = await asked('retentionPlan', { county, on });
    expect(await foundBy(before)).toEqual([]);
    expect([await foundBy(after), await foundBy(plan)]).toEqual([['RV-1'], ['RV-1']]);
  });

  it('is who wrote the ledger out, from a position at which it has records', async () => {
    expect(await foundBy(await asked('records', { county, from: 1 }))).toEqual([
      ...['RV-1', 'RV-2', 'RV-3'],
    ]);
    const size = readFileSync(RECORDS, 'utf8').trim().split('\n').length;
    const last = await foundBy(await asked('records', { county, from: size }));
    expect(last).toHaveLength(1);
    // As lines of earlier versions have it, without positions.
    const earlier = await inRequest(async () => {
      const by = { actor: OPERATOR, name: 'findById', input: { county }, now: clockNow() } as const;
      await putOnLog(open.house, by, { kind: 'done' });
    }, 'local');
    expect(await foundBy(earlier)).toEqual(['RV-1', 'RV-2', 'RV-3']);
  });
});
