import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as soon } from 'node:timers/promises';
import {
  CHECKED_BYTES_MAX,
  CHECKS_AT_ONCE_MAX,
  checkPackage,
  emptyCheckingFolder,
} from '../../src/packages/check-package.js';
import type { CheckedPackage, CheckingHouse } from '../../src/packages/check-package.js';
import { FINDINGS_TOLD_MAX } from '../../src/packages/check-zip.js';
import { UNPACK_BOUNDS, unpackPackage } from '../../src/packages/unpack-package.js';
import type { UnpackBounds } from '../../src/packages/unpack-package.js';
import type { Outcome } from '../../src/ports/outcome.js';
import { programVersion } from '../../src/program-version.js';
import { SigningKeys } from '../../src/seals/signing-keys.js';
import { filesUnder, zipOf } from '../support/zipped-folder.js';
import { SubmittedMonth, opening } from './submitted-month.js';

const NAME = 'plumbline-19-2006-09-v1';
const LINK = 0o120777 << 16;

let month: SubmittedMonth;
let files: Record<string, Uint8Array>;
let house: CheckingHouse;
let checking: string;

beforeAll(async () => {
  month = await SubmittedMonth.of([opening(1, '1900001')]);
  files = filesUnder(await month.pack('out'), NAME);
  const keys = (): Promise<SigningKeys> =>
    Promise.resolve(new SigningKeys(join(month.data, 'keys')));
  house = { folder: month.data, keys };
  checking = join(month.data, 'checking');
});
afterAll(() => {
  month.remove();
});
afterEach(() => {
  expect(readdirSync(checking)).toEqual([]);
});

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) {
    await soon();
    yield bytes.subarray(at, at + 65_536);
  }
}

function checked(bytes: Uint8Array, bytesMax?: number): Promise<Outcome<CheckedPackage>> {
  return checkPackage(house, { chunks: pieces(bytes), program: programVersion() }, bytesMax);
}

