import { join } from 'node:path';
import { NotedActs } from '../../src/seals/noted-acts.js';
import { OwnNotary } from '../../src/seals/own-notary.js';
import { SigningKeys } from '../../src/seals/signing-keys.js';
import { ACCESS_STREAM } from '../../src/stores/sqlite/act-file.js';
import { ActFolder } from '../../src/stores/sqlite/act-folder.js';
import { OwnNoteFolder } from '../../src/stores/sqlite/own-note-folder.js';

/** The acts of access of a data folder as the program adds to them: with notes, by the keys in the folder. */
export function notedAccess(folder: string): NotedActs {
  const notary = new OwnNotary({
    folder,
    notes: new OwnNoteFolder(folder, null),
    keys: new SigningKeys(join(folder, 'keys')),
    program: () => 'plumbline',
  });
  return new NotedActs(new ActFolder(folder, ACCESS_STREAM), 'access', notary);
}
