import { open, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { errorCode } from '../system-reason.js';
import { stateIn, withPart } from './journal.js';
import type { FileState } from './journal.js';
import { filePaths } from './paths.js';
import type { FilePaths } from './paths.js';
import type { Receipt, ReturnedFile } from './receipt.js';
import { uploaderOf } from './uploader.js';

/** A file of a county's and where it is on its way. */
export interface CountyFile {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly file: string;
  readonly received: string;
  /** Who sent it in a request; null where it came by SFTP. */
  readonly by: string | null;
  readonly state: 'taking' | 'taken' | 'returned';
  /** How much of it is taken, from 0 to 1. */
  readonly done: number;
  readonly receipt: Receipt | null;
  readonly reason: string | null;
}

/** Most files of one answer. */
export const FILES_PAGE_MAX = 200;

const NUMBER = /^\d{8}$/u;

/** The files of a county, the newest first; those before a number, where one is given. */
export async function filesOfCounty(
  exchange: string,
  county: County,
  before: number | null,
): Promise<readonly CountyFile[]> {
  const numbers = (await numbersOf(exchange, county)).toReversed();
  const asked = numbers.filter((number) => before === null || number < before);
  const files = asked
    .slice(0, FILES_PAGE_MAX)
    .map((number) => fileOf(filePaths(exchange, county, number), number));
  return (await Promise.all(files)).filter((file) => file !== null);
}

/** The files of a county that were received in a span of time, both ends included, in order of arrival. */
export async function filesReceivedBetween(
  exchange: string,
  county: County,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly CountyFile[]> {
  const numbers = await numbersOf(exchange, county);
  const fileAt = async (index: number): Promise<CountyFile | null> => {
    const number = numbers[index];
    return number === undefined ? null : fileOf(filePaths(exchange, county, number), number);
  };
  let first = 0;
  let high = numbers.length;
  while (first < high) {
    const middle = Math.floor((first + high) / 2);
    const file = await fileAt(middle);
    // A number without a file says nothing of the time: those before it are looked at.
    if (file !== null && Date.parse(file.received) < from) first = middle + 1;
    else high = middle;
  }
  const found: CountyFile[] = [];
  for (let index = first; index < numbers.length; index += 1) {
    const file = await fileAt(index);
    const received = file === null ? from : Date.parse(file.received);
    if (received > to) break;
    if (file !== null && received >= from) found.push(file);
  }
  return found;
}

/** The newest file of that name, and where it is on its way. */
export async function fileOfName(
  exchange: string,
  county: County,
  name: string,
): Promise<Answer<CountyFile>> {
  for (const number of (await numbersOf(exchange, county)).toReversed()) {
    const found = await fileOf(filePaths(exchange, county, number), number);
    if (found?.file === name) return done(found);
  }
  return misaddressed(`County ${county} has no file of that name: list its files.`);
}

/** The newest receipt of a file of that name. */
export async function receiptOfName(
  exchange: string,
  county: County,
  name: string,
): Promise<Answer<Receipt>> {
  for (const number of (await numbersOf(exchange, county)).toReversed()) {
    const receipt = await receiptOf(filePaths(exchange, county, number));
    if (receipt?.file === name) return done(receipt);
  }
  return misaddressed(`County ${county} has no receipt of a file of that name: list its files.`);
}

/** A file by its number. */
export async function fileOfNumber(
  exchange: string,
  county: County,
  number: number,
): Promise<Answer<CountyFile>> {
  const found = await fileOf(filePaths(exchange, county, number), number);
  if (found !== null) return done(found);
  return misaddressed(`County ${county} has no file of that number: list its files.`);
}

/** Most bytes of rejects that are read at once. */
const REJECTS_CHUNK_BYTES = 64 * 1024;

/** The rejected lines of a file as `ingest` writes them, one a line, for as long as they are kept: 30 days. */
export async function rejectsOfFile(
  exchange: string,
  county: County,
  number: number,
): Promise<Answer<AsyncIterable<Uint8Array>>> {
  const { rejects } = filePaths(exchange, county, number);
  try {
    const file = await open(rejects, 'r');
    // Without an encoding the stream gives bytes; it closes the file.
    const stream = file.createReadStream({ highWaterMark: REJECTS_CHUNK_BYTES });
    return done(stream as AsyncIterable<Uint8Array>);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return misaddressed('The file has no rejected lines, or they are not kept any more (30 days).');
}

async function fileOf(own: FilePaths, number: number): Promise<CountyFile | null> {
  const by = (await uploaderOf(own.upload))?.by ?? null;
  const receipt = await receiptOf(own);
  if (receipt !== null) {
    const { file, received } = receipt;
    return { number, file, received, by, state: 'taken', done: 1, receipt, reason: null };
  }
  const returned = await jsonIn<ReturnedFile>(own.returned);
  if (returned !== null) {
    const { file, received, reason } = returned;
    return { number, file, received, by, state: 'returned', done: 1, receipt: null, reason };
  }
  const state = await stateIn(own.journal);
  if (state.claimed === null) return null;
  const { name: file, received } = state.claimed;
  const done = doneOf(state);
  return { number, file, received, by, state: 'taking', done, receipt: null, reason: null };
}

/** How much of a file that was begun is decided; 0 while it is looked at for the first time. */
function doneOf({ begun, counts, last }: FileState): number {
  if (begun === null || begun.records === 0) return 0;
  const { accepted, duplicates, rejected } = last === null ? counts : withPart(counts, last);
  return Math.min(1, (accepted + duplicates + rejected) / begun.records);
}

/** The receipt that is kept of a file; null where it has none yet. */
export function receiptOf(own: FilePaths): Promise<Receipt | null> {
  return jsonIn<Receipt>(own.receipt);
}

/** What we have written; null where there is nothing. */
async function jsonIn<Value>(path: string): Promise<Value | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Value;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The numbers of a county's files, in order of arrival. */
export async function numbersOf(exchange: string, county: County): Promise<readonly number[]> {
  try {
    const names = await readdir(join(exchange, county));
    return names
      .filter((name) => NUMBER.test(name))
      .map(Number)
      .sort((one, other) => one - other);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
