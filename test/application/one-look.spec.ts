import { join } from 'node:path';
import { Application } from '../../src/application/application.js';
import { OPERATOR } from '../../src/application/actor.js';
import { putOnLog } from '../../src/application/on-log.js';
import { withOrigin } from '../../src/application/origin.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import type { EntryName } from '../../src/application/list.js';
import { parseMonth } from '../../events/values/month.js';
import { clockNow } from '../../src/ports/clock.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { present } from '../store/present.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const month = present(parseMonth('2006-09'));
const subject = { kind: 'case', id: 'RV-1' };
const ofCase = { county: '19', subject };
const ofTrail = { county: '19', month, line: '1' };

describe('what is asked of the same in one request', () => {
  const folder = temporaryFolder();
  let open: OpenHouse;
  let count = 0;

  beforeAll(async () => {
    const data = join(folder.path, 'data');
    expect((await plumbline(['ingest', RECORDS, '--data', data])).code).toBe(0);
    const invited =
      'access invite --email a@lcsa.test --first A --last B --role account-manager --data';
    expect((await plumbline([...invited.split(' '), data])).code).toBe(0);
    open = await openHouse(data, 'write', {});
  });
  afterAll(async () => {
    await open.close();
    folder.remove();
  });

  /** How many lines the log has of questions that are asked one after the other in a request. */
  async function linesOf(asked: readonly (readonly [EntryName, object])[]): Promise<number> {
    count += 1;
    const request = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    await withOrigin({ request, from: '192.0.2.7' }, async () => {
      for (const [name, input] of asked) {
        const by = { actor: OPERATOR, name, input, now: clockNow() };
        expect(await putOnLog(open.house, by, { kind: 'done' })).toBeNull();
      }
    });
    const application = new Application(open.house);
    const reply = await application.ask(OPERATOR, 'accessLog', {
      ...{ county: null, account: null, subject: null, action: null, from: null, to: null },
      ...{ after: 0, limit: 1000 },
    });
    if (reply.kind !== 'done') throw new Error(JSON.stringify(reply));
    return reply.value.lines.filter((line) => line.request === request).length;
  }

  it('is one line where a line says already of the case all that it would', async () => {
    const explained = ['explain', { ...ofCase, month, line: null, asOf: 14 }] as const;
    const course = ['courseOfCase', { ...ofCase, month, asOf: 14 }] as const;
    const history = ['history', { ...ofCase, asOf: 14 }] as const;
    expect(await linesOf([explained, history, course])).toBe(1);
    expect(await linesOf([history, explained])).toBe(2);
  });

  it('has a line of its own as of another position, and of another case', async () => {
    const historyAsOf = (asOf: number | null, of: object = ofCase) =>
      ['history', { ...of, asOf }] as const;
    expect(await linesOf([historyAsOf(12), historyAsOf(null)])).toBe(2);
    // No position is the latest, which is 14.
    expect(await linesOf([historyAsOf(null), historyAsOf(14)])).toBe(1);
    const ofOther = { county: '19', subject: { kind: 'case', id: 'RV-2' } };
    expect(await linesOf([historyAsOf(12), historyAsOf(12, ofOther)])).toBe(2);
  });

  it('has a line for each part of a trail, be it less that was asked for and more that was seen', async () => {
    const whole = { ...ofTrail, column: 'a', asOf: 14 };
    const page = { ...whole, after: 2, limit: 1 };
    expect(
      await linesOf([
        ['trailPage', page],
        ['trailPage', whole],
        ['trailPage', { ...page, after: 3 }],
        ['trailPage', page],
      ]),
    ).toBe(3);
  });
});
