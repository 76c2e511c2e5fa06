import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnusableStore } from '../../ports/failures.js';
import { FOLDER_FORMAT, MARK, writeWhole } from './data-folder.js';

/** Whose replica a data folder is: then what is in it came from a server, and nothing else may add to it. */
export interface ReplicaOf {
  /** Where the server is, without user, password and options: `esdb://host:port,host:port`. */
  readonly server: string;
  /** What stands before the name of every stream; empty where nothing does. */
  readonly streamPrefix: string;
}

/** What the folder's mark says that it is a replica of; null where the folder is a store of its own. */
export function replicaMarkOf(folder: string): ReplicaOf | null {
  const file = join(folder, MARK);
  const said = replicaOfMark(JSON.parse(readFileSync(file, 'utf8')));
  if (said !== 'unreadable') return said;
  throw new UnusableStore(
    'notOurs',
    folder,
    `${file} says that the folder is a replica, and not of which server's streams: name another folder with --data, which is then filled from the server.`,
  );
}

/** The same of the mark itself, or of a backup's manifest. */
export function replicaOfMark(mark: unknown): ReplicaOf | null | 'unreadable' {
  const said = fieldsOf(mark)?.['replicaOf'];
  if (said === undefined) return null;
  const { server, streamPrefix } = fieldsOf(said) ?? {};
  if (typeof server !== 'string' || typeof streamPrefix !== 'string') return 'unreadable';
  return { server, streamPrefix };
}

/** Marks a data folder as a replica; on disk when it returns. */
export function markReplica(folder: string, { server, streamPrefix }: ReplicaOf): void {
  const mark = { format: FOLDER_FORMAT, replicaOf: { server, streamPrefix } };
  writeWhole(join(folder, MARK), `${JSON.stringify(mark)}\n`);
}

/** As people read it. */
export function replicaText({ server, streamPrefix }: ReplicaOf): string {
  return `streams "${streamPrefix}ledger-CC" of ${server}`;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}
