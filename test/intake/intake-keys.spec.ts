import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSshKey } from '../../events/values/ssh-key.js';
import { plumbline } from '../cli/in-process.js';
import { countyOf, hasProgram, watchedIntake, memoryFolder } from './watched-intake.js';

const folder = memoryFolder();
afterAll(folder.remove);

/** A string of a key's blob, with its length in front (RFC 4251, 5). */
function part(bytes: string | Uint8Array): Buffer {
  const held = Buffer.from(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(held.length);
  return Buffer.concat([length, held]);
}

function line(type: string, ...parts: readonly (string | Uint8Array)[]): string {
  return `${type} ${Buffer.concat([part(type), ...parts.map(part)]).toString('base64')}`;
}

/** An RSA key of so many bits, as OpenSSH writes it. */
function rsa(bits: number): string {
  const modulus = Buffer.alloc(bits / 8 + 1, 0xab);
  modulus[0] = 0;
  return line('ssh-rsa', Buffer.from([1, 0, 1]), modulus);
}

const ED25519 = line('ssh-ed25519', Buffer.alloc(32, 7));
const OTHER = line('ssh-ed25519', Buffer.alloc(32, 8));
const P256 = line(
  'ecdsa-sha2-nistp256',
  'nistp256',
  Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 3)]),
);

function problemOf(text: string): string {
  const read = readSshKey(text);
  return read.kind === 'key' ? 'taken' : `${read.isWeak ? 'weak: ' : ''}${read.problem}`;
}

describe('a public key', () => {
  it.each([ED25519, `${ED25519} ana@example.org of the county`, P256, rsa(3072), rsa(4096)])(
    'that is safe is taken: %s',
    (text) => {
      const read = readSshKey(text);
      expect(read.kind === 'key' && `${read.key.type} ${read.key.base64}`).toBe(
        text.split(' ').slice(0, 2).join(' '),
      );
    },
  );

  it.each([
    [line('ssh-dss', 'p', 'q', 'g', 'y'), /^weak: is a DSA key/u],
    [rsa(2048), /^weak: is an RSA key of 2048 bits/u],
    [rsa(3064), /^weak: is an RSA key of 3064 bits/u],
    [`command="sh" ${ED25519}`, /without options/u],
    [`restrict,port-forwarding ${ED25519}`, /without options/u],
    [`${ED25519}\n${OTHER}`, /control characters/u],
    [`${ED25519} a\u0000b`, /control characters/u],
    [ED25519.replace('ssh-ed25519', 'ssh-ed25519-cert-v01@openssh.com'), /certificate/u],
    [ED25519.slice(0, -8), /breaks off/u],
    [ED25519.replace('ssh-ed25519', 'ssh-rsa'), /breaks off/u],
    [line('ssh-ed25519', Buffer.alloc(31)), /breaks off/u],
    [P256.replace('nistp256', 'nistp384'), /breaks off/u],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', /does not begin with/u],
    ['', /does not begin with/u],
    ['x'.repeat(5000), /longer than any/u],
  ])('that is not is refused by name: %j', (text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  });

  it('is spelt as ssh-keygen spells it', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    expect(problemOf(line('ssh-ed25519', raw))).toBe('taken');
  });
});

describe('the public keys of a county', () => {
  it('stand from when they are added until they are removed or run out, in the file that sshd reads', async () => {
    const intake = await watchedIntake(join(folder.path, 'keys'), ['19', '34']);
    const county = countyOf('19');
    const file = join(intake.watched, 'keys', 'county-19');
    const add = (key: string, label: string, until: string | null): Promise<unknown> =>
      intake
        .asks('addIntakeKey', { county, key, label, until })
        .catch((error: unknown) => (error as Error).message);
    expect(await add(`${ED25519} comment`, 'night', null)).toMatchObject({
      label: 'night',
      type: 'ssh-ed25519',
      by: 'operator',
      stands: true,
      until: null,
    });
    expect(await add(OTHER, 'night', null)).toContain('ALREADY_SO');
    expect(await add(ED25519, 'same', null)).toContain('ALREADY_SO');
    expect(await add(rsa(2048), 'short', null)).toContain('WEAK_KEY');
    expect(await add(`command="sh" ${OTHER}`, 'options', null)).toContain('INVALID_FIELD');
    // Today and the same day a year on are the bounds; it is 29 November 2026.
    expect(await add(OTHER, 'late', '2026-11-28')).toContain('INVALID_FIELD');
    expect(await add(OTHER, 'late', '2027-11-30')).toContain('INVALID_FIELD');
    expect(await add(OTHER, 'until', '2026-11-30')).toMatchObject({ until: '2026-11-30' });
    expect(await intake.watch.keys()).toEqual(['19', '34']);
    expect(readFileSync(file, 'utf8')).toBe(`restrict ${ED25519}\nrestrict ${OTHER}\n`);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('640');
    expect(readFileSync(join(intake.watched, 'keys', 'county-34'), 'utf8')).toBe('');

    // The last second of 30 November in California, and the first of December.
    intake.clock.now = Date.parse('2026-12-01T07:59:59Z');
    expect(await intake.watch.keys()).toEqual([]);
    intake.clock.now = Date.parse('2026-12-01T08:00:00Z');
    expect(await intake.watch.keys()).toEqual(['19']);
    expect(readFileSync(file, 'utf8')).toBe(`restrict ${ED25519}\n`);
    expect(statSync(join(intake.watched, 'keys', 'ended-county-19')).size).toBe(0);

    await intake.asks('removeIntakeKey', { county, label: 'night' });
    await expect(intake.asks('removeIntakeKey', { county, label: 'night' })).rejects.toThrow(
      'ALREADY_SO',
    );
    await intake.watch.keys();
    expect(readFileSync(file, 'utf8')).toBe('');
    const listed = await intake.asks('intakeKeys', { county });
    expect(listed.map(({ label, stands }) => [label, stands])).toEqual([['until', false]]);
    await intake.close();
  });

  it('are shown by the fingerprint that ssh-keygen prints', async () => {
    const pub = join(folder.path, 'k.pub');
    writeFileSync(pub, `${ED25519} k\n`);
    const data = ['--county', '19', '--data', join(folder.path, 'cli')];
    const added = await plumbline(['intake', 'key', 'add', pub, '--label', 'k', '--json', ...data]);
    expect(added.code).toBe(0);
    const { fingerprint } = JSON.parse(added.stdout) as { readonly fingerprint: string };
    expect(fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/u);
    if (hasProgram('/usr/bin/ssh-keygen')) {
      const printed = execFileSync('ssh-keygen', ['-lf', pub], { encoding: 'utf8' });
      expect(printed.split(' ')[1]).toBe(fingerprint);
    }
    const again = await plumbline(['intake', 'key', 'add', pub, '--label', 'k', '--json', ...data]);
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([3, { error: 'ALREADY_SO' }]);
    const recipient = await plumbline([
      'keys',
      '--format',
      'table',
      '--data',
      join(folder.path, 'cli'),
    ]);
    expect(recipient.stdout).toMatch(/encrypted to {2}age1[0-9a-z]{58}\n$/u);
  });
});