/** What is found in a package that is one. */
async function foundIn(of: Parameters<typeof zipOf>[0]): Promise<CheckedPackage> {
  const outcome = await checked(zipOf(of));
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** The sentence with which it is refused; its code is the first word. */
async function refusalOf(bytes: Uint8Array, bytesMax?: number): Promise<string> {
  const outcome = await checked(bytes, bytesMax);
  if (outcome.kind !== 'refusedByRule') throw new Error(outcome.kind);
  return `${outcome.refusal.code} ${outcome.refusal.message}`;
}

describe('a package that is sent', () => {
  it('is verified, and what it is and by whose key is told', async () => {
    const found = await foundIn(files);
    const { county, fingerprint } = found.says;
    expect(found).toMatchObject({ isVerified: true, isOwnKey: true, untoldCount: 0 });
    expect([county, found.says.version]).toEqual(['19', 1]);
    expect(found.findings[0]).toMatch(/^This package verifies: CS 1257 of 2006-09, county 19/u);
    expect(found.findings.join('\n')).toContain(fingerprint ?? 'none');
    expect(found.findings.some((each) => each.startsWith('- '))).toBe(false);
  });

  it('is found without its folder, and beside what a file manager leaves', async () => {
    const bare = Object.entries(files).map(
      ([path, bytes]) => [path.slice(NAME.length + 1), bytes] as const,
    );
    expect(await foundIn(Object.fromEntries(bare))).toMatchObject({ isVerified: true });
    const littered = {
      ...files,
      '__MACOSX/._x': new Uint8Array(3),
      '.DS_Store': new Uint8Array(3),
    };
    expect(await foundIn(littered)).toMatchObject({ isVerified: true });
  });

  it('with another byte is not verified, and the file is named', async () => {
    const path = `${NAME}/data/report.csv`;
    const bytes = files[path]?.slice() ?? new Uint8Array();
    bytes[bytes.length - 2] = 0x39;
    const found = await foundIn({ ...files, [path]: bytes });
    expect(found.isVerified).toBe(false);
    expect(found.findings[0]).toMatch(/^data\/report\.csv was changed: its SHA-256 is/u);
    expect(found.findings.join('\n')).not.toContain(checking);
  });

  it('by another key says so', async () => {
    const keys = (): Promise<SigningKeys> =>
      Promise.resolve(new SigningKeys(join(month.data, 'others')));
    mkdirSync(join(month.data, 'others'), { recursive: true });
    const asked = { chunks: pieces(zipOf(files)), program: programVersion() };
    const outcome = await checkPackage({ ...house, keys }, asked);
    expect(outcome).toMatchObject({ kind: 'done', value: { isVerified: true, isOwnKey: false } });
  });

  it('runs no program of its own', async () => {
    const mark = join(month.data, 'was-run');
    const text = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(mark)}, '');\n`;
    const found = await foundIn({ ...files, [`${NAME}/verify.mjs`]: Buffer.from(text) });
    expect(found.findings.join('\n')).toContain('verify.mjs');
    expect(existsSync(mark)).toBe(false);
  });

  it('of which little is left, or that has more than it lists, is told so in bounds', async () => {
    const found = await foundIn({ [`${NAME}/bagit.txt`]: Buffer.from('x') });
    expect(found).toMatchObject({ isVerified: false, says: { county: null, fingerprint: null } });
    expect(found.findings.length).toBeLessThanOrEqual(FINDINGS_TOLD_MAX);
    const long = `${NAME}/${'n'.repeat(120)}`;
    const { findings } = await foundIn({ ...files, [long]: Buffer.from('x') });
    expect(findings.join('\n')).toContain('does not belong to the package');
  });
});

describe('what is no package', () => {
  it.each([
    ['no archive', Buffer.from('a letter'), /^INVALID_FIELD The file is no ZIP archive/u],
    ['nothing', new Uint8Array(), /^INVALID_FIELD The file is no ZIP archive/u],
    ['another archive', zipOf({ 'a/b.txt': Buffer.from('b') }), /^INVALID_FIELD .* no package/u],
    ['an empty archive', zipOf({}), /^INVALID_FIELD .* no package/u],
  ])('%s is refused with a sentence', async (_, bytes, sentence) => {
    expect(await refusalOf(bytes)).toMatch(sentence);
  });

  it('breaks off, or is damaged', async () => {
    const whole = zipOf(files);
    expect(await refusalOf(whole.subarray(0, whole.length - 100))).toMatch(/breaks off/u);
    const damaged = whole.slice();
    damaged.fill(0xff, 60, 4_000);
    expect(await refusalOf(damaged)).toMatch(/^INVALID_FIELD/u);
  });

  it.each([
    ['../out.txt', /leads out/u],
    ['a/../../out.txt', /leads out/u],
    ['/etc/out.txt', /leads out/u],
    ['C:/out.txt', /leads out/u],
    ['a\\..\\out.txt', /leads out/u],
    ['a//b.txt', /leads out/u],
    ['./a.txt', /leads out/u],
    ['1/2/3/4/5/6/7/8/9.txt', /folders in folders/u],
    ['n'.repeat(256), /folders in folders/u],
  ])('has an entry of the name %s', async (name, sentence) => {
    const { [`${NAME}/bagit.txt`]: first = Buffer.from('x') } = files;
    const archive = zipOf({ [`${NAME}/bagit.txt`]: first, [name]: Buffer.from('x') });
    expect(await refusalOf(archive)).toMatch(sentence);
    expect(existsSync(join(month.data, 'out.txt'))).toBe(false);
  });

  it('has a link, or an entry twice', async () => {
    const link = { 'p/bagit.txt': [Buffer.from('/etc/passwd'), { os: 3, attrs: LINK }] } as const;
    expect(await refusalOf(zipOf({ ...link } as never))).toMatch(/a link/u); // its types want one form
    const twice = Buffer.from(zipOf({ 'p/a': Buffer.from('1'), 'p/b': Buffer.from('2') }));
    const latin = twice.toString('latin1').replaceAll('p/b', 'p/a');
    expect(await refusalOf(Buffer.from(latin, 'latin1'))).toMatch(/two entries of one name/u);
    const under = zipOf({ 'p/a': Buffer.from('1'), 'p/a/b': Buffer.from('2') });
    expect(await refusalOf(under)).toMatch(/two entries of one name/u);
  });

  it('is a bomb', async () => {
    const bomb = zipOf({ [`${NAME}/bagit.txt`]: new Uint8Array(32 * 1024 * 1024) });
    expect(await refusalOf(bomb)).toMatch(/unpacks to more/u);
  });

  it('has more entries than are looked at', async () => {
    const many = Array.from(
      { length: UNPACK_BOUNDS.entries + 1 },
      (_, index) => [`p/${String(index)}`, new Uint8Array()] as const,
    );
    expect(await refusalOf(zipOf(Object.fromEntries(many)))).toMatch(/more than 10000 files/u);
  });
});

describe('a bound', () => {
  const bounded = async (bounds: UnpackBounds): Promise<string> => {
    const place = month.place(`bounds-${String(bounds.entries)}-${String(bounds.unpackedBytes)}`);
    mkdirSync(place);
    writeFileSync(`${place}.zip`, zipOf({ 'p/a': Buffer.from('12'), 'p/b': Buffer.from('34') }));
    return (await unpackPackage(`${place}.zip`, place, bounds)).kind;
  };

  it('of entries and of bytes lets in what is at it, and nothing past it', async () => {
    expect(await bounded({ entries: 2, unpackedBytes: 4 })).toBe('done');
    expect(await bounded({ entries: 1, unpackedBytes: 4 })).toBe('refusedByRule');
    expect(await bounded({ entries: 2, unpackedBytes: 3 })).toBe('refusedByRule');
  });

  it('of the file that is sent refuses what has as many bytes, which may be cut', async () => {
    const bytes = zipOf(files);
    expect(CHECKED_BYTES_MAX).toBe(1024 ** 3);
    expect((await checked(bytes, bytes.length + 1)).kind).toBe('done');
    expect(await refusalOf(bytes, bytes.length)).toMatch(/^TOO_LARGE/u);
  });

  it('of checks at once refuses one more, and a start empties the folder', async () => {
    for (let at = 0; at < CHECKS_AT_ONCE_MAX; at += 1) mkdirSync(join(checking, `check-${at}`));
    expect(await refusalOf(zipOf(files))).toMatch(/^TOO_MANY/u);
    await emptyCheckingFolder(month.data);
    expect((await checked(zipOf(files))).kind).toBe('done');
  });
});

describe('what breaks off', () => {
  it('leaves nothing: the upload, or the check beside', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield zipOf(files).subarray(0, 100);
      await soon();
      throw new Error('The file broke off.');
    }
    const program = programVersion();
    await expect(checkPackage(house, { chunks: broken(), program })).rejects.toThrow('broke off');
    const checkZip = (): Promise<never> => Promise.reject(new Error('The thread ended.'));
    const beside = checkPackage({ ...house, checkZip }, { chunks: pieces(zipOf(files)), program });
    await expect(beside).rejects.toThrow('The thread ended.');
  });
});
