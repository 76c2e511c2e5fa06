import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { csvRows } from '../support/csv-rows.js';
import { HIDDEN_IN_TEXT, hostileText, typedText } from '../support/hostile-texts.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';

/** Each has three records with five texts. */
const CASES = 200;
const LEDGERS = rounds(1, 10);
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');

interface Name {
  readonly first: string;
  readonly last: string;
}

interface SentRecord {
  readonly id: string;
  readonly case?: string;
  readonly reason?: string;
  readonly data: object & { readonly participant?: string; readonly name?: Name };
}

/** What the people of a county typed. */
interface Typed {
  readonly clerk: string;
  readonly comment: string;
  readonly returner: string;
  readonly reason: string;
}

/** A county whose every free text is hostile: first the records of cases and people, then what corrects them. */
class HostileCounty {
  readonly random: Random;
  readonly first: SentRecord[] = [];
  readonly later: SentRecord[] = [];
  readonly typed: Typed;

  constructor(seed: number) {
    this.random = new Random(seed);
    for (let number = 1; number <= CASES; number += 1) this.#add(String(number));
    const data = { line: '8', value: 7, source: this.#text() };
    this.later.push(this.#record({ type: 'StatewideFigureRecorded', data }));
    const typed = (): string => typedText(this.#whole);
    this.typed = { clerk: typed(), comment: typed(), returner: typed(), reason: typed() };
  }

  get all(): readonly SentRecord[] {
    return [...this.first, ...this.later];
  }

  readonly #whole = (below: number): number => this.random.integer(0, below - 1);

  #add(number: string): void {
    const [participant, subject, child] = [`P-${number}`, `C-${number}`, `K-${number}`];
    const opening = {
      ncp: { participant, role: 'father' },
      payee: { participant, kind: 'custodial-parent' },
      program: 'calworks',
    };
    const registration = { birthDate: '2000-05-05', bornOutOfWedlock: true, name: this.#name() };
    const closing = this.#record({ type: 'CaseClosed', case: subject, data: { reason: 'x' } });
    this.first.push(
      this.#record({ type: 'ParticipantRegistered', data: { participant, name: this.#name() } }),
      this.#record({ type: 'CaseOpened', case: subject, data: opening }),
      this.#record({ type: 'ChildRegistered', child, data: registration }),
      closing,
    );
    const corrects = closing.id;
    const reason = this.#text();
    this.later.push(
      this.#record({ type: 'RecordVoided', case: subject, corrects, reason, data: {} }),
    );
  }

  #name(): Name {
    return { first: this.#text(), last: this.#text() };
  }

  #text(): string {
    return hostileText(this.#whole);
  }

  #record<Fields extends object>(fields: Fields): Fields & { readonly id: string } {
    return { id: this.random.uuid(), county: '19', effective: '2006-08-01', ...fields };
  }
}

const folder = temporaryFolder();
afterAll(folder.remove);

/** Runs a command, which must succeed; nothing that people read may be hidden. */
async function run(data: string, argv: readonly string[], stdin?: string): Promise<CliResult> {
  const input = stdin === undefined ? {} : { stdin };
  const result = await plumbline([...argv, '--data', data], input);
  const [command = ''] = argv;
  if (result.code !== 0) throw new Error(`${command}: ${String(result.code)} ${result.stderr}`);
  expect(result.stderr).not.toMatch(HIDDEN_IN_TEXT);
  if (!argv.includes('--json')) expect(result.stdout).not.toMatch(HIDDEN_IN_TEXT);
  return result;
}

const MONTH = ['--county', '19', '--month', '2006-09'];

/** Takes in the county, has its second version packed, and answers the package's folder. */
async function packed(county: HostileCounty, data: string, out: string): Promise<void> {
  const { clerk, comment, returner, reason } = county.typed;
  const take = async (records: readonly SentRecord[]): Promise<void> => {
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    const { stdout } = await run(data, ['ingest', '-', '--json'], lines);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: records.length, rejected: 0 });
  };
  const submit = ['submit', ...MONTH, '--by', clerk, '--comment', comment];
  await take(county.first);
  await run(data, submit);
  await run(data, ['return', ...MONTH, '--version', '1', '--by', returner, '--reason', reason]);
  await take(county.later);
  await run(data, submit);
  await run(data, ['package', ...MONTH, '--version', '2', '--out', out, '--audit-file']);
}

function lastFirst({ name }: SentRecord['data']): string {
  return `${name?.last ?? ''}, ${name?.first ?? ''}`;
}

/** Without the apostrophe that keeps a spreadsheet from taking it for a formula. */
function unarmed(field: string): string {
  return field.startsWith("'") ? field.slice(1) : field;
}

describe('texts that end lines, hide or turn what is around them', () => {
  it.each(Array.from({ length: LEDGERS }, (_, index) => FIRST_SEED + index))(
    'are in a package as they came, and both verifiers read it (seed %i)',
    async (seed) => {
      const county = new HostileCounty(seed);
      const data = join(folder.path, `data-${String(seed)}`);
      const out = join(folder.path, `package-${String(seed)}`);
      await packed(county, data, out);
      const file = (path: string): string => readFileSync(join(out, path), 'utf8');

      const whole = await run(data, ['verify', out]);
      expect(whole.stdout).toContain('computed anew from the records, are the same');
      const alone = spawnSync(process.execPath, [join(out, 'verify.mjs')], { encoding: 'utf8' });
      expect([alone.status, alone.stderr]).toEqual([0, '']);
      expect(alone.stdout).not.toMatch(HIDDEN_IN_TEXT);

      const lines = file('data/records.ndjson').split('\n').slice(0, -1);
      const records = lines.map((line) => (JSON.parse(line) as { record: SentRecord }).record);
      const byId = new Map(records.map((record) => [record.id, record] as const));
      const needed = county.all.filter(({ id }) => byId.has(id));
      expect(needed.length).toBeGreaterThan(4 * CASES);
      expect(needed.map(({ id }) => byId.get(id))).toEqual(needed);

      const names = county.first.flatMap((each) => (each.data.participant ? [each.data] : []));
      const [head = [], ...universe] = csvRows(file('data/audit/IVDUniverse.csv'));
      const place = head.indexOf('NCP Name');
      expect(universe.map((row) => unarmed(row[place] ?? '')).sort()).toEqual(
        names.map((each) => unarmed(lastFirst(each))).sort(),
      );
      for (const path of readdirSync(out, { encoding: 'utf8', recursive: true })) {
        if (!path.endsWith('.csv')) continue;
        expect(new Set(csvRows(file(path)).map((row) => row.length)).size).toBe(1);
      }

      const { clerk, comment, returner, reason } = county.typed;
      expect(JSON.parse(file('data/version.json'))).toMatchObject({
        comment,
        submitted: { by: clerk },
      });
      expect(file('README.txt')).not.toMatch(HIDDEN_IN_TEXT);
      const reasons = county.later.flatMap((each) => each.reason ?? []);
      const told = (await run(data, ['diff', ...MONTH, '--from', 'v1', '--to', 'v2', '--json']))
        .stdout;
      for (const each of reasons) expect(told).toContain(`"reason":${JSON.stringify(each)}`);
      await run(data, ['diff', ...MONTH, '--from', 'v1', '--to', 'v2']);
      const versions = await run(data, ['versions', ...MONTH, '--json']);
      expect(JSON.parse(versions.stdout)).toMatchObject([
        { comment, submitted: { by: clerk }, returned: { by: returner, reason } },
        { comment, submitted: { by: clerk } },
      ]);
    },
    240_000,
  );
});
