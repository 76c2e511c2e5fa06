import { setTimeout } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** No script of a test waits longer than this for a page, in milliseconds. */
const PATIENCE_MS = 60_000;

/** How long to wait before it is started again, in milliseconds. */
const UNPACKING_MS = 250;

/**
 * A headless browser; it comes inside a package, and is unpacked into the folder for temporary files once. On a machine
 * that never had it several specs begin with that: what another one still writes cannot be started yet.
 */
export async function openBrowser(): Promise<Browser> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await launched();
    } catch (error) {
      if (!String(error).includes('ETXTBSY') || Date.now() > until) throw error;
      await setTimeout(UNPACKING_MS);
    }
  }
}

async function launched(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // Those who run tests as root have no sandbox; nothing but our own pages is opened. The package's own arguments are
    // for one page in one process, and without the checks that a page is tested for.
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
    timeout: PATIENCE_MS,
  });
}

/** A page that keeps what it was told of its security policy, and what it asked of others. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests that left the service's own origin. */
  readonly foreign: readonly string[];
  /** What the browser complained of: the policy, scripts that failed, files that are missing. */
  readonly complaints: readonly string[];
}

/** @param more - how wide it is; whether scripts are kept from it */
export async function openPage(
  browser: Browser,
  origin: string,
  more: { readonly width?: number; readonly isWithoutScript?: boolean } = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: more.width ?? 1280, height: 900 },
    baseURL: origin,
  });
  // A context without JavaScript makes axe wait for ever: the files are kept from it instead.
  if (more.isWithoutScript === true) await context.route(/\.js$/u, (route) => route.abort());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) foreign.push(url);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && more.isWithoutScript !== true)
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, context, foreign, complaints };
}
