import { ACCESS } from '../../ports/act-log.js';
import type { ActsOf } from '../../ports/act-log.js';
import { OWN_STREAMS } from '../../ports/notes.js';
import type { KeptNote, OwnNotes, OwnStream } from '../../ports/notes.js';
import { CopiedActs } from './copied-acts.js';
import type { CopiedStreams, CopiedStreamsOfAll } from './copied-streams.js';
import { NotesOnServer } from './notes-on-server.js';

/** The streams of notes, and what this machine has copied of them. */
type Streams = Pick<CopiedStreamsOfAll, 'accessNotes' | 'intakeNotes'>;

/**
 * The notes of access and of counties' public keys where the acts are on a server: streams `checkpoints-access` and
 * `checkpoints-intake-CC`. They are read on from where they were read before, and the newest is enough to know what all
 * of them say.
 */
export class OwnNotesOnServer extends NotesOnServer<ActsOf, OwnStream> implements OwnNotes {
  readonly onServer: NonNullable<OwnNotes['onServer']>;
  readonly #local: OwnNotes;
  readonly #streams: Streams;
  readonly #logs: Readonly<Record<keyof Streams, CopiedActs>>;
  /** How many notes of a stream were read. */
  readonly #read = new Map<ActsOf, number>();

  constructor(streams: Streams, local: OwnNotes, isServerAway: () => boolean) {
    const logs = {
      accessNotes: CopiedActs.over(streams.accessNotes, isServerAway),
      intakeNotes: CopiedActs.over(streams.intakeNotes, isServerAway),
    };
    const nameOf = (of: ActsOf): string => local.nameOf(of);
    super(
      {
        streams: OWN_STREAMS,
        nameOf,
        logOf: (of) => logs[streamOf(of)],
        countOf: (of) => streams[streamOf(of)].streams.size(of),
      },
      local,
    );
    this.#local = local;
    this.#streams = streams;
    this.#logs = logs;
    this.onServer = { newest: (of) => this.#newest(of), isAway: isServerAway };
  }

  nameOf(of: ActsOf): string {
    return this.#local.nameOf(of);
  }

  async #newest(of: ActsOf): Promise<readonly KeptNote<OwnStream>[]> {
    const { copies }: CopiedStreams = this.#streams[streamOf(of)];
    const known = this.#read.get(of);
    const kept = await copies.readAfter(of, known === undefined ? 0 : Math.max(0, known - 1));
    const count = known ?? kept.length;
    const added = await this.#logs[streamOf(of)].readAfter(of, count);
    this.#read.set(of, count + added.length);
    const newest = added.length > 0 ? added : kept.slice(-1);
    return newest.map(({ number, body }) => this.noteIn(of, number, body));
  }
}

function streamOf(of: ActsOf): keyof Streams {
  return of === ACCESS ? 'accessNotes' : 'intakeNotes';
}
