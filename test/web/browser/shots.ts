import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openPage } from './chromium.js';
import { PAGE_STATES } from './states.js';

/**
 * Makes a picture of each page that is named, at the widths of a desk and of a phone, into a folder; of every page in its
 * states where none is named, over the data that test/web/browser/states.ts names.
 *
 *   npm run pages:shots -- http://localhost:1257 FOLDER /counties/19 ...
 */
const [origin = 'http://localhost:1257', folder = 'shots', ...addresses] = process.argv.slice(2);
const WIDTHS = [1280, 320];

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const width of WIDTHS) {
    const { page, context } = await openPage(browser, origin, { width });
    for (const address of addresses.length === 0 ? PAGE_STATES : addresses) {
      await page.goto(address);
      const name = address.replaceAll(/[^A-Za-z0-9]+/gu, '-').replace(/^-|-$/gu, '') || 'home';
      const path = join(folder, `${name}-${String(width)}.png`);
      await page.screenshot({ path, fullPage: true });
    }
    await context.close();
  }
} finally {
  await browser.close();
}
