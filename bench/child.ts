import type { Caseload } from './caseload.js';
import { answerParent } from './measuring/child-process.js';
import { measure } from './measuring/work.js';
import { prepare } from './prepare/prepare.js';
import type { StepName } from './prepare/prepare.js';
import { WORKS } from './works.js';
import type { WorkEntry, WorkName } from './works.js';

/** What a process of the benchmark is asked to do. */
export type Task =
  | { readonly kind: 'prepare'; readonly step: StepName; readonly caseload: Caseload }
  | { readonly kind: 'measure'; readonly work: WorkName; readonly caseload: Caseload };

/** The whole life of a process that was started to measure or to prepare one thing. */
export async function beChild(argument: string | undefined): Promise<void> {
  const task = JSON.parse(argument ?? 'null') as Task; // written by `askChild` of this program
  switch (task.kind) {
    case 'prepare':
      await prepare(task.step, task.caseload);
      await answerParent({});
      return;
    case 'measure': {
      const entry: WorkEntry = WORKS[task.work];
      const work = await entry.open(task.caseload);
      await answerParent(await measure(work, entry.times(task.caseload.cases)));
      return;
    }
  }
}
