import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(folder.remove);

const access = (...argv: string[]): ReturnType<typeof plumbline> =>
  plumbline(['access', ...argv, '--data', data]);

const invitation = (email: string, ...more: string[]): string[] => [
  ...['invite', '--email', email, '--first', 'Ana', '--last', 'Diaz'],
  ...more,
];

interface Secrets {
  readonly account: string;
  readonly link: string | null;
  readonly key: string | null;
}

const secretsIn = (stdout: string): Secrets => JSON.parse(stdout) as Secrets;

/** Every byte of every file of the data folder. */
function bytesOfFolder(): string {
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('');
}

/** What is kept of accounts and of what is theirs. */
function bytesOfAccess(): string {
  return ['access/access.db', 'credentials.db']
    .map((name) => readFileSync(join(data, name), 'latin1'))
    .join('');
}

describe('plumbline access invite', () => {
  it('makes the first account of a new folder, with a one-time link that is kept as a hash', async () => {
    const { code, stdout } = await access(
      ...invitation('Ana@example.org', '--role', 'account-manager', '--json'),
    );
    const { account, link, key } = secretsIn(stdout);
    expect({ code, account, key }).toEqual({ code: 0, account: 'A-1', key: null });
    expect(link).toMatch(/^http:\/\/localhost:1257\/welcome#[A-Za-z0-9_-]{43}$/u);
    expect(bytesOfFolder()).not.toContain(link?.split('#')[1]);
    const shown = await access('show', '--json');
    expect(shown.stdout).toContain('"account":"A-1","email":"Ana@example.org"');
    expect(shown.stdout).toContain('"state":"invited"');
  });

  it('makes a machine with a key that carries its grant, shown this once', async () => {
    const { stdout } = await access(
      ...invitation('nightly@example.org', '--role', 'lcsa-reporter', '--county', '19'),
      ...['--key', 'nightly', '--json'],
    );
    const { account, link, key } = secretsIn(stdout);
    expect({ account, link }).toEqual({ account: 'A-2', link: null });
    expect(key).toMatch(/^plk_[A-Za-z0-9_-]{43}$/u);
    expect(bytesOfFolder()).not.toContain(key);
    expect((await access('show', '--json')).stdout).toMatch(
      /"A-2".*"machine":true,"state":"active".*"keys":\[\{"key":"nightly","grants":\[\{"role":"lcsa-reporter","county":"19"/u,
    );
  });

  it('tells people in words', async () => {
    const link = await access(...invitation('b@example.org', '--role', 'dcss-iso'));
    expect(link.stdout).toMatch(/^Account A-3\. Its one-time link.*\nhttp:.*#.*\n$/u);
  });

  it.each([
    [
      'an address that is taken',
      ['--email', 'ANA@example.org', '--role', 'dcss-iso'],
      'EMAIL_TAKEN',
    ],
    ['a role without its county', ['--email', 'c@example.org', '--role', 'lcsa-director'], 'SCOPE'],
    ['no role', ['--email', 'c@example.org', '--role', 'king'], 'INVALID_FIELD'],
    [
      'a label that is none',
      ['--email', 'c@example.org', '--role', 'dcss-iso', '--key', ''],
      'key',
    ],
  ])('refuses %s, and leaves nothing half done', async (_what, argv, said) => {
    const before = bytesOfAccess();
    const refused = await access('invite', '--first', 'C', '--last', 'D', ...argv, '--json');
    expect(refused.code).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain(said);
    expect(bytesOfAccess()).toBe(before);
  });

  it.each(['http://plumbline.example.gov', 'https://a.example/b', 'a.example', 'ftp://localhost'])(
    'refuses origin %s before anything is done',
    async (origin) => {
      const refused = await access(
        ...invitation('d@example.org', '--role', 'dcss-iso', '--origin', origin),
      );
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect((await access('show')).stdout).not.toContain('d@example.org');
    },
  );

  it('takes the origin of links from option or environment', async () => {
    const { stdout } = await access(
      ...invitation('e@example.org', '--role', 'dcss-iso', '--origin', 'https://p.example.gov'),
    );
    expect(stdout).toContain('https://p.example.gov/welcome#');
  });
});

describe('plumbline access link and key', () => {
  it('make another link, which resets the sign-in', async () => {
    const { stdout } = await access('link', '--account', 'A-1', '--json');
    expect(secretsIn(stdout)).toMatchObject({ account: 'A-1', key: null });
    expect(bytesOfFolder()).toContain('"act":"SignInReset"');
    const machine = await access('link', '--account', 'A-2', '--json');
    expect(machine.stdout + machine.stderr).toContain('SCOPE_MISMATCH');
    const none = await access('link', '--account', 'A-99', '--json');
    expect(none.stdout + none.stderr).toContain('UNKNOWN_ACCOUNT');
  });

  it('make a key with the grants that the account has', async () => {
    const { stdout } = await access('key', '--account', 'A-1', '--key', 'mine', '--json');
    expect(secretsIn(stdout).key).toMatch(/^plk_/u);
    const again = await access('key', '--account', 'A-1', '--key', 'mine', '--json');
    expect(again.stdout + again.stderr).toContain('ALREADY_SO');
    const none = await access('key', '--account', 'A-99', '--key', 'mine', '--json');
    expect(none.stdout + none.stderr).toContain('UNKNOWN_ACCOUNT');
  });
});
