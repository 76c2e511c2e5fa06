import { parentPort, workerData } from 'node:worker_threads';
import { openHouseOfThread } from '../../src/application/wiring/house-of-thread.js';
import { HELD_COLUMNS_BYTES_MAX, KEPT_YEARS_BYTES_MAX } from '../../src/http/bounds.js';
import { AnswersInThread } from '../../src/http/reading/answer-in-thread.js';
import type { CountyQuestion } from '../../src/http/reading/questions.js';
import type { SentTask } from '../../src/threads/pool-thread.js';

/** A question, or nothing: then what is timed is the way to the thread and back. */
export type AnsweringTask = CountyQuestion | null;

/** How the pool of the product starts this program; the other one calls its default export. */
export interface AnsweringData {
  readonly isOurs: true;
}

// The program of a thread of either pool. What it answers is what the service's threads answer.
const house = openHouseOfThread(
  process.env['BENCH_FOLDER'] ?? '',
  KEPT_YEARS_BYTES_MAX,
  HELD_COLUMNS_BYTES_MAX,
);
const answers = new AnswersInThread(house);

export default async function reply(task: AnsweringTask): Promise<string> {
  if (task === null) return '';
  const acts = { submissions: null, retention: null };
  const asked = { kind: 'question', question: task, acts } as const;
  const replied = await answers.reply(asked);
  if (replied.kind !== 'answered') throw new Error('A question was not answered.');
  return replied.value.text;
}

if ((workerData as Partial<AnsweringData> | null)?.isOurs === true) {
  parentPort?.on('message', ({ number, task }: SentTask<AnsweringTask>) => {
    void reply(task).then((text) => parentPort?.postMessage({ number, reply: text }));
  });
}
