import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCentsForPeople } from '../../../events/values/money.js';
import { makeFolders } from '../../ports/made-folder.js';
import { grouped } from '../../reports/table.js';
import { EXIT } from '../exit-codes.js';
import { handWritten, lateVoid, standingDistributions } from './late-correction.js';
import type { ToldDistribution, ToldEntry } from './late-correction.js';
import { stageFolderOf } from './stage.js';
import type { Stage } from './stage.js';

const COUNTY = ['--county', '19'] as const;
const SEPTEMBER = [...COUNTY, '--month', '2006-09'] as const;

/** What is in the tour's folder, besides the data folder. */
const CASELOAD = 'county-19.ndjson';
const BY_HAND = 'by-hand.ndjson';
const REFUSED = 'refused.ndjson';
const CORRECTION = 'correction.ndjson';
const PACKAGE = 'package';

/** One row of a trail as the commands print it. */
interface ToldRow {
  readonly case?: string;
}

/** A case that is on Line 29 by one payment alone, which turns out to be another case's. */
interface Mistake {
  readonly caseId: string;
  readonly payment: ToldDistribution;
}

/** Walks through the program from a simulated county to a forged package: each step is a command that anybody can repeat. */
export async function tour(stage: Stage, folder: string, cases: number): Promise<void> {
  makeFolders(folder);
  await stage.tell(
    `This tour works in ${folder}, which stays and can be removed. To repeat a step, go there (cd) and say: export PLUMBLINE_DATA=${stageFolderOf(folder)}`,
  );
  await takeIn(stage, folder, cases);
  const mistake = await lookAtSeptember(stage);
  await submitAndApprove(stage);
  await correctLate(stage, folder, mistake);
  await handOut(stage, folder);
  await stage.tell(
    'That was all of it. "plumbline --help" lists the commands, docs/how-to says who needs which.',
  );
}

async function takeIn(stage: Stage, folder: string, cases: number): Promise<void> {
  const months = ['--from', '2005-10', '--to', '2006-09'];
  const caseload = await stage.show({
    sentence: `A county of ${grouped(cases)} made-up cases, October 2005 to September 2006, is written to a file: one record a line, in the order in which the county learned of things.`,
    argv: ['simulate', ...COUNTY, '--cases', String(cases), ...months, '--seed', 'demo'],
    to: CASELOAD,
  });
  writeFileSync(join(folder, CASELOAD), caseload.stdout);
  writeFileSync(join(folder, BY_HAND), handWritten('190000001', 25));
  await stage.show({
    sentence: `The records are taken into the ledger. One more, written by hand (${BY_HAND}), is refused with the reason, and the rest goes on.`,
    argv: ['ingest', CASELOAD, BY_HAND, '--rejects', REFUSED],
    code: EXIT.doneWithObjections,
  });
  const refused = JSON.parse(readFileSync(join(folder, REFUSED), 'utf8')) as {
    readonly code: string;
    readonly message: string;
  };
  writeFileSync(join(folder, BY_HAND), handWritten('190000001', '25.00'));
  await stage.show({
    sentence: `${REFUSED} says why: ${refused.code}, ${refused.message} The amount is mended in the file, and the same file sent again.`,
    argv: ['ingest', BY_HAND],
  });
}

async function lookAtSeptember(stage: Stage): Promise<Mistake> {
  await stage.show({
    sentence: 'The September report is computed from the records alone.',
    argv: ['report', ...SEPTEMBER],
    lines: 22,
  });
  await stage.show({
    sentence:
      'Behind every cell are cases. These pay toward arrears (Line 29), each with the records that put it there.',
    argv: ['trail', ...SEPTEMBER, '--line', '29'],
    lines: 9,
  });
  const paying = await casesOn(stage, '29');
  const mistake = await findMistake(stage, paying);
  await stage.show({
    sentence: `Why is case ${mistake.caseId} counted there?`,
    argv: ['explain', ...SEPTEMBER, '--case', mistake.caseId, '--line', '29'],
  });
  const owing = (await casesOn(stage, '28')).find((id) => !paying.includes(id));
  if (owing !== undefined) {
    await stage.show({
      sentence: `And why is case ${owing}, which owes arrears too, not?`,
      argv: ['explain', ...SEPTEMBER, '--case', owing, '--line', '29'],
    });
  }
  return mistake;
}

