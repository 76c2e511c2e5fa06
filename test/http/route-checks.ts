/** A request of a route, and what its answer has. */
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
export const ROUTES: Readonly<Record<string, RouteCheck>> = {
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
  'post /v1/counties/{county}/samples': post(
    `${COUNTY}/samples`,
    { month: '2006-09', line: '1', asOf: 'v2', size: 50, seed: 'a', by: 'C. Auditor' },
    '"sample":"S-1","county":"19","month":"2006-09","line":"1"',
    201,
  ),
  'get /v1/counties/{county}/samples': json(`${COUNTY}/samples`, '"population":1,"size":1'),
  'post /v1/counties/{county}/samples/{sample}/rows/{row}': post(
    `${COUNTY}/samples/S-1/rows/1`,
    { judgement: 'fail', reason: 'document-missing', text: 'no order', by: 'C. Auditor' },
    '"judgement":1,"found":"fail"',
    201,
  ),
  'get /v1/counties/{county}/samples/{sample}': json(
    `${COUNTY}/samples/S-1`,
    '"verdict":"unreliable"',
  ),
  'get /v1/counties/{county}/samples/{sample}/worksheet': {
    path: `${COUNTY}/samples/S-1/worksheet?format=pdf`,
    type: /^application\/pdf$/u,
    holds: '%PDF-1.7',
  },
  'get /v1/counties/{county}/sample-checks': json(
    `${COUNTY}/sample-checks?month=2006-09&version=2`,
    '"check":"trail-against-cells","count":0',
  ),
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
  'post /v1/counties/{county}/files': {
    path: `${COUNTY}/files?name=b.ndjson`,
    init: {
      method: 'POST',
      body: '{}\n',
      headers: { 'Content-Type': 'application/octet-stream' },
    },
    type: JSON_TYPE,
    holds: '"number":1,"file":"b.ndjson"',
    status: 202,
  },
  'post /v1/counties/{county}/intake/outbox': {
    path: `${COUNTY}/intake/outbox?name=a.pdf&note=for%20you`,
    init: {
      method: 'POST',
      body: 'x',
      headers: { 'Content-Type': 'application/octet-stream' },
    },
    type: /^application\/problem\+json/u,
    holds: 'has no outbox',
    status: 404,
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
