import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'express';
import { LIVE_OF_PERSON_MAX } from '../../src/http/bounds.js';
import { Live } from '../../src/http/pages/live.js';
import type { Watched } from '../../src/http/pages/live.js';
import { LongPages } from '../../src/http/pages/long-pages.js';
import { findAsset, assetHref } from '../../src/web/assets/assets.js';
import type { Shown } from '../../src/web/page.js';
import { redirectTo } from '../../src/web/page.js';

const RUNNING: Shown = { kind: 'shown', title: 'T', body: null as never, refreshSeconds: 1 };
const READY: Shown = { kind: 'shown', title: 'T', body: null as never };

/** What a stream of looks tells, each `everyMs` after the other. */
let live = new Live();
let watched: Watched;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    // What express adds and the stream uses.
    const asExpress = Object.assign(response, {
      status: (code: number) => Object.assign(response, { statusCode: code }),
      set: (heads: Record<string, string>) => {
        for (const [name, value] of Object.entries(heads)) response.setHeader(name, value);
        return response;
      },
    }) as unknown as Response;
    live.follow(asExpress, watched).catch((error: unknown) => {
      response.statusCode = 503;
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  live = new Live();
});

/** Looks that give these pages one after the other, the last one again and again. */
function looking(
  pages: readonly (readonly [Shown, string])[],
  more: Partial<Watched> = {},
): Watched {
  let at = -1;
  return {
    who: 'A-7',
    everyMs: 5,
    refused: () => Promise.resolve(null),
    look: () => {
      at = Math.min(at + 1, pages.length - 1);
      const [shown, main] = pages[at] ?? [READY, ''];
      return Promise.resolve({ shown, main });
    },
    ...more,
  };
}

async function told(): Promise<string> {
  return (await fetch(url)).text();
}

describe('a page that is watched', () => {
  it('is told when it has changed, and no more when what was awaited is there', async () => {
    watched = looking([
      [RUNNING, '<p>1 %</p>'],
      [RUNNING, '<p>1 %</p>'],
      [RUNNING, '<p>50 %\n</p>'],
      [READY, '<p>ready</p>'],
    ]);
    expect(await told()).toBe(
      'event: page\ndata: "<p>1 %</p>"\n\n' +
        'event: page\ndata: "<p>50 %\\n</p>"\n\n' +
        'event: page\ndata: "<p>ready</p>"\n\n' +
        'event: end\ndata: done\n\n',
    );
  });

  it('ends at the sign-out of who looks, before another look', async () => {
    let asked = 0;
    watched = looking([[RUNNING, 'a']], {
      refused: () => Promise.resolve(++asked < 3 ? null : 'signed-out'),
    });
    expect(await told()).toBe('event: page\ndata: "a"\n\nevent: end\ndata: signed-out\n\n');
  });

  it('ends where a look fails: why is for the page itself to say', async () => {
    watched = looking([], { look: () => Promise.reject(new Error('gone')) });
    expect(await told()).toBe('event: end\ndata: refused\n\n');
  });

  it('ends when the service stops, without waiting for the next look', async () => {
    watched = looking([[RUNNING, 'a']], { everyMs: 60_000 });
    const all = told();
    setTimeout(() => {
      live.stop();
    }, 20);
    expect(await all).toContain('event: end\ndata: stopping\n\n');
  });

  it('is one of so many that one person watches; others may watch meanwhile', async () => {
    watched = looking([[RUNNING, 'a']], { everyMs: 60_000 });
    const streams = await Promise.all(Array.from({ length: LIVE_OF_PERSON_MAX }, () => fetch(url)));
    expect((await fetch(url)).status).toBe(503);
    watched = { ...looking([[READY, 'b']]), who: 'A-8' };
    expect(await told()).toContain('event: end\ndata: done');
    live.stop();
    await Promise.all(streams.map((each) => each.text()));
  });
});

describe('a page that takes long', () => {
  it('is made once, whoever asks meanwhile, and given to who asks again', async () => {
    const pages = new LongPages();
    let made = 0;
    let finish: () => void = () => undefined;
    const make = async () => {
      made += 1;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return redirectTo(`/${String(made)}`);
    };
    const late = await pages.answer('A-7 /x', make, 1);
    expect(late.kind).toBe('stillMade');
    expect((await pages.answer('A-7 /x', make, 1)).kind).toBe('stillMade');
    finish();
    expect(await pages.answer('A-7 /x', make, 1_000)).toEqual(redirectTo('/1'));
    // Given, it is over: the next is made anew.
    const next = pages.answer('A-7 /x', make, 1_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
    finish();
    expect(await next).toEqual(redirectTo('/2'));
  });

  it('fails for who waits for it, and is then made anew', async () => {
    const pages = new LongPages();
    const failing = () => Promise.reject(new Error('no'));
    await expect(pages.answer('A-7 /y', failing, 50)).rejects.toThrow('no');
  });
});

describe('our script', () => {
  it('is one file of 30 KiB at most', () => {
    const bytes = findAsset(assetHref('plumbline.js').replace('/assets/', ''))?.bytes.length ?? 0;
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(30 * 1024);
  });
});
