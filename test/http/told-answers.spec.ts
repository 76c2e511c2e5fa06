import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, participant } from './sent-records.js';

const folder = temporaryFolder();
let service: RunningService;
let told: object;

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
  told = JSON.parse((await ask(`${service.url}/openapi.json`)).text) as object;
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
});
