import { join } from 'node:path';
import type { County } from '../../events/values/county.js';

/** Where files of counties are kept in a data folder. */
export const EXCHANGE = 'intake';

/** A county's folders in the folder that its files come into. */
export interface SenderFolders {
  /** The chroot of the county's user. */
  readonly root: string;
  readonly inbox: string;
  readonly receipts: string;
  readonly returned: string;
  readonly outbox: string;
  /** Where files are put out of their sender's reach, and written before they are renamed: nobody else's. */
  readonly held: string;
}

export function senderFolders(watched: string, county: County): SenderFolders {
  const root = join(watched, userOf(county));
  return {
    root,
    inbox: join(root, 'inbox'),
    receipts: join(root, 'receipts'),
    returned: join(root, 'returned'),
    outbox: join(root, 'outbox'),
    held: join(root, '.held'),
  };
}

/** The user of a county on the machine, and its folder's name. */
export function userOf(county: County): string {
  return `county-${county}`;
}

/** Where one file is kept, and what became of it, in the data folder. */
export interface FilePaths {
  readonly folder: string;
  readonly journal: string;
  /** The copy, encrypted to the service's key. */
  readonly kept: string;
  readonly rejects: string;
  /** Where its records are in the ledger. */
  readonly positions: string;
  readonly receipt: string;
  readonly returned: string;
  /** Who sent it in a request, and that it came so; not there where it came by SFTP. */
  readonly upload: string;
}

/**
 * Files are numbered from 1 in each county, in order of arrival.
 *
 * @param of - a file's number, or the folder of one that has none yet
 */
export function filePaths(exchange: string, county: County, of: number | string): FilePaths {
  const folder = typeof of === 'string' ? of : join(exchange, county, String(of).padStart(8, '0'));
  return {
    folder,
    journal: join(folder, 'journal.ndjson'),
    kept: join(folder, 'kept.age'),
    rejects: join(folder, 'rejects.ndjson'),
    positions: join(folder, 'positions.json'),
    receipt: join(folder, 'receipt.json'),
    returned: join(folder, 'returned.json'),
    upload: join(folder, 'upload.json'),
  };
}
