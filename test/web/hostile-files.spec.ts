import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { visible } from '../../events/values/visible-text.js';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { UploadsWatch } from '../../src/intake/uploads-watch.js';
import { clockNow } from '../../src/ports/clock.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readReport } from '../packages/written-form.js';
import { readWithSheetJs } from '../printing/read-workbooks.js';
import { bodiesToRenewal } from '../process/letters/written-letters.js';
import { present } from '../store/present.js';
import { csvRows } from '../support/csv-rows.js';
import { HIDDEN_IN_TEXT } from '../support/hostile-texts.js';
import { Random } from '../support/random.js';
import { rounds, some } from '../support/soak.js';
import { AUDIT_PAGE } from '../../src/web/pages/audit/page.js';
import { SAMPLE_PAGE } from '../../src/web/pages/audit/sample.js';
import { FILES_PAGE } from '../../src/web/pages/files/page.js';
import { HostileTexts, computedIn, faultsOfShown } from './hostile-on-pages.js';
import { PageInProcess, shownAt } from './page-in-process.js';

/** In a soak 60 applications with 47 texts each, 3,000 names of files and notes, 4,500 texts of judgements. */
const APPLICATIONS = rounds(1, 60);
const FILES = rounds(3, 1_500);
const JUDGED = rounds(3, 1_500);
/** Letters of an application that a build reads; a soak reads all. */
const LETTERS_READ = 3;
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');

const random = new Random(SEED);
const texts = new HostileTexts(random);
const folder = temporaryFolder();
afterAll(folder.remove);

async function done(data: string, argv: readonly string[], stdin = ''): Promise<void> {
  const { code, stdout, stderr } = await plumbline([...argv, '--data', data], { stdin });
  const what = argv.slice(0, 2).join(' ');
  if (code !== 0) throw new Error(`${what} (seed ${String(SEED)}): ${stdout}${stderr}`);
}

/** What of a printed page can be compared: letters that every font has, without codes of those that it has not. */
function comparable(text: string): string {
  return visible(text)
    .replaceAll(/\[U\+[0-9A-F]+\]|\\u[0-9a-f]{4}/gu, '')
    .replaceAll(/[^\x21-\x7e]/gu, '');
}

/** What a viewer of a PDF would do by itself, or open. */
const ACTIVE = /\/(?:JavaScript|JS|OpenAction|Launch|URI|SubmitForm|EmbeddedFile)\b/u;

