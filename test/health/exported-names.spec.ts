import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['events', 'projections', 'src'];

/**
 * Exported names that stand for two things, each with the reason why nobody takes one for the other. A new one needs
 * another name: one thing has one name everywhere, and one name is one thing. Empty is best.
 */
const TWICE: Readonly<Record<string, string>> = {
  ...allOf(
    ['CLOSED', 'county', 'day', 'instant', 'personName', 'place', 'text'],
    'forms of fields: of records in one file, of acts in the other; a schema is made of one of them',
  ),
  Application: 'the program that answers, and an application of the process, a word of its letter',
  AsOf: 'what a question names, and the component that shows it',
  ActStream: 'a stream of acts in a file, and one on a server: each store has its own',
  AppendAnswer: 'what whoever sends records is told, and what the server says to an append',
  Asks: 'the decorator of a route, and what an inbox asks of the program',
  Failure: 'how a command ends, and how a call to the server does: neither leaves its folder',
  Fault: 'what a log says of an error, and what is wrong with a county',
  Link: 'of a page, and to a server',
  Submission: 'the body that is sent, and the act that keeps it',
  Taken: 'what became of a file, and of a record of a replica',
  OrderFacts: 'what a fold knows of an order, and what is said of it in words',
  Standing: 'how far a command is, and how a county stands with a month',
  Timeline: 'the component, and the picture that a page draws of a course',
  ...allOf(
    ['AT', 'NUMBERS'],
    'the layout of packed lines, and that of packed entries: each is known by its file alone',
  ),
  CaseStanding: 'how a case stands at a month’s end, and how it is kept at a year’s start',
  CheckpointParts: 'of a kept year, and of a signed checkpoint',
  Opening: 'of an erasure’s records, and of a note’s stream',
  rebuild: 'of segments and of kept years: the actions of two commands of that word',
  rescueAccess: 'the action of a command, and what it does',
  TrailAsked: 'a whole trail that is asked for, and the page of one',
  TrailRow: 'a row of a trail, and how its page shows it',
  actsIn: 'the acts that an application asks for in a state, and those of a stream in a backup',
  fieldsOfForm: 'of a record, and of an act',
  idOf: 'of a row of a ledger, and of an entry of a trail',
  act: 'an entry of the list, and one loop over one kind of acts',
  columnsOf: 'of a report as printed, and of a table that is read',
  momentOf: 'of the next act, and of a page',
  parseLine: 'of a file of records, and the number of a line of the form',
};

function allOf(names: readonly string[], reason: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}

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

  it('stand for one thing each, but for those with a reason', () => {
    const found = twice
      .filter(([name]) => !Object.hasOwn(TWICE, name))
      .map(([name, of]) => `${name}: ${of.map(({ path }) => path).join(', ')}`);
    expect(found).toEqual([]);
  });

  it('have no reason that is not needed any more', () => {
    const needed = new Set(twice.map(([name]) => name));
    expect(Object.keys(TWICE).filter((name) => !needed.has(name))).toEqual([]);
  });
});
