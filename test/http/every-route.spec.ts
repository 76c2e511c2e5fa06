import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { setTimeout as pause } from 'node:timers/promises';
import { ACTIONS } from '../../src/application/actions.js';
import { CONTRACT_ROWS, ROWS_TO_COME } from './contract-table.js';
import { PROBLEM_KINDS, problemType } from '../../src/http/contract/problems.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';

interface RouteCheck {
  /** The address with its places filled. */
  readonly path: string;
  readonly init?: RequestInit;
  readonly type: RegExp;
  readonly holds: string;
  /** 200 where it is left out. */
  readonly status?: number;
  /** What is posted before. */
  readonly before?: readonly [path: string, body: object];
  /** Whether it is asked until it is there. */
  readonly isAwaited?: boolean;
}

const JSON_TYPE = /^application\/json/u;

const ID = '5f0c0a52-6a0e-4d0a-9f1d-000000000002';
const CSV_TYPE = /^text\/csv/u;

function json(path: string, holds: string): RouteCheck {
  return { path, type: JSON_TYPE, holds };
}

function post(path: string, body: unknown, holds: string, status = 200): RouteCheck {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return { path, init, type: JSON_TYPE, holds, status };
}

const COUNTY = '/v1/counties/19';
const MONTH = `${COUNTY}/months/2006-09`;

