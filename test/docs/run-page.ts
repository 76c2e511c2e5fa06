import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plumbline } from '../cli/in-process.js';
import type { PageCommand } from './page-steps.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a command of a page came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The shell of one page: a folder, and what was exported so far. */
export class PageShell {
  readonly folder: string;
  readonly #env: Record<string, string>;

  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#env = { ...env };
  }

  /** Runs a command as it stands on the page: the program in this process, all else by a shell. */
  async run({ text }: Pick<PageCommand, 'text'>): Promise<Ended> {
    const exported = /^export (?<name>\w+)=(?<value>.*)$/u.exec(text)?.groups;
    if (exported !== undefined) {
      this.#env[exported['name'] ?? ''] = this.#words(exported['value'] ?? '')[0] ?? '';
      return { code: 0, stdout: '', stderr: '' };
    }
    const [, command = text, appends, file] = /^(.*?) (>>?) (\S+)$/u.exec(text) ?? [];
    const ended = await this.#runWords(command, this.#words(command));
    if (file === undefined) return ended;
    const write = appends === '>>' ? appendFileSync : writeFileSync;
    write(resolve(this.folder, file), ended.stdout);
    return { ...ended, stdout: '' };
  }

  async #runWords(text: string, [program = '', ...argv]: readonly string[]): Promise<Ended> {
    const env = { ...this.#env };
    if (program === 'bin/plumbline' || program === 'plumbline') {
      // A service does not end by itself: that its options are known is what can be told here.
      const asked = argv[0] === 'serve' ? [...argv, '--help'] : argv;
      const { code, stdout, stderr } = await plumbline(asked, { cwd: this.folder, env });
      return { code, stdout, stderr };
    }
    if (program === 'npm' || program === 'npx') return knownScript(argv);
    const real = { ...env, PATH: process.env['PATH'] ?? '' };
    const spawned = { cwd: this.folder, encoding: 'utf8', env: real } as const;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', text], spawned);
    return { code: status ?? -1, stdout, stderr };
  }

  /** The words of a command as a shell takes them: quotes, and variables that were exported. */
  #words(text: string): readonly string[] {
    return Array.from(text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu), ([word]) =>
      word
        .replaceAll(/"([^"]*)"|'([^']*)'/gu, (_, double?: string, single?: string) =>
          String(double ?? single),
        )
        .replaceAll(/\$(\w+)/gu, (_, name: string) => this.#env[name] ?? ''),
    );
  }
}

/** What npm would run takes long and is a check of its own: here, that there is such a script. */
function knownScript([first = '', ...rest]: readonly string[]): Ended {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const name = first === 'run' ? (rest.find((word) => !word.startsWith('-')) ?? '') : first;
  const isKnown = name in scripts || ['ci', 'install', 'test', 'tsc'].includes(name);
  return {
    code: isKnown ? 0 : 1,
    stdout: '',
    stderr: isKnown ? '' : `There is no script ${name}.`,
  };
}
