import type { County } from '../../../../events/values/county.js';
import type { ErasedEntry } from '../../../ports/erasure.js';
import { isErased } from '../../../ports/erasure.js';
import { planHash } from '../../../../projections/seal/erasure-hashes.js';
import { LedgerCutShort, LedgerStreamDamaged } from '../../../ports/server-failures.js';
import type { LedgerStream } from '../ledger-stream.js';
import { readEntryOf, leafOfEntry } from '../entry-event.js';
import type { Replica } from '../replica.js';
import type { LedgerMove } from './moved-event.js';
import { rangesOf } from './ranges-of.js';

/** How often it is begun anew because the replica grew, or the ledger moved, meanwhile. */
const ATTEMPTS_MAX = 20;

/** The moves of a stream that a replica has not met. */
export const unmetMoves = async (
  stream: LedgerStream,
  replica: Replica,
): Promise<readonly LedgerMove[]> => {
  const known = await replica.erasures(stream.county);
  return stream.moves.filter(({ order }) => !known.includes(order));
};

/**
 * Lets the replica erase what the moves of a stream have erased that it has slept through. The new stream is
 * compared with all that the replica holds before one record of it goes: the same leaf at every position.
 * @throws LedgerStreamDamaged where it is another ledger; LedgerCutShort where the replica knows of an erasure
 * and the stream does not; EventStoreUnavailable
 */
export const meetMoves = async (
  stream: LedgerStream,
  replica: Replica,
  signal?: AbortSignal,
): Promise<void> => {
  const { county } = stream;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    if (isAborted(signal)) return;
    const unmet = await unmetMoves(stream, replica);
    if (unmet.length === 0) return;
    const { name } = stream;
    const size = await replica.size(county);
    for (const move of unmet) await assertRoot(stream, replica, move, size);
    const erased = await erasedUpTo(stream, replica, size, unmet, signal);
    if (stream.name !== name || isAborted(signal)) continue;
    const erasures = unmet.map((move) => ({
      move,
      entries: erased.filter(({ order }) => order === move.order),
    }));
    for (const { move, entries } of erasures) assertPlan(stream, move, entries, size);
    if (await replica.erase(county, size, erasures)) return;
  }
  throw new Error(
    `The replica of county ${county} changed ${String(ATTEMPTS_MAX)} times while it was to erase what the ledger's move has erased: do it again when less is being added.`,
  );
};

/** @throws where the replica holds more erasures than the stream has moves */
export const assertNoStrangeErasure = async (
  stream: LedgerStream,
  replica: Replica,
): Promise<void> => {
  const { county, name } = stream;
  for (const order of await replica.erasures(county)) {
    if (stream.moves.some((move) => move.order === order)) continue;
    const finding = `the replica on this machine knows that order ${String(order)} has erased records and moved the ledger, and stream "${name}" does not say so.`;
    throw stream.stop(new LedgerCutShort(county, name, finding));
  }
};

/** What an event says that the ledger was when it was written. */
type RootSaid = Pick<LedgerMove, 'size' | 'root'>;

const proved = new WeakMap<Replica, Set<RootSaid>>();

/** Once for each: the root that the ledger is said to have had is the replica's, as far as that has come. */
export const assertRoots = async (
  stream: LedgerStream,
  replica: Replica,
  held: number,
): Promise<void> => {
  const known = proved.get(replica) ?? new Set();
  proved.set(replica, known);
  for (const said of [...(stream.rescue === null ? [] : [stream.rescue]), ...stream.moves]) {
    if (known.has(said) || held < said.size) continue;
    await assertRoot(stream, replica, said, held);
    known.add(said);
  }
};

const assertRoot = async (
  stream: LedgerStream,
  replica: Replica,
  { size, root }: RootSaid,
  held: number,
): Promise<void> => {
  const { county, base } = stream;
  if (held < size || (await replica.root(county, size)) === root) return;
  const from = stream.left.find((move) => move.size === size)?.from ?? base;
  const finding = `the ledger is said to have moved with root ${root}, which is not the replica's.`;
  throw stream.stop(new LedgerStreamDamaged(county, from, size + 1, finding));
};

/** Compares the stream with what the replica holds, and gives what the unmet moves have erased of it. */
const erasedUpTo = async (
  stream: LedgerStream,
  replica: Replica,
  size: number,
  unmet: readonly LedgerMove[],
  signal?: AbortSignal,
): Promise<readonly ErasedEntry[]> => {
  const { county, name } = stream;
  const erased: ErasedEntry[] = [];
  const damaged = (position: number, finding: string): Error =>
    stream.stop(new LedgerStreamDamaged(county, name, position, finding));
  let next = 1;
  for await (const page of stream.pages(1, size, signal)) {
    const leaves = await replica.leaves(county, next, next + page.length - 1);
    for (const [index, entry] of page.map(readEntryOf).entries()) {
      if (Buffer.compare(leafOfEntry(entry), leaves[index] ?? new Uint8Array()) !== 0) {
        throw damaged(next + index, 'the replica on this machine has another record there.');
      }
      if (!isErased(entry)) continue;
      const { position, order } = entry;
      if (!stream.moves.some((move) => move.order === order)) {
        throw damaged(
          position,
          `its record was erased by order ${String(order)}, which never moved the ledger.`,
        );
      }
      if (!unmet.some((move) => move.order === order)) continue;
      if (Buffer.compare(await replica.idHash(county, position), entry.idHash) !== 0) {
        throw damaged(position, "what is left of the erased record has another id's hash.");
      }
      erased.push(entry);
    }
    next += page.length;
  }
  if (next <= size && stream.name === name && !isAborted(signal)) {
    const finding = `stream "${name}" has ${String(next - 1)} records, and the replica on this machine has ${String(size)}.`;
    throw stream.stop(new LedgerCutShort(county, name, finding));
  }
  return erased;
};

/** What was erased is what the order's plan says: the whole of it lies before the cut. */
const assertPlan = (
  stream: LedgerStream,
  move: LedgerMove,
  entries: readonly ErasedEntry[],
  size: number,
): void => {
  const { county, name }: { county: County; name: string } = stream;
  if (size < move.cut) return;
  const positions = entries.map(({ position }) => position);
  if (planHash(county, move, rangesOf(positions)) === move.plan) return;
  const finding = `what order ${String(move.order)} has erased is not what its plan says.`;
  throw stream.stop(new LedgerStreamDamaged(county, name, move.size, finding));
};

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;
