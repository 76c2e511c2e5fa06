import { generateKeyPairSync, hash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const INVITED = ['--email', 'ana@example.org', '--first', 'Ana', '--last', 'Diaz'];
const MONTH = ['--county', '19', '--month', '2006-09'];
const SUBMIT = ['submit', ...MONTH, '--by', 'A. Nalyst'];
const APPROVE = ['approve', ...MONTH, '--version', '1', '--telephone', '1', '--by', 'D. Rector'];
const NEXT = ['submit', '--county', '19', '--month', '2006-10', '--by', 'A. Nalyst'];

interface ShownKey {
  readonly key: number;
  readonly fingerprint: string;
  readonly signs: boolean;
}

describe('a folder that was restored without its keys', () => {
  const scratch = temporaryFolder();
  let places = 0;
  afterAll(scratch.remove);

  const run = (data: string, ...argv: readonly string[]): Promise<CliResult> =>
    plumbline([...argv, '--data', data]);
  const keysOf = async (data: string): Promise<readonly ShownKey[]> =>
    JSON.parse((await run(data, 'keys', '--json')).stdout) as readonly ShownKey[];
  const place = (): string => {
    places += 1;
    return join(scratch.path, String(places));
  };

  /** A folder with an approved version, and where its backup without keys is. */
  async function backedUp(withAccounts: boolean): Promise<{ data: string; copy: string }> {
    const [data, copy] = [join(place(), 'data'), join(place(), 'copy')];
    const acts = [['ingest', RECORDS], SUBMIT, APPROVE];
    const invite = ['access', 'invite', ...INVITED, '--role', 'dcss-iso'];
    for (const argv of withAccounts ? [...acts, invite] : acts) {
      expect([argv[0], (await run(data, ...argv)).code]).toEqual([argv[0], 0]);
    }
    const made = await run(data, 'backup', copy, '--without-keys');
    expect(made.code).toBe(0);
    expect(made.stderr).toContain('The backup has no signing key, only the public halves');
    expect(readdirSync(join(copy, 'keys'))).toEqual(['1.public.pem']);
    expect(readFileSync(join(copy, 'keys/1.public.pem'), 'utf8')).not.toContain('PRIVATE');
    return { data, copy };
  }

  it.each([
    ['no accounts', false],
    ['accounts', true],
  ])('with %s proves what was signed, and signs as another', async (_, withAccounts) => {
    const { data, copy } = await backedUp(withAccounts);
    const [old] = await keysOf(data);
    const restored = join(place(), 'restored');
    const back = await run(restored, 'restore', copy);
    expect(back.code).toBe(0);
    // Where there are accounts, the line that the restore is in their log is the first that the new key signs.
    const said = withAccounts ? 'It signs as another, with a new key' : 'There is no signing key';
    expect(back.stderr).toContain(said);
    expect(back.stderr).toContain(old?.fingerprint);
    expect(await run(restored, 'check')).toMatchObject({ code: 0 });
    const [half] = await keysOf(restored);
    expect(half).toMatchObject({ fingerprint: old?.fingerprint, signs: false });
    const shown = (await run(restored, 'keys', '--format', 'table')).stdout;
    expect(shown.includes('No key signs here yet')).toBe(!withAccounts);
    expect((await run(restored, 'report', ...MONTH)).code).toBe(0);
    if (!withAccounts) expect((await run(restored, 'keys', '--new')).code).toBe(0);
    expect((await run(restored, ...NEXT)).code).toBe(0);
    const [first, second] = await keysOf(restored);
    expect([first?.signs, second?.signs, second?.key]).toEqual([false, true, 2]);
    expect(second?.fingerprint).not.toBe(old?.fingerprint);
    for (const argv of [
      ['versions', '--county', '19'],
      ['checkpoint', '--county', '19'],
    ]) {
      expect([argv[0], (await run(restored, ...argv)).code]).toEqual([argv[0], 0]);
    }
    expect(await run(restored, 'check')).toMatchObject({ code: 0 });
    // Its own backup has both: the key that signs, and the half that proves what was signed before it.
    const [second2, again] = [join(place(), 'copy'), join(place(), 'again')];
    expect((await run(restored, 'backup', second2)).code).toBe(0);
    const whole = await run(again, 'restore', second2);
    expect(whole.stderr).toContain(
      `signs with the key with fingerprint ${second?.fingerprint ?? ''}`,
    );
    expect(await run(again, 'check')).toMatchObject({ code: 0 });
    // With another key nobody takes it for the old folder.
    const keys = ['--keys', join(data, 'keys')];
    expect((await run(restored, 'check', ...keys)).code).toBe(3);
    expect((await run(restored, 'versions', '--county', '19', ...keys)).code).toBe(1);
  });

  it('makes the next key by itself where none was made', async () => {
    const { copy } = await backedUp(false);
    const restored = join(place(), 'restored');
    await run(restored, 'restore', copy);
    expect((await run(restored, ...NEXT)).code).toBe(0);
    expect((await keysOf(restored)).map(({ signs }) => signs)).toEqual([false, true]);
    expect(await run(restored, 'check')).toMatchObject({ code: 0 });
  });

  it('believes nobody but the county’s keys where these are named', async () => {
    const { data, copy } = await backedUp(true);
    plant(copy, 7);
    const keys = join(place(), 'keys');
    cpSync(join(data, 'keys'), keys, { recursive: true });
    const beside = ['--keys', keys];
    const restored = join(place(), 'restored');
    expect((await run(restored, 'restore', copy, ...beside)).code).toBe(0);
    expect(readdirSync(keys).filter((name) => name.includes('public'))).toEqual([]);
    expect((await run(restored, 'check', ...beside)).code).toBe(0);
    // Nor where they are put in place after a restore.
    const later = join(place(), 'later');
    expect((await run(later, 'restore', copy)).code).toBe(0);
    // The last was made for the line of the restore in the access log.
    expect((await keysOf(later)).map(({ key }) => key)).toEqual([1, 7, 8]);
    cpSync(join(data, 'keys/1.pem'), join(later, 'keys/1.pem'));
    expect((await keysOf(later)).map(({ key }) => key)).toEqual([1, 8]);
    expect((await run(later, 'check')).code).toBe(0);
  });

  it('of a backup that has no public half says that it wants its keys', async () => {
    const { data, copy } = await backedUp(false);
    const path = join(copy, 'plumbline-backup.json');
    const { publicKeys, ...manifest } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      unknown
    >;
    expect(publicKeys).toBeDefined();
    writeFileSync(path, JSON.stringify(manifest));
    rmSync(join(copy, 'keys'), { recursive: true });
    const restored = join(place(), 'restored');
    const back = await run(restored, 'restore', copy);
    expect(back.stderr).toContain('There is no signing key, and no public half of one');
    expect((await run(restored, 'keys', '--format', 'table')).stdout).toContain(
      'put its keys in place',
    );
    const checked = await run(restored, 'check');
    expect([checked.code, checked.stderr]).toEqual([3, '']);
    expect(existsSync(join(restored, 'keys/1.pem'))).toBe(false);
    cpSync(join(data, 'keys/1.pem'), join(restored, 'keys/1.pem'));
    expect((await run(restored, 'check')).code).toBe(0);
  });
});

/** Puts a public half of somebody else's key into a backup, as if it were one of the folder's. */
function plant(copy: string, number: number): void {
  const { publicKey } = generateKeyPairSync('ed25519');
  const text = publicKey.export({ format: 'pem', type: 'spki' });
  const name = `keys/${String(number)}.public.pem`;
  mkdirSync(join(copy, 'keys'), { recursive: true });
  writeFileSync(join(copy, name), text);
  const path = join(copy, 'plumbline-backup.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { publicKeys: Record<string, string> };
  manifest.publicKeys[name] = hash('sha256', text);
  writeFileSync(path, JSON.stringify(manifest));
}
