import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import type { FamilyRecord } from './families.js';
import { scratchFolder } from '../support/scratch-folder.js';

/** A plan as it is printed. */
export interface PrintedPlan {
  readonly firstMonth: string;
  readonly cut: number;
  readonly cases: number;
  readonly children: number;
  readonly participants: number;
  readonly records: number;
  readonly erased: readonly (readonly [number, number])[];
  readonly held: readonly Readonly<Record<string, string>>[];
  readonly plan: string;
}

/** A county in a data folder of its own, used through the program's commands. */
export class County {
  readonly path = scratchFolder('plumbline-retention-');
  readonly #env: Readonly<Record<string, string>>;
  /** A server of the same process is not away when it does not answer for a while. */
  readonly #patience: readonly string[];

  /** @param env - the environment of its commands, as where the ledgers are on a server */
  constructor(env: Readonly<Record<string, string>> = {}) {
    this.#env = env;
    this.#patience = 'PLUMBLINE_EVENTSTORE' in env ? ['--wait'] : [];
  }

  async run(...argv: readonly string[]): Promise<CliResult> {
    const [command, ...rest] = argv;
    const words = command === undefined ? [] : command.split(' ');
    const place = ['--county', '19', '--data', this.path, ...this.#patience];
    return plumbline([...words, ...place, ...rest], { env: this.#env });
  }

  async json<T>(...argv: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run(...argv);
    if (code !== 0)
      throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stdout}${stderr}`);
    return JSON.parse(stdout) as T; // the commands' own JSON
  }

  async ingest(records: readonly object[]): Promise<CliResult> {
    const stdin = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    return plumbline(['ingest', '-', '--data', this.path, '--json', ...this.#patience], {
      stdin,
      env: this.#env,
    });
  }

  plan(on: string): Promise<PrintedPlan> {
    return this.json('retention plan', '--on', on);
  }

  async order(on: string): Promise<string> {
    const given = await this.json<{ order: string }>(
      ...['retention order', '--on', on, '--by', 'R. Keeper', '--reason', 'schedule'],
    );
    return given.order;
  }

  apply(order: string, by = 'D. Rector'): Promise<CliResult> {
    return this.run('retention apply', '--order', order, '--by', by);
  }

  async erase(on: string): Promise<void> {
    const { code, stdout, stderr } = await this.apply(await this.order(on));
    if (code !== 0) throw new Error(`The erasure ended with ${String(code)}: ${stdout}${stderr}`);
  }

  /** Which of the texts are in the bytes of any file of the folder, with the file. */
  found(texts: Iterable<string>): readonly string[] {
    return foundIn(this.path, texts);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Which of the texts are in the bytes of any file of a folder, with the file. */
export function foundIn(folder: string, texts: Iterable<string>): readonly string[] {
  const all = [...texts];
  return filesUnder(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    return all
      .filter((text) => bytes.includes(text))
      .map((text) => `${text} in ${file.slice(folder.length)}`);
  });
}

/** What is in any range. */
export function isWithin(ranges: PrintedPlan['erased'], position: number): boolean {
  return ranges.some(([first, last]) => position >= first && position <= last);
}

/** Ids and names of 12 characters and more in records. */
export function longTexts(records: readonly FamilyRecord[]): ReadonlySet<string> {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= 12) texts.add(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { id, case: ofCase, child, data, reason } of records) {
    collect([id, ofCase, child, data, reason]);
  }
  return texts;
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}
