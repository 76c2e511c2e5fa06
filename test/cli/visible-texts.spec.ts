import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import { alignedTable, wrapped } from '../../src/reports/table.js';
import { HIDDEN_IN_TEXT, HOSTILE_CHARACTERS } from '../support/hostile-texts.js';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');

/** Characters that a file's name may have. */
const IN_NAMES = HOSTILE_CHARACTERS.filter((each) => !/[\u0000/]/u.test(each));

const REASON = `one\u2028two\u202ethree\u001b[2Jfour\u{1f600}`;
const ID = '00000000-0000-4000-8000-00000000000';

/** A case that was closed, and the closure voided for a hostile reason. */
const RECORDS = [
  {
    type: 'CaseOpened',
    data: {
      ncp: { participant: 'N', role: 'father' },
      payee: { participant: 'P', kind: 'custodial-parent' },
      program: 'none',
    },
  },
  { type: 'CaseClosed', data: { reason: 'x' } },
  { type: 'RecordVoided', corrects: `${ID}2`, reason: REASON, data: {} },
]
  .map((record, index) => ({ id: `${ID}${String(index + 1)}`, ...record }))
  .map((record) => ({ county: '19', case: 'C-1', effective: '2006-08-01', ...record }))
  .map((record) => `${JSON.stringify(record)}\n`)
  .join('');

const CASE = ['--county', '19', '--case', 'C-1', '--data', data];

/** What a command writes to standard output where that is a screen. */
async function onScreen(argv: readonly string[]): Promise<string> {
  const chunks: Buffer[] = [];
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  Object.assign(stdout, { isTTY: true });
  const stderr = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  await runCli(argv, { stdin: Readable.from([]), stdout, stderr, env: {}, cwd: folder.path });
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  const taken = await plumbline(['ingest', '-', '--data', data], { stdin: RECORDS });
  expect(taken.code).toBe(0);
});

describe('what people read', () => {
  it('shows the names of files and the texts of senders with codes for what would be hidden', async () => {
    for (const character of IN_NAMES) {
      const name = `a${character}b.ndjson`;
      const bad = { id: `x${character}`, type: `T${character}`, [`f${character}`]: 1 };
      const typed = { ...bad, type: 'CaseClosed' };
      writeFileSync(
        join(folder.path, name),
        [bad, typed].map((each) => `${JSON.stringify(each)}\n`).join(''),
      );
      const argv = ['ingest', name, '--data', data];
      const told = await plumbline(argv, { cwd: folder.path });
      expect(told.code).toBe(3);
      expect(told.stderr).not.toMatch(HIDDEN_IN_TEXT);
      expect(told.stderr.trimEnd().split('\n')).toHaveLength(3);
      const rejects = join(folder.path, 'rejects.ndjson');
      await plumbline([...argv, '--rejects', rejects], { cwd: folder.path });
      const [first] = readFileSync(rejects, 'utf8').split('\n');
      expect(JSON.parse(first ?? '')).toMatchObject({ file: name, id: bad.id });
      const missing = await plumbline(['ingest', `${name}.gone`], { cwd: folder.path });
      expect(missing.stderr).toMatch(/^The file a.*b\.ndjson\.gone cannot be read/u);
      expect(missing.stderr.slice(0, -1)).not.toMatch(HIDDEN_IN_TEXT);
      expect(missing.stderr.slice(0, -1)).not.toContain('\n');
    }
  });

  it('shows an argument that is none with codes', async () => {
    for (const character of HOSTILE_CHARACTERS) {
      const result = await plumbline(['report', '--county', `1${character}`, '--month', character]);
      expect(result.code).toBe(2);
      expect(result.stderr.slice(0, -1)).not.toMatch(HIDDEN_IN_TEXT);
      expect(result.stderr.slice(0, -1)).not.toContain('\n');
    }
  });

  it('is cut at whole characters, and every column is as wide as what is shown', () => {
    const faces = '\u{1f600}'.repeat(30);
    for (const width of [1, 2, 7, 10]) {
      const lines = wrapped(`a${faces}`, width);
      expect(lines.join('')).toBe(`a${faces}`);
      expect(lines.every((line) => line.isWellFormed())).toBe(true);
    }
    expect(wrapped('a\u202eb\nc', 80)).toEqual(['a\\u202eb\\u000ac']);
    expect(alignedTable(['Name', 'x'], [['a\u001bb\n', '1']], new Set())).toEqual([
      'Name            x',
      'a\\u001bb\\u000a  1',
    ]);
  });
});

describe('a record with such a text', () => {
  it('is given to programs as it came', async () => {
    const { stdout } = await plumbline(['history', ...CASE]);
    const [, closed] = JSON.parse(stdout) as { supersededBy: { reason: string } | null }[];
    expect(closed?.supersededBy?.reason).toBe(REASON);
    expect(stdout).toContain('\u2028');
  });

  it('is on a screen the same JSON, spelt so that nothing is hidden', async () => {
    const { stdout } = await plumbline(['history', ...CASE]);
    const shown = await onScreen(['history', ...CASE, '--json']);
    expect(shown).toContain('one\\u2028two\\u202ethree\\u001b[2Jfour\u{1f600}');
    expect(shown).not.toMatch(HIDDEN_IN_TEXT);
    expect(JSON.parse(shown)).toEqual(JSON.parse(stdout));
  });

  it('is in a table for people spelt likewise', async () => {
    const shown = await onScreen(['history', ...CASE]);
    expect(shown).toContain('\\u2028');
    expect(shown).not.toMatch(HIDDEN_IN_TEXT);
  });
});
