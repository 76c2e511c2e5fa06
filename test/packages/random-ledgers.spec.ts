import { join } from 'node:path';
import { PackageWriter } from '../../src/packages/package-writer.js';
import { gatherEvidence } from '../../src/packages/evidence.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { hashOfLines } from '../../projections/versions/frozen-month.js';
import { readVersions } from '../../src/versions/county-acts.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { seeds } from '../support/accepted-ledger.js';
import { randomLedger } from '../support/random-ledger.js';

const COUNTY = parseCounty('19') ?? ('01' as County);
const ADDRESS = ['--county', COUNTY, '--month', '2006-09'];

/** A data folder with a random ledger and two versions of a month. */
async function submitted(seed: number, data: string): Promise<void> {
  const records = randomLedger(seed, { counties: [COUNTY], from: '2005-06', to: '2006-11' });
  const stdin = `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
  await plumbline(['ingest', '-', '--data', data], { stdin });
  const { stdout } = await plumbline(['root', '--county', COUNTY, '--data', data]);
  const { size } = JSON.parse(stdout) as { size: number };
  for (const [version, asOf] of [Math.ceil(size / 2), size].entries()) {
    const act = [...ADDRESS, '--data', data, '--version', String(version + 1)];
    const submission = [...act.slice(0, -2), '--by', 'A. Clerk', '--as-of', String(asOf)];
    const { code, stderr } = await plumbline(['submit', ...submission]);
    if (code !== 0) throw new Error(stderr);
    await plumbline(['return', ...act, '--by', 'DCSS', '--reason', 'to be looked at again']);
  }
}

describe('packages of random ledgers', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it.each(seeds(3))('verify, and follow from their records (seed %i)', async (seed) => {
    const data = join(folder.path, `data-${String(seed)}`);
    await submitted(seed, data);
    const outs = ['1', '2'].map((version) => join(folder.path, `${String(seed)}-v${version}`));
    for (const [index, out] of outs.entries()) {
      const version = ['--version', String(index + 1)];
      const made = await plumbline([
        'package',
        ...ADDRESS,
        ...version,
        '--out',
        out,
        '--data',
        data,
        ...['--audit-file'],
      ]);
      expect(made.stderr.replace(/^A signing key was made.*\n/u, '')).toBe('');
      expect(made.code).toBe(0);
    }
    const [first = '', second = ''] = outs;
    const { stdout, code } = await plumbline(['verify', second, '--against', first]);
    expect(stdout).toContain('computed anew from the records, are the same');
    expect(stdout).toContain('All 14 tables of the federal audit are rows of the trail');
    expect(code).toBe(0);
    expect((await plumbline(['verify', first])).code).toBe(0);
  });
});

describe('a version that its ledger does not give any more', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it('is not packed', async () => {
    await submitted(1, folder.path);
    const { versions } = await readVersions(new ActFolder(folder.path), COUNTY);
    const [version] = versions;
    const ledgers = LedgerFolder.open(folder.path, 'read');
    const file = ledgers.ledger(COUNTY);
    if (version === undefined || file === null) throw new Error('Nothing was submitted.');
    const gather = (changed: Partial<typeof version>): (() => unknown) => {
      return () => gatherEvidence(file, { ...version, ...changed }, [], () => undefined);
    };
    expect(gather({})).not.toThrow();
    expect(gather({ root: '0'.repeat(64) })).toThrow(
      /its first \d+ records have root [0-9a-f]{64}/u,
    );
    expect(gather({ asOf: file.size + 1 })).toThrow(/and a version was made of \d+/u);
    // Its cells have to be those that its hash is of, whatever a replay gives.
    expect(gather({ report: '0'.repeat(64) })).toThrow(/keeps other cells than those/u);
    const lines = { ...version.lines, '1': { a: 9, b: 9, c: 0, d: 0 } };
    expect(gather({ lines })).toThrow(/keeps other cells than those/u);
    const other = { lines, report: hashOfLines({ ...version, county: COUNTY, lines }) };
    expect(gather(other)).toThrow(/its report has another hash now/u);
    // Rules that were corrected since may give others; an edition of the rules that never was may not.
    expect(gather({ ...other, edition: '2005-10' })).not.toThrow();
    expect(gather({ ...other, edition: '2004-10' })).toThrow(/its report has another hash now/u);
    expect(gather({ trail: '0'.repeat(64) })).toThrow(/its trail has another hash now/u);
    ledgers.close();
  });
});

describe('the writer of packages', () => {
  it('refuses two files of one name', async () => {
    const { path, remove } = temporaryFolder();
    const writing = PackageWriter.write(join(path, 'out'), async (writer) => {
      await writer.add('data/a', ['1']);
      await writer.add('data/a', ['2']);
      const seal = { bagInfo: [], signatureOf: () => '' };
      return { seal, result: {}, failuresOf: () => Promise.resolve([]) };
    });
    await expect(writing).rejects.toThrow('two files data/a');
    remove();
  });
});
