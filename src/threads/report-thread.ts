import { parentPort, workerData } from 'node:worker_threads';
import { knownWith } from '../../projections/form/editions.js';
import { ReportFolding } from '../../projections/form/report.js';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { viewOfLedger } from '../reports/view-of-ledger.js';
import { BlockTurns } from './block-turns.js';
import { PartInTurns } from './report-part.js';
import type { CountedPart, ReportPartReply, ReportPartTask } from './report-part.js';
import type { Said, SentTask } from './pool-thread.js';

// The program of a thread: it opens the folder for reading by itself, and is ended by its pool.
const { folder } = workerData as { readonly folder: string };
const { ledgers } = openLedgersToRead(folder);

parentPort?.on('message', ({ number, task }: SentTask<ReportPartTask>) => {
  const said: Said<ReportPartReply, never> = { number, reply: replyOf(task) };
  parentPort?.postMessage(said);
});

function replyOf(task: ReportPartTask): ReportPartReply {
  try {
    const part = partOf(task);
    return part === null ? { kind: 'failed' } : { kind: 'counted', part };
  } catch {
    new BlockTurns(0, task.turns).stop();
    return { kind: 'failed' };
  }
}

/** Null where another has stopped. */
function partOf(task: ReportPartTask): CountedPart | null {
  const { county, months, asOf, edition, links } = task;
  const file = ledgers.ledger(county);
  if (file === null) throw new Error(`The ledger of county ${county} was removed.`);
  file.refresh();
  const view = viewOfLedger(file, asOf, () => undefined);
  const folding = new ReportFolding(view, { months, asOf, known: knownWith(edition ?? undefined) });
  const turns = new BlockTurns(view.blockCount, task.turns);
  const part = new PartInTurns(folding, links, turns);
  part.foldCases(view);
  return turns.areAllFolded() ? part.foldChildren() : null;
}
