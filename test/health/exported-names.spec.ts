import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['events', 'projections', 'src'];

/** The names that a file declares and exports. */
function exportedIn(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    return isExported ? declaredBy(statement) : [];
  });
}

function declaredBy(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    );
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

describe('exported names', () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => join(ROOT, folder, name)),
  );
  const declared = files.flatMap((path) =>
    // A type and a value of one name in one file are one thing.
    [...new Set(exportedIn(path))].map((name) => ({ name, path: relative(ROOT, path) })),
  );
  const places = Map.groupBy(declared, ({ name }) => name);
  const twice = [...places].filter(([, of]) => of.length > 1);

  it('stand for one thing each: one thing has one name everywhere, and one name is one thing', () => {
    const found = twice.map(([name, of]) => `${name}: ${of.map(({ path }) => path).join(', ')}`);
    expect(found).toEqual([]);
  });
});
