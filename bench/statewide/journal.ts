import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import type { Used } from './program.js';

/** What it took to take a county in. */
export interface CountyTaken {
  readonly county: County;
  readonly cases: number;
  readonly records: number;
  /** Of them, those that a try that was broken off had taken: the times are then not those of the whole county. */
  readonly duplicates: number;
  /** Of NDJSON. */
  readonly bytes: number;
  readonly bytesOnDisk: number;
  readonly simulate: Used;
  readonly ingest: Used;
}

/** A question that was put, once or some times. */
export interface Asked {
  readonly name: string;
  readonly rounds: readonly Used[];
}

/** Everything that is done so far; what is in it is not done again. */
export interface Journal {
  readonly share: number;
  readonly seed: string;
  readonly taken: readonly CountyTaken[];
  readonly asked: readonly Asked[];
}

const NAME = 'statewide.json';
const ANSWERS = 'answers';

/** What a folder has of the same caseload; a folder with another one is refused. */
export function readJournal(folder: string, of: Pick<Journal, 'share' | 'seed'>): Journal {
  mkdirSync(join(folder, ANSWERS), { recursive: true });
  let text: string;
  try {
    text = readFileSync(join(folder, NAME), 'utf8');
  } catch {
    return { ...of, taken: [], asked: [] };
  }
  const journal = JSON.parse(text) as Journal; // written below
  if (journal.share === of.share && journal.seed === of.seed) return journal;
  throw new Error(
    `${folder} has the caseload of --share ${String(journal.share)} --seed ${journal.seed}: name another folder, or give the same.`,
  );
}

export function writeJournal(folder: string, journal: Journal): void {
  writeWhole(join(folder, NAME), `${JSON.stringify(journal, null, 2)}\n`);
}

/** An answer is kept beside the journal, for the sums that are made of several. */
export function keepAnswer(folder: string, name: string, answer: string): void {
  writeWhole(answerPath(folder, name), answer);
}

export function keptAnswer(folder: string, name: string): string {
  return readFileSync(answerPath(folder, name), 'utf8');
}

function answerPath(folder: string, name: string): string {
  return join(folder, ANSWERS, `${name.replaceAll(/[^\w-]+/gu, '-')}.json`);
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
