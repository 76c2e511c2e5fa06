// Counts what the program shows of itself from file to file: node test/health/exported-lines.mjs [FOLDER]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = process.argv[2] ?? '.';
let declarations = 0;
let lines = 0;
for (const folder of ['events', 'projections', 'simulate', 'src']) {
  if (!existsSync(join(root, folder))) continue;
  for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const text = readFileSync(join(root, folder, path), 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
    const lineAt = (position) => source.getLineAndCharacterOfPosition(position).line;
    for (const statement of source.statements) {
      const isExported =
        ts.isExportDeclaration(statement) ||
        statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
      if (!isExported) continue;
      declarations += 1;
      lines += lineAt(statement.end) - lineAt(statement.getStart(source)) + 1;
    }
  }
}
console.log(`${declarations} exported declarations of ${lines} lines`);
