import { join } from 'node:path';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import { linesCsv } from '../../src/access-log/printed-lines.js';
import { formTextsOf } from '../../src/web/forms/form-texts.js';
import { filterOf, filterTextsOf } from '../../src/web/pages/log/filter.js';
import { firstAfter, logView, proofOf } from '../../src/web/pages/log/view.js';
import type { AccessLine, LogHead } from '../../src/ports/access-log.js';
import { NOON, aLine } from '../access-log/log-under-test.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { ask, runService } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const NO_LINE: LogHead = { name: null, size: 0, root: EMPTY_ROOT, note: null };

const line = (n: number, said: Partial<AccessLine> = {}): AccessLine => ({ n, ...aLine(said) });

describe('the lines of the access log as they are shown', () => {
  const shown = (said: Partial<AccessLine>) =>
    logView('/log', {
      texts: filterTextsOf(new Map()),
      after: 0,
      read: { lines: [line(1, said)], hasMore: false },
      head: NO_LINE,
    }).lines[0];

  it('say what was seen, and name a case by its hash', () => {
    const of = { month: '2006-09', line: '2e', column: 'a', asOf: 1203, after: 50, limit: 100 };
    expect(shown({ action: 'trail.read', subject: null, of })).toMatchObject({
      ...{ at: NOON, who: 'A-7', account: 'A-7', subject: null },
      of: 'Line 2e, column (a), September 2006, as of position 1,203, rows after 50, at most 100 rows',
    });
    expect(shown({})).toMatchObject({ of: '', subject: 'ab'.repeat(32) });
    expect(shown({ of: { positions: [1201, 1203] }, application: 'T-3' })?.of).toBe(
      'positions 1,201 to 1,203, by application T-3',
    );
  });

  it('say what came of it, and how often', () => {
    expect(shown({ result: 'failed' })?.result.text).toBe('permitted, not done');
    const stranger = shown({ account: null, result: 'refused', times: 12, from: '*' });
    expect(stranger).toMatchObject({
      ...{ who: 'nobody signed in', account: null, from: 'many addresses', times: 12 },
      result: { word: 'refused', text: 'refused, 12 times', tone: 'bad' },
    });
    expect(shown({ account: 'operator', from: 'local' })).toMatchObject({
      ...{ who: 'the command line', account: null, from: 'the machine itself' },
    });
  });

  it('are a file in which no label of a key computes', () => {
    expect(linesCsv([line(1, { key: '=1+1' })]).split('\r\n')[1]).toContain(
      ",A-7,'=1+1,case.read,",
    );
  });

  it('lead on within what was chosen', () => {
    const ways = (query: string, after: number, hasMore: boolean) =>
      logView('/log', {
        texts: filterTextsOf(formTextsOf(query)),
        after,
        read: { lines: [line(after + 1), line(after + 2)], hasMore },
        head: NO_LINE,
      }).ways.map(({ href }) => href);
    expect(ways('', 250, false)).toEqual([
      '/log?after=0',
      '/log?after=150',
      '/log?after=250&format=csv',
    ]);
    expect(ways('county=19&case=C-1', 0, true)).toEqual([
      '/log?county=19&case=C-1&after=2',
      '/log',
      '/log?county=19&case=C-1&after=0&format=csv',
    ]);
  });

  it('say of a head without a note of its own that it is not signed', () => {
    expect(proofOf(NO_LINE)).toMatchObject({ name: null, isSigned: false });
    expect(proofOf({ ...NO_LINE, name: 'access-log-1', size: 3, note: 'x\n' }).isSigned).toBe(
      false,
    );
  });
});

