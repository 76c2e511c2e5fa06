/**
 * The text of a signed note of a stream of acts that has notes of its own: a checkpoint of its tree, then the leaves
 * that it was made with, or which program took the acts in.
 */
import { checkpointText, parseCheckpoint } from './signed-note.js';
import type { Checkpoint } from './signed-note.js';

/** Most leaves that a note names: no more acts are appended together. */
export const NOTE_LEAVES_MAX = 1_000;

/** What an anchor says besides, so that whoever opens the acts need not compute each leaf. */
export interface StreamOpening {
  /** The complete subtrees that the acts fall into, the largest first. */
  readonly peaks: readonly Uint8Array[];
  /** SHA-256 of the acts' bodies as they are kept, each with a newline behind it. */
  readonly bodies: Uint8Array;
}

/** What a note says of its stream. */
export interface OwnNote {
  readonly head: Checkpoint;
  /** The leaf hashes of the acts that it was made with, the last of the tree's, in order; none in an anchor. */
  readonly leaves: readonly Uint8Array[];
  /** Of an anchor; null in every other note. */
  readonly opening: StreamOpening | null;
  /** The program that took the acts in from a folder without notes; null in every other note. */
  readonly takenInBy: string | null;
}

const HASH_LINE = /^(?<kind>leaf|bodies|peak) (?<hash>[A-Za-z0-9+/]{43}=)$/u;
const TAKEN_IN = 'taken in by ';

/** What a stream with notes of its own is called in them, which is also the name that their key signs by. */
export function originOfOwn(name: string): string {
  return `plumbline/${name}`;
}

/** The text that is signed. */
export function ownNoteText({ head, leaves, opening, takenInBy }: OwnNote): string {
  const lines = [
    ...leaves.map((leaf) => hashLine('leaf', leaf)),
    ...(opening === null ? [] : [hashLine('bodies', opening.bodies)]),
    ...(opening?.peaks ?? []).map((peak) => hashLine('peak', peak)),
    ...(takenInBy === null ? [] : [`${TAKEN_IN}${takenInBy}\n`]),
  ];
  return [checkpointText(head), ...lines].join('');
}

/** What a text says, null if it is no such note in just this form. */
export function parseOwnNote(text: string): OwnNote | null {
  const head = parseCheckpoint(text);
  if (head === null) return null;
  const hashes = { leaf: nothing(), bodies: nothing(), peak: nothing() };
  let takenInBy: string | null = null;
  for (const line of text.split('\n').slice(3, -1)) {
    const { kind, hash } = HASH_LINE.exec(line)?.groups ?? {};
    if (kind === 'leaf' || kind === 'bodies' || kind === 'peak') {
      hashes[kind].push(Buffer.from(hash ?? '', 'base64'));
    } else if (line.startsWith(TAKEN_IN)) takenInBy = line.slice(TAKEN_IN.length);
  }
  const [bodies] = hashes.bodies;
  const opening = bodies === undefined ? null : { bodies, peaks: hashes.peak };
  const note = { head, leaves: hashes.leaf, opening, takenInBy };
  // In just this form: what it says, written again, is the same text.
  return ownNoteText(note) === text && hashes.leaf.length <= head.size ? note : null;
}

function hashLine(kind: string, hash: Uint8Array): string {
  return `${kind} ${Buffer.from(hash).toString('base64')}\n`;
}

function nothing(): Uint8Array[] {
  return [];
}
