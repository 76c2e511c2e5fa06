import { join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/** An entry that says everything, for the planted ones to leave something out of. */
const WHOLE = {
  action: "action: 'report.read',",
  input: 'input: fields({ county: COUNTY }),',
  addresses: 'addresses: ({ county }) => addressOfCounty(county),',
  retention: "retention: unconcerned('it is planted'),",
  showsPerson: 'showsPerson: false,',
  load: 'load: () => Promise.resolve(() => done(1)),',
} as const;

type Part = keyof typeof WHOLE;

function entryWith(parts: Readonly<Record<Part, string>>): string {
  return `
import { done } from '../../src/ports/outcome.js';
import { addressOfCounty, question, unconcerned } from '../../src/application/entry.js';
import { COUNTY, fields } from '../../src/application/forms.js';
export const planted = question({ ${Object.values(parts).join('\n')} });
export const kept = [addressOfCounty, unconcerned, COUNTY, done, fields];
`;
}

/** What the compiler says of files that are not there, among those that are. */
function complaintsOf(
  planted: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const { readFile, fileExists } = host;
  host.readFile = (path) => planted.get(path) ?? readFile.call(host, path);
  host.fileExists = (path) => planted.has(path) || fileExists.call(host, path);
  const program = ts.createProgram([...planted.keys()], { ...options, noEmit: true }, host);
  return new Map(
    [...planted.keys()].map((path) => [
      path,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
    ]),
  );
}

describe('an entry of the list', () => {
  const pathOf = (name: string): string => join(ROOT, `test/application/planted-${name}.ts`);
  const PARTS = Object.keys(WHOLE) as Part[];
  let complaints: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    const planted = new Map([[pathOf('whole'), entryWith(WHOLE)]]);
    for (const part of PARTS) planted.set(pathOf(part), entryWith({ ...WHOLE, [part]: '' }));
    planted.set(
      pathOf('unknown-action'),
      entryWith({ ...WHOLE, action: "action: 'report.reed'," }),
    );
    complaints = complaintsOf(planted);
  });

  it('that says everything compiles', () => {
    expect(complaints.get(pathOf('whole'))).toEqual([]);
  });

  it.each(PARTS)('that says nothing of its %s does not', (part) => {
    expect(complaints.get(pathOf(part))?.join(' ')).toContain(`'${part}'`);
  });

  it('that needs an action which the access table does not have does not', () => {
    expect(complaints.get(pathOf('unknown-action'))?.join(' ')).toContain('report.reed');
  });
});
