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
import SQLite from 'better-sqlite3';
import { parseOwnNote } from '../../../projections/seal/own-note.js';
import { noteText, parseNote, signatureLine } from '../../../projections/seal/signed-note.js';
import { SigningKeys } from '../../../src/seals/signing-keys.js';
import { present } from '../../store/present.js';
import type { Random } from '../../support/random.js';
import { altered, changeActs, otherBody } from './attacks.js';
import type { Act } from './attacks.js';
import { STREAMS } from './sealed-access.js';
import type { SealedAccess } from './sealed-access.js';

/** What was done to a folder, and what `check` has to say of whom; null where it is the whole folder. */
export interface AttackOnAccess {
  readonly done: string;
  readonly said: string | null;
}

/** Attacks by somebody who can write every file of the folder and make every checksum fit, but has not the keys. */
type AttackClass = (sealed: SealedAccess, folder: string, random: Random) => AttackOnAccess;

export const ATTACKS_ON_ACCESS: Readonly<Record<string, AttackClass>> = {
  'an act of access with another body': (_, folder, random) => {
    let done = '';
    changeActs(folder, 'access', 'access', (acts) => {
      const number = random.integer(1, acts.length);
      const changed = otherBody(present(acts[number - 1] ?? null).body, random);
      done = `act ${String(number)}: ${changed.what}`;
      return acts.map((act) => (act.number === number ? { ...act, body: changed.body } : act));
    });
    return { done, said: 'Acts of access' };
  },

  'rights that somebody gave himself': (_, folder, random) => {
    const way = random.pick(['account', 'grant', 'back'] as const);
    changeActs(folder, 'access', 'access', (acts) => {
      const { at } = JSON.parse(present(acts.at(-1) ?? null).body) as { readonly at: string };
      const by = 'operator';
      const grant = { role: 'account-manager' };
      const name = { first: 'Never', last: 'Was' };
      const body = {
        account: { act: 'AccountInvited', at, by, email: 'me@example.org', grants: [grant], name },
        grant: { account: 'A-1', act: 'GrantGiven', at, by, grant: { role: 'dcss-iso' } },
        back: { account: 'A-2', act: 'AccountRestored', at, by, reason: 'none' },
      }[way];
      return [...acts, { number: acts.length + 1, body: JSON.stringify(body) }];
    });
    return { done: way, said: 'Acts of access' };
  },

  'an act of access or intake taken out, put in or put elsewhere': (_, folder, random) => {
    const stream = random.pick(STREAMS);
    const way = random.pick(['cut the last', 'cut one', 'append a copy', 'swap two'] as const);
    changeActs(folder, stream.folder, stream.name, (acts) => left(acts, way, random));
    if (random.chance(0.3)) strip(folder, stream.notes);
    return { done: `${way} of ${stream.folder}`, said: stream.said };
  },

  'a public key of the attacker': (_, folder, random) => {
    changeActs(folder, 'intake-keys', '19', (acts) => {
      const added = present(acts.find(({ body }) => body.includes('KeyAdded')) ?? null);
      const number = random.integer(1, acts.length);
      const body = added.body.replace(/AAAA[A-Za-z0-9+/]+/u, (key) => `${key.slice(0, -4)}AAAA`);
      return random.chance(0.5)
        ? acts.map((act) => (act.number === number ? { ...act, body } : act))
        : [...acts, { number: acts.length + 1, body }];
    });
    return { done: 'intake-keys/19.db', said: 'County 19' };
  },

  'keys of a county that has none': (_, folder) => {
    const copy = join(folder, 'intake-keys', '30.db');
    cpSync(join(folder, 'intake-keys', '19.db'), copy);
    const database = new SQLite(copy);
    database.exec("UPDATE stream SET county = '30'");
    database.close();
    return { done: 'intake-keys/30.db', said: 'County 30' };
  },

  'an act of access added, in a folder that says it is a replica': (_, folder) => {
    const mark = { format: 1, replicaOf: { server: 'localhost:2113', streamPrefix: '' } };
    writeFileSync(join(folder, 'plumbline.json'), JSON.stringify(mark));
    changeActs(folder, 'access', 'access', (acts) => {
      const last = present(acts.at(-1) ?? null);
      return [...acts, { number: last.number + 1, body: last.body }];
    });
    return { done: 'an act added', said: 'Acts of access' };
  },

  'a note of access altered, stripped, or of another moment': (sealed, folder, random) => {
    const stream = random.pick(STREAMS);
    const notes = join(folder, 'checkpoints', stream.notes);
    const names = readdirSync(notes);
    const name = random.pick(names);
    const path = join(notes, name);
    const way = random.pick(['alter', 'strip', 'earlier', 'sign anew'] as const);
    if (way === 'alter') writeFileSync(path, altered(readFileSync(path), random));
    if (way === 'strip') rmSync(path);
    const others = names.filter((other) => other !== name);
    if (way === 'earlier') cpSync(join(notes, random.pick(others)), path);
    if (way === 'sign anew') signAnew(sealed, path);
    return { done: `${way}: ${name}`, said: stream.said };
  },

  'acts of access gone': (_, folder, random) => {
    const stream = random.pick(STREAMS);
    const acts = join(folder, stream.folder, `${stream.name}.db`);
    const notes = join(folder, 'checkpoints', stream.notes);
    const gone = random.pick([[acts], [notes], [acts, notes], [join(folder, stream.folder)]]);
    for (const path of gone) rmSync(path, { recursive: true });
    return { done: gone.join(', '), said: stream.said };
  },

  'acts of access of an older moment': (sealed, folder, random) => {
    const stream = random.pick(STREAMS);
    const older = random.pick(sealed.older.slice(0, -1));
    const isWithNotes = random.chance(0.7);
    const paths = [
      join(stream.folder, `${stream.name}.db`),
      ...(isWithNotes ? [join('checkpoints', stream.notes)] : []),
    ];
    for (const path of paths) {
      rmSync(join(folder, path), { recursive: true });
      if (existsSync(join(older, path))) {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        cpSync(join(older, path), join(folder, path), { recursive: true });
      }
    }
    return { done: `older ${paths.join(', ')}`, said: stream.said };
  },

  'a folder with accounts of an earlier day': (sealed, folder, random) => {
    rmSync(folder, { recursive: true });
    cpSync(random.pick(sealed.older.slice(0, -1)), folder, { recursive: true });
    return { done: 'rolled back', said: null };
  },

  'other keys, with every note of access signed by them': (sealed, folder, random) => {
    cpSync(sealed.otherKeys, join(folder, 'keys'), { recursive: true });
    changeActs(folder, 'access', 'access', (acts) => left(acts, 'cut the last', random));
    const notes = join(folder, 'checkpoints', 'access');
    for (const name of readdirSync(notes)) signAnew(sealed, join(notes, name));
    return { done: 'signed anew', said: 'Acts of access' };
  },
};

function left(
  acts: readonly Act[],
  way: 'cut the last' | 'cut one' | 'append a copy' | 'swap two',
  random: Random,
): readonly Act[] {
  const at = random.integer(0, acts.length - 2);
  const [one, other] = [present(acts[at] ?? null), present(acts[at + 1] ?? null)];
  const after = {
    'cut the last': acts.slice(0, -1),
    'cut one': acts.filter((_act, index) => index !== at),
    'append a copy': [...acts, one],
    'swap two': acts.with(at, other).with(at + 1, one),
  }[way];
  return after.map((act, index) => ({ ...act, number: index + 1 }));
}

function strip(folder: string, notes: string): void {
  rmSync(join(folder, 'checkpoints', notes), { recursive: true });
}

/** The same note by a key that is not trusted. */
function signAnew(sealed: SealedAccess, path: string): void {
  const { text } = present(parseNote(readFileSync(path, 'utf8')));
  const { head } = present(parseOwnNote(text));
  const keys = new SigningKeys(sealed.otherKeys);
  const { key } = keys.current();
  const line = signatureLine({ name: head.origin, publicKey: key.publicKey }, keys.sign(key, text));
  writeFileSync(path, noteText(text, [line]));
}