describe('the process of third party access', () => {
  /** Fields of acts that people type; a county, a day, an address for mail and the like have forms of their own. */
  const TYPED: ReadonlySet<string> = new Set([
    ...['organisation', 'title', 'address', 'contact', 'authority', 'purpose', 'signature'],
    ...['text', 'result', 'findings', 'office', 'first', 'last', 'name', 'reason'],
  ]);

  /** The acts of a whole application, each text in them another; answers what was typed besides. */
  function hostileActs(): { readonly acts: readonly object[]; readonly typed: readonly string[] } {
    const typed: string[] = [];
    const replace = (value: unknown, key: string): unknown => {
      if (typeof value === 'string' && TYPED.has(key)) {
        // The first names the organization, which stands in every sheet.
        const formula = typed.length === 0 ? '=1+1' : '';
        const text = `${formula}${texts.typed()}`.slice(0, 90).toWellFormed();
        typed.push(text);
        return text;
      }
      if (Array.isArray(value)) return value.map((each) => replace(each, ''));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, of]) => [name, replace(of, name)]),
      );
    };
    const acts = bodiesToRenewal().map((body) => replace(JSON.parse(body), '') as object);
    return { acts, typed };
  }

  async function applicationIn(data: string): Promise<readonly string[]> {
    const { acts, typed } = hostileActs();
    const file = join(folder.path, 'acts.ndjson');
    writeFileSync(file, acts.map((act) => `${JSON.stringify(act)}\n`).join(''));
    await done(data, ['access', 'load', file]);
    return typed;
  }

  it(
    'shows what was typed as texts, on pages, in sheets and in letters',
    async () => {
      for (let index = 0; index < APPLICATIONS; index += 1) {
        const data = join(folder.path, `process-${String(index)}`);
        const typed = await applicationIn(data);
        const open = await openHouse(data, 'write', {});
        try {
          await expectWhole(open, typed);
        } finally {
          await open.close();
        }
      }
    },
    rounds(300_000, 1_800_000),
  );

  async function expectWhole({ house }: OpenHouse, typed: readonly string[]): Promise<void> {
    const page = (address: string) => shownAt(house, OPERATOR, address);
    const seen = await Promise.all(
      ['/access/applications', '/access/applications/T-1', '/access/tracking', '/access/accounts']
        .concat('/access/allocation', '/access/accounts/A-1', '/matrix', '/log', '/log/unusual')
        .map(page),
    );
    for (const { html } of seen) expect([SEED, ...faultsOfShown(html, [])]).toEqual([SEED]);
    const all = seen.map(({ html }) => html).join('');
    // Titles, addresses and people of the form are on the letters alone.
    const shown = typed.filter((text) => faultsOfShown(all, [text]).length === 0);

    const csv = csvRows(
      present((await page('/access/tracking?format=csv')).file).bytes.toString('utf8'),
    );
    expect(new Set(csv.map(({ length }) => length)).size).toBe(1);
    expect(computedIn(csv.flat())).toEqual([]);
    const workbook = present((await page('/access/tracking?format=xlsx')).file).bytes;
    const cells = readWithSheetJs(workbook, 40).flatMap(({ rows }) => rows.flat());
    expect(computedIn(cells)).toEqual([]);

    const letters = new Set(
      seen.flatMap(({ html }) =>
        [...html.matchAll(/href="(\/access\/[^"]+\/letters\/[^"]+)"/gu)].map(([, to]) => to ?? ''),
      ),
    );
    expect(letters.size).toBeGreaterThan(10);
    let written = '';
    for (const letter of some([...letters], LETTERS_READ)) {
      const { text, writing } = await readReport(present((await page(letter)).file).bytes);
      expect(text).not.toMatch(ACTIVE);
      expect(writing.join('')).not.toMatch(HIDDEN_IN_TEXT);
      written += comparable(writing.join(''));
    }
    const onPaper = typed.filter((text) => written.includes(comparable(text)));
    // The others are names of people who have accounts of their own, and what one letter says that was not read.
    expect(Math.min(shown.length, onPaper.length)).toBeGreaterThan(0);
  }
});

