import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { IS_SOAK } from '../support/soak.js';
import { THREADS_WORTH_RECORDS } from '../../src/threads/replay-counties.js';
import { REPLAY_THREADS_MAX } from '../../src/http/bounds.js';
import { ask, runService } from './running-service.js';
import type { RunningService } from './running-service.js';

/** Two counties of so many cases each are, in a soak, more records than the commands replay without threads. */
const CASES = IS_SOAK ? 2_400 : 20;
const SIMULATED = `simulate --cases ${String(CASES)} --from 2004-10 --to 2006-09 --seed one-pool --county`;

/** The names of a process's threads. */
function threadsOf(pid: number): readonly string[] {
  const tasks = `/proc/${String(pid)}/task`;
  return readdirSync(tasks).flatMap((task) => {
    const name = join(tasks, task, 'comm');
    // One that has ended meanwhile is none.
    return existsSync(name) ? [readFileSync(name, 'utf8').trim()] : [];
  });
}

const isMissing = !existsSync('/proc/self/task');
if (isMissing) process.stderr.write('Left out: the count of threads: this system has no /proc.\n');

(isMissing ? describe.skip : describe)('the threads of a service', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const replayThreads = Math.min(REPLAY_THREADS_MAX, Math.max(3, availableParallelism()));
  let service: RunningService;

  beforeAll(async () => {
    let records = 0;
    for (const county of ['19', '30']) {
      const caseload = await plumbline([...SIMULATED.split(' '), county]);
      const ingest = ['ingest', '-', '--json', '--data', data];
      const { stdout } = await plumbline(ingest, { stdin: caseload.bytes });
      records += (JSON.parse(stdout) as { accepted: number }).accepted;
    }
    if (IS_SOAK) expect(records).toBeGreaterThan(THREADS_WORTH_RECORDS);
    service = await runService(data);
  }, 600_000);
  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  it('are one pool, whatever is asked: the state, and counties besides', async () => {
    const pid = service.process.pid ?? 0;
    const replaying = (): number => threadsOf(pid).filter((name) => name === 'replay').length;
    // Threads without a name of ours: whatever is started besides.
    const others = (): number => threadsOf(pid).filter((name) => name === 'WorkerThread').length;
    const seen = new Set<string>();
    const watch = setInterval(() => seen.add(`${String(replaying())} and ${String(others())}`), 1);
    const months = ['2006-07', '2006-08', '2006-09'];
    const answers = await Promise.all(
      months.flatMap((month) => [
        ask(`${service.url}/v1/reports/${month}`),
        ask(`${service.url}/v1/counties/19/reports/${month}`),
        ask(`${service.url}/v1/counties/30/reports/${month}?format=csv`),
      ]),
    );
    clearInterval(watch);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // It begins with one, and starts the others as they are needed.
    const upToAll = Array.from({ length: replayThreads }, (_, more) => `${String(more + 1)} and 0`);
    expect(upToAll).toEqual(expect.arrayContaining([...seen]));
    expect(seen).toContain(upToAll.at(-1));
    const { stdout } = await plumbline([
      ...['report', '--county', 'all', '--month', '2006-09', '--format', 'json', '--data', data],
    ]);
    expect(answers[6]?.text).toBe(stdout);
  });
});
