import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plumbline } from '../cli/in-process.js';
import { runServiceWithAccountsIn } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { curled } from './curl.js';
import type { PageCommand } from './page-steps.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** What a command of a page came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a page has the service by default; here it is on a free port. */
const DEFAULT_ADDRESS = /(?:127\.0\.0\.1|localhost):1257/gu;

/** Folders of a machine that pages name; here they lie in the page's own. */
const PLACES = /^\/(?=(?:data|certs|backup|secure|srv)(?:\/|$))/u;

const PLACES_IN_TEXT = /(?<= )\/(?=(?:data|certs|backup|secure|srv)(?:[/ ]|$))/gu;

/** The shell of one page: a folder, what was exported so far, and the service that was started last. */
export class PageShell {
  readonly folder: string;
  readonly #env: Record<string, string>;
  #service: RunningService | null = null;

  constructor(folder: string, env: Readonly<Record<string, string>> = {}) {
    this.folder = folder;
    this.#env = { ...env };
  }

  /** Runs a line as it stands on the page, command after command while they end well. */
  async run({ text }: Pick<PageCommand, 'text'>): Promise<Ended> {
    let all: Ended = { code: 0, stdout: '', stderr: '' };
    for (const command of text.split(' && ')) {
      const { code, stdout, stderr } = await this.#runOne(command);
      all = { code, stdout: all.stdout + stdout, stderr: all.stderr + stderr };
      if (code !== 0) break;
    }
    return all;
  }

  /** Ends the service that the page has started. */
  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = null;
  }

  async #runOne(text: string): Promise<Ended> {
    const set = /^(?:export )?(?<name>[A-Z_]+)=(?<value>\S*)$/u.exec(text)?.groups;
    if (set !== undefined) {
      this.#env[set['name'] ?? ''] = this.#words(set['value'] ?? '')[0] ?? '';
      return { code: 0, stdout: '', stderr: '' };
    }
    const [, command = text, appends, file] = /^(.*?) (>>?) (\S+)$/u.exec(text) ?? [];
    const ended = await this.#runWords(command, this.#words(command));
    if (file === undefined) return ended;
    const write = appends === '>>' ? appendFileSync : writeFileSync;
    write(resolve(this.folder, file), ended.stdout);
    return { ...ended, stdout: '' };
  }

  /** The program in this process, its service in another, `curl` by `curled`, all else by a shell. */
  async #runWords(text: string, [program = '', ...argv]: readonly string[]): Promise<Ended> {
    const env = { ...this.#env };
    if (program === 'bin/plumbline' || program === 'plumbline') {
      if (argv[0] === 'serve') return this.#serve(argv.slice(1));
      const { code, stdout, stderr } = await plumbline(argv, { cwd: this.folder, env });
      this.#keepKey(stdout);
      return { code, stdout, stderr };
    }
    if (program === 'curl') {
      const here = argv.map((word) => word.replaceAll(DEFAULT_ADDRESS, this.#address()));
      return curled([program, ...here], this.folder, (name, bytes) => {
        writeFileSync(join(this.folder, name), bytes);
      });
    }
    if (program === 'npm' || program === 'npx') return knownScript(argv);
    const real = { ...env, PATH: process.env['PATH'] ?? '' };
    const spawned = { cwd: this.folder, encoding: 'utf8', env: real } as const;
    const here = text.replaceAll(PLACES_IN_TEXT, `${this.folder}/`);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', here], spawned);
    return { code: status ?? -1, stdout, stderr };
  }

  /** Starts the service as it is said, but on a free port of this machine; what ran before is ended. */
  async #serve(options: readonly string[]): Promise<Ended> {
    await this.stop();
    const here = { data: './plumbline-data', ...this.#env };
    const passed: string[] = [];
    const words = options.values();
    for (const word of words) {
      if (word === '--host' || word === '--port') words.next();
      else if (word === '--data') here.data = words.next().value ?? '';
      else passed.push(word.startsWith('./') ? resolve(this.folder, word) : word);
    }
    try {
      const data = resolve(this.folder, here.data);
      this.#service = await runServiceWithAccountsIn(this.#env, data, ...passed);
      return { code: 0, stdout: '', stderr: '' };
    } catch (error) {
      return { code: 1, stdout: '', stderr: String(error) };
    }
  }

  #address(): string {
    if (this.#service === null) throw new Error('The page asks a service that it has not started.');
    return `127.0.0.1:${String(this.#service.port)}`;
  }

  /** A key that is shown this once is what `$KEY` of the page stands for. */
  #keepKey(stdout: string): void {
    const key = /^plk_\S+$/mu.exec(stdout)?.[0];
    if (key !== undefined) this.#env['KEY'] = key;
  }

  /** The words of a command as a shell takes them: quotes, and variables that were exported. */
  #words(text: string): readonly string[] {
    return Array.from(text.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/gu), ([word]) =>
      word
        .replaceAll(
          /"([^"]*)"|'([^']*)'|([^"']+)/gu,
          (_, double?: string, single?: string, bare?: string) =>
            single ?? this.#filledIn(double ?? bare ?? ''),
        )
        .replace(PLACES, `${this.folder}/`),
    );
  }

  #filledIn(text: string): string {
    return text.replaceAll(/\$(\w+)/gu, (_, name: string) => this.#env[name] ?? '');
  }
}

/** What npm would run takes long and is a check of its own: here, that there is such a script or program. */
function knownScript([first = '', ...rest]: readonly string[]): Ended {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const name = first === 'run' ? (rest.find((word) => !word.startsWith('-')) ?? '') : first;
  const isKnown =
    name in scripts ||
    ['ci', 'install', 'test'].includes(name) ||
    existsSync(join(ROOT, 'node_modules', '.bin', name));
  return {
    code: isKnown ? 0 : 1,
    stdout: '',
    stderr: isKnown ? '' : `There is no script ${name}.`,
  };
}
