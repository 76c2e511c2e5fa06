import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVerifier, verifierText } from '../../src/packages/verifier.js';
import { programVersion } from '../../src/program-version.js';
import { verifyWhole } from '../../src/packages/verify-whole.js';
import { plumbline } from '../cli/in-process.js';
import { seededRandom } from '../soak/seeded-random.js';
import { rounds } from '../support/soak.js';
import {
  PackedCounty,
  filesOf,
  readText,
  relist,
  resign,
  rewrite,
  runVerifier,
  sha256,
  simulatedRecords,
} from './packed-county.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');
const BYTES_CHANGED = rounds(4, 500);
const NO_OPTIONS = { against: null, key: null };

let county: PackedCounty;
let fingerprint = '';
beforeAll(async () => {
  county = await PackedCounty.make();
  const keys = await county.run(['keys', '--json']);
  fingerprint =
    (JSON.parse(keys.stdout) as readonly { fingerprint: string }[])[0]?.fingerprint ?? '';
});
afterAll(() => {
  county.remove();
});

/** What the package's own verifier says of a tampered copy. */
function saysOf(tamper: (copy: string) => void, options: readonly string[] = []): string {
  const copy = county.copy();
  tamper(copy);
  const { code, stdout } = runVerifier(copy, options);
  expect(code).toBe(3);
  expect(stdout).toContain('This package does not verify.');
  return stdout;
}

