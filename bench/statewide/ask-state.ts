import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTIES } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { keepAnswer, keptAnswer } from './journal.js';
import type { Asked } from './journal.js';
import { run, together } from './program.js';
import type { Used } from './program.js';
import { compareWithSum } from './sums.js';
import type { PrintedLines, PrintedReport, PrintedState } from './sums.js';
import { YEAR } from './take-county.js';

/** Where it is asked, how often, and who is told which question is next. */
export interface Asking {
  readonly folder: string;
  readonly data: string;
  readonly rounds: number;
  readonly onNext: (name: string) => void;
}

/** A question about the state, or the same of each county. */
interface Question {
  readonly name: string;
  /** Whether the kept fiscal years are where they belong, or put aside meanwhile. */
  readonly years: 'kept' | 'aside';
  /** Once where it changes something, or takes long. */
  readonly isOnce?: boolean;
  readonly ask: (asking: Asking, name: string) => Promise<Used>;
}

const MONTH = ['--month', YEAR.last];
const TWELVE = ['--month', `${YEAR.first}:${YEAR.last}`];
const ALL = ['report', '--county', 'all', '--format', 'json'];
const ANNUAL = ['--form', 'cs157'];

/** Of each county alone: by processes of their own, from the records. */
const SINGLES = 'the twelve months of each county alone, added up';
const ROLLUP = 'the roll-up of September';

export const QUESTIONS: readonly Question[] = [
  { name: 'September, years kept', years: 'kept', ask: answered([...ALL, ...MONTH]) },
  { name: 'the twelve months, years kept', years: 'kept', ask: answered([...ALL, ...TWELVE]) },
  {
    name: 'the annual report, years kept',
    years: 'kept',
    ask: answered([...ALL, ...MONTH, ...ANNUAL]),
  },
  { name: 'September, nothing kept', years: 'aside', ask: answered([...ALL, ...MONTH]) },
  { name: 'the twelve months, nothing kept', years: 'aside', ask: answered([...ALL, ...TWELVE]) },
  {
    name: 'the annual report, nothing kept',
    years: 'aside',
    ask: answered([...ALL, ...MONTH, ...ANNUAL]),
  },
  { name: SINGLES, years: 'aside', isOnce: true, ask: singles },
  { name: 'September submitted by each county', years: 'kept', isOnce: true, ask: submitted },
  { name: 'September approved in each county', years: 'kept', isOnce: true, ask: approved },
  { name: ROLLUP, years: 'kept', ask: answered(['rollup', ...MONTH, '--json']) },
  {
    name: 'the same for people, with what is outdated',
    years: 'kept',
    ask: answered(['rollup', ...MONTH]),
  },
];

/** Puts a question, by turns with nothing, so often as is wanted. */
export async function askQuestion(question: Question, asking: Asking): Promise<Asked> {
  const { name, years, isOnce = false, ask } = question;
  const rounds: Used[] = [];
  for (let round = 0; round < (isOnce ? 1 : asking.rounds); round += 1) {
    asking.onNext(`${name}${isOnce ? '' : `, ${String(round + 1)} of ${String(asking.rounds)}`}`);
    rounds.push(await withYears(asking, years, () => ask(asking, name)));
  }
  return { name, rounds };
}

/** Puts kept years back that a broken-off run has left aside. */
export function putYearsBack({ folder, data }: Pick<Asking, 'folder' | 'data'>): void {
  if (existsSync(aside(folder))) renameSync(aside(folder), join(data, 'years'));
}

/** They are put aside whole, since a copy of the folder without them would take as much disk again. */
async function withYears<T>(
  { folder, data }: Asking,
  years: Question['years'],
  work: () => Promise<T>,
): Promise<T> {
  if (years === 'kept') return work();
  renameSync(join(data, 'years'), aside(folder));
  try {
    return await work();
  } finally {
    putYearsBack({ folder, data });
  }
}

function aside(folder: string): string {
  return join(folder, 'years-aside');
}

