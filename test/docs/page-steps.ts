import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** A command of a page, and what the page says of how it ends. */
export interface PageCommand {
  /** As it stands there, without what is remarked behind it. */
  readonly text: string;
  /** Which line of the page it is on. */
  readonly line: number;
  readonly code: number;
}

/** A block of commands, and what the page shows as their output; null where it shows none. */
export interface PageStep {
  readonly commands: readonly PageCommand[];
  readonly shown: string | null;
}

/** A block that is fenced, and perhaps one of output right behind it. */
const BLOCK = /^```sh\n(?<commands>[^]*?)^```\n(?:\n?```text\n(?<shown>[^]*?)^```\n)?/gmu;

/** The commands of a page in order, each block with the output that is shown behind it. */
export function stepsOf(page: string): readonly PageStep[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return Array.from(text.matchAll(BLOCK), ({ groups = {}, index }): PageStep => {
    const { commands = '', shown } = groups;
    const first = text.slice(0, index).split('\n').length + 1;
    return { commands: commandsIn(commands, first), shown: shown ?? null };
  });
}

const COMMAND =
  /^ *(?:\$ )?(?:\w+=\S* |env (?:-u \w+ )?)?(?:(?:bin\/)?plumbline|curl|npm|npx|node) /u;

/** A command, wherever on its page it stands. */
export interface PlacedCommand {
  readonly line: number;
  readonly text: string;
  /** The heading under which it is. */
  readonly heading: string;
}

/** All commands of a page that have a line of their own, in whatever block, fenced or indented. */
export function placedCommandsOf(page: string): readonly PlacedCommand[] {
  const placed: PlacedCommand[] = [];
  let [heading, isFenced] = ['', false];
  for (const [index, text] of readFileSync(join(ROOT, page), 'utf8').split('\n').entries()) {
    if (/^ *```/u.test(text)) isFenced = !isFenced;
    else if (!isFenced && /^#+ /u.test(text)) heading = text.replace(/^#+ /u, '');
    else if ((isFenced || /^ {4}/u.test(text)) && COMMAND.test(text)) {
      placed.push({ line: index + 1, text: text.trim(), heading });
    }
  }
  return placed;
}

/** Commands that are named in the text of a page, as in `plumbline check --county 19`. */
export function namedCommandsOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return Array.from(
    text.matchAll(/`(?:bin\/)?plumbline (?<named>[a-z][^`\n]*)`/gu),
    ({ groups = {} }) => groups['named'] ?? '',
  );
}

function commandsIn(block: string, first: number): readonly PageCommand[] {
  return block.split('\n').flatMap((line, index): PageCommand[] => {
    const remark = /\s+#\s.*$/u.exec(line)?.[0] ?? '';
    const text = line
      .slice(0, line.length - remark.length)
      .replace(/^\$ /u, '')
      .trim();
    if (text === '' || text.startsWith('#')) return [];
    const code = Number(/exit code (?<code>\d)/u.exec(remark)?.groups?.['code'] ?? 0);
    return [{ text, line: first + index, code }];
  });
}

/** Whether an output is what is shown, in which a line of three points stands for any lines, and `<...>` for any text. */
export function isAsShown(shown: string, output: string): boolean {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '...' ? '(?:.*\\n)*?' : `${linePattern(line)}\\n`))
    .join('');
  return new RegExp(`^${pattern}$`, 'u').test(`${output.trimEnd()}\n`);
}

function linePattern(line: string): string {
  return line
    .split(/<[a-z .-]+>/u)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\/]/gu, '\\$&'))
    .join('.+');
}
