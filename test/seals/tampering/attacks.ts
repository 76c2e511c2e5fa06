import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { parseCountyNote } from '../../../projections/seal/county-note.js';
import { parseNote } from '../../../projections/seal/signed-note.js';
import { signNote } from '../../../src/seals/checkpoint.js';
import { SigningKeys } from '../../../src/seals/signing-keys.js';
import { present } from '../../store/present.js';
import type { Random } from '../../support/random.js';
import { ATTACKED } from './sealed-county.js';
import type { SealedCounty } from './sealed-county.js';

/** What was done to a folder, in words for a failure, and which county was hit; null where it is the whole folder. */
export interface Attack {
  readonly done: string;
  readonly county: string | null;
}

/**
 * Attacks by somebody who can write every file of the folder and make every checksum fit, but has not the keys, which
 * are kept elsewhere.
 */
export type AttackClass = (county: SealedCounty, folder: string, random: Random) => Attack;

const STREAMS = ['submissions', 'retention'] as const;

export const ATTACKS: Readonly<Record<string, AttackClass>> = {
  /** Another ledger, whole in itself: each row, leaf, tile and root as if it had been written so. */
  'a ledger with other records in its place': (sealed, folder, random) => {
    const county = random.pick(ATTACKED);
    replaceLedger(join(sealed.other, 'ledgers'), folder, county);
    const isSigned = random.chance(0.5);
    if (isSigned) signAnew(sealed, folder, county);
    return { done: `the ledger of others${isSigned ? ', anchor signed by them' : ''}`, county };
  },

  'an act with another body, its checksum made to fit': (_, folder, random) => {
    const county = random.pick(ATTACKED);
    const stream = random.pick(STREAMS);
    let done = '';
    changeActs(folder, stream, county, (acts) => {
      const number = random.integer(1, acts.length);
      const { body } = present(acts[number - 1] ?? null);
      const changed = otherBody(body, random);
      done = `act ${String(number)} of ${stream}: ${changed.what}`;
      return acts.map((act) => (act.number === number ? { ...act, body: changed.body } : act));
    });
    return { done, county };
  },

  'a stored cell of a version': (_, folder, random) => {
    const county = random.pick(ATTACKED);
    let done = '';
    changeActs(folder, 'submissions', county, (acts) => {
      const submitted = acts.filter(({ body }) => body.includes('"ReportSubmitted"'));
      const { number } = present(submitted[random.integer(0, submitted.length - 1)] ?? null);
      return acts.map((act) => {
        if (act.number !== number) return act;
        const value = JSON.parse(act.body) as { lines: Record<string, Record<string, unknown>> };
        const line = random.pick(Object.keys(value.lines));
        value.lines[line] = { ...value.lines[line], a: 999 };
        done = `Line ${line} (a) of act ${String(number)}`;
        return { ...act, body: JSON.stringify(value) };
      });
    });
    return { done, county };
  },

  'an act taken out, put in or put elsewhere': (_, folder, random) => {
    const county = random.pick(ATTACKED);
    const stream = random.pick(STREAMS);
    const way = random.pick(['cut the last', 'cut one', 'append a copy', 'swap two'] as const);
    changeActs(folder, stream, county, (acts) => {
      const at = random.integer(0, acts.length - 2);
      const [one, other] = [present(acts[at] ?? null), present(acts[at + 1] ?? null)];
      const left = {
        'cut the last': acts.slice(0, -1),
        'cut one': acts.filter((_act, index) => index !== at),
        'append a copy': [...acts, one],
        'swap two': acts.with(at, other).with(at + 1, one),
      }[way];
      return left.map((act, index) => ({ ...act, number: index + 1 }));
    });
    if (random.chance(0.5)) stripNotes(folder, county);
    return { done: `${way} of ${stream}`, county };
  },

  'an act added, in a folder that says it is a replica': (_, folder, random) => {
    const county = random.pick(ATTACKED);
    const mark = { format: 1, replicaOf: { server: 'localhost:2113', streamPrefix: '' } };
    writeFileSync(join(folder, 'plumbline.json'), JSON.stringify(mark));
    changeActs(folder, 'submissions', county, (acts) => {
      const last = present(acts.at(-1) ?? null);
      return [...acts, { number: last.number + 1, body: last.body }];
    });
    return { done: 'an approval added', county };
  },

  'a note altered, stripped, or of another moment': (sealed, folder, random) => {
    const county = random.pick(ATTACKED);
    const notes = join(folder, 'checkpoints', county);
    const names = readdirSync(notes);
    const name = random.pick(names);
    const path = join(notes, name);
    const way = random.pick(['alter', 'strip', 'earlier', 'sign anew'] as const);
    if (way === 'alter') writeFileSync(path, altered(readFileSync(path), random));
    if (way === 'strip') rmSync(path);
    const others = names.filter((other) => other !== name);
    if (way === 'earlier') cpSync(join(notes, random.pick(others)), path);
    if (way === 'sign anew') signNoteAnew(sealed, path, county);
    return { done: `${way}: ${name}`, county };
  },

  'a file or folder gone': (_, folder, random) => {
    const county = random.pick(ATTACKED);
    const path = random.pick([
      `ledgers/${county}.db`,
      `submissions/${county}.db`,
      `retention/${county}.db`,
      `checkpoints/${county}`,
      'ledgers',
      'submissions',
      'retention',
      'checkpoints',
    ]);
    rmSync(join(folder, path), { recursive: true });
    if (path.startsWith('ledgers/')) removeLogs(folder, county);
    return { done: path, county: path.includes(county) ? county : null };
  },

  'a file of another county or of an older moment': (sealed, folder, random) => {
    const county = random.pick(ATTACKED);
    const kinds = ['ledgers', 'submissions', 'retention', 'checkpoints'] as const;
    const taken = kinds.filter(() => random.chance(0.5));
    const kind = random.pick(taken.length === 0 ? kinds : taken);
    if (random.chance(0.3)) {
      const from = present(ATTACKED.find((each) => each !== county) ?? null);
      const name = kind === 'checkpoints' ? county : `${county}.db`;
      const source = join(folder, kind, name.replace(county, from));
      rmSync(join(folder, kind, name), { recursive: true });
      if (kind === 'ledgers') removeLogs(folder, county);
      cpSync(source, join(folder, kind, name), { recursive: true });
      return { done: `${kind} of county ${from} in place of its own`, county };
    }
    const older = random.pick(sealed.older.slice(0, -1));
    for (const each of new Set([kind, ...taken])) restoreOlder(older, folder, each, county);
    return { done: `older ${[kind, ...taken].join(', ')}`, county };
  },

  'the whole folder of an earlier day': (sealed, folder, random) => {
    rmSync(folder, { recursive: true });
    cpSync(random.pick(sealed.older.slice(0, -1)), folder, { recursive: true });
    return { done: 'rolled back', county: null };
  },

  'other keys, with everything signed by them': (sealed, folder, random) => {
    cpSync(sealed.otherKeys, join(folder, 'keys'), { recursive: true });
    const county = random.pick(ATTACKED);
    const isChanged = random.chance(0.7);
    if (isChanged) replaceLedger(join(sealed.other, 'ledgers'), folder, county);
    for (const name of readdirSync(join(folder, 'checkpoints', county))) {
      signNoteAnew(sealed, join(folder, 'checkpoints', county, name), county);
    }
    return { done: isChanged ? 'another ledger' : 'nothing else', county };
  },
};

