import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { crc32 } from 'node:zlib';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const ACTS = join(import.meta.dirname, '../access/examples/1/acts.ndjson');
const INVITED = ['--email', 'ana@example.org', '--first', 'Ana', '--last', 'Diaz'];

describe('acts of access and their notes', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  let count = 0;

  /** A folder with the example's acts and one more that was done now, its keys elsewhere. */
  async function withAccounts(): Promise<Place> {
    count += 1;
    const place = new Place(join(folder.path, String(count)));
    expect((await place.run('access', 'load', ACTS)).code).toBe(3);
    expect((await place.run('access', 'invite', ...INVITED, '--role', 'dcss-iso')).code).toBe(0);
    return place;
  }

  it('have one with every commit, the newest in the anchor and beside the keys', async () => {
    const place = await withAccounts();
    expect(place.notes()).toEqual(['access-000047.note', 'access-000048.note', 'anchor.note']);
    const anchor = readFileSync(place.note('anchor.note'), 'utf8');
    expect(anchor).toMatch(/^plumbline\/access\n48\n/u);
    expect(readFileSync(place.newest, 'utf8')).toBe(anchor);
    expect(await place.run('check')).toMatchObject({ code: 0 });
    // What people wrote can go without its leaf: a salt beside it keeps it from being guessed then.
    expect((await place.run('access', 'link', '--account', 'A-1')).code).toBe(0);
    const database = new SQLite(place.acts, { readonly: true });
    const last = 'SELECT body FROM acts ORDER BY number DESC LIMIT 1';
    expect(database.prepare(last).pluck().get()).toMatch(/"reasonSalt":"[0-9a-f]{32}"/u);
    database.close();
  });

  it('are read in a folder from before, and taken in by the next command that writes', async () => {
    const place = await withAccounts();
    const shown = await place.run('access', 'show', '--json');
    place.forgetNotes();
    expect(await place.run('access', 'show', '--json')).toMatchObject(shown);
    const before = await place.run('check');
    expect(before.code).toBe(0);
    expect(before.stderr).toContain('48 acts of access are from before notes were kept');
    expect(existsSync(place.note('taken-in.note'))).toBe(false);
    expect((await place.run('ingest', RECORDS)).code).toBe(0);
    expect(readFileSync(place.note('taken-in.note'), 'utf8')).toMatch(
      /^plumbline\/access\n48\n.*\ntaken in by plumbline /u,
    );
    expect(await place.run('check')).toMatchObject({ code: 0 });
    // A folder that was taken in is never older again.
    rmSync(join(place.data, 'checkpoints/access'), { recursive: true });
    expect((await place.run('access', 'show')).code).toBe(0);
    rmSync(place.newest);
    cpSync(place.newestOfCounty, place.newest);
    expect((await place.run('access', 'show')).code).toBe(1);
  });

  it('cannot be put into a folder that had none', async () => {
    const place = await withAccounts();
    const fresh = new Place(join(folder.path, 'fresh'));
    expect((await fresh.run('ingest', RECORDS)).code).toBe(0);
    expect(await fresh.run('check')).toMatchObject({ code: 0 });
    cpSync(join(place.data, 'access'), join(fresh.data, 'access'), { recursive: true });
    const { code, stderr } = await fresh.run('report', '--county', '19', '--month', '2006-09');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Acts of access: No note by a trusted key covers act 1: /u);
    expect((await fresh.run('check')).stdout).toMatch(/^Acts of access, act 1: no note /mu);
    expect((await fresh.run('backup', join(folder.path, 'copy'))).code).toBe(0);
  });

  it('are as before where a crash left a note under its first name, or a note of no act', async () => {
    const place = await withAccounts();
    const earlier = readFileSync(place.note('anchor.note'), 'utf8');
    expect((await place.run('access', 'link', '--account', 'A-1')).code).toBe(0);
    // The act is there; its note has still to get its place, and the anchor is that of the act before.
    const pending = place.note(`pending-access-000049-${crypto.randomUUID()}.note`);
    renameSync(place.note('access-000049.note'), pending);
    for (const anchor of [place.note('anchor.note'), place.newest]) writeFileSync(anchor, earlier);
    expect((await place.run('access', 'show')).code).toBe(0);
    expect(await place.run('check')).toMatchObject({ code: 0 });
    const [before, acts] = [place.note('anchor.note'), place.acts];
    expect((await place.run('access', 'show')).code).toBe(0);
    cpSync(acts, `${acts}.before`);
    expect((await place.run('access', 'link', '--account', 'A-1')).code).toBe(0);
    expect(place.notes()).toEqual(
      expect.arrayContaining(['access-000049.note', 'access-000050.note']),
    );
    // The note is there; its act never came.
    const ofNone = place.note(`pending-access-000050-${crypto.randomUUID()}.note`);
    renameSync(place.note('access-000050.note'), ofNone);
    renameSync(`${acts}.before`, acts);
    for (const anchor of [before, place.newest]) writeFileSync(anchor, earlier);
    expect(await place.run('check')).toMatchObject({ code: 0 });
    expect((await place.run('access', 'show')).code).toBe(0);
    // Another process does an act at that place, and has a note of its own.
    expect((await place.run('access', 'link', '--account', 'A-2')).code).toBe(0);
    expect(existsSync(ofNone)).toBe(true);
    expect(await place.run('check')).toMatchObject({ code: 0 });
    expect((await place.run('access', 'link', '--account', 'A-1')).code).toBe(0);
    expect(existsSync(ofNone)).toBe(false);
  });

  it('come back from a backup with their notes, which put aside what lay beside the keys', async () => {
    const place = await withAccounts();
    const copy = join(place.path, 'copy');
    expect((await place.run('backup', copy)).code).toBe(0);
    expect((await place.run('access', 'link', '--account', 'A-1')).code).toBe(0);
    const again = new Place(place.path, 'again');
    expect((await again.run('restore', copy)).code).toBe(0);
    expect(again.notes().filter((name) => name !== 'anchor.note')).toHaveLength(2);
    expect(existsSync(`${place.newest}.before-restore-1`)).toBe(true);
    expect(await again.run('check')).toMatchObject({ code: 0 });
    expect((await again.run('access', 'show')).code).toBe(0);
    expect((await again.run('access', 'link', '--account', 'A-1')).code).toBe(0);
  });

  it('name the one that was altered, alone', async () => {
    const place = await withAccounts();
    const database = new SQLite(place.acts);
    const number = 7;
    const body = String(
      database.prepare('SELECT body FROM acts WHERE number = ?').pluck().get(number),
    );
    const forged = body.replace(/"at":"20\d\d/u, '"at":"2001');
    expect(forged).not.toBe(body);
    database
      .prepare('UPDATE acts SET body = ?, crc = ? WHERE number = ?')
      .run(forged, crc32(forged, number), number);
    database.close();
    const { code, stdout } = await place.run('check');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Acts of access, act 7: it is not the act that The note /u);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });
});

/** A data folder with its keys beside it. */
class Place {
  readonly path: string;
  readonly data: string;

  constructor(path: string, name = 'data') {
    this.path = path;
    this.data = join(path, name);
  }

  get newest(): string {
    return join(this.path, 'keys/newest/access.note');
  }

  get newestOfCounty(): string {
    return join(this.path, 'keys/newest/19.note');
  }

  get acts(): string {
    return join(this.data, 'access/access.db');
  }

  run(...argv: readonly string[]): Promise<CliResult> {
    return plumbline([...argv, '--data', this.data], {
      env: { PLUMBLINE_KEYS: join(this.path, 'keys') },
    });
  }

  notes(): readonly string[] {
    return readdirSync(join(this.data, 'checkpoints/access')).sort();
  }

  note(name: string): string {
    return join(this.data, 'checkpoints/access', name);
  }

  /** As a program left it that made none. */
  forgetNotes(): void {
    rmSync(join(this.data, 'checkpoints'), { recursive: true });
    rmSync(join(this.path, 'keys/newest'), { recursive: true });
  }
}
