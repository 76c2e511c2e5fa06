import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { setTimeout as pause } from 'node:timers/promises';
import { ACTIONS } from '../../src/application/actions.js';
import { CONTRACT_ROWS } from './contract-table.js';
import { ROUTES } from './route-checks.js';
import { PROBLEM_KINDS, problemType } from '../../src/http/contract/problems.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-action': string;
  readonly 'x-action-of-format'?: Readonly<Record<string, string>>;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const folder = temporaryFolder();
let service: RunningService;
let operations: ReadonlyMap<string, Operation>;
let documented: { readonly info: { readonly description: string } };

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
  const document = (await ask(`${service.url}/openapi.json`)).json() as {
    readonly info: { readonly description: string };
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  documented = document;
  operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method} ${path}`, operation] as const,
      ),
    ),
  );
  const records = [
    participant(1),
    caseOpened(2, 'C-1'),
    childRegistered(3, 'K-1'),
    childAdded(4, 'C-1', 'K-1'),
    participant(5),
  ];
  expect((await send(service, '19', records)).json()).toMatchObject({ accepted: 5 });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('the OpenAPI document', () => {
  it('has exactly the routes that are tested here', () => {
    expect([...operations.keys()].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it('is the contract’s table, with the action that each row needs', () => {
    for (const row of CONTRACT_ROWS) {
      const route = `${row.method} ${row.path}`;
      const operation = operations.get(route);
      const found = [route, operation?.['x-action'], operation?.['x-action-of-format']];
      if (row.action === 'acts') expect(typeof found[1]).toBe('object');
      else expect(found).toEqual([route, row.action, row.byFormat]);
    }
    const rows = new Set(CONTRACT_ROWS.map(({ method, path }) => `${method} ${path}`));
    expect([...operations.keys()].filter((route) => !rows.has(route))).toEqual([]);
  });

  it('names nothing but actions of the access table', () => {
    for (const [route, { 'x-action': action }] of operations) {
      const named = typeof action === 'string' ? [action] : Object.values(action);
      for (const each of named)
        expect([route, ACTIONS]).toEqual([route, expect.arrayContaining([each])]);
    }
  });

  it('has for each an id of its own, a summary, its parameters and its answers', () => {
    const ids = [...operations.values()].map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { summary, responses, parameters = [] }] of operations) {
      expect([route, summary]).toEqual([route, expect.stringMatching(/^[A-Z].{10,}/u)]);
      expect(Object.keys(responses).join(' ')).toMatch(/\b20[012]\b/u);
      const places = [...route.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      const inPath = parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect([route, inPath.toSorted()]).toEqual([route, places.toSorted()]);
    }
  });

  it('lists every type of problem', () => {
    for (const kind of PROBLEM_KINDS)
      expect(documented.info.description).toContain(`\`${problemType(kind)}\``);
  });

  it('is shown by a page that this service has whole', async () => {
    const page = await ask(`${service.url}/docs`);
    const parts = [...page.text.matchAll(/(?:src|href)="(?!data:)([^"]+)"/gu)].map(
      ([, part]) => part ?? '',
    );
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      const url = new URL(part, `${service.url}/docs`);
      expect(url.origin).toBe(service.url);
      expect([part, (await ask(url.href)).status]).toEqual([part, 200]);
    }
  });
});

describe('every route', () => {
  it.each(Object.keys(ROUTES))('%s answers', async (route) => {
    const { path = '', init, type, holds, status = 200, before, isAwaited } = ROUTES[route] ?? {};
    if (before !== undefined) {
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify(before[1]);
      await ask(`${service.url}${before[0]}`, { method: 'POST', headers, body });
    }
    let answer = await ask(`${service.url}${path}`, init);
    while (isAwaited === true && answer.status === 404) {
      await pause(50);
      answer = await ask(`${service.url}${path}`, init);
    }
    expect([answer.status, answer.text.slice(0, 400)]).toEqual([status, expect.anything()]);
    expect(answer.headers.get('content-type')).toMatch(type ?? /^$/u);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.text).toContain(holds ?? '');
  });

  it.each([
    ['', { Accept: 'text/csv' }, 406, /problem\+json/u, 'application/pdf'],
    ['?format=csv', {}, 422, /problem\+json/u, 'one of xlsx, pdf'],
  ] as const)(
    'writes no worksheet of a sample but as workbook or PDF: %s %j',
    async (query, headers, status, type, holds) => {
      const path = '/v1/counties/19/samples/S-1/worksheet';
      const answer = await ask(`${service.url}${path}${query}`, { headers });
      expect([answer.status, answer.text.slice(0, 400)]).toEqual([
        status,
        expect.stringContaining(holds),
      ]);
      expect(answer.headers.get('content-type')).toMatch(type);
    },
  );

  it('that there is not is a problem', async () => {
    const requests = [
      ['GET', '/nowhere'],
      ['GET', '/v1'],
      ['GET', '/v1/counties/19'],
      ['GET', '/metrics'],
      ['DELETE', '/v1/nothing'],
    ] as const;
    for (const [method, path] of requests) {
      const answer = await ask(service.url + path, { method });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.json()).toMatchObject({
        type: 'urn:plumbline:problem:no-such-route',
        status: 404,
      });
    }
  });
});
