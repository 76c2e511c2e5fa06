import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { ask, runService } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { present } from '../store/present.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const RETENTION = '/counties/19/retention';
const FIGURES = '/state/figures';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;

beforeAll(async () => {
  const of = ['--county', '19', '--month', '2006-09', '--data', data, '--by'];
  for (const argv of [
    ['ingest', EXAMPLE, '--data', data],
    ['submit', ...of, 'A. Ortiz'],
    ['approve', ...of, 'B. Chen', '--version', '1', '--telephone', '916'],
  ]) {
    expect(await plumbline(argv)).toMatchObject({ code: 0 });
  }
  service = await runService(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

interface Sent {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

type Fields = Readonly<Record<string, string>>;

/** Sends a form as a browser does; answers where it leads, or the page that came back. */
async function send(path: string, act: string, fields: Fields): Promise<Sent> {
  const response = await fetch(service.url + path, {
    ...{ method: 'POST', redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' } },
    body: new URLSearchParams({ act, once: crypto.randomUUID(), token: '', ...fields }),
  });
  const { status, headers } = response;
  return { status, location: headers.get('location'), text: await response.text() };
}

const page = async (path: string): Promise<string> => (await ask(service.url + path)).text;

/** The codes of what was refused. */
const errors = ({ text }: Sent): readonly string[] =>
  [...text.matchAll(/data-error="([A-Za-z_]+)"/gu)].map(([, code]) => present(code));

describe('a figure of DCSS', () => {
  const figure = {
    ...{ county: '19', line: '8', value: '46120', effective: '2006-09-30' },
    source: 'DCSS statewide births, September 2006',
  };

  it('is shown with what it changes, then recorded, with the months that it makes outdated', async () => {
    const checked = await send(FIGURES, 'check-figure', figure);
    expect(checked.text).toMatch(/<tr data-line="8">.*>0<.*>46,120</u);
    const { status, location } = await send(FIGURES, 'figure', figure);
    expect([status, location?.startsWith(`${FIGURES}?county=19&entered=`)]).toEqual([303, true]);
    const after = await page(present(location));
    expect(after).toContain('data-month="2006-09" data-line="8" data-column="a"');
  });

  it('is refused beside its field, and without a county', async () => {
    const badly = await send(FIGURES, 'figure', { ...figure, value: 'many' });
    expect([badly.status, badly.text.includes('id="value-error"')]).toEqual([422, true]);
    const nowhere = await send(FIGURES, 'check-figure', { ...figure, county: '59' });
    expect([nowhere.status, nowhere.text.includes('id="county-error"')]).toEqual([422, true]);
  });

  it('is corrected and voided from its own page', async () => {
    const { location } = await send(FIGURES, 'figure', { ...figure, line: '10', value: '3' });
    const id = present(/entered=([0-9a-f-]{36})/u.exec(present(location))?.[1]);
    const correction = present(
      /href="(\/counties\/19\/figures\?corrects=[^"]+)"/u.exec(
        await page(`/counties/19/records/${id}`),
      )?.[1],
    );
    expect(await page(correction)).toContain('value="3"');
    const fields = { ...figure, line: '10', value: '5', reason: 'misread' };
    const corrected = await send(correction, 'record', fields);
    expect(corrected.status).toBe(303);
    const again = await send(correction, 'record', fields);
    expect([again.status, errors(again)]).toEqual([409, ['ALREADY_SUPERSEDED']]);
    const other = '/counties/19/figures?corrects=7f1ea0b9-3b77-496a-a88d-5c72d5a91bb7';
    expect((await send(other, 'record', fields)).status).toBe(404);
  });

  it('is Line 5 of the September before, carried forward once', async () => {
    const carry = { county: '19', ffy: '2007' };
    const first = await send(FIGURES, 'carry-forward', carry);
    const second = await send(FIGURES, 'carry-forward', carry);
    expect([first.status, second.location]).toEqual([303, first.location]);
    const none = await send(FIGURES, 'carry-forward', { ...carry, ffy: '2009' });
    expect(none.status).toBe(409);
    expect(none.text).toContain('No version of 2008-09');
  });
});

describe('a form of a record', () => {
  const path = '/counties/19/records/new?type=ParticipantRegistered';

  it('that is pressed twice enters one record; typed anew after a step back it says so', async () => {
    const fields = { once: crypto.randomUUID(), effective: '2006-10-02', participant: 'P-901' };
    const [one, two] = await Promise.all([
      send(path, 'record', fields),
      send(path, 'record', fields),
    ]);
    expect([one.status, two.location]).toEqual([303, one.location]);
    const anew = await send(path, 'record', { ...fields, participant: 'P-902' });
    expect([anew.status, errors(anew)]).toEqual([409, ['ID_REUSED']]);
    expect(anew.text).toContain('This form was sent before with other content');
  });

  it('leads to a record that says what it changes and who sent it', async () => {
    const { location } = await send(path, 'record', {
      ...{ effective: '2006-10-02', participant: 'P-903' },
    });
    const entered = await page(present(location));
    expect(entered).toContain('The record is in the ledger');
    expect(entered).toContain('No approved month gives other cells through this record.');
    expect(entered).toContain('the operator');
  });
});

describe('the search', () => {
  it.each([
    ['RV-2', '/counties/19/cases/RV-2'],
    ['RAE', '/counties/19/children/RAE'],
    ['NCP-RV-2', '/counties/19/participants/NCP-RV-2'],
    [
      '7F1EA0B9-3B77-496A-A88D-5C72D5A91BB7',
      '/counties/19/records/7f1ea0b9-3b77-496a-a88d-5c72d5a91bb7',
    ],
    // No county is in view, and the operator may see the state.
    ['September 2006', '/state/months/2006-09'],
    ['Line 2e', '/help/lines/2e'],
  ])('for %s leads to %s', async (q, location) => {
    const found = await send('/search', 'search', { q, county: '' });
    expect([found.status, found.location]).toEqual([303, location]);
  });

  it('is asked by the box of every page', async () => {
    const box = present(/<form class="pl-search"[^]*?<\/form>/u.exec(await page('/help'))?.[0]);
    const hidden = [...box.matchAll(/type="hidden" name="([a-z]+)" value="([^"]*)"/gu)];
    const fields = Object.fromEntries(
      hidden.map(([, name, value]) => [present(name), present(value)]),
    );
    const found = await send('/search', present(fields['act']), { ...fields, q: 'RV-2' });
    expect(found.location).toBe('/counties/19/cases/RV-2');
  });

  it('for what is nowhere keeps nothing of it', async () => {
    const none = await send('/search', 'search', { q: 'NO-SUCH-1', county: '19' });
    expect([none.status, none.text.includes('NO-SUCH-1')]).toEqual([404, false]);
  });
});

describe('who is late', () => {
  it('is among the 58 counties of a month, and alone where asked for', async () => {
    const all = await page('/state/months/2006-09');
    expect(all.match(/<tr data-county=/gu)).toHaveLength(58);
    expect(all).toContain('data-county="19" data-late="');
    const october = await page('/state/months/2006-10?show=late');
    expect([...october.matchAll(/data-county="(\d\d)"/gu)].map(([, county]) => county)).toEqual([
      '19',
    ]);
  });
});

// Last: an erasure in force ends what is answered of the months before.
describe('the acts of retention', () => {
  it('hold a case, name what is wrong beside its field, and are released by another person', async () => {
    const why = { reason: 'docket BD 1', by: 'L. Counsel' };
    const none = await send(RETENTION, 'hold', { case: '', child: '', from: '', ...why });
    expect([none.status, errors(none)]).toEqual([422, ['INVALID_FIELD']]);
    const unknown = await send(RETENTION, 'hold', { case: 'NO-1', child: '', from: '', ...why });
    expect(unknown.status).toBe(409);
    expect(unknown.text).toContain('id="case-error"');
    const two = await send(RETENTION, 'hold', { case: 'RV-2', child: '', from: '2006-09', ...why });
    expect(two.status).toBe(422);
    const held = await send(RETENTION, 'hold', { case: 'RV-2', child: '', from: '', ...why });
    expect([held.status, held.location]).toEqual([303, RETENTION]);
    expect(await page(RETENTION)).toContain('data-hold="1"');

    const same = await send(RETENTION, 'release', { number: '1', ...why });
    expect([same.status, errors(same)]).toEqual([409, ['SAME_PERSON']]);
    const other = await send(RETENTION, 'release', { number: '1', ...why, by: 'D. Rector' });
    expect(other.status).toBe(303);
    const again = await send(RETENTION, 'release', { number: '1', ...why, by: 'E. Other' });
    expect(errors(again)).toEqual(['ALREADY_RELEASED']);
  });

  it('order what was checked, and are applied by another person', async () => {
    const on = '2012-01-31';
    const fields = { on, reason: 'schedule 2012', by: 'R. Keeper' };
    const ahead = await send(RETENTION, 'check-order', { ...fields, on: '2999-01-01' });
    expect([ahead.status, errors(ahead)]).toEqual([422, ['INVALID_FIELD']]);
    const checked = await send(RETENTION, 'check-order', fields);
    expect([checked.status, checked.text.includes('data-check="answers"')]).toEqual([200, true]);
    const changed = await send(RETENTION, 'change-order', fields);
    expect(changed.text).toContain('value="2012-01-31"');
    expect(changed.text).toMatch(/<textarea[^>]*>schedule 2012</u);
    expect((await page(RETENTION)).includes('data-order="1"')).toBe(false);
    expect((await send(RETENTION, 'order', fields)).status).toBe(303);
    expect(await page(RETENTION)).toContain('data-order="1"');
    expect(await page(`${RETENTION}?do=apply&number=1`)).toContain('data-act="apply"');

    const same = await send(RETENTION, 'apply', { number: '1', by: 'R. Keeper' });
    expect([same.status, errors(same)]).toEqual([409, ['SAME_PERSON']]);
    expect((await send(RETENTION, 'apply', { number: '1', by: 'D. Rector' })).status).toBe(303);
    expect(await page(`${RETENTION}?do=apply&number=1`)).not.toContain('data-act="apply"');
  });

  it('say why a case stays', async () => {
    expect(await page(`${RETENTION}?kind=case&id=RV-1&on=2012-01-31`)).toMatch(
      /id="why">[^<]+RV-1/u,
    );
  });
});
