// How a worker ends once its last spec is over: jest waits for it (`workerGracefulExitTimeout`), kills it, and says only
// that a worker "has failed to exit gracefully". One that has nothing open ends at once, and does not give back a heap of
// some hundred megabytes first, as Node does where nobody calls `exit`. Of one that has, it is said what is open, and
// which specs left something of the kind.
import process from 'node:process';

/** What jest sends a worker when there is no more work (jest-worker's CHILD_MESSAGE_END). */
const NO_MORE_WORK = 2;

const leftBySpec = new Map();

/** Handles and timers that keep a process alive, by kind; pipes are the worker's own. */
export function openNow() {
  const counts = new Map();
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind === 'PipeWrap') continue;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Remembers what is open after a spec and was not before it; it may still be closing. */
export function rememberLeft(spec, before) {
  const now = openNow();
  const left = [...now].filter(([kind, count]) => count > (before.get(kind) ?? 0));
  if (left.length > 0) leftBySpec.set(spec, left);
}

function told([kind, count]) {
  return `${String(count)} ${kind}`;
}

function tell() {
  const open = openNow();
  const lines = [...leftBySpec]
    .filter(([, left]) => left.some(([kind]) => open.has(kind)))
    .map(([spec, left]) => `  after ${spec}: ${left.map(told).join(', ')}`);
  const what = open.size === 0 ? 'nothing' : [...open].map(told).join(', ');
  process.stderr.write(`A worker does not end. It has open: ${what}\n${lines.join('\n')}\n`);
}

let isEnding = false;

/**
 * Once in a worker, as its first spec begins.
 *
 * @param patienceMs - when it is told of a worker that does not end; less than jest waits
 */
export function endWithoutDelay(patienceMs) {
  if (isEnding) return;
  isEnding = true;
  const listener = (message) => {
    if (!Array.isArray(message) || message[0] !== NO_MORE_WORK) return;
    // As long as somebody listens, the channel itself keeps the process.
    process.removeListener('message', listener);
    setTimeout(tell, patienceMs).unref();
    process.once('beforeExit', () => {
      process.exit();
    });
  };
  process.on('message', listener);
}
