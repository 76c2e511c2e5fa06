import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

/** A record as a sender writes it. */
export type SentRecord = Readonly<Record<string, unknown>>;

/** A record of county 19; its id is made of its number. */
export function sent(number: number, type: string, rest: SentRecord): SentRecord {
  const id = `a0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, type, county: '19', recorded: '2006-10-01T08:00:00Z', ...rest };
}

/** A case that was opened on 10 January 2006. */
export function opening(number: number, caseId: string, payee = 'P-1', ncp = 'N-1'): SentRecord {
  return sent(number, 'CaseOpened', {
    case: caseId,
    effective: '2006-01-10',
    data: {
      ncp: { participant: ncp, role: 'father' },
      payee: { participant: payee, kind: 'custodial-parent' },
      program: 'calworks',
    },
  });
}

/** A data folder with some records whose September 2006 is submitted and approved. */
export class SubmittedMonth {
  readonly #folder = temporaryFolder();
  readonly data = join(this.#folder.path, 'data');

  static async of(records: readonly SentRecord[]): Promise<SubmittedMonth> {
    const month = new SubmittedMonth();
    await month.run(['ingest', '-'], `${records.map((each) => JSON.stringify(each)).join('\n')}\n`);
    const act = ['--county', '19', '--month', '2006-09'];
    await month.run(['submit', ...act, '--by', 'A. Clerk', '--at', '2006-10-11T17:00:00Z']);
    const director = ['--by', 'D. Rector', '--telephone', '1', '--at', '2006-10-12T17:00:00Z'];
    await month.run(['approve', ...act, '--version', '1', ...director]);
    return month;
  }

  place(name: string): string {
    return join(this.#folder.path, name);
  }

  /** The package of the version, in the folder of that name; expects it to be made. */
  async pack(name: string, ...options: readonly string[]): Promise<string> {
    const out = this.place(name);
    const address = ['--county', '19', '--month', '2006-09', '--version', '1'];
    await this.run(['package', ...address, '--out', out, ...options]);
    return out;
  }

  async run(argv: readonly string[], stdin = ''): Promise<CliResult> {
    const result = await plumbline([...argv, '--data', this.data], { stdin });
    if (result.code !== 0) throw new Error(`${argv.join(' ')}: ${result.stderr}`);
    return result;
  }

  remove(): void {
    this.#folder.remove();
  }
}
