import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { parseInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { headSigner } from '../../src/seals/head-signer.js';
import { SigningKeys } from '../../src/seals/signing-keys.js';
import { AccessLogFolder } from '../../src/stores/access-log/access-log-folder.js';
import { OWN_FILES } from '../../src/stores/access-log/file-layer.js';
import type { FileLayer } from '../../src/stores/access-log/file-layer.js';
import type { AccessLine, KeptLog, LinesAsked, NewAccessLine } from '../../src/ports/access-log.js';
import { scratchFolder } from '../support/scratch-folder.js';

/** A moment that a test names. */
export function instant(text: string): Instant {
  const parsed = parseInstantMillis(text);
  if (parsed === null) throw new Error(`${text} is no instant`);
  return parsed;
}

export const NOON = instant('2026-10-12T19:00:00.123Z');

export const ALL: LinesAsked = {
  counties: null,
  account: null,
  action: null,
  from: null,
  to: null,
  after: 0,
};

/** A reading of a case in county 19, unless the test says otherwise. */
export function aLine(said: Partial<NewAccessLine> = {}): NewAccessLine {
  return {
    at: NOON,
    account: 'A-7',
    key: null,
    action: 'case.read',
    county: county('19'),
    subject: 'ab'.repeat(32),
    application: null,
    of: null,
    times: 1,
    result: 'allowed',
    request: '11111111-2222-4333-8444-555555555555',
    from: '203.0.113.7',
    ...said,
  };
}

export function county(text: string): County {
  const parsed = parseCounty(text);
  if (parsed === null) throw new Error(`${text} is no county`);
  return parsed;
}

export async function readAll(
  log: KeptLog,
  asked: Partial<LinesAsked> = {},
): Promise<AccessLine[]> {
  const lines: AccessLine[] = [];
  for await (const line of log.lines({ ...ALL, ...asked })) lines.push(line);
  return lines;
}

/** A folder with a log and its keys, for one test. */
export class LogFolder {
  readonly path = scratchFolder('plumbline-log-');
  readonly #open: AccessLogFolder[] = [];

  /** @param keys - a folder of the keys outside of the data folder */
  open({ layer = OWN_FILES, keys }: { layer?: FileLayer; keys?: string } = {}): AccessLogFolder {
    const log = new AccessLogFolder({
      folder: this.path,
      signer: headSigner(new SigningKeys(keys ?? join(this.path, 'keys'))),
      keysFolder: keys ?? null,
      layer,
    });
    this.#open.push(log);
    return log;
  }

  /** The file of lines of a day; of the only one, if none is named. */
  linesPath(day = this.only('access-log', '.log')): string {
    return join(this.path, 'access-log', day.endsWith('.log') ? day : `${day}.log`);
  }

  headsPath(day = this.only('checkpoints/access-log', '.heads')): string {
    const name = day.endsWith('.heads') ? day : `${day}.heads`;
    return join(this.path, 'checkpoints/access-log', name);
  }

  text(path: string): string {
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  async remove(): Promise<void> {
    for (const log of this.#open) await log.close();
    rmSync(this.path, { recursive: true, force: true });
  }

  private only(folder: string, suffix: string): string {
    const names = readdirSync(join(this.path, folder)).filter((name) => name.endsWith(suffix));
    const [name, ...others] = names;
    if (name === undefined || others.length > 0) throw new Error(`${folder} has ${names.join()}`);
    return name;
  }
}

/** Files whose disk a test holds or fails. */
export class HeldFiles implements FileLayer {
  /** Null: what is synced is synced at once. */
  #gate: { readonly opened: Promise<void>; readonly open: () => void } | null = null;
  syncs = 0;
  /** Thrown by the next steps of that kind until it is taken away. */
  failing: { step: 'write' | 'sync' | 'truncate'; error: Error } | null = null;
  /** Of the files whose path ends so. */
  free = 2 ** 40;
  readonly #of: string;

  constructor(of = '.log') {
    this.#of = of;
  }

  hold(): void {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#gate = { opened, open };
  }

  release(): void {
    this.#gate?.open();
    this.#gate = null;
  }

  open: FileLayer['open'] = async (path) => {
    const file = await OWN_FILES.open(path);
    if (!path.endsWith(this.#of)) return file;
    const met = (step: 'write' | 'sync' | 'truncate'): void => {
      if (this.failing?.step === step) throw this.failing.error;
    };
    return {
      write: async (bytes, position) => {
        // What a full disk does: some of it is there.
        if (this.failing?.step === 'write') await file.write(bytes.subarray(0, 9), position);
        met('write');
        await file.write(bytes, position);
      },
      sync: async () => {
        this.syncs += 1;
        await this.#gate?.opened;
        met('sync');
        await file.sync();
      },
      truncate: async (length) => {
        met('truncate');
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  };

  rename = OWN_FILES.rename;
  syncFolder = OWN_FILES.syncFolder;
  freeBytes = (): Promise<number> => Promise.resolve(this.free);
}
