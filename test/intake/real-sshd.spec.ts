import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'ssh2';
import type { SFTPWrapper } from 'ssh2';
import { builtProgram } from '../cli/built-program.js';
import { IS_SOAK } from '../support/soak.js';
import { hasProgram } from './watched-intake.js';

const SSHD = '/usr/sbin/sshd';

/** Made by the test, and removed by it: where the machine has one of them the test does not run. */
const USERS = ['county-19', 'county-34'];

/** Why there can be no real sshd here; null where there can. */
function whyNot(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start an sshd with chroots';
  // It makes users of the machine, as the document says: on one that is somebody's that has to be asked for.
  if (['CI', 'PLUMBLINE_REAL_SSHD'].every((name) => ['', undefined].includes(process.env[name]))) {
    return 'it makes users on the machine, which PLUMBLINE_REAL_SSHD=1 (or CI) allows';
  }
  const taken = USERS.find((user) => spawnSync('id', [user]).status === 0);
  if (taken !== undefined) return `the machine has a user ${taken}, who is not the test's`;
  const missing = [SSHD, '/usr/sbin/useradd', '/usr/bin/sftp', '/usr/bin/ssh-keygen'].find(
    (path) => !hasProgram(path),
  );
  return missing === undefined ? null : `there is no ${missing} (Debian: openssh-server)`;
}

const reason = whyNot();
if (reason !== null) process.stderr.write(`Skipped with a real sshd: ${reason}.\n`);
const describeHere = reason === null ? describe : describe.skip;

const DOCUMENT = readFileSync('docs/intake.md', 'utf8');

