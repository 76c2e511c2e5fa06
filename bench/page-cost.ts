import { parseArgs } from 'node:util';
import { parseMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';
import { openHouseOfThread } from '../src/application/wiring/house-of-thread.js';
import type { InputOf } from '../src/application/list.js';
import { HELD_COLUMNS_BYTES_MAX, KEPT_YEARS_BYTES_MAX } from '../src/http/bounds.js';
import { AnswersInThread } from '../src/http/reading/answer-in-thread.js';
import type { ReplayedName, ValueTask } from '../src/http/reading/questions.js';

/**
 * The processor time that a thread of the service needs for what a page asks, while records come in: each page is as of a
 * later position. On a crowded machine it says what the times of `people` do not.
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/page-cost.js DATA [--new N]
 *
 * DATA is a data folder with county 19, as `people` leaves one in its folder; nothing is written to it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { new: { type: 'string', default: '55' } },
});
const [data = 'data'] = positionals;
/** Records between one page and the next: 500 a second, and 20 people with two seconds to think. */
const NEW_RECORDS = Number(values.new);
const PAGES = 60;
const WARM_PAGES = 10;
const COUNTY = '19' as never; // a county of the contract
const LINES = ['1', '2', '2e', '12', '18', '24', '26', '28', '29'] as const;
const ROWS = 100;

const house = openHouseOfThread(data, KEPT_YEARS_BYTES_MAX, HELD_COLUMNS_BYTES_MAX);
const answers = new AnswersInThread(house);
const file = house.ledgers.ledger(COUNTY);
if (file === null) throw new Error(`The folder ${data} has no ledger of county 19.`);
const month = parseMonth('2006-09') ?? (0 as Month); // a month that exists
const cases = file.subjects().filter(({ kind }) => kind === 'case');
const KINDS_OF_PAGES = 3;
let asOf = file.refresh() - NEW_RECORDS * (PAGES + WARM_PAGES) * KINDS_OF_PAGES;

async function ask<Name extends ReplayedName>(name: Name, input: InputOf<Name>): Promise<void> {
  // A name with its own input is one of the requests.
  const request = { name, input } as unknown as ValueTask['request'];
  const acts = { submissions: null, retention: null };
  const reply = await answers.reply({ kind: 'value', request, acts });
  if (reply.kind !== 'asked' || reply.reply.kind !== 'done') throw new Error(`${name} failed.`);
}

function report(): Promise<void> {
  const asked = { county: COUNTY, months: [month], asOf, form: 'CS 1257' } as const;
  return ask('report', { ...asked, source: 'segments' });
}

async function trailPage(place: number): Promise<void> {
  const of = { county: COUNTY, month, column: 'a', asOf, limit: ROWS, recordsMax: 3 } as const;
  const line = LINES[place % LINES.length] ?? '1';
  await ask('trailPage', { ...of, line, after: ROWS * ((place * 7) % 20) });
  await report();
}

async function casePage(place: number): Promise<void> {
  const id = cases[(place * 7_919) % cases.length]?.id ?? '';
  const of = { county: COUNTY, subject: { kind: 'case', id }, asOf } as const;
  await ask('explain', { ...of, month, line: null });
  await ask('history', of);
  await ask('courseOfCase', { ...of, month });
}

/** Milliseconds of this thread and of those that collect its garbage. */
function usedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function timed(what: string, page: (place: number) => Promise<void>): Promise<void> {
  const next = (place: number): Promise<void> => {
    asOf += NEW_RECORDS;
    return page(place);
  };
  for (let place = 0; place < WARM_PAGES; place += 1) await next(place);
  const before = usedMs();
  for (let place = 0; place < PAGES; place += 1) await next(WARM_PAGES + place);
  console.log(`${what.padEnd(12)} ${((usedMs() - before) / PAGES).toFixed(1)} ms`);
}

const before = usedMs();
await report();
console.log(`${'first month'.padEnd(12)} ${(usedMs() - before).toFixed(0)} ms`);
await timed('case', casePage);
await timed('month', report);
await timed('trail', trailPage);
console.log(`resident     ${String(Math.round(process.memoryUsage().rss / 2 ** 20))} MB`);
