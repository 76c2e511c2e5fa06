import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Action } from '../../application/actions.js';
import { PROBLEM_KINDS, problemEntry, problemType } from '../contract/problems.js';
import { ACTION } from './answers-of-routes.js';
import { componentSchemas, ref } from './schemas.js';

/** Where the OpenAPI document is. */
export const OPENAPI_PATH = '/openapi.json';
/** Where it can be read as a page. */
export const DOCS_PATH = '/docs';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Actions that need no sign-in (contract/permissions.json, `anyone`). */
const FOR_ANYONE: ReadonlySet<unknown> = new Set<Action>([
  'service.describe',
  'matrix.read',
  'sign-in',
]);

/** What is described together, in the order in which one meets it. */
const TAGS: Readonly<Record<string, string>> = {
  ledgers: 'Records in, single records, roots and proofs.',
  reports: 'Any month, as of any position, and the cases behind each cell.',
  'cases and children': 'Histories and explanations.',
  versions: 'Months that are submitted, approved, returned and compared.',
  packages: 'Evidence that proves itself anywhere.',
  files: 'Files that came from counties, and what became of them.',
  samples: 'Samples of a line for an audit, and what was found of them.',
  retention: 'Holds, plans, orders and erasures.',
  access: 'Who has access, and what is done about it.',
  service: 'For those who run it.',
};

/** What the document is, once all routes are known. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Plumbline')
    .setVersion(version)
    .setDescription(description())
    .setLicense('Not licensed to others', 'urn:plumbline:license:none')
    .setOpenAPIVersion('3.1.0')
    .addServer('/', 'This service')
    .addBearerAuth({ type: 'http', description: 'A key of an account.' }, 'key')
    .addCookieAuth(
      'plumbline',
      { type: 'apiKey', description: 'The session of somebody who has signed in.' },
      'session',
    )
    .addSecurityRequirements('key')
    .addSecurityRequirements('session')
    .build();
  const found = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_route, method) => method,
  });
  const tags = new Set<string>();
  const paths = { ...found.paths, ...ownPaths() };
  for (const item of Object.values(paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      for (const tag of operation.tags ?? []) tags.add(tag);
      const more = operation as typeof operation & Readonly<Record<string, unknown>>;
      if (FOR_ANYONE.has(more[ACTION])) operation.security = [];
      const content = contentOf(operation.requestBody);
      const lines = content?.['application/x-ndjson'];
      if (lines !== undefined) lines.schema = ref('NdjsonText');
    }
  }
  const named = Object.entries(TAGS).filter(([name]) => tags.has(name));
  return {
    ...found,
    paths,
    tags: named.map(([name, text]) => ({ name, description: text })),
    components: {
      ...found.components,
      schemas: { ...found.components?.schemas, ...componentSchemas() },
    },
  };
}

/** Puts the document and its page on the application. */
export function serveOpenApi(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup(DOCS_PATH, app, document, {
    jsonDocumentUrl: OPENAPI_PATH,
    raw: ['json'],
    customSiteTitle: 'Plumbline',
  });
}

type Contents = Record<string, { schema?: unknown }>;

function contentOf(body: unknown): Contents | undefined {
  if (typeof body !== 'object' || body === null || !('content' in body)) return undefined;
  // A body of the document has its schemas by media type.
  return body.content as Contents;
}

function ownPaths(): OpenAPIObject['paths'] {
  const shown = (summary: string, type: string, schema: string, id: string): object => ({
    get: {
      operationId: id,
      summary,
      tags: ['service'],
      [ACTION]: 'service.describe',
      parameters: [],
      responses: {
        200: { description: summary, content: { [type]: { schema: ref(schema) } } },
        406: {
          description: 'The answer is written in no type that Accept names.',
          content: { 'application/problem+json': { schema: ref('Problem') } },
        },
      },
    },
  });
  return {
    [OPENAPI_PATH]: shown('This document', 'application/json', 'JsonDocument', 'openApi'),
    [DOCS_PATH]: shown('This document as a page', 'text/html', 'HtmlPage', 'docs'),
  };
}

function description(): string {
  const rows = PROBLEM_KINDS.map((kind) => {
    const { status, title } = problemEntry(kind);
    return `| \`${problemType(kind)}\` | ${String(status)} | ${title} |`;
  });
  return [
    'The audit-trail ledger behind the CS 1257: records in, any month out, as of any position.',
    '',
    'Each operation names in `x-action` what whoever asks must be permitted to do. What shows a person is kept nowhere (`Cache-Control: no-store`); all else has an `ETag`, to be asked for again every time.',
    '',
    'What cannot be answered is answered as `application/problem+json` (RFC 9457). `instance` has the id of the request, which the header `X-Request-Id` has, too. The types are:',
    '',
    '| type | status | title |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}
