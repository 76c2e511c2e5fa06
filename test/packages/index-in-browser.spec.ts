import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { openBrowser } from '../web/browser/chromium.js';

const folder = temporaryFolder();
const out = join(folder.path, 'package of a county');
const data = ['--data', join(folder.path, 'data')];
const of = ['--county', '19', '--month', '2006-09'];
let browser: Browser;

beforeAll(async () => {
  const simulated = 'simulate --county 19 --cases 4 --from 2006-08 --to 2006-09 --seed b'.split(
    ' ',
  );
  const stdin = (await plumbline(simulated)).stdout;
  await plumbline(['ingest', '-', ...data], { stdin });
  await plumbline(['submit', ...of, '--by', 'محمد علي', ...data]);
  await plumbline(['package', ...of, '--version', '1', '--out', out, ...data]);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

describe('index.html of a package, opened by a file manager', () => {
  it('finds every link', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(out, 'index.html')).href);
    const links = await page.$$eval('a', (all) => all.map(({ href }) => href));
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter((link) => !existsSync(fileURLToPath(link)))).toEqual([]);
    await page.click('text=README.txt');
    expect(await page.textContent('body')).toContain('verify.mjs');
    await page.close();
  });

  it.each([1280, 320])('needs no scrolling sideways at %d px', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(pathToFileURL(join(out, 'index.html')).href);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(width);
    await page.close();
  });
});
