import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, participant } from './sent-records.js';

interface Told {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<'get', { readonly responses: Readonly<Record<string, object>> }>>
    >
  >;
}

const folder = temporaryFolder();
let service: RunningService;
let told: Told;

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
  told = JSON.parse((await ask(`${service.url}/openapi.json`)).text) as Told;
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('what the OpenAPI document tells of answers', () => {
  it('takes a comparison whose records have no reason', async () => {
    await send(service, '19', [participant(1), participant(2), caseOpened(3, '1900001')]);
    const path = '/v1/counties/19/months/2006-09/diff?from=1&to=3';
    const { status, text } = await ask(`${service.url}${path}`);
    expect([status, text]).toEqual([200, expect.stringContaining('"reason":null')]);
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(told, 'told');
    const takes = ajv.compile({ $ref: 'told#/components/schemas/Difference' });
    expect([takes(JSON.parse(text)), takes.errors]).toEqual([true, null]);
  });

  it.each([
    ['/v1/access/applications', '?county=99'],
    ['/v1/access/applications/{application}', ''],
    ['/v1/access/applications/{application}/letters/{letter}', ''],
    ['/v1/access/allocation', '?year=2006'],
    ['/v1/matrix', '?format=pdf'],
  ])('names 422 of %s, which answers so to what breaks its form', async (path, query) => {
    const asked = path.replaceAll(/\{\w+\}/gu, 'x');
    const { status } = await ask(`${service.url}${asked}${query}`);
    const named = Object.keys(told.paths[path]?.get.responses ?? {});
    expect([status, named]).toEqual([422, expect.arrayContaining(['422'])]);
    expect(named).not.toContain('400');
  });
});
