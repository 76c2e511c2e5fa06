import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { ACTIONS } from '../../src/application/actions.js';
import { PROBLEM_KINDS, problemType } from '../../src/http/contract/problems.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';

interface RouteCheck {
  /** The address with its places filled. */
  readonly path: string;
  readonly init?: RequestInit;
  /** 200 where nothing is said. */
  readonly status?: number;
  readonly type: RegExp;
  readonly holds: string;
}

const JSON_TYPE = /^application\/json/u;

/** Every route of the service by method and template, and a request that it answers. */
const ROUTES: Readonly<Record<string, RouteCheck>> = {
  'post /v1/counties/{county}/records': {
    path: '/v1/counties/19/records',
    init: { method: 'POST', body: '[]', headers: { 'Content-Type': 'application/json' } },
    type: JSON_TYPE,
    holds: '"accepted":0',
  },
  'get /v1/counties/{county}/ledger': {
    path: '/v1/counties/19/ledger',
    type: JSON_TYPE,
    holds: '"size":4',
  },
  'get /v1/counties/{county}/reports/{month}': {
    path: '/v1/counties/19/reports/2006-09',
    type: JSON_TYPE,
    holds: '"1":{"a":1,"b":1,"c":0,"d":0}',
  },
  'get /v1/reports/{month}': {
    path: '/v1/reports/2006-09',
    type: JSON_TYPE,
    holds: '"state":{"lines"',
  },
  'get /v1/counties/{county}/trails/{month}/{line}': {
    path: '/v1/counties/19/trails/2006-09/1',
    type: /^application\/x-ndjson$/u,
    holds: '"case":"C-1"',
  },
  'get /v1/counties/{county}/cases/{case}/history': {
    path: '/v1/counties/19/cases/C-1/history',
    type: JSON_TYPE,
    holds: '"CaseOpened"',
  },
  'get /v1/counties/{county}/children/{child}/history': {
    path: '/v1/counties/19/children/K-1/history',
    type: JSON_TYPE,
    holds: '"ChildRegistered"',
  },
  'get /v1/counties/{county}/explanations/{month}': {
    path: '/v1/counties/19/explanations/2006-09?child=K-1&line=4',
    type: JSON_TYPE,
    holds: '"counted":',
  },
  'post /v1/access/acts': {
    path: '/v1/access/acts',
    init: {
      method: 'POST',
      body: JSON.stringify({
        act: 'AccountInvited',
        email: 'ana@example.org',
        name: { first: 'Ana', last: 'Diaz' },
        grants: [{ role: 'account-manager' }],
      }),
    },
    status: 201,
    type: JSON_TYPE,
    holds: '"account":"A-1"',
  },
  'get /v1/access/accounts': {
    path: '/v1/access/accounts',
    type: JSON_TYPE,
    holds: '"accounts":[{"account":"A-1"',
  },
  'get /v1/access/accounts/{account}': {
    path: '/v1/access/accounts/A-1',
    type: JSON_TYPE,
    holds: '"state":"invited"',
  },
  'get /healthz/live': { path: '/healthz/live', type: JSON_TYPE, holds: 'live' },
  'get /healthz/ready': { path: '/healthz/ready', type: JSON_TYPE, holds: '"status":"ready"' },
  'get /metrics': {
    path: '/metrics',
    type: /^text\/plain/u,
    holds: 'plumbline_http_request_seconds_count',
  },
  'get /openapi.json': { path: '/openapi.json', type: JSON_TYPE, holds: '"openapi":"3' },
  'get /docs': { path: '/docs', type: /^text\/html/u, holds: 'swagger-ui' },
};

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly 'x-action'?: string | Readonly<Record<string, string>>;
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
  ];
  expect((await send(service, '19', records)).json()).toMatchObject({ accepted: 4 });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('the OpenAPI document', () => {
  it('has exactly the routes that are tested here', () => {
    expect([...operations.keys()].toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });

  it('has for each an id of its own, a summary, its parameters and its answers', () => {
    const ids = [...operations.values()].map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [route, { summary, responses, parameters = [] }] of operations) {
      expect([route, summary]).toEqual([route, expect.stringMatching(/^[A-Z].{10,}/u)]);
      expect(Object.keys(responses)).toContain(String(ROUTES[route]?.status ?? 200));
      const places = [...route.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      const inPath = parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect([route, inPath.toSorted()]).toEqual([route, places.toSorted()]);
    }
  });

  it('says of each which action of the access table it needs', () => {
    for (const [route, operation] of operations) {
      if (['get /openapi.json', 'get /docs'].includes(route)) continue;
      const needs = operation['x-action'];
      const actions = typeof needs === 'string' ? [needs] : Object.values(needs ?? {});
      expect([route, actions.length > 0]).toEqual([route, true]);
      for (const action of actions) expect(ACTIONS).toContain(action);
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
    const check = ROUTES[route];
    const answer = await ask(`${service.url}${check?.path ?? ''}`, check?.init);
    expect(answer.status).toBe(check?.status ?? 200);
    expect(answer.headers.get('content-type')).toMatch(check?.type ?? /^$/u);
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.text).toContain(check?.holds ?? '');
  });

  it('that there is not is a problem', async () => {
    const requests = [
      ['GET', '/'],
      ['GET', '/v1'],
      ['GET', '/v1/counties/19'],
      ['DELETE', '/v1/counties/19/records'],
      ['PUT', '/v1/counties/19/ledger'],
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
