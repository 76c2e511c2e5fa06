import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readActValue } from '../events/acts/read-access-act.js';
import { formatInstant, instantOfMs } from '../events/values/instant.js';
import { AccessActs } from '../src/access/access-acts.js';
import { loadActs } from '../src/access/load-acts.js';
import type { ActLine } from '../src/access/load-acts.js';
import { NotedActs } from '../src/seals/noted-acts.js';
import { OwnNotary } from '../src/seals/own-notary.js';
import { SigningKeys } from '../src/seals/signing-keys.js';
import { ACCESS_STREAM } from '../src/stores/sqlite/act-file.js';
import { ActFolder } from '../src/stores/sqlite/act-folder.js';
import { OwnNoteFolder } from '../src/stores/sqlite/own-note-folder.js';
import { median } from './measuring/medians.js';
import { clockNow } from '../src/ports/clock.js';

/**
 * How long it takes until it is known who may do what: the acts of access read and folded, and the same with each act
 * compared with what was signed, in turns; the ratio is the median of those of a round:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/access-opening.js [acts]
 */

const ACTS = Number(process.argv[2] ?? '20000');
const ROUNDS = 9;
const START = Date.parse('2010-01-01T18:00:00Z');

const folder = mkdtempSync(join(tmpdir(), 'plumbline-opening-'));
try {
  await noted().read('access');
  const began = performance.now();
  await loadActs(
    noted(),
    lines(),
    () => clockNow(),
    () => undefined,
  );
  say(`loaded ${String(ACTS)} acts with their notes in ${ms(performance.now() - began)}`);
  const [plain, compared]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(await timed(() => new AccessActs(stored())));
    compared.push(await timed(() => new AccessActs(noted())));
  }
  const ratio = plain.map((each, round) => (compared[round] ?? 0) / each);
  say(`opening: read and folded ${ms(median(plain))}, compared as well ${ms(median(compared))}`);
  say(`ratio ${median(ratio).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function stored(): ActFolder {
  return new ActFolder(folder, ACCESS_STREAM);
}

function noted(): NotedActs {
  const keys = new SigningKeys(join(folder, 'keys'));
  const notes = new OwnNoteFolder(folder, null);
  const notary = new OwnNotary({ folder, notes, keys, program: () => 'bench' });
  return new NotedActs(stored(), 'access', notary);
}

async function timed(open: () => AccessActs): Promise<number> {
  const began = performance.now();
  await open().read();
  return performance.now() - began;
}

async function* lines(): AsyncGenerator<readonly ActLine[]> {
  for (let next = 0; next < ACTS; next += 500) {
    yield await Promise.resolve(
      Array.from({ length: Math.min(500, ACTS - next) }, (_, index) => line(next + index)),
    );
  }
}

/** One account in two acts: invited, then changed. */
function line(index: number): ActLine {
  const at = formatInstant(instantOfMs(START + index * 1000));
  const account = Math.floor(index / 2) + 1;
  const act =
    index % 2 === 0
      ? {
          act: 'AccountInvited',
          at,
          by: 'operator',
          email: `p${String(account)}@county.example.gov`,
          name: { first: 'Ana', last: `Diaz ${String(account)}` },
          grants: [{ role: 'lcsa-reporter', county: '19' }],
        }
      : {
          act: 'AccountSuspended',
          at,
          by: 'operator',
          account: `A-${String(account)}`,
          reason: 'left the county for a while',
        };
  return { line: index + 1, read: readActValue(act), bytes: JSON.stringify(act).length };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
