import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { leafHash } from '../../projections/seal/merkle.js';
import { parseNote, signatureLine } from '../../projections/seal/signed-note.js';
import { originOf, signCheckpoint, verifyNote } from '../../src/seals/checkpoint.js';
import { KEYS, SigningKeys, fingerprintOf, isSignedBy } from '../../src/seals/signing-keys.js';
import { UnusableStore } from '../../src/ports/failures.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const COUNTY = parseCounty('19') ?? ('01' as County);
const OTHER = parseCounty('30') ?? ('01' as County);
const ROOT = leafHash(new Uint8Array(0));
const publicKeys = (keys: SigningKeys): readonly Uint8Array[] =>
  keys.all().map(({ publicKey }) => publicKey);

describe('the signing keys of a data folder', () => {
  const folder = temporaryFolder();
  const keys = new SigningKeys(join(folder.path, KEYS));
  afterAll(folder.remove);

  it('are none before the first use', () => {
    expect(keys.all()).toEqual([]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('begin with one that only its owner may read', () => {
    const { key, isNew } = keys.current();
    expect({ number: key.number, isNew }).toEqual({ number: 1, isNew: true });
    expect(readdirSync(join(folder.path, 'keys'))).toEqual(['1.pem']);
    expect(statSync(join(folder.path, 'keys', '1.pem')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, 'keys')).mode & 0o777).toBe(0o700);
    expect(key.fingerprint).toBe(fingerprintOf(key.publicKey));
    expect(key.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(Object.keys(key)).toEqual(['number', 'publicKey', 'fingerprint']);
    expect(new SigningKeys(join(folder.path, KEYS)).current()).toEqual({ key, isNew: false });
  });

  it('sign checkpoints, which old keys go on verifying', () => {
    const old = signCheckpoint(keys, COUNTY, 10, ROOT);
    expect(old.isKeyNew).toBe(false);
    const rotated = keys.rotate();
    expect(rotated.number).toBe(2);
    const now = signCheckpoint(keys, COUNTY, 12, ROOT);
    expect(now.key.fingerprint).toBe(rotated.fingerprint);
    for (const [{ note, key }, size] of [
      [old, 10],
      [now, 12],
    ] as const) {
      const verdict = verifyNote(note, COUNTY, publicKeys(keys));
      expect(verdict).toMatchObject({
        kind: 'signed',
        said: { ledger: { origin: originOf(COUNTY), size }, acts: null },
      });
      expect(verdict.kind === 'signed' && fingerprintOf(verdict.publicKey)).toBe(key.fingerprint);
    }
    expect(verifyNote(old.note, COUNTY, [rotated.publicKey]).kind).toBe('refused');
  });

  it('do not sign for another county, another text or somebody else', () => {
    const { note, key } = signCheckpoint(keys, COUNTY, 10, ROOT);
    const verdictOf = (text: string, county = COUNTY): string =>
      verifyNote(text, county, publicKeys(keys)).kind;
    expect(verdictOf(note)).toBe('signed');
    expect(verdictOf(note, OTHER)).toBe('refused');
    expect(verdictOf(note.replaceAll('ledger-19', 'ledger-30'), OTHER)).toBe('refused');
    expect(verdictOf(note.replace('\n10\n', '\n11\n'))).toBe('refused');
    expect(verdictOf('')).toBe('refused');
    const signature = parseNote(note)?.signatures[0]?.signature ?? new Uint8Array(64);
    expect(isSignedBy(key.publicKey, parseNote(note)?.text ?? '', signature)).toBe(true);
    const forged = `${parseNote(note)?.text ?? ''}\n${signatureLine({ name: originOf(COUNTY), publicKey: key.publicKey }, new Uint8Array(64))}\n`;
    expect(verdictOf(forged)).toBe('refused');
  });

  it('are said to be unusable where one is no key', () => {
    const broken = temporaryFolder();
    new SigningKeys(join(broken.path, KEYS)).current();
    writeFileSync(join(broken.path, 'keys', '1.pem'), 'no key');
    expect(() => new SigningKeys(join(broken.path, KEYS)).all()).toThrow(UnusableStore);
    broken.remove();
  });
});

describe('the commands that prove and sign', () => {
  const folder = temporaryFolder();
  const county = ['--county', '19', '--data', folder.path];
  const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
  const ID = 'a4b42707-ab26-4691-986d-951192c09ac8';

  beforeAll(async () => {
    await plumbline(['ingest', RECORDS, '--data', folder.path]);
  });
  afterAll(folder.remove);

  it('sign with the key that was made with the first records, and say which it is', async () => {
    const keysOf = new SigningKeys(join(folder.path, KEYS));
    const [key] = keysOf.all();
    const shown = await plumbline(['keys', '--data', folder.path]);
    expect(shown.stdout).toContain(key?.fingerprint ?? 'no key');
    const first = await plumbline(['checkpoint', ...county]);
    const { text = '' } = parseNote(first.stdout) ?? {};
    expect(text.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'plumbline/ledger-19',
      '14',
      expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/u),
      'submissions',
      'retention',
      '',
    ]);
    expect(verifyNote(first.stdout, COUNTY, publicKeys(keysOf)).kind).toBe('signed');
    const earlier = await plumbline(['checkpoint', ...county, '--as-of', '10']);
    expect(parseNote(earlier.stdout)?.text.split('\n')).toHaveLength(4);
    expect((await plumbline(['checkpoint', ...county, '--as-of', '10'])).stderr).toBe('');
    await plumbline(['keys', '--new', '--data', folder.path]);
    const keys = JSON.parse(
      (await plumbline(['keys', '--json', '--data', folder.path])).stdout,
    ) as readonly object[];
    expect(keys).toMatchObject([
      { key: 1, fingerprint: key?.fingerprint, signs: false },
      { key: 2, signs: true },
    ]);
  });

  it.each([
    [['prove', '--record', ID]],
    [['prove', '--record', ID, '--as-of', '6']],
    [['prove', '--record', ID, '--as-of', '11']],
  ])('prove the inclusion of a record: %p', async (argv) => {
    const { verifyInclusion } = await import('../../projections/seal/merkle.js');
    const proof = JSON.parse((await plumbline([...argv, ...county])).stdout) as {
      id: string;
      position: number;
      size: number;
      root: string;
      leaf: string;
      hashes: string[];
    };
    expect(Object.keys(proof)).toEqual(['id', 'position', 'size', 'root', 'leaf', 'hashes']);
    expect(proof).toMatchObject({ id: ID, position: 6, size: Number(argv[4] ?? 14) });
    const bytes = await plumbline(['record', ...county, '--id', ID]);
    expect(proof.leaf).toBe(Buffer.from(leafHash(bytes.bytes)).toString('hex'));
    const root = JSON.parse(
      (await plumbline(['root', ...county, '--as-of', String(proof.size)])).stdout,
    ) as { root: string };
    expect(proof.root).toBe(root.root);
    expect(
      verifyInclusion({
        leaf: Buffer.from(proof.leaf, 'hex'),
        index: proof.position - 1,
        size: proof.size,
        root: Buffer.from(proof.root, 'hex'),
        hashes: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
      }),
    ).toBe(true);
  });

  it('prove that the ledger is the beginning of its later self', async () => {
    const { verifyConsistency } = await import('../../projections/seal/merkle.js');
    const rootAt = async (size: number): Promise<Uint8Array> => {
      const { stdout } = await plumbline(['root', ...county, '--as-of', String(size)]);
      return Buffer.from((JSON.parse(stdout) as { root: string }).root, 'hex');
    };
    const { stdout } = await plumbline(['prove', ...county, '--from', '5', '--to', '14']);
    const proof = JSON.parse(stdout) as { from: number; to: number; hashes: string[] };
    expect(Object.keys(proof)).toEqual(['from', 'to', 'hashes']);
    const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'hex'));
    const claim = { from: 5, to: 14, fromRoot: await rootAt(5), toRoot: await rootAt(14), hashes };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, fromRoot: await rootAt(4) })).toBe(false);
  });

  it.each([
    [['prove', '--record', ID, '--as-of', '5']],
    [['prove', '--record', ID, '--as-of', '15']],
    [['prove', '--record', '00000000-0000-4000-8000-000000000000']],
    [['prove', '--record', 'x']],
    [['prove']],
    [['prove', '--from', '3']],
    [['prove', '--from', '0', '--to', '3']],
    [['prove', '--from', '4', '--to', '3']],
    [['prove', '--from', '4', '--to', '15']],
    [['prove', '--from', '4', '--to', '5', '--as-of', '6']],
    [['prove', '--record', ID, '--from', '4', '--to', '5']],
    [['checkpoint', '--as-of', '15']],
  ])('is wrong usage: %p', async (argv) => {
    const result = await plumbline([...argv, ...county]);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^[A-Z-].*\.\n$/u);
  });
});
