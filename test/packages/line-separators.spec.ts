import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const { path: folder, remove } = temporaryFolder();
afterAll(remove);

const ID = 'a0000000-0000-4000-8000-00000000000';
const PERSON = { first: 'Ana\u2028Maria', last: 'Doe\u2029Roe' };
const REASON = 'entered twice\u2028second line\u2029third';

/** Records whose texts hold separators of lines and paragraphs as they are, which JSON allows. */
const RECORDS = [
  { type: 'ParticipantRegistered', data: { participant: 'P-1', name: PERSON } },
  {
    type: 'CaseOpened',
    case: '1900001',
    data: {
      ncp: { participant: 'N-1', role: 'father' },
      payee: { participant: 'P-1', kind: 'custodial-parent' },
      program: 'calworks',
    },
  },
  { type: 'CaseClosed', case: '1900001', data: { reason: '303.11-1' } },
  { type: 'RecordVoided', case: '1900001', corrects: `${ID}3`, reason: REASON, data: {} },
]
  .map((record, index) => ({ id: `${ID}${String(index + 1)}`, county: '19', ...record }))
  .map((record) => `${JSON.stringify({ effective: '2006-08-01', ...record })}\n`)
  .join('');

describe('a package with line separators in its records', () => {
  it('verifies with the whole program and with its own verifier', async () => {
    const out = join(folder, 'package');
    const month = ['--county', '19', '--month', '2006-09'];
    const approval = ['--version', '1', '--by', 'B. Director', '--telephone', '555 0100'];
    expect(RECORDS).toContain(REASON);
    for (const argv of [
      ['ingest', '-'],
      ['submit', ...month, '--by', 'A. Clerk'],
      ['approve', ...month, ...approval],
      ['package', ...month, '--version', '1', '--out', out],
    ]) {
      const done = await plumbline([...argv, '--data', join(folder, 'data')], { stdin: RECORDS });
      expect(done.code).toBe(0);
    }
    const verified = await plumbline(['verify', out]);
    expect(verified.stdout).toContain('computed anew from the records, are the same');
    expect(verified.code).toBe(0);
    expect(spawnSync(process.execPath, [join(out, 'verify.mjs')]).status).toBe(0);
    const lines = readFileSync(join(out, 'data/records.ndjson'), 'utf8').split('\n');
    expect(lines).toHaveLength(5);
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ record: { reason: REASON } });
  });
});
