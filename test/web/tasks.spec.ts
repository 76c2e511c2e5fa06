import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runServiceWithAccounts } from '../http/running-service.js';
import { IS_SOAK } from '../support/soak.js';
import { openBrowser, openPage } from './browser/chromium.js';
import { byKeyboard, byMouse } from './browser/hands.js';
import { TASKS } from './browser/tasks.js';
import type { Task } from './browser/tasks.js';
import { peopleInFolder } from './people-in-folder.js';
import type { PersonSignedIn } from './people-in-folder.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

/** How somebody works. */
interface Manner {
  readonly title: string;
  readonly hand: typeof byMouse;
  readonly width: number;
  readonly isWithoutScript: boolean;
}

const MANNERS: readonly Manner[] = [
  { title: 'by mouse', hand: byMouse, width: 1280, isWithoutScript: false },
  { title: 'by keyboard alone', hand: byKeyboard, width: 1280, isWithoutScript: false },
  { title: 'without script', hand: byMouse, width: 1280, isWithoutScript: true },
  { title: 'on a phone', hand: byMouse, width: 320, isWithoutScript: false },
  {
    title: 'by keyboard on a phone without script',
    ...{ hand: byKeyboard, width: 320, isWithoutScript: true },
  },
];

/** A build does two of them in the hardest way; the long run all in every way. */
const SAMPLED: ReadonlySet<Task['who']> = new Set(['auditor', 'iso']);
const manners = IS_SOAK ? MANNERS : MANNERS.slice(-1);
const tasks = IS_SOAK ? TASKS : TASKS.filter(({ who }) => SAMPLED.has(who));

const folder = temporaryFolder();
const prepared = join(folder.path, 'prepared');
let people: Readonly<Record<Task['who'], PersonSignedIn>>;
let browser: Browser;

beforeAll(async () => {
  await prepare(prepared);
  people = await peopleInFolder(prepared, {
    reporter: [{ role: 'lcsa-reporter', county: '19' }],
    director: [{ role: 'lcsa-director', county: '19' }],
    auditor: [{ role: 'auditor' }],
    analyst: [{ role: 'dcss-analyst' }],
    manager: [{ role: 'account-manager' }],
    iso: [{ role: 'dcss-iso' }],
    viewer: [{ role: 'cbud-viewer', county: '19' }],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  folder.remove();
});

/** Months of 2006 as submitted and approved, and a closing that will be corrected. */
async function prepare(data: string): Promise<void> {
  const records = readFileSync(EXAMPLE, 'utf8').trim().split('\n').slice(0, -1).join('\n');
  const submit = (month: string): string[] => [
    ...['submit', '--county', '19', '--month', month, '--as-of', '10', '--by', 'A. Ortiz'],
    ...['--data', data],
  ];
  const approve = ['approve', '--county', '19', '--month', '2006-09', '--version', '1'];
  for (const [argv, stdin] of [
    [['ingest', '-', '--data', data], `${records}\n`],
    [submit('2006-07'), ''],
    [submit('2006-08'), ''],
    [submit('2006-09'), ''],
    [[...approve, '--by', 'B. Chen', '--telephone', '916', '--data', data], ''],
  ] as const) {
    const { code, stderr } = await plumbline(argv, { stdin });
    if (code !== 0) throw new Error(stderr);
  }
}

describe.each(manners)('$title', ({ title, hand, width, isWithoutScript }) => {
  it(
    'people do what they come to do',
    async () => {
      const data = join(folder.path, title);
      cpSync(prepared, data, { recursive: true });
      const service = await runServiceWithAccounts(data);
      const origin = service.url.replace('127.0.0.1', 'localhost');
      try {
        for (const { title: of, who, steps } of tasks) {
          const { context, page } = await openPage(browser, origin, { width, isWithoutScript });
          await context.addCookies([cookieOf(people[who], origin)]);
          try {
            await steps(hand(page));
          } catch (error) {
            throw new Error(`${of}, ${title}, on ${page.url()}: ${String(error)}`, {
              cause: error,
            });
          }
          // Nothing of what was done leaves the page wider than the screen.
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          expect([of, Math.max(wide, width)]).toEqual([of, width]);
          await context.close();
        }
      } finally {
        await service.stop();
      }
    },
    IS_SOAK ? 500_000 : 300_000,
  );
});

function cookieOf({ cookie }: PersonSignedIn, url: string) {
  const [name = '', value = ''] = cookie.split('=');
  return { name, value, url };
}
