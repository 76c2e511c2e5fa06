import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_KINDS, problemEntry, problemType } from '../contract/problems.js';

/** Where the OpenAPI document is. */
export const OPENAPI_PATH = '/openapi.json';
/** Where it can be read as a page. */
export const DOCS_PATH = '/docs';

/** Puts the OpenAPI document and its page on the application; call it when all routes are known. */
export function serveOpenApi(app: INestApplication, version: string): void {
  const document = openApiDocument(app, version);
  SwaggerModule.setup(DOCS_PATH, app, document, {
    jsonDocumentUrl: OPENAPI_PATH,
    raw: ['json'],
    customSiteTitle: 'Plumbline',
  });
}

function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Plumbline')
    .setVersion(version)
    .setDescription(description())
    .setOpenAPIVersion('3.0.3')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_route, method) => method,
  });
  document.paths[OPENAPI_PATH] = {
    get: {
      operationId: 'openApi',
      summary: 'This document',
      tags: ['service'],
      parameters: [],
      responses: { 200: { description: 'OpenAPI 3.0.', content: { 'application/json': {} } } },
    },
  };
  document.paths[DOCS_PATH] = {
    get: {
      operationId: 'docs',
      summary: 'This document as a page',
      tags: ['service'],
      parameters: [],
      responses: { 200: { description: 'HTML.', content: { 'text/html': {} } } },
    },
  };
  return document;
}

function description(): string {
  const rows = PROBLEM_KINDS.map((kind) => {
    const { status, title } = problemEntry(kind);
    return `| \`${problemType(kind)}\` | ${String(status)} | ${title} |`;
  });
  return [
    'The audit-trail ledger behind the CS 1257: records in, any month out, as of any position.',
    '',
    'What cannot be answered is answered as `application/problem+json` (RFC 9457). `instance` has the id of the request, which the header `X-Request-Id` has, too. The types are:',
    '',
    '| type | status | title |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}
