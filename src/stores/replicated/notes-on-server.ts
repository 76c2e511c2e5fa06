import type { ActLog, ActsOf } from '../../ports/act-log.js';
import type {
  ActNumber,
  KeptNote,
  NextAnchor,
  NotedStream,
  Notes,
  PreparedNote,
} from '../../ports/notes.js';
import { noteInBody } from '../sqlite/copied-notes.js';

/** How often others may add notes meanwhile. */
const ATTEMPTS_MAX = 20;

/** What the notes on a server are about, and how their streams are called. */
export interface NotesOfStreams<Of extends ActsOf, Stream extends NotedStream> {
  readonly streams: readonly Stream[];
  /** As in `19` of `checkpoints-19`. */
  readonly nameOf: (of: Of) => string;
  /** Where the notes of one are: one event each. */
  readonly logOf: (of: Of) => ActLog;
  /** How many notes of one there are. */
  readonly countOf: (of: Of) => Promise<number>;
}

/**
 * The notes of acts where the acts are on a server: events of stream `checkpoints-CC`, one after the other. The anchor
 * of a ledger is of the replica on this machine, and stays in its folder.
 */
export class NotesOnServer<Of extends ActsOf, Stream extends NotedStream> implements Notes<
  Of,
  Stream
> {
  readonly #of: NotesOfStreams<Of, Stream>;
  readonly #local: Notes<Of, Stream>;

  constructor(of: NotesOfStreams<Of, Stream>, local: Notes<Of, Stream>) {
    this.#of = of;
    this.#local = local;
  }

  counties(): readonly Of[] {
    return this.#local.counties();
  }

  anchors(of: Of): readonly KeptNote<Stream>[] {
    return this.#local.anchors(of);
  }

  /** What is on the server is found when it is read: it takes a question to know. */
  hasOthers(): boolean {
    return false;
  }

  keepAnchor(of: Of, next: NextAnchor<Stream>): Promise<void> {
    return this.#local.keepAnchor(of, next);
  }

  async all(of: Of): Promise<readonly KeptNote<Stream>[]> {
    const kept = await this.#of.logOf(of).read(of);
    return kept.map(({ number, body }) => this.noteIn(of, number, body));
  }

  /** The last act of a stream may have none yet, and every other has its own. */
  async at(of: Of, { stream, number }: ActNumber<Stream>): Promise<readonly KeptNote<Stream>[]> {
    const notes = await this.all(of);
    return notes.filter(({ act }) => act?.stream === stream && act.number === number);
  }

  /** Nothing is pending here. */
  pending(): Promise<readonly KeptNote<Stream>[]> {
    return Promise.resolve([]);
  }

  /** After its act: a server's stream takes no promise back. */
  prepare(of: Of, act: ActNumber<Stream>, text: string): Promise<PreparedNote> {
    return Promise.resolve({
      keep: () => this.#append(of, act, text),
      drop: () => Promise.resolve(),
    });
  }

  async takeIn(of: Of, text: string): Promise<void> {
    if ((await this.#of.countOf(of)) === 0) await this.#append(of, null, text);
  }

  /** Nothing is pending here. */
  settle(): Promise<void> {
    return Promise.resolve();
  }

  /** The note that an event has. */
  noteIn(of: Of, number: number, body: string): KeptNote<Stream> {
    const place = `${String(number)} of stream checkpoints-${this.#of.nameOf(of)}`;
    return { place, isPending: false, ...noteInBody(body, this.#of.streams) };
  }

  async #append(of: Of, act: ActNumber<Stream> | null, text: string): Promise<void> {
    const body = JSON.stringify({ act, note: text });
    const log = this.#of.logOf(of);
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const count = await this.#of.countOf(of);
      if ((await log.append(of, count, body)).kind === 'appended') return;
    }
    throw new Error(
      `The signed notes of stream checkpoints-${this.#of.nameOf(of)} were added to by others ${String(ATTEMPTS_MAX)} times while one was added: the next command that acts makes up for it.`,
    );
  }
}