function replaceLedger(from: string, folder: string, county: string): void {
  removeLogs(folder, county);
  cpSync(join(from, `${county}.db`), join(folder, 'ledgers', `${county}.db`));
}

function removeLogs(folder: string, county: string): void {
  for (const suffix of ['-wal', '-shm']) {
    rmSync(join(folder, 'ledgers', `${county}.db${suffix}`), { force: true });
  }
}

function restoreOlder(older: string, folder: string, kind: string, county: string): void {
  const name = kind === 'checkpoints' ? county : `${county}.db`;
  rmSync(join(folder, kind, name), { recursive: true, force: true });
  if (kind === 'ledgers') removeLogs(folder, county);
  cpSync(join(older, kind, name), join(folder, kind, name), { recursive: true });
}

function stripNotes(folder: string, county: string): void {
  rmSync(join(folder, 'checkpoints', county), { recursive: true });
}

/** The anchor of a county for what is there now, by a key that is not trusted. */
function signAnew(sealed: SealedCounty, folder: string, county: string): void {
  signNoteAnew(sealed, join(folder, 'checkpoints', county, 'anchor.note'), county);
}

function signNoteAnew(sealed: SealedCounty, path: string, county: string): void {
  const note = parseNote(readFileSync(path, 'utf8'));
  const said = parseCountyNote(note?.text ?? '');
  present(parseCounty(county));
  writeFileSync(path, signNote(new SigningKeys(sealed.otherKeys), present(said)).note);
}

/** An act as a file has it. */
export interface Act {
  readonly number: number;
  readonly body: string;
}

/** Writes other acts in place of a stream's, each with the checksum that fits it. */
export function changeActs(
  folder: string,
  stream: string,
  county: string,
  change: (acts: readonly Act[]) => readonly Act[],
): void {
  const database = new SQLite(join(folder, stream, `${county}.db`));
  const acts = database.prepare<[], Act>('SELECT number, body FROM acts ORDER BY number').all();
  const changed = change(acts);
  database.exec('DELETE FROM acts');
  const insert = database.prepare('INSERT INTO acts (number, body, crc) VALUES (?, ?, ?)');
  for (const { number, body } of changed) insert.run(number, body, crc32(body, number));
  database.prepare('UPDATE stream SET size = ?').run(changed.length);
  database.close();
}

/** The same act with one field of another value of its kind. */
export function otherBody(
  body: string,
  random: Random,
): { readonly body: string; readonly what: string } {
  const act = JSON.parse(body) as Record<string, unknown>;
  const names = Object.keys(act).filter((name) => !['type', 'lines', 'kind'].includes(name));
  const name = random.pick(names);
  return { body: JSON.stringify({ ...act, [name]: otherValue(act[name], random) }), what: name };
}

function otherValue(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return value + random.integer(1, 3);
  const text = String(value);
  if (/^\d{4}-\d\d$/u.test(text)) return text === '2006-05' ? '2006-04' : '2006-05';
  if (/^\d{4}-\d\d-\d\dT/u.test(text)) return `2007${text.slice(4)}`;
  if (/^[0-9a-f]{32,64}$/u.test(text))
    return text.replace(/^./u, (digit) => (digit === '0' ? '1' : '0'));
  if (/^\d\d$/u.test(text)) return '58';
  return `${text} Never Was`;
}

export function altered(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  const at = random.integer(0, copy.length - 1);
  copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(0, 6));
  return copy;
}
