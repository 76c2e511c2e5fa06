import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Spellings of another English than the state's letters have. Words of requests and records are the contract's, as they are. */
const BRITISH = new RegExp(
  `\\b(?:un|re|dis|mis)?(?:${[
    ...['organis', 'recognis', 'authoris', 'summaris', 'normalis', 'initialis', 'minimis'],
    ...[
      'honour',
      'colour',
      'behaviour',
      'favour(?!ite)',
      'neighbour',
      'labour',
      'analys(?:ed|e\\b)',
    ],
    ...['spelt\\b', 'learnt\\b', 'grey\\b', 'centre', 'licence', 'cheque', 'programme\\b'],
    ...['cancell(?:ed|ing)', 'labell(?:ed|ing)(?!by)', 'travell(?:ed|ing)', 'acknowledgement'],
    ...['catalogue', 'defence', 'offence', 'practis(?:e|ing)', 'whilst', 'amongst'],
  ].join('|')})`,
  'iu',
);

const ROOT = join(import.meta.dirname, '..', '..');

/** Texts of a file that somebody may read: those of more than one word, headings, and what stands between tags. */
function textsIn(path: string, source: string): readonly string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, false);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node);
    if (isText && (ts.isJsxText(node) || /^\p{Lu}|\s/u.test(node.text))) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('texts that people read', () => {
  it('are spelled as the state spells, all over the program', () => {
    const found = ['src', 'events', 'projections']
      .flatMap((top) =>
        readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((file) =>
          join(top, file),
        ),
      )
      .filter((path) => /\.tsx?$/u.test(path))
      .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const)
      .filter(([, source]) => BRITISH.test(source))
      .flatMap(([path, source]) =>
        textsIn(path, source)
          .filter((text) => BRITISH.test(text))
          .map((text) => `${path}: ${text.trim()}`),
      );
    expect(found).toEqual([]);
  });

  it('would be found otherwise, but not words of the contract', () => {
    const source = "const a = { organisation: 'organisation', b: `An organisation of ${a}` };";
    const found = textsIn('a.ts', source).filter((text) => BRITISH.test(text));
    expect(found).toEqual(['An organisation of ']);
  });
});