async function submitAndApprove(stage: Stage): Promise<void> {
  await stage.show({
    sentence: 'A clerk submits September: version 1 is frozen at this position of the ledger.',
    argv: [
      ...['submit', ...SEPTEMBER, '--by', 'A. Clerk', '--contact-telephone', '213 555 0199'],
      ...['--at', '2006-10-12T18:00:00Z'],
    ],
    lines: 4,
  });
  await stage.show({
    sentence: 'The director, another person, approves it.',
    argv: approval('1', '2006-10-13T18:00:00Z'),
    lines: 5,
  });
}

async function correctLate(stage: Stage, folder: string, mistake: Mistake): Promise<void> {
  const { caseId, payment } = mistake;
  writeFileSync(join(folder, CORRECTION), lateVoid(caseId, payment.id));
  await stage.show({
    sentence: `In November a mistake is found: the ${formatCentsForPeople(payment.cents)} dollars distributed to case ${caseId} on ${payment.day} were another case's. Nothing is changed; a record is added that takes them out (${CORRECTION}).`,
    argv: ['ingest', CORRECTION],
  });
  await stage.show({
    sentence:
      'What was approved still stands as it was, and the program says which months differ now.',
    argv: ['outdated', ...COUNTY],
  });
  await stage.show({
    sentence: 'September is submitted again, as version 2: REVISED.',
    argv: [
      ...['submit', ...SEPTEMBER, '--by', 'A. Clerk', '--comment', 'a payment of another case'],
      ...['--at', '2006-11-08T18:00:00Z'],
    ],
    lines: 4,
  });
  await stage.ask(approval('2', '2006-11-09T18:00:00Z'));
  await stage.show({
    sentence:
      'What changed between the versions, who made the difference, and by which record with which reason.',
    argv: ['diff', ...SEPTEMBER, '--from', 'v1', '--to', 'v2'],
  });
}

async function handOut(stage: Stage, folder: string): Promise<void> {
  await stage.show({
    sentence: 'The evidence of version 2, for somebody who has nothing of ours.',
    argv: ['package', ...SEPTEMBER, '--version', '2', '--out', PACKAGE],
  });
  const verifier = `${PACKAGE}/verify.mjs`;
  await stage.showOffline(
    'He checks it with nothing but Node: no network, no other program.',
    verifier,
    EXIT.done,
  );
  const line = join(folder, PACKAGE, 'data/trail/line-29.csv');
  const honest = readFileSync(line, 'utf8');
  const lastRow = honest.trimEnd().lastIndexOf('\r\n') + 2;
  writeFileSync(line, honest.slice(0, lastRow));
  await stage.showOffline(
    'Somebody takes one case off the trail of Line 29, and is caught.',
    verifier,
    EXIT.doneWithObjections,
  );
  writeFileSync(line, honest);
}

function approval(version: string, at: string): readonly string[] {
  const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
  return ['approve', ...SEPTEMBER, '--version', version, ...director, '--at', at];
}

async function casesOn(stage: Stage, line: string): Promise<readonly string[]> {
  const { stdout } = await stage.ask(['trail', ...SEPTEMBER, '--line', line, '--json']);
  const rows = JSON.parse(stdout) as readonly ToldRow[];
  return rows.flatMap((row) => row.case ?? []);
}

/** The first case that pays once, or any payment of one that pays more often. */
async function findMistake(stage: Stage, paying: readonly string[]): Promise<Mistake> {
  let any: Mistake | null = null;
  for (const caseId of paying) {
    const { stdout } = await stage.ask(['history', ...COUNTY, '--case', caseId, '--json']);
    const payments = standingDistributions(JSON.parse(stdout) as readonly ToldEntry[]).filter(
      ({ paysArrears }) => paysArrears,
    );
    const payment = payments.at(-1);
    if (payment === undefined) continue;
    if (payments.length === 1) return { caseId, payment };
    any ??= { caseId, payment };
  }
  if (any === null) throw new Error('No case of the tour pays toward arrears.');
  return any;
}