/** Every route of the service by method and template, and a request that it answers; in this order they build on each other. */
const ROUTES: Readonly<Record<string, RouteCheck>> = {
  'post /v1/counties/{county}/records': post(`${COUNTY}/records`, [], '"accepted":0'),
  'get /v1/counties': json('/v1/counties', '"county":"19","size":5'),
  'get /v1/counties/{county}/ledger': json(`${COUNTY}/ledger`, '"size":5'),
  'get /v1/counties/{county}/records/{record}': json(`${COUNTY}/records/${ID}`, '"CaseOpened"'),
  'get /v1/counties/{county}/proofs/records/{record}': json(
    `${COUNTY}/proofs/records/${ID}`,
    '"position":2,"size":5',
  ),
  'get /v1/counties/{county}/proofs/consistency': json(
    `${COUNTY}/proofs/consistency?from=1&to=5`,
    '"from":1,"to":5,"hashes":["',
  ),
  'post /v1/counties/{county}/checkpoint': {
    ...post(`${COUNTY}/checkpoint`, {}, 'plumbline/ledger-19\n5\n'),
    type: /^text\/plain/u,
  },
  'get /v1/counties/{county}/reports/{month}': json(
    `${COUNTY}/reports/2006-09`,
    '"1":{"a":1,"b":1,"c":0,"d":0}',
  ),
  'get /v1/reports/{month}': json('/v1/reports/2006-09', '"state":{"lines"'),
  'get /v1/counties/{county}/trails/{month}/{line}': {
    path: `${COUNTY}/trails/2006-09/1?format=csv`,
    type: CSV_TYPE,
    holds: '1,b,C-1',
  },
  'get /v1/counties/{county}/cases/{case}/history': json(
    `${COUNTY}/cases/C-1/history`,
    '"CaseOpened"',
  ),
  'get /v1/counties/{county}/children/{child}/history': json(
    `${COUNTY}/children/K-1/history`,
    '"ChildRegistered"',
  ),
  'get /v1/counties/{county}/explanations/{month}': json(
    `${COUNTY}/explanations/2006-09?child=K-1&line=4`,
    '"counted":',
  ),
  'get /v1/counties/{county}/measures/{month}': json(
    `${COUNTY}/measures/2006-09`,
    '"county":"19","month":"2006-09","measures":[',
  ),
  'get /v1/measures/{month}': json('/v1/measures/2006-09', '"county":"all"'),
  'post /v1/counties/{county}/months/{month}/versions': post(
    `${MONTH}/versions`,
    { by: 'A. Ortiz', asOf: 4 },
    '"version":1,"kind":"NEW","state":"submitted","asOf":4',
    201,
  ),
  'post /v1/counties/{county}/months/{month}/versions/{version}/return': post(
    `${MONTH}/versions/1/return`,
    { by: 'B. Chen', reason: 'a case is missing' },
    '"state":"returned"',
  ),
  'post /v1/counties/{county}/months/{month}/versions/{version}/approval': {
    ...post(
      `${MONTH}/versions/2/approval`,
      { by: 'B. Chen', telephone: '916 555 0100', certify: true },
      '"state":"approved","asOf":5',
    ),
    before: [`${MONTH}/versions`, { by: 'A. Ortiz' }],
  },
  'get /v1/counties/{county}/versions': json(`${COUNTY}/versions`, '"version":2,"kind":"REVISED"'),
  'get /v1/counties/{county}/months/{month}/versions/{version}': json(
    `${MONTH}/versions/1`,
    '"a case is missing"',
  ),
  'get /v1/counties/{county}/months/{month}/diff': json(
    `${MONTH}/diff?from=1&to=v2`,
    '"to":{"asOf":5}',
  ),
  'get /v1/counties/{county}/months/{month}/differences': json(
    `${MONTH}/differences?from=v1&to=v2`,
    '"from":{"asOf":4},"to":{"asOf":5},"cells":[]',
  ),
  'get /v1/counties/{county}/outdated': json(`${COUNTY}/outdated`, '[]'),
  'get /v1/rollup/{month}': json('/v1/rollup/2006-09', '"19":{"version":2,"asOf":5}'),
  'post /v1/counties/{county}/figures': post(
    `${COUNTY}/figures`,
    [],
    '"accepted":0,"duplicates":0',
  ),
  'post /v1/counties/{county}/carry-forward': post(
    `${COUNTY}/carry-forward`,
    { ffy: 2007 },
    '"line":"5a","value":1',
  ),
  'post /v1/counties/{county}/months/{month}/versions/{version}/packages': post(
    `${MONTH}/versions/2/packages`,
    {},
    '"package":"P-1","state":"queued","done":0',
    202,
  ),
  'get /v1/counties/{county}/packages/{package}': json(
    `${COUNTY}/packages/P-1`,
    '"package":"P-1","state":"',
  ),
  'get /v1/counties/{county}/packages/{package}/file': {
    path: `${COUNTY}/packages/P-1/file`,
    type: /^application\/zip$/u,
    holds: 'PK',
    isAwaited: true,
  },
  'get /v1/counties/{county}/retention/plan': json(
    `${COUNTY}/retention/plan?on=2020-01-01`,
    '"on":"2020-01-01"',
  ),
  'post /v1/counties/{county}/retention/orders': post(
    `${COUNTY}/retention/orders`,
    { by: 'A. Ortiz', reason: 'schedule' },
    '"order":"1","plan":"',
    201,
  ),
  'get /v1/counties/{county}/retention/orders': json(
    `${COUNTY}/retention/orders`,
    '"state":"ordered"',
  ),
  'post /v1/counties/{county}/retention/orders/{order}/apply': post(
    `${COUNTY}/retention/orders/1/apply`,
    { by: 'B. Chen' },
    '"order":"1","erased":0',
  ),
  'post /v1/counties/{county}/retention/holds': post(
    `${COUNTY}/retention/holds`,
    { case: 'C-1', by: 'A. Ortiz', reason: 'docket 7' },
    '"hold":"1"',
    201,
  ),
  'get /v1/counties/{county}/retention/holds': json(`${COUNTY}/retention/holds`, '"case":"C-1"'),
  'post /v1/counties/{county}/retention/holds/{hold}/release': post(
    `${COUNTY}/retention/holds/1/release`,
    { by: 'B. Chen', reason: 'closed' },
    '"hold":"1"',
  ),
  'post /v1/access/acts': post(
    '/v1/access/acts',
    {
      act: 'AccountInvited',
      email: 'ana@example.org',
      name: { first: 'Ana', last: 'Diaz' },
      grants: [{ role: 'account-manager' }],
    },
    '"account":"A-1"',
    201,
  ),
  'get /v1/access/accounts': json('/v1/access/accounts', '"accounts":[{"account":"A-1"'),
  'get /v1/access/accounts/{account}': json('/v1/access/accounts/A-1', '"state":"invited"'),
  'get /v1/access/log': {
    path: '/v1/access/log',
    type: /^application\/x-ndjson$/u,
    holds: '"account":"operator","key":null,"action":"account.',
  },
  'get /v1/access/log/checkpoint': {
    path: '/v1/access/log/checkpoint',
    type: /^text\/plain/u,
    holds: '/access-log-',
  },
  'get /v1/counties/{county}/files': json(`${COUNTY}/files`, '[]'),
  'get /v1/counties/{county}/files/{file}': {
    ...json(`${COUNTY}/files/a.ndjson`, 'has no file of that name'),
    status: 404,
    type: /^application\/problem\+json/u,
  },
  'get /v1/counties/{county}/files/{file}/receipt': {
    ...json(`${COUNTY}/files/a.ndjson/receipt`, 'has no receipt of a file of that name'),
    status: 404,
    type: /^application\/problem\+json/u,
  },
  'put /v1/counties/{county}/intake/mapping': {
    path: `${COUNTY}/intake/mapping`,
    init: {
      method: 'PUT',
      body: '{"dates":"M/D/YYYY"}',
      headers: { 'Content-Type': 'application/json' },
    },
    type: JSON_TYPE,
    holds: '{"dates":"M/D/YYYY"}',
  },
  'get /v1/access/applications': json('/v1/access/applications', '"applications":[]'),
  'get /v1/access/applications/{application}': {
    ...json('/v1/access/applications/T-1', 'There is no application T-1'),
    status: 404,
    type: /^application\/problem\+json/u,
  },
  'get /v1/access/applications/{application}/letters/{letter}': {
    ...json(`/v1/access/applications/T-1/letters/${'0'.repeat(64)}`, 'T-1 has no such letter'),
    status: 404,
    type: /^application\/problem\+json/u,
  },
  'get /v1/access/allocation': json('/v1/access/allocation', '"lcsa":"Los Angeles"'),
  'get /v1/matrix': json('/v1/matrix', '"lcsa":"Los Angeles"'),
  'post /v1/access/cbud-requests': {
    path: '/v1/access/cbud-requests',
    init: {
      method: 'POST',
      body: 'County Number,First Name,Last Name,Phone,Email,Access Level',
      headers: { 'Content-Type': 'text/csv' },
    },
    type: CSV_TYPE,
    holds: 'Access Level,Result',
  },
  'get /healthz/live': json('/healthz/live', 'live'),
  'get /healthz/ready': json('/healthz/ready', '{"status":"ready"}'),
  'get /healthz/detail': json('/healthz/detail', '"checks":[{"name":"store"'),
  'get /openapi.json': json('/openapi.json', '"openapi":"3.1'),
  'get /docs': { path: '/docs', type: /^text\/html/u, holds: 'swagger-ui' },
};

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly 'x-action': string;
  readonly 'x-action-of-format'?: Readonly<Record<string, string>>;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const TO_COME = new Set(ROWS_TO_COME.map(({ method, path }) => `${method} ${path}`));

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
    const own = [...operations.keys()].filter((route) => !TO_COME.has(route));
    expect(own.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it('is the contract’s table, with the action that each row needs', () => {
    for (const row of [...CONTRACT_ROWS, ...ROWS_TO_COME]) {
      const route = `${row.method} ${row.path}`;
      const operation = operations.get(route);
      if (operation === undefined && TO_COME.has(route)) continue;
      const found = [route, operation?.['x-action'], operation?.['x-action-of-format']];
      if (row.action === 'acts') expect(typeof found[1]).toBe('object');
      else expect(found).toEqual([route, row.action, row.byFormat]);
    }
    const rows = new Set(CONTRACT_ROWS.map(({ method, path }) => `${method} ${path}`));
    expect(
      [...operations.keys()].filter((route) => !TO_COME.has(route) && !rows.has(route)),
    ).toEqual([]);
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
