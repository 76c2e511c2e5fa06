import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SigningKeys } from '../../../src/seals/signing-keys.js';
import { AttackedFolder } from './attacked-folder.js';

const ACTS = join(import.meta.dirname, '../../access/examples/1/acts.ndjson');

/** In how many parts the acts are loaded, each with a note of its own. */
const PARTS = 4;

/** The streams that are attacked, as `check` and the sentence of a command name them. */
export const STREAMS = [
  { folder: 'access', name: 'access', notes: 'access', said: 'Acts of access' },
  { folder: 'intake-keys', name: '19', notes: 'intake-19', said: 'County 19' },
] as const;

/**
 * A data folder with accounts, applications and the public keys of a county, its signing keys kept elsewhere, and older
 * states of it.
 */
export class SealedAccess extends AttackedFolder {
  static async make(): Promise<SealedAccess> {
    const made = new SealedAccess();
    mkdirSync(made.keys);
    new SigningKeys(made.otherKeys).rotate();
    const lines = readFileSync(ACTS, 'utf8').trimEnd().split('\n');
    for (let part = 0; part < PARTS; part += 1) {
      const some = lines.filter((_, index) => Math.floor((index * PARTS) / lines.length) === part);
      const file = join(made.path, `acts-${String(part)}.ndjson`);
      writeFileSync(file, `${some.join('\n')}\n`);
      await made.#run(['access', 'load', file]);
      const key = join(made.path, `key-${String(part)}.pub`);
      writeFileSync(key, `${sshKey(part + 1)}\n`);
      const label = `key ${String(part)}`;
      await made.#run(['intake', 'key', 'add', key, '--county', '19', '--label', label]);
      made.older.push(made.copy());
    }
    await made.#run(['intake', 'key', 'remove', '--county', '19', '--label', 'key 0']);
    return made;
  }

  async #run(argv: readonly string[]): Promise<void> {
    const { code, stderr } = await this.ask(this.data, argv);
    // The file of acts has some that are refused.
    if (code !== 0 && code !== 3) throw new Error(`${argv.join(' ')}: ${stderr}`);
  }
}

/** The line of a public key that nobody has. */
export function sshKey(byte: number): string {
  const parts = [Buffer.from('ssh-ed25519'), Buffer.alloc(32, byte)].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return `ssh-ed25519 ${Buffer.concat(parts).toString('base64')}`;
}

/** What a folder is asked to know whether an attack has changed anything. */
export const QUESTIONS: readonly (readonly string[])[] = [
  ['access', 'show', '--json'],
  ['intake', 'key', 'list', '--county', '19', '--json'],
  ['intake', 'key', 'list', '--county', '30', '--json'],
];