describe('verify.mjs', () => {
  it('verifies a package where there is nothing but Node', () => {
    const { code, stdout } = runVerifier(county.second, ['--key', fingerprint]);
    expect(stdout).toContain('This package verifies: CS 1257 of 2006-08, county 19, version 2');
    expect(stdout).toContain('approved by D. Rector');
    expect(stdout).toContain(`fingerprint ${fingerprint}, the one that you gave`);
    expect(code).toBe(0);
    expect(runVerifier(county.first).code).toBe(0);
  });

  it('tells meanwhile how much of what is done: files, records, lines, and what is computed anew', async () => {
    const told = new Map<string, { count: number; total: number }>();
    const onDone = (count: number, total: number, unit: string): void => {
      const last = told.get(unit) ?? { count: 0, total };
      expect(count).toBeGreaterThanOrEqual(last.count);
      expect([unit, total]).toEqual([unit, last.total]);
      told.set(unit, { count, total });
    };
    await verifyWhole(county.second, { ...NO_OPTIONS, onDone }, programVersion());
    const units = [...told.keys()].filter((unit) => unit !== 'records');
    expect(units).toEqual(['MB of files', 'lines of the form', 'lines computed anew']);
    const files = told.get('MB of files');
    expect(files?.count).toBeCloseTo(files?.total ?? 0, 6);
    expect(verifierText()).toContain('if (!process.stderr.isTTY');
  });

  it('is one file that imports nothing but Node', () => {
    const imports = verifierText().match(/^import .*$/gmu) ?? [];
    expect(imports.length).toBeGreaterThan(0);
    for (const line of imports) expect(line).toMatch(/ from 'node:[a-z]+';$/u);
    expect(verifierText()).not.toMatch(/\bimport\(|\brequire\(|\bexport\b/u);
  });

  it('says what is wrong with its options, and how it is called', () => {
    for (const [options, sentence] of [
      [['--key'], '--key needs a value behind it.'],
      [['--against', ''], '--against needs a value behind it.'],
      [['--key', 'abc'], '--key "abc" is no fingerprint: give 64 hexadecimal digits'],
      [['--key=abc'], '--key "abc" is no fingerprint'],
      [['--kee', fingerprint], '--kee is no option: there are --against and --key.'],
      [['other'], '"other" is one argument too many'],
      [['--against', county.data], `${county.data} is no evidence package`],
      [['--against', county.place('nowhere')], 'There is no folder'],
    ] as const) {
      const { code, stdout } = runVerifier(county.second, options);
      expect(stdout).toContain(sentence);
      expect(code).toBe(2);
    }
    const { code, stdout } = runVerifier(county.second, ['--help']);
    expect(stdout).toContain(
      'Usage: node verify.mjs [--against OTHER_PACKAGE] [--key FINGERPRINT]',
    );
    expect(code).toBe(0);
    expect(runVerifier(county.second, [`--key=${fingerprint}`]).code).toBe(0);
  });

  it(`names each of ${String(BYTES_CHANGED)} files of which one byte was changed (seed ${String(SEED)})`, async () => {
    const { verifyPackage } = await loadVerifier();
    const random = seededRandom(SEED);
    const copy = county.copy();
    const files = filesOf(copy);
    const sizes = files.map((path) => readFileSync(join(copy, path)).length);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const anywhere = (): readonly [path: string, at: number] => {
      let at = random.index(all);
      for (const [index, path] of files.entries()) {
        const size = sizes[index] ?? 0;
        if (at < size) return [path, at];
        at -= size;
      }
      throw new RangeError('The package ended too soon.');
    };
    const inAnyFile = (): readonly [path: string, at: number] => {
      const path = random.of(files);
      return [path, random.index(sizes[files.indexOf(path)] ?? 0)];
    };
    for (let round = 0; round < BYTES_CHANGED; round += 1) {
      // Most bytes are in the records; every second round gives small files their turn.
      const [path, at] = round % 2 === 0 ? anywhere() : inAnyFile();
      const full = join(copy, path);
      const bytes = readFileSync(full);
      const changed = Uint8Array.from(bytes);
      changed[at] = ((bytes[at] ?? 0) + 1 + random.index(255)) % 256;
      writeFileSync(full, changed);
      const { failures } =
        path === 'verify.mjs'
          ? await verifyWhole(copy, NO_OPTIONS, programVersion())
          : verifyPackage(copy, NO_OPTIONS);
      writeFileSync(full, bytes);
      const named = failures.some((failure) => failure.includes(path));
      expect({ path, at, named }).toEqual({ path, at, named: true });
    }
    expect(verifyPackage(copy, NO_OPTIONS).failures).toEqual([]);
  }, 900_000);

  it('names what is missing, what is there besides, and what is no file', () => {
    const missing = saysOf((copy) => {
      rmSync(join(copy, 'data/trail/line-24.csv'));
    });
    expect(missing).toContain('data/trail/line-24.csv is missing');
    const added = saysOf((copy) => {
      writeFileSync(join(copy, 'data/note.txt'), 'x');
      writeFileSync(join(copy, 'note.txt'), 'x');
    });
    expect(added).toContain('data/note.txt does not belong to the package');
    expect(added).toContain('- note.txt does not belong to the package');
    const linked = saysOf((copy) => {
      symlinkSync('/dev/zero', join(copy, 'data/endless'));
    });
    expect(linked).toContain('data/endless is no plain file');
  });

  it('names two files that were swapped', () => {
    const swapped = saysOf((copy) => {
      const [one, other] = ['data/trail/line-01.csv', 'data/trail/line-02.csv'] as const;
      const text = readText(copy, one);
      writeFileSync(join(copy, one), readText(copy, other));
      writeFileSync(join(copy, other), text);
    });
    expect(swapped).toContain('data/trail/line-01.csv was changed');
    expect(swapped).toContain('data/trail/line-02.csv was changed');
  });

  it('misses a row that was removed, even where the lists were made anew', () => {
    const removed = saysOf((copy) => {
      rewrite(copy, 'data/trail/line-01.csv', (text) => text.replace(/\r\n[^\r]+\r\n$/u, '\r\n'));
      relist(copy);
    });
    expect(removed).not.toContain('was changed: its SHA-256');
    expect(removed).toContain('signature.note is no signature of this list of files');
    expect(removed).toMatch(
      /Line 1 \(a\): data\/report.json says \d+, and the rows of data\/trail give \d+/u,
    );
    expect(removed).toContain('a row was changed, added or removed');
  });

  it('misses a record that was removed or changed, whoever signed', () => {
    const removed = saysOf((copy) => {
      rewrite(copy, 'data/records.ndjson', (text) => text.replace(/^.*\n/u, ''));
      resign(copy);
    });
    expect(removed).toMatch(/data\/records.ndjson, line 1: position \d+ does not follow/u);
    const changed = saysOf((copy) => {
      rewrite(copy, 'data/records.ndjson', (text) => text.replace('"amount":"1', '"amount":"2'));
      resign(copy);
    });
    expect(changed).toContain('do not give the root of the ledger');
  });

  it('does not count anybody twice', () => {
    const twice = saysOf((copy) => {
      rewrite(copy, 'data/trail/line-04.csv', (text) =>
        text.replace(/\r\n([^\r]+\r\n)$/u, '\r\n$1$1'),
      );
      resign(copy);
    });
    expect(twice).toMatch(/data\/trail\/line-04.csv, line \d+ is out of order or there twice/u);
  });

  it('knows a package that was signed by another key, by the fingerprint', () => {
    const copy = county.copy();
    resign(copy);
    expect(runVerifier(copy).code).toBe(0);
    const { code, stdout } = runVerifier(copy, ['--key', fingerprint.toUpperCase()]);
    expect(code).toBe(3);
    expect(stdout).toContain('signed by another key than you named');
    expect(stdout).toContain(fingerprint);
  });

  it('finds a difference to the version before that does not add up', () => {
    const path = 'data/diff.json';
    const { rows } = JSON.parse(readText(county.second, path)) as { rows: readonly object[] };
    expect(rows.length).toBeGreaterThan(1);
    const short = saysOf((copy) => {
      rewrite(copy, path, (text) => {
        const difference = JSON.parse(text) as object;
        return JSON.stringify({ ...difference, rows: rows.slice(1) });
      });
      resign(copy);
    });
    expect(short).toMatch(/data\/diff.json, Line \w+ \([abcd]\): its rows do not add up/u);
  });
});

describe('the ledger of an earlier package', () => {
  it('is the beginning of the later one', () => {
    const { code, stdout } = runVerifier(county.second, ['--against', county.first]);
    expect(stdout).toContain(
      `The ledger of the other package, ${String(county.sizeOfFirst)} records, is its beginning.`,
    );
    expect(code).toBe(0);
    expect(runVerifier(county.second, ['--against', county.second]).code).toBe(0);
  });

  it('shows that the ledger was cut short', () => {
    const { code, stdout } = runVerifier(county.first, ['--against', county.second]);
    expect(code).toBe(3);
    expect(stdout).toContain('The ledger was cut short since');
  });

  it('shows that history was written anew', async () => {
    const records = await simulatedRecords();
    const place = records.findIndex((line) => line.includes('"type":"CurrentSupportCharged"'));
    const altered = records.with(place, (records[place] ?? '').replace('00",', '01",'));
    const other = await PackedCounty.make(altered);
    try {
      expect(runVerifier(other.second).code).toBe(0);
      const { code, stdout } = runVerifier(other.second, ['--against', county.first]);
      expect(code).toBe(3);
      expect(stdout).toContain('The history of the ledger was changed: of its first');
    } finally {
      other.remove();
    }
  });

  it('is signed, or nothing is said of it', () => {
    const forged = county.copy(county.first);
    rewrite(forged, 'data/checkpoint', (text) => text.replace(String(county.sizeOfFirst), '7'));
    const { code, stdout } = runVerifier(county.second, ['--against', forged]);
    expect(code).toBe(3);
    expect(stdout).toContain('has no signed checkpoint of plumbline/ledger-19 to compare with');
  });
});

describe('plumbline verify', () => {
  const verify = (folder: string, ...options: readonly string[]): ReturnType<typeof plumbline> =>
    plumbline(['verify', folder, ...options]);

  it('verifies what verify.mjs does, and computes everything anew', async () => {
    const { code, stdout } = await verify(
      county.second,
      '--against',
      county.first,
      '--key',
      fingerprint,
    );
    expect(stdout).toContain(
      'The report and the trail, computed anew from the records, are the same.',
    );
    expect(stdout).toContain('verify.mjs is the one that this program writes.');
    expect(code).toBe(0);
    const { stdout: json } = await verify(county.first, '--json');
    expect(JSON.parse(json)).toMatchObject({ verified: true, failures: [], fingerprint });
  });

  it('does not trust the verify.mjs of the package', async () => {
    const copy = county.copy();
    rewrite(copy, 'verify.mjs', () => `console.log('This package verifies.');\n`);
    resign(copy);
    expect(runVerifier(copy)).toEqual({ code: 0, stdout: 'This package verifies.\n' });
    const { code, stdout } = await verify(copy);
    expect(code).toBe(3);
    expect(stdout).toContain('verify.mjs is not the one that Plumbline');
  });

  it('finds a report that adds up and does not follow from the records', async () => {
    const copy = county.copy(county.first);
    addCaseToLineOne(copy);
    resign(copy);
    expect(runVerifier(copy).stdout).toContain(
      'data/report.json has other cells than data/acts/acts.ndjson says were submitted.',
    );
    const { code, stdout } = await verify(copy);
    expect(code).toBe(3);
    expect(stdout).toMatch(/Line 1 \(d\): data\/report.json says \d+, and the records give \d+/u);
    expect(stdout).toMatch(/data\/trail\/line-01.csv, line \d+: it says 1,d,ZZ-1/u);
  });

  it('finds a Parquet file and a form that say something else', async () => {
    const copy = county.copy();
    const other = readFileSync(join(copy, 'data/trail/line-02.parquet'));
    writeFileSync(join(copy, 'data/trail/line-01.parquet'), other);
    writeFileSync(
      join(copy, 'data/report.pdf'),
      readFileSync(join(county.first, 'data/report.pdf')),
    );
    resign(copy);
    const { stdout } = await verify(copy);
    expect(stdout).toMatch(
      /data\/trail\/line-01.parquet: its row \d+ is not what the records give/u,
    );
    expect(stdout).toContain('data/report.pdf is not the form filled with what the records give');
  });

  it('says what is wrong with its arguments', async () => {
    const nothing = await verify(county.place('nothing'));
    expect(nothing.stderr).toContain('There is no folder');
    expect(nothing.code).toBe(2);
    expect((await verify(county.second, '--key', '12')).code).toBe(2);
    const other = await verify(county.second, '--against', 'nowhere');
    expect(other.stderr).toContain('There is no folder');
    expect(other.code).toBe(2);
    const { code, stderr } = await verify(county.data);
    expect(stderr).toContain(`${county.data} is no evidence package: it has none of bagit.txt`);
    expect(code).toBe(2);
  });
});

/** A case that nobody has is counted on Line 1, in the report, in its trail and in the version. */
function addCaseToLineOne(copy: string): void {
  const record = /"id":"(?<id>[^"]+)"/u.exec(readText(copy, 'data/records.ndjson'))?.groups?.['id'];
  rewrite(copy, 'data/trail/line-01.csv', (text) => `${text}1,d,ZZ-1,,,,,${record ?? ''}\r\n`);
  const more = (cells: string): string =>
    cells.replaceAll(
      /"(a|d)":(\d+)/gu,
      (_, column: string, n) => `"${column}":${String(Number(n) + 1)}`,
    );
  rewrite(copy, 'data/report.json', (text) => text.replace(/"1":\{[^}]+\}/u, more));
  rewrite(copy, 'data/report.csv', (text) =>
    text.replace(
      /(,1,[^,]+,)(\d+)(,\d+,\d+,)(\d+)\r/u,
      (_, head: string, a, middle: string, d) =>
        `${head}${String(Number(a) + 1)}${middle}${String(Number(d) + 1)}\r`,
    ),
  );
  const rows = filesOf(copy).filter((path) => /trail\/.*\.csv$/u.test(path));
  const trail = canonicalRows(copy, rows);
  const report = sha256(readText(copy, 'data/report.json'));
  rewrite(copy, 'data/version.json', (text) => {
    const version = JSON.parse(text) as object;
    return JSON.stringify({ ...version, report, trail: sha256(trail) });
  });
}

/** The trail without its records as canonical JSON: lines sort by the names of their files. */
function canonicalRows(copy: string, paths: readonly string[]): string {
  return paths
    .flatMap((path) => readText(copy, path).split('\r\n').slice(1, -1))
    .map((row) => {
      const [line, column, caseId, child, cases, amount, value] = row.split(',');
      const members = {
        ...(amount === '' ? {} : { amount }),
        ...(caseId === '' ? {} : { case: caseId }),
        ...(child === '' ? {} : { cases: cases === '' ? [] : cases?.split(' '), child }),
        ...{ column, line },
        ...(value === '' ? {} : { value: Number(value) }),
      };
      return `${JSON.stringify(members)}\n`;
    })
    .join('');
}
