import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countyName } from '../events/values/county-names.js';
import { QUESTIONS, askQuestion, proveSums, putYearsBack } from './statewide/ask-state.js';
import { countySizes } from './statewide/county-sizes.js';
import type { CountySize } from './statewide/county-sizes.js';
import { bytesByName, bytesFree } from './statewide/disk.js';
import { readJournal, writeJournal } from './statewide/journal.js';
import type { CountyTaken, Journal } from './statewide/journal.js';
import { printed } from './statewide/printed.js';
import { Progress } from './statewide/progress.js';
import { takeCounty } from './statewide/take-county.js';

/**
 * The state's year: 1.5 million cases in 58 counties simulated and taken in, one county after the other, into one data
 * folder, by the program as it is installed; then what a state asks of it, and the proof that its figures are the sum of
 * the counties'. What is done is not done again by the next run in the same folder.
 */

const USAGE = `npm run build && npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/statewide.js --folder DIR [--share N] [--seed S] [--rounds N]

  --folder    the data is made there and kept, some 40 GB for the whole; what is done there already is not done again
  --share N   of N equal parts of the caseload one is taken (1): 10 is a tenth
  --seed S    another seed makes another caseload (statewide)
  --rounds N  how often each question is put (3)
`;

interface Given {
  readonly folder: string;
  readonly share: number;
  readonly seed: string;
  readonly rounds: number;
}

/** What a case comes to where none is taken yet, bytes of NDJSON and on disk. */
const BYTES_OF_CASE = 16_000;
const DISK_OF_CASE = 32_000;

/** What others on the machine need of its disk, bytes. */
const DISK_LEFT_ALONE = 2e9;

const given = argumentsOf(process.argv.slice(2));
if (typeof given === 'string') {
  process.stderr.write(`${given}\n${USAGE}`);
  process.exitCode = 2;
} else await measure(given);

function argumentsOf(argv: readonly string[]): Given | string {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      folder: { type: 'string' },
      share: { type: 'string', default: '1' },
      seed: { type: 'string', default: 'statewide' },
      rounds: { type: 'string', default: '3' },
    },
  });
  if (values.folder === undefined) return 'Name a folder.';
  const [share, rounds] = [Number(values.share), Number(values.rounds)];
  if (![share, rounds].every((count) => Number.isInteger(count) && count > 0))
    return 'These are no numbers that can be measured with.';
  return { folder: resolve(values.folder), share, seed: values.seed, rounds };
}

async function measure({ folder, share, seed, rounds }: Given): Promise<void> {
  const data = join(folder, 'data');
  const progress = new Progress();
  let journal = readJournal(folder, { share, seed });
  putYearsBack({ folder, data });
  const keep = (next: Partial<Journal>): void => {
    journal = { ...journal, ...next };
    writeJournal(folder, journal);
  };
  const sizes = countySizes(share);
  progress.begin(shareDone(journal.taken, sizes));
  for (const size of sizes) {
    if (journal.taken.some(({ county }) => county === size.county)) continue;
    refuseFullDisk(folder, size, journal.taken);
    const { taken } = journal;
    const county = await takeCounty(size, data, seed, (bytes) => {
      progress.tell(
        `taking in ${countyName(size.county)}`,
        shareDone(taken, sizes, { size, bytes }),
      );
    });
    keep({ taken: [...taken, county] });
    progress.say(`${countyName(size.county)} is in`, shareDone(journal.taken, sizes));
  }
  for (const question of QUESTIONS) {
    if (journal.asked.some(({ name }) => name === question.name)) continue;
    const onNext = (name: string): void => {
      progress.say(name);
    };
    const asked = await askQuestion(question, { folder, data, rounds, onNext });
    keep({ asked: [...journal.asked, asked] });
  }
  const cells = proveSums(folder);
  const proof = `${String(cells)} cells of the state are the sums of the 58 counties' own reports.\n`;
  const text = `${printed(journal, bytesByName(data))}\n${proof}`;
  writeFileSync(join(folder, 'statewide.md'), text);
  process.stdout.write(text);
}

/** How much of the intake is done, as a fraction of 1. */
function shareDone(
  taken: readonly CountyTaken[],
  sizes: readonly CountySize[],
  current?: { readonly size: CountySize; readonly bytes: number },
): number {
  const cases = sum(taken.map((county) => county.cases));
  const bytesOfCase =
    cases === 0 ? BYTES_OF_CASE : sum(taken.map((county) => county.bytes)) / cases;
  const now = current === undefined ? 0 : Math.min(current.size.cases, current.bytes / bytesOfCase);
  return (cases + now) / sum(sizes.map((size) => size.cases));
}

/** A disk that fills up in the midst of it would end more than this run. */
function refuseFullDisk(
  folder: string,
  { county, cases }: CountySize,
  taken: readonly CountyTaken[],
): void {
  const casesTaken = sum(taken.map((each) => each.cases));
  const diskOfCase =
    casesTaken === 0 ? DISK_OF_CASE : sum(taken.map((each) => each.bytesOnDisk)) / casesTaken;
  // An ingest needs some of it twice while it puts together what it has written.
  const needed = cases * diskOfCase * 1.5 + DISK_LEFT_ALONE;
  const free = bytesFree(folder);
  if (free >= needed) return;
  throw new Error(
    `${countyName(county)} needs some ${String(Math.ceil(needed / 1e9))} GB and ${(free / 1e9).toFixed(1)} GB are free: make room, and run the same command again.`,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
