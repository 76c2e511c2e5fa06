import { hash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programVersion } from '../../src/program-version.js';
import { RELEASED_PROGRAMS } from '../../src/packages/released-programs.js';
import { verifierText } from '../../src/packages/verifier.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';
import { readText, resign, rewrite, runVerifier } from '../packages/packed-county.js';
import { KEPT, unpacked } from './unpacked.js';

const FIRST = 'cs1257-19-2006-09-v1';
const SECOND = 'cs1257-19-2006-09-v2-audit';
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

const folder = temporaryFolder();
afterAll(folder.remove);

const versions = readdirSync(KEPT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the released programs', () => {
  it('are those of which something is kept, and what they wrote is known', () => {
    expect(RELEASED_PROGRAMS.map(({ version }) => version)).toEqual(versions);
    const own = RELEASED_PROGRAMS.find(({ version }) => version === programVersion());
    expect([undefined, hash('sha256', verifierText())]).toContain(own?.verifier);
  });
});

describe.each(versions)('what %s wrote', (version) => {
  let kept = '';
  beforeAll(() => {
    kept = unpacked(version, folder.path);
  });

  describe('as a package', () => {
    it('verifies by itself and by this program', async () => {
      for (const name of [FIRST, SECOND]) {
        const own = runVerifier(join(kept, name));
        expect(own.stdout).toContain('This package verifies: CS 1257 of 2006-09, county 19');
        expect(own.code).toBe(0);
        const { code, stdout } = await plumbline(['verify', join(kept, name)]);
        expect(stdout).toContain('computed anew from the records, are the same');
        expect(stdout).toContain(
          `data/report.pdf was drawn by Plumbline ${version}: its figures were read`,
        );
        expect(stdout).toContain(`verify.mjs is the one that Plumbline ${version} wrote.`);
        expect(code).toBe(0);
      }
    });

    it('continues an earlier package', async () => {
      const against = ['--against', join(kept, FIRST)];
      expect(runVerifier(join(kept, SECOND), against).code).toBe(0);
      const { code, stdout } = await plumbline(['verify', join(kept, SECOND), ...against]);
      expect(stdout).toContain('The ledger of the other package, 50 records, is its beginning.');
      expect(code).toBe(0);
    });

    it('is caught with a figure in its form, or a verifier, that is another', async () => {
      const copy = join(folder.path, `${version}-copy`);
      cpSync(join(kept, FIRST), copy, { recursive: true });
      rewrite(copy, 'verify.mjs', (text) => `${text}\n`);
      // The first figure of the table, Line 1 (a), is 2: it becomes 3.
      const pdf = readFileSync(join(copy, 'data/report.pdf'), 'latin1');
      const changed = pdf.replace(/(\/TD <<\n[^[]*?\[<)32(> 0\] TJ)/u, '$133$2');
      writeFileSync(join(copy, 'data/report.pdf'), changed, 'latin1');
      resign(copy);
      const { code, stdout } = await plumbline(['verify', copy]);
      expect(stdout).toContain('data/report.pdf, Line 1 (a): it shows 3, and the records give 2.');
      expect(stdout).toContain(`verify.mjs is not the one that Plumbline ${version} writes`);
      expect(stdout).toContain('Failures: 2.');
      expect(code).toBe(3);
    });
  });

  describe('as a data folder', () => {
    let data = '';
    const run = async (...argv: readonly string[]): Promise<CliResult> => {
      const result = await plumbline([...argv, '--data', data]);
      expect({ argv, stderr: result.code === 0 ? '' : result.stderr }).toEqual({
        argv,
        stderr: '',
      });
      return result;
    };
    beforeAll(() => {
      data = join(folder.path, `${version}-data`);
      cpSync(join(kept, 'data'), data, { recursive: true });
    });

    it('opens and is proved', async () => {
      const { stdout } = await run('ledgers', '--json');
      const ledgers = JSON.parse(stdout) as readonly { county: string; size: number }[];
      expect(ledgers.map(({ county, size }) => [county, size])).toEqual([
        ['19', 61],
        ['30', 106],
      ]);
      expect((await run('check')).stdout).toContain('No fault found.');
    });

    it('reports what was packed then', async () => {
      for (const [name, asOf] of [
        [FIRST, '50'],
        [SECOND, '61'],
      ] as const) {
        const report = await run('report', ...SEPTEMBER, '--as-of', asOf, '--format', 'json');
        const packed = JSON.parse(readText(join(kept, name), 'data/report.json')) as object;
        expect(JSON.parse(report.stdout)).toEqual(packed);
        const { stdout } = await run('versions', ...SEPTEMBER, '--json');
        const ofPackage = JSON.parse(readText(join(kept, name), 'data/version.json')) as object;
        expect(JSON.parse(stdout)).toContainEqual(ofPackage);
      }
      expect((await run('hold', 'list', '--county', '19')).stdout).toContain('audit 2011-4');
      const orders = await run('retention', 'list', '--county', '30');
      expect(orders.stdout).toContain('"state":"done"');
    });

    it('gives a package that continues the one of then', async () => {
      const out = join(folder.path, `${version}-again`);
      await run('package', ...SEPTEMBER, '--version', '2', '--out', out);
      const against = ['--against', join(kept, FIRST)];
      expect((await plumbline(['verify', out, ...against])).code).toBe(0);
      expect(runVerifier(out, against).code).toBe(0);
    });

    it('goes on', async () => {
      const id = '0e0e0e0e-0000-4000-8000-0000000000aa';
      const head = `"id":"${id}","type":"StatewideFigureRecorded","county":"19","effective":"2006-10-31"`;
      const record = `{${head},"data":{"line":"10","value":7,"source":"DCSS"},"recorded":"2006-11-01T08:00:00Z"}`;
      const { stdout } = await plumbline(['ingest', '-', '--json', '--data', data], {
        stdin: `${record}\n`,
      });
      expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, ledgers: { '19': { size: 62 } } });
      await run('submit', '--county', '19', '--month', '2006-10', '--by', 'A. Clerk');
      await run(
        ...['approve', '--county', '19', '--month', '2006-10', '--version', '1'],
        ...['--by', 'D. Rector', '--telephone', '213 555 0100'],
      );
      await run('segments', 'rebuild');
      expect((await run('check')).stdout).toContain('No fault found.');
      const grown = await run('prove', '--county', '19', '--from', '61', '--to', '62');
      expect(JSON.parse(grown.stdout)).toMatchObject({ from: 61, to: 62 });
    });
  });
});
