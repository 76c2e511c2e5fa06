import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Receipt } from '../../src/exchange/receipt.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { watchedIntake, memoryFolder } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';

const ROUNDS = Number(process.env['PLUMBLINE_SEQUENCES'] ?? rounds(15, 10_000));
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20261129');

/** Receipts are kept, so that folders grow: after so many sequences another data folder is begun. */
const ROUNDS_OF_A_FOLDER = 500;

const folder = memoryFolder();
afterAll(folder.remove);

const COUNTIES = ['19', '34'] as const;

/** Outside of every inbox, where links lead: nothing may come of that, and nothing of it may change. */
const OUTSIDE = join(folder.path, 'outside.ndjson');
const OUTSIDE_TEXT = 'It is nobody’s record.\n';

/**
 * Writes as a sender in its chroot does. This process is in none: where a link stands it is never followed, so that
 * nothing outside of the test's own folder can be written.
 */
function writeInInbox(path: string, text: string, how: number): void {
  const file = openSync(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK | how,
    0o640,
  );
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** What a sender can do in its inbox; whatever of it the file system does not let him is passed over. */
class Sender {
  readonly #random: Random;
  readonly #inbox: string;
  readonly #county: string;

  constructor(intake: WatchedIntake, county: string, random: Random) {
    this.#random = random;
    this.#county = county;
    this.#inbox = join(intake.watched, `county-${county}`, 'inbox');
  }

  step(): void {
    try {
      this.#do();
    } catch (error) {
      // A file that is gone, a folder in its way, a name that is too long: the sender is told by his own client.
      const { code, status } = error as { readonly code?: unknown; readonly status?: unknown };
      if (typeof code !== 'string' && status !== 1) throw error;
    }
  }

  #do(): void {
    const random = this.#random;
    const path = this.#path(this.#name());
    switch (random.integer(0, 12) + Number(random.chance(0.02))) {
      case 0:
      case 1:
      case 2:
      case 3:
        writeInInbox(path, this.#whole(), constants.O_TRUNC);
        break;
      case 4:
        writeInInbox(path, this.#whole().slice(0, random.integer(1, 150)), constants.O_TRUNC);
        break;
      case 5:
        writeInInbox(path, this.#whole().slice(random.integer(0, 40)), constants.O_APPEND);
        break;
      case 6:
        writeInInbox(`${path}.part`, this.#whole(), constants.O_TRUNC);
        renameSync(`${path}.part`, path);
        break;
      case 7:
        renameSync(path, this.#path(this.#name()));
        break;
      case 8:
        symlinkSync(random.pick([OUTSIDE, '../../county-34/inbox/a.ndjson', 'a.ndjson']), path);
        break;
      case 9:
        linkSync(path, this.#path(this.#name()));
        break;
      case 10:
        mkdirSync(join(path, 'deep'), { recursive: true });
        break;
      case 11:
        if (!lstatSync(path).isSymbolicLink()) {
          chmodSync(path, random.pick([0, 0o200, 0o777, 0o4644]));
        }
        break;
      case 12:
        rmSync(path, { recursive: true });
        break;
      default:
        execFileSync('mkfifo', [path], { stdio: 'ignore' });
    }
  }

  #path(name: string): string {
    return join(this.#inbox, name);
  }

  #name(): string {
    const random = this.#random;
    return random.weighted([
      [8, random.pick(['a.ndjson', 'b.ndjson', 'c.ndjson', 'CaseOpened.csv', 'x.zip'])],
      [1, `${'n'.repeat(random.integer(190, 247))}.ndjson`],
      [
        1,
        random.pick(['line\nfeed.ndjson', '\u202e.ndjson', '.hidden', 'no-end', 'é'.repeat(100)]),
      ],
      [1, 'a.ndjson.receipt.json'],
    ]);
  }

  #whole(): string {
    const random = this.#random;
    const people = Array.from({ length: random.integer(1, 3) }, () => ({
      id: random.uuid(),
      type: 'ParticipantRegistered',
      county: random.chance(0.9) ? this.#county : '58',
      effective: '2006-09-12',
      data: { participant: `P-${String(random.integer(1, 1_000_000))}` },
    }));
    return people.map((each) => `${JSON.stringify(each)}\n`).join('');
  }
}

function receiptsIn(intake: WatchedIntake, county: string): readonly Receipt[] {
  const exchange = join(intake.data, 'intake', county);
  return readdirSync(exchange)
    .filter((name) => /^\d{8}$/u.test(name))
    .flatMap((name) => {
      const names = readdirSync(join(exchange, name));
      // Whatever was begun is done, with one end of the two and no journal left.
      expect(names.filter((each) => /^(?:receipt|returned)\.json$/u.test(each))).toHaveLength(1);
      expect(names).not.toContain('journal.ndjson');
      return names.includes('receipt.json')
        ? [JSON.parse(readFileSync(join(exchange, name, 'receipt.json'), 'utf8')) as Receipt]
        : [];
    });
}

/** Sequences of what senders do in folders that are new, and how it ends. */
async function sequences(path: string, random: Random, count: number): Promise<void> {
  const intake = await watchedIntake(path, COUNTIES);
  const senders = COUNTIES.map((county) => new Sender(intake, county, random));
  for (let round = 0; round < count; round += 1) {
    for (const sender of senders) {
      for (let step = random.integer(1, 5); step > 0; step -= 1) sender.step();
    }
    // Half of the time the senders go on while files are taken.
    const taking = intake.watch.round();
    if (random.chance(0.5)) {
      await new Promise(setImmediate);
      for (const sender of senders) sender.step();
    }
    await taking;
    expect([path, round, intake.faults]).toEqual([path, round, []]);
  }
  await intake.takeAll();
  for (const county of COUNTIES) {
    const receipts = receiptsIn(intake, county);
    const first = receipts.filter(({ again }) => again !== true);
    const accepted = first.reduce((sum, receipt) => sum + receipt.accepted, 0);
    expect((await intake.root(county)).size).toBe(accepted);
    for (const { accepted: taken, duplicates, rejected, records } of receipts) {
      expect(taken + duplicates + rejected).toBe(records);
    }
    expect(first.length).toBeGreaterThan(count / 10);
    const left = intake.names('inbox', county);
    expect(left.filter((name) => !/^\.|\.part$/u.test(name))).toEqual([]);
    expect(intake.names('.held', county)).toEqual([]);
    // No record of another county is in it: those were turned away.
    expect(intake.names('returned', county).length).toBeGreaterThan(0);
  }
  expect((await intake.root('58')).size).toBe(0);
  expect(readFileSync(OUTSIDE, 'utf8')).toBe(OUTSIDE_TEXT);
  expect(lstatSync(OUTSIDE).nlink).toBe(1);
  await intake.close();
}

describe(`what senders can do in their folders, ${String(ROUNDS)} sequences of each of two, seed ${String(SEED)}`, () => {
  it(
    'ends with each file receipted or returned, nothing twice, and nothing of another county',
    async () => {
      writeFileSync(OUTSIDE, OUTSIDE_TEXT);
      const random = new Random(SEED);
      for (let done = 0; done < ROUNDS; done += ROUNDS_OF_A_FOLDER) {
        const path = join(folder.path, String(done));
        await sequences(path, random, Math.min(ROUNDS_OF_A_FOLDER, ROUNDS - done));
        rmSync(path, { recursive: true });
      }
      expect(readdirSync(folder.path)).toEqual([basename(OUTSIDE)]);
    },
    60_000 + 1_000 * ROUNDS,
  );
});
