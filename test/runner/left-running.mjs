// What must not outlive a spec, nor a run: a process that a test started. Seen through /proc; a system without it is
// taken at its word.
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** What has been told to stop may take so long for it, milliseconds. */
const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** A process of the system: `start` is told in ticks since the system started. */
function processOf(pid) {
  try {
    // The name, in brackets, may itself hold brackets and spaces.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent, group] = fields;
    return { pid: Number(pid), state, parent: Number(parent), group, start: Number(fields[19]) };
  } catch {
    // It ended meanwhile.
    return null;
  }
}

/** All processes that have not ended. */
function processes() {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(processOf)
    .filter((each) => each !== null && each.state !== 'Z' && each.state !== 'X');
}

function commandOf({ pid }) {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return '(ended)';
  }
}

/** Waits for an end; what is then still there is killed and told of, one line each. */
async function ended(findThem, patienceMs = PATIENCE_MS) {
  const until = Date.now() + patienceMs;
  let left = findThem();
  while (left.length > 0 && Date.now() < until) {
    await pause(POLL_MS);
    left = findThem();
  }
  return left.map((each) => {
    const told = `${String(each.pid)} ${commandOf(each)}`;
    try {
      process.kill(each.pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
    return told;
  });
}

/** Processes that this worker's spec started and left running. */
export async function leftByTheSpec(patienceMs) {
  return await ended(() => processes().filter((each) => each.parent === process.pid), patienceMs);
}

/**
 * Processes of this run that nobody looks after any more: their parent ended, and the system gave them to a process
 * that is older than the run and no part of it. What was started beside the run is not meant.
 */
function orphans() {
  const all = new Map(processes().map((each) => [each.pid, each]));
  const own = all.get(process.pid);
  const takers = new Set();
  for (let each = all.get(own.parent); each !== undefined; each = all.get(each.parent)) {
    if (each.group !== own.group || each.pid === 1) takers.add(each.pid);
  }
  return [...all.values()].filter(
    ({ pid, parent, group, start }) =>
      pid !== own.pid && group === own.group && start >= own.start && takers.has(parent),
  );
}

/** Jest's `globalTeardown`: fails the run through the file that test/faults.mjs reads at its end. */
export default async function afterAll(_globalConfig, projectConfig) {
  if (!existsSync('/proc/self/stat')) return;
  for (const told of await ended(orphans, projectConfig.testEnvironmentOptions.patienceMs)) {
    appendFileSync(process.env.PLUMBLINE_TEST_FAULTS, `A test left a process running: ${told}\n`);
  }
}