/** The script under a heading of the document, the given one of them. */
function scriptUnder(heading: string, index = 0): string {
  const section =
    DOCUMENT.split(/^#{2,3} /mu).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...section.matchAll(/^```sh[^\n]*\n(?<script>.*?)^```/gmsu)];
  const script = blocks[index]?.groups?.['script'];
  if (script === undefined)
    throw new Error(`There is no script ${String(index)} under ${heading}.`);
  return script;
}

const ROW = '1900001,2006-09-12,C-88,250.00,income-withholding';
const CSV = `case,effective,collection,amount,source\n${ROW}\n`;

// Below a folder of root's that nobody else writes, as sshd asks.
const base = `/srv/plumbline-test-${String(process.pid)}`;
const intake = join(base, 'intake');
const config = join(base, 'sshd_config');
const work = join(base, 'work');

describeHere('docs/intake.md with a real sshd', () => {
  let sshd: ChildProcess | null = null;
  let port: number;
  let env: NodeJS.ProcessEnv;

  const run = (script: string, cwd = work): string => {
    const done = spawnSync('/bin/sh', ['-euc', script], { cwd, env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${script}\n${done.stdout}${done.stderr}`);
    return done.stdout;
  };
  const take = (): string => {
    const script = scriptUnder('Take files');
    const done = spawnSync('/bin/sh', ['-euc', script], { cwd: work, env, encoding: 'utf8' });
    return done.stderr;
  };

  beforeAll(async () => {
    for (const folder of [base, intake, work]) mkdirSync(folder);
    const bin = join(base, 'bin');
    mkdirSync(bin);
    const program = join(bin, 'plumbline');
    writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${builtProgram()} "$@"\n`);
    chmodSync(program, 0o755);
    port = await freePort();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(base, 'host')]);
    mkdirSync('/run/sshd', { recursive: true });
    writeFileSync(
      config,
      `Port ${String(port)}\nListenAddress 127.0.0.1\nHostKey ${join(base, 'host')}\nPidFile none\nUsePAM no\nSubsystem sftp internal-sftp\nLogLevel ERROR\n`,
    );
    const known = join(base, 'known_hosts');
    const host = readFileSync(join(base, 'host.pub'), 'utf8');
    writeFileSync(known, `[127.0.0.1]:${String(port)} ${host}`);
    // The client of the document, told of this host's key; whose sshd it is does not matter to it.
    writeFileSync(
      join(bin, 'sftp'),
      `#!/bin/sh\nexec /usr/bin/sftp -q -o UserKnownHostsFile=${known} -o IdentitiesOnly=yes "$@"\n`,
    );
    chmodSync(join(bin, 'sftp'), 0o755);
    const ahead = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    env = {
      PATH: `${bin}:${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
      INTAKE: intake,
      SSHD_CONFIG: config,
      PLUMBLINE_DATA: join(base, 'data'),
      HOST: '127.0.0.1',
      PORT: String(port),
      UNTIL: ahead,
    };
    run(scriptUnder('Let a county in'));
    run(
      scriptUnder('Let a county in').replaceAll('county-19', 'county-34').replaceAll(' 19', ' 34'),
    );
    sshd = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: 'ignore' });
    run(scriptUnder('Make a key, once'));
    run(scriptUnder("Add a county's key"));
    take();
  });

  afterAll(async () => {
    if (sshd !== null) {
      const ended = once(sshd, 'exit');
      sshd.kill('SIGKILL');
      await ended;
    }
    for (const user of USERS) {
      spawnSync('pkill', ['-KILL', '-u', user]);
      spawnSync('/usr/sbin/userdel', [user]);
    }
    rmSync(base, { recursive: true, force: true });
  });

  it('takes a file that was sent as the document says, and its receipt is fetched', () => {
    writeFileSync(
      join(work, 'ChildRegistered.csv'),
      'child,effective,birthDate,bornOutOfWedlock\nK-1,2006-09-12,2001-01-01,true\n',
    );
    writeFileSync(join(work, 'CollectionReceived-2006-09.csv'), CSV);
    run(scriptUnder('Send it'));
    expect(readdirSync(join(intake, 'county-19', 'inbox'))).toEqual([
      'CollectionReceived-2006-09.csv',
    ]);
    expect(take()).toContain('0 accepted, 0 duplicates, 1 rejected');
    run(scriptUnder('Fetch the receipt'));
    const receipt: unknown = JSON.parse(
      readFileSync(join(work, 'CollectionReceived-2006-09.csv.receipt.json'), 'utf8'),
    );
    expect(receipt).toMatchObject({ format: 'csv', records: 1, rejected: 1 });
    expect(readdirSync(join(intake, 'county-19', 'receipts')).sort()).toEqual([
      'CollectionReceived-2006-09.csv.receipt.json',
      'CollectionReceived-2006-09.csv.rejects.ndjson',
    ]);
  });

  it('goes on with an upload that broke, and lists thousands of files', async () => {
    const count = IS_SOAK ? 5000 : 500;
    const sftp = await session(key('plumbline-key'), port);
    const line = `${JSON.stringify({ id: '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11', type: 'ParticipantRegistered', county: '19', effective: '2006-09-12', data: { participant: 'P-1' } })}\n`;
    writeFileSync(join(work, 'p.ndjson'), line);
    await sftp.write('/inbox/p.ndjson.part', line.slice(0, 40));
    sftp.end();
    run(
      `sftp -b - -i ./plumbline-key -P "$PORT" county-19@"$HOST" <<'END'\nreput p.ndjson p.ndjson.part\nrename p.ndjson.part p.ndjson\nEND`,
    );
    for (let index = 0; index < count; index += 1) {
      writeFileSync(join(intake, 'county-19', 'outbox', `${String(index)}.txt`), '');
    }
    const again = await session(key('plumbline-key'), port);
    expect((await again.list('/outbox')).length).toBe(count);
    expect((await again.list('/')).toSorted()).toEqual([
      '.held',
      'inbox',
      'outbox',
      'receipts',
      'returned',
    ]);
    await expect(again.list('/.held')).rejects.toThrow(/Permission denied/u);
    await expect(again.read('/../../../etc/passwd')).rejects.toThrow(/No such file/u);
    await expect(again.write('/elsewhere', 'x')).rejects.toThrow(/Permission denied/u);
    again.end();
    expect(take()).toContain('p.ndjson: 1 accepted');
    for (let index = 0; index < count; index += 1) {
      rmSync(join(intake, 'county-19', 'outbox', `${String(index)}.txt`));
    }
  });

  it('lets in nobody but the county by its key, for files alone', async () => {
    for (const name of ['other', 'late', 'strange']) {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(work, name)]);
    }
    run('plumbline intake key add other.pub --county 34 --label other');
    take();
    const refused = /authentication methods failed/u;
    await expect(session(key('strange'), port)).rejects.toThrow(refused);
    await expect(session(key('other'), port)).rejects.toThrow(refused);
    const other = await session(key('other'), port, 'county-34');
    expect(await other.list('/receipts')).toEqual([]);
    other.end();
    const client = await connected(key('plumbline-key'), port, 'county-19');
    const shell = await new Promise<Error | undefined>((resolve) => {
      client.shell((error) => {
        resolve(error);
      });
    });
    const forward = await new Promise<Error | undefined>((resolve) => {
      client.forwardOut('127.0.0.1', 1, '127.0.0.1', port, (error) => {
        resolve(error);
      });
    });
    client.end();
    expect(forward?.message).toMatch(/prohibited|failed/u);
    // Whatever is asked to be run, it is the file server that answers.
    expect(shell === undefined || shell instanceof Error).toBe(true);
  });

  it('ends an open session when its key is removed', async () => {
    const file = join(intake, 'keys', 'county-19');
    expect(readFileSync(file, 'utf8')).toMatch(/^restrict ssh-ed25519 \S+\n$/u);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('640');
    const open = await session(key('plumbline-key'), port);
    expect(await open.list('/receipts')).not.toEqual([]);
    run(scriptUnder('End the sessions of a key that was removed'));
    take();
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(existsSync(join(intake, 'keys', 'ended-county-19'))).toBe(true);
    const closed = open.closed;
    run(scriptUnder('End the sessions of a key that was removed', 1));
    await Promise.race([
      closed,
      pause(5000).then(() => Promise.reject(new Error('It stays open.'))),
    ]);
    await expect(session(key('plumbline-key'), port)).rejects.toThrow(/authentication/u);
  });

  it('puts into the outbox what the document sends', () => {
    writeFileSync(join(work, 'letter.pdf'), 'a letter');
    run(scriptUnder('Send a county something'));
    expect(readdirSync(join(intake, 'county-19', 'outbox')).sort()).toEqual([
      'letter.pdf',
      'letter.pdf.sha256',
    ]);
    const sum = execFileSync('sha256sum', ['-c', 'letter.pdf.sha256'], {
      cwd: join(intake, 'county-19', 'outbox'),
      encoding: 'utf8',
    });
    expect(sum).toBe('letter.pdf: OK\n');
  });
});

function key(name: string): Buffer {
  return readFileSync(join(work, name));
}

/** A session of files. */
interface Session {
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly read: (path: string) => Promise<Buffer>;
  readonly end: () => void;
  readonly closed: Promise<void>;
}

function connected(privateKey: Buffer, port: number, username: string): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => {
      client.on('error', () => undefined);
      resolve(client);
    });
    client.once('error', reject);
    client.connect({ host: '127.0.0.1', port, username, privateKey });
  });
}

async function session(privateKey: Buffer, port: number, username = 'county-19'): Promise<Session> {
  const client = await connected(privateKey, port, username);
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      resolve();
    });
  });
  const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
    client.sftp((error, wrapper) => {
      if (error === undefined) resolve(wrapper);
      else reject(error);
    });
  });
  type Done<Value> = (error: Error | undefined | null, value: Value) => void;
  const asked = <Value>(ask: (done: Done<Value>) => void): Promise<Value> =>
    new Promise((resolve, reject) => {
      ask((error, value) => {
        if (error) reject(error);
        else resolve(value);
      });
    });
  return {
    list: async (path) =>
      (
        await asked<readonly { readonly filename: string }[]>((done) => {
          sftp.readdir(path, done);
        })
      ).map(({ filename }) => filename),
    write: (path, text) =>
      asked<undefined>((done) => {
        sftp.writeFile(path, text, (error) => {
          done(error, undefined);
        });
      }),
    read: (path) =>
      asked<Buffer>((done) => {
        sftp.readFile(path, done);
      }),
    end: () => {
      client.end();
    },
    closed,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
