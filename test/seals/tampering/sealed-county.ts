import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline } from '../../cli/in-process.js';
import { AttackedFolder } from './attacked-folder.js';

const MONTHS = ['2006-06', '2006-07', '2006-08'] as const;
const SIMULATION = '--cases 8 --from 2006-01 --to 2006-08 --late 0.1';
const DIRECTOR = ['--by', 'D. Rector', '--telephone', '213 555 0100'];

/** The counties of the folder that is attacked. */
export const ATTACKED = ['19', '30'] as const;

/**
 * A data folder with two counties that have versions, returns, holds and orders, its keys kept elsewhere; older states
 * of it; and another folder with other records of the same counties, made by somebody with another key.
 */
export class SealedCounty extends AttackedFolder {
  readonly other = join(this.path, 'other');
  readonly package = join(this.path, 'package');
  readonly earlierPackage = join(this.path, 'earlier-package');

  static async make(): Promise<SealedCounty> {
    const made = new SealedCounty();
    mkdirSync(made.keys);
    const records = new Map<string, readonly string[]>();
    for (const county of ATTACKED) records.set(county, await simulated(county, 'sealed'));
    await made.#history(records);
    for (const county of ATTACKED) {
      const lines = (await simulated(county, 'other')).join('\n');
      await made.#run(['ingest', '-'], `${lines}\n`, made.other, made.otherKeys);
    }
    const [county, month] = ['19', MONTHS[0]];
    await made.#run(
      ['submit', '--county', county, '--month', month, '--by', 'X'],
      '',
      made.other,
      made.otherKeys,
    );
    return made;
  }

  async #history(records: ReadonlyMap<string, readonly string[]>): Promise<void> {
    for (const [part, month] of MONTHS.entries()) {
      for (const [county, lines] of records) {
        const count = Math.floor((lines.length * (part + 1)) / MONTHS.length);
        await this.#run(['ingest', '-'], `${lines.slice(0, count).join('\n')}\n`);
        await this.#acts(county, month);
      }
      this.older.push(this.copy());
    }
    await this.#run([
      'package',
      '--county',
      '19',
      '--month',
      MONTHS[2],
      '--version',
      '2',
      '--out',
      this.package,
    ]);
    await this.#run([
      'package',
      '--county',
      '19',
      '--month',
      MONTHS[0],
      '--version',
      '2',
      '--out',
      this.earlierPackage,
    ]);
  }

  async #acts(county: string, month: string): Promise<void> {
    const address = ['--county', county, '--month', month];
    await this.#run(['submit', ...address, '--by', 'Ana Clerk', '--comment', 'first']);
    await this.#run([
      'return',
      ...address,
      '--version',
      '1',
      '--by',
      'D. Rector',
      '--reason',
      'a line is odd',
    ]);
    await this.#run(['submit', ...address, '--by', 'Ana Clerk', '--comment', 'looked at again']);
    await this.#run(['approve', ...address, '--version', '2', ...DIRECTOR]);
    await this.#run([
      'hold',
      'place',
      '--county',
      county,
      '--from',
      month,
      '--by',
      'A',
      '--reason',
      'docket 7',
    ]);
  }

  async #run(
    argv: readonly string[],
    stdin = '',
    data = this.data,
    keys = this.keys,
  ): Promise<void> {
    const result = await plumbline([...argv, '--data', data], {
      stdin,
      env: { PLUMBLINE_KEYS: keys },
    });
    if (result.code !== 0) throw new Error(`${argv.join(' ')}: ${result.stderr}`);
  }
}

async function simulated(county: string, seed: string): Promise<readonly string[]> {
  const argv = ['simulate', '--county', county, ...SIMULATION.split(' '), '--seed', seed];
  return (await plumbline(argv)).stdout.trimEnd().split('\n');
}

/** What a folder is asked to know whether an attack has changed anything. */
export function questionsOf(county: string): readonly (readonly string[])[] {
  const of = ['--county', county];
  return [
    ['ledgers', '--json'],
    ['versions', ...of, '--json'],
    ['hold', 'list', ...of],
    ['outdated', ...of],
    ...MONTHS.flatMap((month) => [
      ['report', ...of, '--month', month, '--format', 'json'],
      ['trail', ...of, '--month', month, '--line', '24'],
      ['rollup', '--month', month, '--json'],
    ]),
  ];
}
