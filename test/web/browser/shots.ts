import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openBrowser, openPage } from './chromium.js';
import { fillFolder, fillThroughPages } from './filled-folder.js';
import { PAGE_STATES } from './states.js';

const WIDTHS = [1280, 320];
const PROGRAM = join('bin', 'plumbline');

/**
 * Makes a picture of every page in its states, at the widths of a desk and of a phone, into a folder: over data of its
 * own, with the program as it was built. Of a service that runs, and of single pages, where they are named.
 *
 *   npm run pages:shots
 *   npm run pages:shots -- FOLDER
 *   npm run pages:shots -- FOLDER http://localhost:1257 /counties/19 ...
 */
const [folder = 'shots', origin, ...addresses] = process.argv.slice(2);

async function pictures(of: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const width of WIDTHS) {
      const { page, context } = await openPage(browser, of, { width });
      for (const address of addresses.length === 0 ? PAGE_STATES : addresses) {
        await page.goto(address);
        const path = join(folder, `${fileOf(address)}-${String(width)}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

function fileOf(address: string): string {
  return address.replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-|-$/gu, '') || 'home';
}

/** Runs a service over a folder of its own while something is done with it. */
async function withService(use: (url: string) => Promise<void>): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'plumbline-shots-'));
  const data = join(own, 'data');
  try {
    await fillFolder(data, own, async (argv) => {
      await promisify(execFile)(PROGRAM, argv);
    });
    const argv = ['serve', '--no-accounts', '--port', '0', '--data', data];
    const service = spawn(PROGRAM, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await use(await addressIn(service.stdout));
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

async function addressIn(said: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of said) {
    text += chunk.toString();
    const url = /http:\S+:\d+/u.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`The service did not say where it listens: ${text}`);
}

if (origin !== undefined) await pictures(origin);
else {
  await withService(async (url) => {
    await fillThroughPages(url);
    await pictures(url);
  });
}
