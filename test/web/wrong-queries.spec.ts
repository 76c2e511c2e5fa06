import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { NotThere } from '../../src/web/not-there.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { shownAt } from './page-in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const MONTH = '/counties/19/months/2006-09';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let open: OpenHouse;
beforeAll(async () => {
  const { code, stderr } = await plumbline(['ingest', EXAMPLE, '--data', data]);
  if (code !== 0) throw new Error(stderr);
  open = await openHouse(data, 'read', {});
});
afterAll(async () => {
  await open.close();
  folder.remove();
});

/** The fields of a page's form by their names, hidden ones too. */
function fieldsOf(html: string): Readonly<Record<string, string>> {
  const form = /<form[^>]*data-act="mend".*?<\/form>/su.exec(html)?.[0] ?? '';
  const fields = [...form.matchAll(/<input[^>]*>/gu)].map(([input]) => {
    const attribute = (name: string) =>
      new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(input)?.[1] ?? '';
    return [attribute('name'), attribute('value')] as const;
  });
  return Object.fromEntries(fields);
}

describe('an address that asks for what cannot be taken', () => {
  it.each([
    [`${MONTH}?asOf=banana&compare=v1&form=cs157`, 'asOf'],
    [`${MONTH}?asOf=v9`, 'asOf'],
    [`${MONTH}?asOf=99999`, 'asOf'],
    [`${MONTH}?compare=banana`, 'compare'],
    [`${MONTH}?form=zz`, 'form'],
    ['/counties/19/months/2006-08?form=cs157', 'form'],
    [`${MONTH}/report.csv?asOf=banana`, 'asOf'],
    [`${MONTH}/lines/24a/columns/a?least=abc`, 'least'],
    [`${MONTH}/lines/24a/columns/a?least=1e3&asOf=10`, 'least'],
    [`${MONTH}/lines/1/columns/a?after=99999`, 'after'],
    [`${MONTH}/lines/1/columns/a?after=-1`, 'after'],
    [`${MONTH}/lines/1/columns/a?order=size`, 'order'],
    [`${MONTH}/lines/1/columns/a?id=a%20b`, 'id'],
    [`${MONTH}/differences?from=v9&to=3`, 'from'],
    ['/counties/19/cases/RV-2?month=2006-13', 'month'],
    ['/counties/19/cases/RV-2?asOf=banana&month=2006-09', 'asOf'],
    ['/measures?month=zz', 'month'],
    ['/counties/19/submissions?versions-after=banana', 'versions-after'],
    ['/counties/19/cases/RV-2?history-after=-1', 'history-after'],
    ['/counties/19/measures?compare=all', 'compare'],
    ['/state/months/2006-09?line=99', 'line'],
    ['/state/months/2006-09?show=none', 'show'],
  ])('%s comes back whole, with what to mend beside %s', async (address, field) => {
    const { status, html } = await shownAt(open.house, OPERATOR, address);
    expect(status).toBe(422);
    expect(html).toContain(`id="${field}-error" data-error="INVALID_FIELD"`);
    const [, query = ''] = address.split('?');
    expect(fieldsOf(html)).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it('takes a position as pages write it', async () => {
    const { status, html } = await shownAt(open.house, OPERATOR, `${MONTH}?asOf=18,304`);
    expect(status).toBe(422);
    expect(html).toContain('18304');
    expect((await shownAt(open.house, OPERATOR, `${MONTH}?asOf=10`)).status).toBe(200);
  });

  it('is not there where the line has no such column', async () => {
    const asked = shownAt(open.house, OPERATOR, `${MONTH}/lines/1c/columns/b`);
    await expect(asked).rejects.toThrow(NotThere);
    await expect(asked).rejects.toThrow(/Line 1c has no column \(b\): it reports \(a\)/u);
  });
});
