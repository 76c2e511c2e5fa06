import { open, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { makeOwnFolder, writeOwnFile } from '../exchange/durable-files.js';
import type { IntakeEvent } from '../exchange/intake-lines.js';
import { errorCode } from '../system-reason.js';

/** In front of what sshd says: what syslog, or nobody, puts there. Whatever a stranger calls himself stands behind it. */
const HEAD =
  '^(?:(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT\\S+) \\S+ )?(?:sshd(?:-session)?\\[\\d+\\]: )?';

const OPENED = new RegExp(
  `${HEAD}Accepted publickey for county-(\\d\\d) from (\\S+) port \\d+`,
  'u',
);

/** Said once of somebody who had no key that stands, whichever he tried. */
const REFUSED = new RegExp(
  `${HEAD}(?:Connection (?:closed|reset) by|Disconnected from) authenticating user county-(\\d\\d) (\\S+) port \\d+`,
  'u',
);

/** What a line of sshd's log says of a county's door; null where it says nothing of one. */
export function eventOfSshd(line: string): IntakeEvent | null {
  const opened = OPENED.exec(line);
  const [, user = '', from = ''] = opened ?? REFUSED.exec(line) ?? [];
  const county = parseCounty(user);
  if (county === null || isIP(from) === 0) return null;
  return { what: 'sign-in', county, from, result: opened === null ? 'refused' : 'allowed' };
}

/** Up to where a log was read. */
interface Mark {
  readonly inode: number;
  readonly offset: number;
}

/** Most bytes of a log that are read at once; the next round goes on behind them. */
const READ_BYTES_MAX = 1024 * 1024;

/**
 * What is new in sshd's log since it was last looked at: by a mark in the data folder that moves on when what was read is
 * on the access log, so that nothing is passed over. A log that is there for the first time is read from its end on, one
 * that was begun anew from its beginning.
 */
export class SshdLog {
  readonly #path: string;
  readonly #markPath: string;
  readonly #exchange: string;

  /** @param path - absolute */
  constructor(path: string, exchange: string) {
    this.#path = path;
    this.#exchange = exchange;
    this.#markPath = join(exchange, 'sshd-log.json');
  }

  /** Hands on what is new, and moves the mark when that is done. Nothing where there is no log. */
  async read(onEvents: (events: readonly IntakeEvent[]) => Promise<void>): Promise<void> {
    const file = await open(this.#path, 'r').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return;
    try {
      const { ino: inode, size } = await file.stat();
      const mark = await this.#mark();
      if (mark === null) {
        await this.#keep({ inode, offset: size });
        return;
      }
      const isSame = mark.inode === inode && mark.offset <= size;
      const from = isSame ? mark.offset : 0;
      const bytes = Buffer.alloc(Math.min(size - from, READ_BYTES_MAX));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      // What has no end yet is read the next time; a line of a megabyte is none of sshd's.
      const end = bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
      const taken = end === 0 && bytesRead === READ_BYTES_MAX ? bytesRead : end;
      if (taken === 0) return;
      const lines = bytes.subarray(0, taken).toString('utf8').split('\n');
      const events = lines.map(eventOfSshd).filter((event) => event !== null);
      if (events.length > 0) await onEvents(events);
      await this.#keep({ inode, offset: from + taken });
    } finally {
      await file.close();
    }
  }

  async #mark(): Promise<Mark | null> {
    try {
      // We have written it.
      return JSON.parse(await readFile(this.#markPath, 'utf8')) as Mark;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async #keep(mark: Mark): Promise<void> {
    await makeOwnFolder(this.#exchange);
    await writeOwnFile(this.#markPath, [`${JSON.stringify(mark)}\n`]);
  }
}