describe('what is chosen of the access log', () => {
  const filter = (query: string) => filterOf(formTextsOf(query));

  it('is the end of the log where nothing was typed, else its beginning', () => {
    const after = (query: string, size: number) => {
      const found = filter(query);
      if (found.kind === 'wrong') throw new Error(`${query} was not understood.`);
      return firstAfter(found.asked, { ...NO_LINE, size });
    };
    expect([after('', 0), after('', 100), after('', 101), after('', 1257)]).toEqual([
      0, 0, 1, 1157,
    ]);
    expect([after('account=A-7', 1257), after('after=7', 1257)]).toEqual([0, 7]);
  });

  it('takes a day from its beginning to its end in California', () => {
    expect(filter('county=19&child=K-7&action=sign-out&from=2026-10-12&to=2026-10-12')).toEqual({
      kind: 'asked',
      asked: {
        chosen: {
          ...{ county: '19', account: null, action: 'sign-out' },
          subject: { kind: 'child', id: 'K-7' },
          from: Date.parse('2026-10-12T07:00:00Z'),
          to: Date.parse('2026-10-13T06:59:59.999Z'),
        },
        isChosen: true,
        after: null,
      },
    });
  });

  it('is refused field by field', () => {
    const wrong = filter('county=59&account=A-0&case=a&child=b&action=x&from=12&to=2026-02-30');
    expect(wrong.kind === 'wrong' ? wrong.faults.map(({ field }) => field) : []).toEqual([
      ...['county', 'account', 'action', 'from', 'to'],
      'child',
    ]);
    expect(filter('after=-1')).toMatchObject({ kind: 'wrong', faults: [{ field: null }] });
  });
});

describe('the page of the access log', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  let service: RunningService;

  beforeAll(async () => {
    expect((await plumbline(['ingest', EXAMPLE, '--data', data])).code).toBe(0);
    service = await runService(data);
    const ana = { email: 'ana@lcsa.test', first: 'Ana', last: 'Lee', role: 'account-manager' };
    const body = new URLSearchParams({ act: 'AccountInvited', once: '', token: '', ...ana });
    const invited = await fetch(`${service.url}/access/invitation`, {
      ...{ method: 'POST', body, redirect: 'manual' },
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(invited.status).toBe(303);
  });
  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  const page = (path: string) => ask(service.url + path);
  const marks = (text: string, mark: string) =>
    [...text.matchAll(new RegExp(` data-${mark}="([^"]*)"`, 'gu'))].map(([, value]) => value);

  it('shows who looked at a participant’s cases and at a case, and names neither', async () => {
    const participant = await page('/counties/19/participants/NCP-RV-2');
    expect([participant.status, participant.headers.get('cache-control')]).toEqual([
      200,
      'no-store',
    ]);
    expect(marks(participant.text, 'case')).toEqual(['RV-2']);
    expect(marks(participant.text, 'part')).toEqual(['ncp']);
    expect(participant.text).toContain('href="/counties/19/cases/RV-2"');
    expect((await page('/counties/19/participants/NCP-NONE')).status).toBe(404);
    await page('/counties/19/cases/RV-2');

    const log = await page('/log?county=19&action=case.read');
    expect(log.headers.get('cache-control')).toBe('no-store');
    // A page asks three things about a case: it is one look at it, and one line, with the month and the position.
    expect(marks(log.text, 'result')).toEqual(['allowed', 'failed', 'allowed']);
    expect(log.text).toMatch(/[A-Z][a-z]+ 20\d\d, as of position 14/u);
    expect(log.text).not.toContain('RV-2');
    const [subject = ''] = marks(log.text, 'subject');
    expect(subject).toMatch(/^[0-9a-f]{64}$/u);

    const ofCase = await page('/log?county=19&case=RV-2&action=case.read');
    // The participant's page named the case, too.
    expect(marks(ofCase.text, 'subject')).toEqual([subject, subject]);
    await page('/counties/19/cases/RV-2?month=2006-08');
    const again = await page('/log?county=19&case=RV-2&action=case.read');
    expect(marks(again.text, 'subject')).toEqual([subject, subject, subject]);
  });

  it('gives the lines as a file, and the head that was signed', async () => {
    const csv = await page('/log?action=case.read&format=csv');
    const [head = '', first = ''] = csv.text.split('\r\n');
    expect(head.split(',').slice(0, 6)).toEqual(['n', 'at', 'account', 'key', 'action', 'county']);
    expect(first).toContain(',operator,,case.read,19,');
    const shown = (await page('/log')).text;
    expect(marks(shown, 'signed')).toEqual(['true']);
    const note = await page('/log?format=note');
    expect(note.text.split('\n')[0]).toMatch(/access-log-/u);
  });

  it('says what to mend in what was typed', async () => {
    const wrong = await page('/log?county=LA');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="county-error" data-error="INVALID_FIELD"');
    expect(marks(wrong.text, 'n')).toEqual([]);
  });
});
