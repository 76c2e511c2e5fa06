import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { reportMonths } from '../projections/form/report.js';
import { viewOfLedger } from '../src/reports/view-of-ledger.js';
import { ReportInParts } from '../src/threads/report-in-parts.js';
import { LAST_MONTH, REPORTED_MONTHS, caseloadIn } from './caseload.js';
import { median } from './measuring/medians.js';
import { isToDo, prepare } from './prepare/prepare.js';
import { openStored } from './work/stored-ledger.js';

/**
 * A county's report folded by one thread and by all cores, in turns, in one process that is warm:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/report-in-parts.js --folder DIR [--cases N] [--rounds N] [--threads N]
 */
const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: { folder: option, cases: option, rounds: option, threads: option },
});
const cases = Number(values.cases ?? '30000');
const rounds = Number(values.rounds ?? '7');
const threads = Number(values.threads ?? String(availableParallelism()));
if (values.folder === undefined) throw new Error('--folder names where the data is made and kept.');

const caseload = caseloadIn(values.folder, cases, 'plumbline', null);
for (const step of ['simulate', 'store'] as const) {
  if (isToDo(step, caseload)) await prepare(step, caseload);
}
const { folder, file } = openStored(caseload);
const inParts = new ReportInParts(caseload.store, threads - 1);
const untold = (): void => undefined;

for (const [title, months] of [
  ['one month', [LAST_MONTH]],
  ['twelve months', REPORTED_MONTHS],
] as const) {
  const asked = { months, asOf: file.size, source: 'segments' } as const;
  const byOne: number[] = [];
  const byAll: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const startMs = performance.now();
    const alone = reportMonths(viewOfLedger(file, file.size, untold), months, file.size);
    const middleMs = performance.now();
    const together = await inParts.reports(file, asked, untold);
    const endMs = performance.now();
    if (JSON.stringify(together) !== JSON.stringify(alone)) throw new Error('Other figures.');
    // The first rounds warm both.
    if (round < 0) continue;
    byOne.push(middleMs - startMs);
    byAll.push(endMs - middleMs);
  }
  const ratio = median(byOne.map((ms, round) => ms / (byAll[round] ?? NaN)));
  console.log(
    `${title}, ${String(file.size)} records: one thread ${median(byOne).toFixed(0)} ms, ${String(threads)} threads ${median(byAll).toFixed(0)} ms, x ${ratio.toFixed(2)} (median of ${String(rounds)} rounds; load ${loadavg()[0]?.toFixed(1) ?? ''})`,
  );
}
await inParts.close();
folder.close();
