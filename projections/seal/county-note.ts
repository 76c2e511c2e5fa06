/**
 * The text of a county's signed notes: its ledger's checkpoint, then the size and root of each of its streams of acts.
 */
import { checkpointText, parseCheckpoint } from './signed-note.js';
import type { Checkpoint } from './signed-note.js';

/** How many leaves a tree has, and its root, 32 bytes. */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The streams of acts that a county has beside its ledger. */
export const COUNTY_STREAMS = ['submissions', 'retention'] as const;

export type CountyStream = (typeof COUNTY_STREAMS)[number];

/** The heads of a county's streams of acts. */
export type ActHeads = Readonly<Record<CountyStream, TreeHead>>;

/** What a note says of a county. */
export interface CountyNote {
  readonly ledger: Checkpoint;
  /** Null in a checkpoint of the ledger alone. */
  readonly acts: ActHeads | null;
  /** The program that took the county's acts in from a folder without notes; null in every other note. */
  readonly takenInBy: string | null;
}

const ACTS_LINE = /^(?<stream>[a-z]+) (?<size>0|[1-9]\d{0,14}) (?<root>[A-Za-z0-9+/]{43}=)$/u;
const TAKEN_IN = 'taken in by ';

/** The text that is signed. */
export function countyNoteText({ ledger, acts, takenInBy }: CountyNote): string {
  const lines =
    acts === null
      ? []
      : COUNTY_STREAMS.map((stream) => {
          const { size, root } = acts[stream];
          return `${stream} ${String(size)} ${Buffer.from(root).toString('base64')}\n`;
        });
  const kind = takenInBy === null ? [] : [`${TAKEN_IN}${takenInBy}\n`];
  return [checkpointText(ledger), ...lines, ...kind].join('');
}

/** What a text says, null if it is no note of a county in just this form. */
export function parseCountyNote(text: string): CountyNote | null {
  const ledger = parseCheckpoint(text);
  if (ledger === null) return null;
  const rest = text.split('\n').slice(3, -1);
  if (rest.length === 0) return { ledger, acts: null, takenInBy: null };
  const [submissions, retention] = COUNTY_STREAMS.map((stream, index) =>
    headIn(rest[index] ?? '', stream),
  );
  const [kind, ...more] = rest.slice(COUNTY_STREAMS.length);
  if (!submissions || !retention || more.length > 0) return null;
  if (kind !== undefined && !(kind.startsWith(TAKEN_IN) && kind.length > TAKEN_IN.length)) {
    return null;
  }
  const takenInBy = kind?.slice(TAKEN_IN.length) ?? null;
  return { ledger, acts: { submissions, retention }, takenInBy };
}

function headIn(line: string, stream: CountyStream): TreeHead | null {
  const groups = ACTS_LINE.exec(line)?.groups;
  if (groups?.['stream'] !== stream) return null;
  const root = Buffer.from(groups['root'] ?? '', 'base64');
  return root.length === 32 && root.toString('base64') === groups['root']
    ? { size: Number(groups['size']), root }
    : null;
}
