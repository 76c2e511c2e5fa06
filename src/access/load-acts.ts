import type { AccessActRead } from '../../events/acts/read-access-act.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { decideInOrder } from '../../projections/access/decide.js';
import type { ActDecision } from '../../projections/access/decide.js';
import { decideAndAppendAll, readActs, salted } from '../acts/decide-and-append.js';
import type { ActsSoFar, Decided } from '../acts/decide-and-append.js';
import { ACCESS, ACT_BATCH_BYTES_MAX } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';
import { ACCESS_KIND } from './access-log.js';

/** Most acts that are decided, and kept, together. */
export const ACTS_AT_ONCE_MAX = 500;

/** Most bytes that salts add to an act. */
const SALTS_BYTES_MAX = 150;

/** A line of a file of acts, read. */
export interface ActLine {
  readonly line: number;
  readonly read: AccessActRead;
  /** Bytes of the line: the act's body has about as many. */
  readonly bytes: number;
}

/** What came of a line. When it is told, what was accepted is on disk. */
export interface LineDecided {
  readonly line: number;
  readonly decision: ActDecision;
}

/** How many acts of a file were accepted and refused. */
export interface ActsLoaded {
  readonly accepted: number;
  readonly refused: number;
}

/**
 * Loads acts in the order of their lines. The stream is read and folded once; the acts go into it in batches, each
 * whole, and a batch is decided anew where others have acted meanwhile.
 *
 * @param onDecided - told of each batch in order, when it is kept
 */
export async function loadActs(
  log: ActLog,
  lines: AsyncIterable<readonly ActLine[]>,
  clock: () => Instant,
  onDecided: (decided: readonly LineDecided[]) => void | Promise<void>,
): Promise<ActsLoaded> {
  let known = await readActs(log, ACCESS_KIND, ACCESS);
  let accepted = 0;
  let refused = 0;
  for await (const batch of batchesOf(lines)) {
    const { decided, after } = await decideAndAppendAll(log, ACCESS_KIND, ACCESS, known, (acts) =>
      decideBatch(acts, batch, clock()),
    );
    known = after;
    accepted += decided.filter(({ decision }) => decision.kind === 'done').length;
    refused += decided.filter(({ decision }) => decision.kind === 'refusal').length;
    await onDecided(decided);
  }
  return { accepted, refused };
}

interface BatchDecided {
  readonly decided: readonly LineDecided[];
  /** The stream as it is with them. */
  readonly after: ActsSoFar<AccessState>;
}

function decideBatch(
  { size, state }: ActsSoFar<AccessState>,
  batch: readonly ActLine[],
  now: Instant,
): Decided<BatchDecided> {
  const reads = batch.map(({ read }) => read);
  const { decisions, state: after } = decideInOrder(state, reads, now);
  const bodies = decisions.flatMap((each) => (each.kind === 'done' ? [salted(each.body)] : []));
  const decided = batch.flatMap(({ line }, index) => {
    const decision = decisions[index];
    return decision === undefined ? [] : [{ line, decision }];
  });
  const newSize = size + bodies.length;
  return {
    bodies,
    answer: { decided, after: { size: newSize, lastAt: after.lastAt, state: after } },
  };
}

/** The lines in batches that are kept in one piece. */
async function* batchesOf(
  lines: AsyncIterable<readonly ActLine[]>,
): AsyncGenerator<readonly ActLine[], void, undefined> {
  let batch: ActLine[] = [];
  let bytes = 0;
  for await (const some of lines) {
    for (const line of some) {
      const isFull = batch.length === ACTS_AT_ONCE_MAX || bytes + line.bytes > ACT_BATCH_BYTES_MAX;
      if (isFull && batch.length > 0) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(line);
      bytes += line.bytes + SALTS_BYTES_MAX;
    }
  }
  if (batch.length > 0) yield batch;
}
