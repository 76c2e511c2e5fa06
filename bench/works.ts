import type { Caseload } from './caseload.js';
import { EMMETT_CASES_MAX } from './prepare/prepare.js';
import type { Work } from './measuring/work.js';

/** What works have in common that answer the same question. */
export type Question = 'twelve months' | 'lines in SQL' | 'trail page' | null;

/** Something that is measured, by its name on the command line. */
export interface WorkEntry {
  readonly title: string;
  /** Works that answer the same question must give the same answer. */
  readonly question: Question;
  /** How often it is done in one process: the second time shows a process that is warm. */
  readonly times: (cases: number) => number;
  /** Sizes beyond this many cases are left out, for the reason told in the table. */
  readonly casesMax: number;
  readonly tooLarge: string;
  /** What the answer's records are called. */
  readonly unit: 'records' | 'cases';
  /** Loaded in the measuring process alone, so that nobody pays for another's modules. */
  readonly open: (caseload: Caseload) => Promise<Work>;
}

/** The first run, and three that are warm; one for caseloads that take minutes. */
const warmed = (cases: number): number => (cases <= 30_000 ? 4 : 2);
/** A thread sees half of the blocks each time, and is warm later. */
const warmedInThreads = (): number => 10;
const often = (): number => 6;
const once = (): number => 1;
const twiceWhenSmall = (cases: number): number => (cases <= 3_000 ? 2 : 1);
const ANY_SIZE = { casesMax: Infinity, tooLarge: '' };
const COUNTY_SIZE = { casesMax: 30_000, tooLarge: 'does not fit in memory' };

export const WORKS = {
  ingest: {
    title: 'ingest: parse, decide, hash, commit',
    question: null,
    times: once,
    casesMax: 30_000,
    tooLarge: 'five rounds of it would take hours',
    unit: 'records',
    open: async (caseload) => (await import('./work/ingest.js')).ingest(caseload),
  },
  parse: {
    title: 'ingest: reading and parsing alone',
    question: null,
    times: once,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/ingest.js')).parseOnly(caseload),
  },
  naive: {
    title: '12 months, naive: NDJSON, JSON.parse, Map',
    question: 'twelve months',
    times: twiceWhenSmall,
    ...COUNTY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/naive.js')).naiveTwelve(caseload),
  },
  rows: {
    title: '12 months, from rows',
    question: 'twelve months',
    times: twiceWhenSmall,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/replay.js')).replayTwelve(caseload, 'rows'),
  },
  segments: {
    title: '12 months, from segments',
    question: 'twelve months',
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/replay.js')).replayTwelve(caseload, 'segments'),
  },
  segments2: {
    title: '12 months, from segments, two threads',
    question: 'twelve months',
    times: warmedInThreads,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/replay.js')).twelveInParts(caseload, 2),
  },
  fold: {
    title: '12 months, fold alone over arrays (ceiling)',
    question: 'twelve months',
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/replay.js')).foldAlone(caseload),
  },
  sql: {
    title: '12 months, SQL in DuckDB, one thread',
    question: 'lines in SQL',
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/sql.js')).sqlTwelve(caseload, 1),
  },
  sql2: {
    title: '12 months, SQL in DuckDB, two threads',
    question: 'lines in SQL',
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/sql.js')).sqlTwelve(caseload, 2),
  },
  emmett: {
    title: '12 months, emmett with SQLite, same fold',
    question: 'twelve months',
    times: warmed,
    casesMax: EMMETT_CASES_MAX,
    tooLarge: 'its append takes too long',
    unit: 'records',
    open: async (caseload) => (await import('./work/emmett.js')).emmettTwelve(caseload),
  },
  raw: {
    title: 'reading the segments, bytes alone (limit)',
    question: null,
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/raw-read.js')).rawRead(caseload),
  },
  month: {
    title: 'one month, from segments',
    question: null,
    times: often,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/replay.js')).replayOne(caseload),
  },
  year: {
    title: "the year's checkpoint, made from segments",
    question: null,
    times: warmed,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/checkpoints.js')).yearMade(caseload),
  },
  later: {
    title: "the year's checkpoint, brought on by 1,000 records",
    question: null,
    times: often,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/checkpoints.js')).yearBroughtOn(caseload),
  },
  kept: {
    title: "one month, from the year's checkpoint",
    question: null,
    times: often,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/checkpoints.js')).monthKept(caseload),
  },
  trail: {
    title: 'one trail page: 50 rows and the count',
    question: 'trail page',
    times: often,
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/checkpoints.js')).trailPage(caseload),
  },
  cut: {
    title: 'the same page, cut from the whole trail',
    question: 'trail page',
    times: (cases) => (cases <= 30_000 ? 2 : 1),
    ...ANY_SIZE,
    unit: 'records',
    open: async (caseload) => (await import('./work/questions.js')).trailCut(caseload),
  },
  explain: {
    title: 'explain one case on all lines (mean of 20)',
    question: null,
    times: often,
    ...ANY_SIZE,
    unit: 'cases',
    open: async (caseload) => (await import('./work/questions.js')).explainCases(caseload),
  },
} as const satisfies Readonly<Record<string, WorkEntry>>;

export type WorkName = keyof typeof WORKS;
export const WORK_NAMES = Object.keys(WORKS) as readonly WorkName[]; // the keys of the literal above

export function isWorkName(name: string): name is WorkName {
  return Object.hasOwn(WORKS, name);
}