function answered(argv: readonly string[]): Question['ask'] {
  return async ({ folder, data }, name) => {
    const { answer, used } = await run([...argv, '--data', data]);
    keepAnswer(folder, name, answer);
    return used;
  };
}

async function singles(asking: Asking): Promise<Used> {
  const { folder, data } = asking;
  return ofEachCounty(asking, SINGLES, async (county) => {
    const of = ['--county', county, ...TWELVE, '--format', 'json', '--data', data];
    const { answer, used } = await run(['report', ...of]);
    keepAnswer(folder, `county-${county}`, answer);
    return used;
  });
}

/** What a run before has submitted or approved is refused, which is as good. */
const MAY_BE_DONE = [0, 3];

async function submitted(asking: Asking): Promise<Used> {
  return ofEachCounty(asking, 'submit', async (county) => {
    const of = ['--county', county, ...MONTH, '--data', asking.data];
    return (await run(['submit', ...of, '--by', 'A. Clerk'], MAY_BE_DONE)).used;
  });
}

async function approved(asking: Asking): Promise<Used> {
  return ofEachCounty(asking, 'approve', async (county) => {
    const of = ['--county', county, ...MONTH, '--version', '1', '--data', asking.data];
    const by = ['--by', 'D. Rector', '--telephone', '916 555 0100'];
    return (await run(['approve', ...of, ...by], MAY_BE_DONE)).used;
  });
}

async function ofEachCounty(
  { onNext }: Asking,
  what: string,
  work: (county: County) => Promise<Used>,
): Promise<Used> {
  const used: Used[] = [];
  for (const county of COUNTIES) {
    onNext(`${what}: county ${county} of ${String(COUNTIES.length)}`);
    used.push(await work(county));
  }
  return together(used);
}

/**
 * Proves the sums: what was answered about the state, from kept years and from the records, is what the 58 reports of single
 * counties add up to. Throws with the first cell that is not. Answers how many cells were compared.
 */
export function proveSums(folder: string): number {
  const ofCounties = COUNTIES.map(
    (county) => reportsIn(folder, `county-${county}`) as readonly PrintedReport[], // as they are printed
  );
  const ofMonth = (month: string): readonly PrintedReport[] =>
    ofCounties.map((reports, place) => {
      const found = reports.find((report) => report.month === month);
      if (found === undefined)
        throw new Error(`County ${String(COUNTIES[place])} has no ${month}.`);
      return found;
    });
  let compared = 0;
  for (const how of ['years kept', 'nothing kept']) {
    for (const what of ['September', 'the twelve months', 'the annual report']) {
      const name = `${what}, ${how}`;
      const reports = reportsIn(folder, name) as readonly PrintedState[]; // as they are printed
      for (const { month, state, counties } of reports) {
        compared += compareWithSum(`${name}, ${month}`, ofMonth(month), state.lines);
        refuseOtherCounties(`${name}, ${month}`, counties, ofMonth(month));
      }
    }
  }
  const rollup = JSON.parse(keptAnswer(folder, ROLLUP)) as { readonly lines: PrintedLines }; // as it is printed
  return compared + compareWithSum(ROLLUP, ofMonth(YEAR.last), rollup.lines);
}

function refuseOtherCounties(
  what: string,
  counties: PrintedState['counties'],
  singly: readonly PrintedReport[],
): void {
  COUNTIES.forEach((county, place) => {
    const lines = Object.entries(counties[county]?.lines ?? {});
    const same = lines.every(
      ([line, cells]) => JSON.stringify(cells) === JSON.stringify(singly[place]?.lines[line]),
    );
    if (lines.length === 0 || !same) throw new Error(`${what}: county ${county} is not its own.`);
  });
}

/** A report of one month is an object, of several a list. */
function reportsIn(folder: string, name: string): readonly unknown[] {
  const answer = JSON.parse(keptAnswer(folder, name)) as unknown;
  return Array.isArray(answer) ? (answer as readonly unknown[]) : [answer];
}
