import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { unzipSync } from 'fflate';
import ts from 'typescript';
import { RECORD_TYPES } from '../../events/records/schemas.js';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runService } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const HOW_TO = join(ROOT, 'docs/how-to/http-api.md');

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly oneOf?: readonly object[] }>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

const folder = temporaryFolder();
let service: RunningService;
let text: string;
let document: Document;

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
  ({ text } = await ask(`${service.url}/openapi.json`));
  document = JSON.parse(text) as Document;
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 to a validator that goes by the schema of the standard', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(text) as Record<string, unknown>);
    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
  });

  it('is without a remark to another one that has rules of its own', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const found = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
    expect(
      found.map(({ ruleId, message, location: [at] }) => [ruleId, message, at?.pointer]),
    ).toEqual([]);
  });

  it('says nothing in words of older editions', () => {
    expect(text).not.toContain('"nullable"');
    expect(document.servers).toEqual([{ url: '/', description: 'This service' }]);
    expect(Object.keys(document.components.securitySchemes).toSorted()).toEqual(['key', 'session']);
  });

  it('has a record as the union of the schemas of all types', () => {
    const { Record: record } = document.components.schemas;
    expect(record?.oneOf).toEqual(
      RECORD_TYPES.map(({ name }) => ({ $ref: `#/components/schemas/${name}` })),
    );
  });
});

/** What the how-to has as TypeScript, whole. */
function clientInHowTo(): string {
  const found = /```ts\n(.*?)```/su.exec(readFileSync(HOW_TO, 'utf8'))?.[1];
  if (found === undefined) throw new Error('The how-to has no client.');
  return found;
}

/** What the compiler says, by the file that it says it of; what it makes is beside the files. */
function complaints(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const program = ts.createProgram(paths, {
    strict: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
    types: [],
    skipLibCheck: true,
  });
  program.emit();
  return new Map(
    paths.map((path) => [
      path,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ]),
  );
}

describe('a client made from it', () => {
  it('compiles, and does a month from its first record to the approved version and its package', async () => {
    const at = (name: string): string => join(folder.path, name);
    writeFileSync(at('package.json'), '{"type":"module"}');
    writeFileSync(at('openapi.json'), text);
    const generator = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');
    const out = at('plumbline-api.d.ts');
    await run(process.execPath, [generator, at('openapi.json'), '-o', out], { cwd: ROOT });
    writeFileSync(at('client.ts'), clientInHowTo());
    const wrong =
      'import { countyMonth } from "./client.js";\nvoid countyMonth("", "59", 1, [{}]);\n';
    writeFileSync(at('wrong.ts'), wrong);
    const said = complaints([at('client.ts'), at('wrong.ts')]);
    expect(said.get(at('client.ts'))).toEqual([]);
    // The types say something: county 59 is none.
    expect(said.get(at('wrong.ts'))?.join(' ')).toContain('"59"');
    const records = [
      participant(1),
      caseOpened(2, 'C-1'),
      childRegistered(3, 'K-1'),
      childAdded(4, 'C-1', 'K-1'),
    ];
    const program = `
      const { countyMonth } = await import(${JSON.stringify(pathToFileURL(at('client.js')).href)});
      const done = await countyMonth(${JSON.stringify(service.url)}, '19', '2006-09', ${JSON.stringify(records)});
      const zip = Buffer.from(done.zip).toString('base64');
      console.log(JSON.stringify({ ...done, zip }));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program]);
    const done = JSON.parse(stdout) as { readonly zip: string };
    expect(done).toMatchObject({
      appended: { accepted: 4, rejectedCount: 0, size: 4 },
      approved: { state: 'approved', asOf: 4, approved: { by: 'B. Chen' } },
    });
    const names = Object.keys(unzipSync(Buffer.from(done.zip, 'base64')));
    expect(names).toContain('plumbline-19-2006-09-v1/verify.mjs');
  });
});