describe('a county', () => {
  const data = join(folder.path, 'county');
  let open: OpenHouse;
  const page = (address: string) => shownAt(open.house, OPERATOR, address);

  beforeAll(async () => {
    const records = Array.from({ length: JUDGED }, (_, index) => ({
      ...{ id: random.uuid(), type: 'CaseOpened', county: '19', effective: '2006-08-01' },
      case: `C-${String(index + 1)}`,
      data: {
        ncp: { participant: `P-${String(index + 1)}`, role: 'father' },
        payee: { participant: `Q-${String(index + 1)}`, kind: 'custodial-parent' },
        program: 'calworks',
      },
    }));
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    await done(data, ['ingest', '-'], lines);
    await done(data, ['submit', '--county', '19', '--month', '2006-09', '--by', 'A. Ortiz']);
    open = await openHouse(data, 'write', {});
  }, 240_000);
  afterAll(async () => {
    await open.close();
  });

  it(
    'shows names of files, and what is in those that are returned, as texts',
    async () => {
      const files = new PageInProcess(FILES_PAGE, open.house, OPERATOR, { county: '19' });
      const county = present(parseCounty('19'));
      const names: string[] = [];
      const notes: string[] = [];
      for (let index = 0; index < FILES; index += 1) {
        const typed = index % 2 === 0 ? texts.typed().replaceAll(/[/\\]/gu, '') : texts.any();
        const [name, note] = [`a${typed}.ndjson`, texts.typed()];
        const bytes = Buffer.from(`{"id":7,"type":${JSON.stringify(texts.any())}}\n`);
        const came = await files.upload('upload', { name, bytes });
        if (came.to === null) expect(faultsOfShown(came.html, [])).toEqual([]);
        else names.push(name);
        const sent = await files.upload('send', { name: `${String(index)}.zip`, bytes }, { note });
        if (sent.to === null) expect(faultsOfShown(sent.html, [])).toEqual([]);
        else notes.push(note);
      }
      await takeAll(open);
      const { html } = await page('/counties/19/files');
      expect([SEED, ...faultsOfShown(html, notes.slice(-3))]).toEqual([SEED]);
      for (const [index, name] of names.entries()) {
        const of = `/counties/19/files/${String(index + 1)}`;
        expect([SEED, ...faultsOfShown((await page(of)).html, [name])]).toEqual([SEED]);
        const asked = { county, number: index + 1 };
        const reply = await new Application(open.house).ask(OPERATOR, 'countyFileOfNumber', asked);
        expect(reply).toMatchObject({ kind: 'done', value: { file: name } });
        for (const part of ['receipt', 'rejects']) {
          const { file } = await page(`${of}/${part}`);
          expect(present(file).name).toMatch(/^[a-z]+-19-\d+\.(?:nd)?json$/u);
        }
      }
      // The others were refused: no name of a file, or more files than may wait.
      expect(names.length).toBeGreaterThan(0);
    },
    rounds(300_000, 1_200_000),
  );

  it(
    'shows judgements of a sample as texts, and they are inert in its worksheet',
    async () => {
      const drawn = await new PageInProcess(AUDIT_PAGE, open.house, OPERATOR).send('sample', {
        ...{ county: '19', month: '2006-09', version: '1', line: '1', column: '' },
        ...{ method: 'random', size: String(JUDGED), reserve: '0', seed: texts.typed() },
      });
      expect(drawn.to).toBe('/audit/S-1?county=19');
      const sample = new PageInProcess(SAMPLE_PAGE, open.house, OPERATOR, { sample: 'S-1' });
      for (let row = 1; row <= JUDGED; row += 1) {
        const [text, evidence] = [texts.any(), texts.typed().replaceAll(',', '')];
        const form = { county: '19', row: String(row), replaces: '', text, evidence };
        const judged = await sample.send('judgement', {
          ...{ ...form, judgement: 'fail', reason: 'other' },
        });
        if (judged.to === null) throw new Error(`${String(SEED)}: ${judged.html.slice(0, 4_000)}`);
        const { html } = await page(`/audit/S-1?county=19&row=${String(row)}`);
        // A form takes blanks off the ends of what was typed.
        expect([SEED, ...faultsOfShown(html, [text.trim()])]).toEqual([SEED]);
      }
      const { file } = await page('/audit/S-1?county=19&format=xlsx');
      const cells = readWithSheetJs(present(file).bytes, 40).flatMap(({ rows }) => rows.flat());
      expect(computedIn(cells)).toEqual([]);
    },
    rounds(300_000, 1_200_000),
  );

  it('that asks for what there is not is told so in texts', async () => {
    const { SEARCH_PAGE } = await import('../../src/web/pages/search/page.js');
    for (let index = 0; index < FILES; index += 1) {
      const q = texts.any();
      const search = new PageInProcess(SEARCH_PAGE, open.house, OPERATOR);
      const { html } = await search.send('search', { q, county: '' });
      expect([SEED, ...faultsOfShown(html, [])]).toEqual([SEED]);
    }
  }, 240_000);
});

/** As the service takes what was uploaded. */
async function takeAll({ house }: OpenHouse): Promise<void> {
  const application = new Application(house);
  const uploads = new UploadsWatch(
    async (name, input) => {
      const reply = await application.ask(OPERATOR, name, input, { clock: clockNow });
      if (reply.kind === 'done') return reply.value;
      throw new Error(JSON.stringify(reply));
    },
    join(folder.path, 'county', 'intake'),
    clockNow,
    {
      onTaken: () => undefined,
      onFault: (_, error) => {
        throw error;
      },
      tends: false,
    },
  );
  while ((await uploads.round()) > 0);
}
