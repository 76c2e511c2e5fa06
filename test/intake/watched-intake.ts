import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { Application } from '../../src/application/application.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import type { Receipt } from '../../src/exchange/receipt.js';
import type { AskApplication } from '../../src/intake/asks.js';
import { setUpFolders } from '../../src/intake/setup.js';
import { IntakeWatch, intakeHouse } from '../../src/intake/watch.js';
import type { IntakeHouse } from '../../src/intake/taking/intake-house.js';
import type { Taken } from '../../src/intake/taking/take-file.js';
import { instantOfMs } from '../../events/values/instant.js';
import { folderInMemory } from '../support/scratch-folder.js';

/** When everything happens: the same files then make the same ledger. */
export const NOW = Date.parse('2026-11-29T12:00:00Z');

/** A watched folder and a data folder, with files taken in this process. */
export interface WatchedIntake {
  readonly watched: string;
  readonly data: string;
  readonly asks: AskApplication;
  readonly watch: IntakeWatch;
  readonly taken: readonly Exclude<Taken, { kind: 'unfinished' }>[];
  readonly faults: readonly unknown[];
  /** Whether the watched folder was there, whenever that changed. */
  readonly folderTold: readonly boolean[];
  readonly clock: { now: number };
  readonly house: () => Promise<IntakeHouse>;
  /** Puts a file into a county's inbox. */
  readonly put: (name: string, bytes: string | Uint8Array, county?: string) => void;
  /** Takes all that is there. */
  readonly takeAll: () => Promise<void>;
  readonly receipt: (name: string, county?: string) => Receipt;
  readonly reason: (name: string, county?: string) => string;
  readonly names: (folder: string, county?: string) => readonly string[];
  readonly root: (county?: string) => Promise<{ readonly size: number; readonly root: string }>;
  readonly close: () => Promise<void>;
}

export function countyOf(text: string): County {
  const county = parseCounty(text);
  if (county === null) throw new Error(`${text} is no county.`);
  return county;
}

export async function watchedIntake(
  folder: string,
  counties: readonly string[] = ['19'],
  env: Readonly<Record<string, string>> = {},
): Promise<WatchedIntake> {
  const watched = join(folder, 'in');
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  for (const county of counties) await setUpFolders(watched, countyOf(county), { county: null });
  const { house, close } = await openHouse(data, 'write', env);
  const application = new Application(house);
  const clock = { now: NOW };
  const asks: AskApplication = async (name, input) => {
    const reply = await application.ask(OPERATOR, name, input, {
      clock: () => instantOfMs(clock.now),
    });
    if (reply.kind === 'done') return reply.value;
    throw new Error(JSON.stringify(reply));
  };
  const taken: Exclude<Taken, { kind: 'unfinished' }>[] = [];
  const faults: unknown[] = [];
  const folderTold: boolean[] = [];
  const houseOf = (): Promise<IntakeHouse> =>
    intakeHouse(asks, watched, () => instantOfMs(clock.now));
  const watch = new IntakeWatch(await houseOf(), {
    settleMs: 0,
    sshdLog: join(folder, 'sshd.log'),
    onTaken: (_, each) => {
      taken.push(each);
    },
    onFolder: (isThere) => {
      folderTold.push(isThere);
    },
    onFault: (_, error) => {
      faults.push(error);
    },
  });
  const placeOf = (name: string, county = '19'): string => join(watched, `county-${county}`, name);
  const text = (path: string): string => readFileSync(path, 'utf8');
  return {
    watched,
    data,
    asks,
    watch,
    taken,
    faults,
    folderTold,
    clock,
    house: houseOf,
    put: (name, bytes, county) => {
      writeFileSync(placeOf(join('inbox', name), county), bytes);
    },
    takeAll: async () => {
      while ((await watch.round()) > 0);
    },
    receipt: (name, county) =>
      JSON.parse(text(placeOf(`receipts/${name}.receipt.json`, county))) as Receipt,
    reason: (name, county) => text(placeOf(`returned/${name}.reason.txt`, county)).trimEnd(),
    names: (name, county) => readdirSync(placeOf(name, county)).sort(),
    root: async (county = '19') => {
      const { size, root } = await asks('root', { county: countyOf(county), asOf: null });
      return { size, root };
    },
    close,
  };
}

/** The receipts that county 19 has, in order of name, each without the instant at which its file came. */
export function receiptsIn(watched: string): readonly unknown[] {
  const receipts = join(watched, 'county-19', 'receipts');
  return readdirSync(receipts)
    .filter((name) => name.endsWith('.receipt.json'))
    .sort()
    .map((name) => {
      const receipt = JSON.parse(readFileSync(join(receipts, name), 'utf8')) as Receipt;
      return { ...receipt, received: null };
    });
}

/** Whether a program is on this machine. */
export function hasProgram(path: string): boolean {
  try {
    execFileSync('test', ['-x', path]);
    return true;
  } catch {
    return false;
  }
}

/** A folder of its own for a test, in memory in a soak, too: files are many, and disks slow. */
export function memoryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = folderInMemory();
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
