import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file that is named in backquotes, then blocks of code, each a change of it (`diff`) or all of it (`ts`). */
const NAMED_OR_BLOCK =
  /^(?:In|A new file,) `(?<path>[\w./-]+)`:$|^```(?<kind>diff|ts)\n(?<body>[^]*?)^```$/gmu;

/**
 * The texts of the files that a how-to changes, when its steps are followed: by path from the root. Throws where a step
 * speaks of lines that the file has not: the page is not true any more.
 */
export function followedSteps(page: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let path = '';
  for (const { groups = {} } of readFileSync(join(ROOT, page), 'utf8').matchAll(NAMED_OR_BLOCK)) {
    const { path: named, kind, body = '' } = groups;
    if (named !== undefined) path = named;
    else if (kind === 'ts') texts.set(path, body);
    else texts.set(path, changed(path, texts.get(path) ?? fileText(path), body));
  }
  return texts;
}

function fileText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The lines with ' ' and '-' stand in the file one behind the other; those with ' ' and '+' come in their place. */
function changed(path: string, text: string, diff: string): string {
  const lines = diff.trimEnd().split('\n');
  const side = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(mark) || line.startsWith(' '))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const [before, after] = [side('-'), side('+')];
  if (text.split(before).length !== 2) {
    throw new Error(`The how-to changes lines that ${path} does not have once:\n${before}`);
  }
  return text.replace(before, () => after);
}
