import type { County } from '../../../events/values/county.js';
import { COUNTY_STREAMS } from '../../../projections/seal/county-note.js';
import type { ActLog } from '../../ports/act-log.js';
import type { ActNumber, KeptNote, Notes, PreparedNote } from '../../ports/notes.js';

/** How often others may add notes meanwhile. */
const ATTEMPTS_MAX = 20;

/**
 * The notes of acts where the acts are on a server: events of stream `checkpoints-CC`, one after the other. The anchor
 * of a ledger is of the replica on this machine, and stays in its folder.
 */
export class NotesOnServer implements Notes {
  readonly #streams: ActLog;
  readonly #local: Notes;

  constructor(streams: ActLog, local: Notes) {
    this.#streams = streams;
    this.#local = local;
  }

  counties(): readonly County[] {
    return this.#local.counties();
  }

  anchors(county: County): readonly KeptNote[] {
    return this.#local.anchors(county);
  }

  /** What is on the server is found when it is read: it takes a question to know. */
  hasOthers(): boolean {
    return false;
  }

  keepAnchor(county: County, text: string): Promise<void> {
    return this.#local.keepAnchor(county, text);
  }

  async all(county: County): Promise<readonly KeptNote[]> {
    const kept = await this.#streams.read(county);
    return kept.map(({ number, body }) => noteIn(county, number, body));
  }

  /** After its act: a server's stream takes no promise back. */
  prepare(county: County, act: ActNumber, text: string): Promise<PreparedNote> {
    return Promise.resolve({
      keep: () => this.#append(county, act, text),
      drop: () => Promise.resolve(),
    });
  }

  async takeIn(county: County, text: string): Promise<void> {
    if ((await this.#streams.read(county)).length === 0) await this.#append(county, null, text);
  }

  /** Nothing is pending here. */
  settle(): Promise<void> {
    return Promise.resolve();
  }

  async #append(county: County, act: ActNumber | null, text: string): Promise<void> {
    const body = JSON.stringify({ act, note: text });
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const { length } = await this.#streams.read(county);
      if ((await this.#streams.append(county, length, body)).kind === 'appended') return;
    }
    throw new Error(
      `The signed notes of county ${county} were added to by others ${String(ATTEMPTS_MAX)} times while one was added: the next command that acts makes up for it.`,
    );
  }
}

function noteIn(county: County, number: number, body: string): KeptNote {
  const place = `${String(number)} of stream checkpoints-${county}`;
  const { act, note } = fieldsIn(body);
  return { place, act: actIn(act), isPending: false, text: typeof note === 'string' ? note : '' };
}

function fieldsIn(body: string): { readonly act?: unknown; readonly note?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Its note is none, and says so.
  }
}

function actIn(value: unknown): ActNumber | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('stream' in value) || !('number' in value)) return null;
  const stream = COUNTY_STREAMS.find((each) => each === value.stream);
  const { number } = value;
  return stream !== undefined && typeof number === 'number' ? { stream, number } : null;
}
