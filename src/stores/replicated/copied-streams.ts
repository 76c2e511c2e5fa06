import { NOTES, RETENTION_ACTS } from '../eventstore/act-kinds.js';
import { ActStreams } from '../eventstore/act-streams.js';
import type { StoreCalls } from '../eventstore/store-calls.js';
import { NOTE_STREAM, RETENTION_STREAM } from '../sqlite/act-file.js';
import { ActFolder } from '../sqlite/act-folder.js';

/** Streams of acts of counties and the copies of them on this machine. */
export interface CopiedStreams {
  readonly streams: ActStreams;
  readonly copies: ActFolder;
}

/** All streams that a county has beside its ledger. */
export interface StreamsOfCounties {
  readonly submissions: CopiedStreams;
  readonly retention: CopiedStreams;
  readonly notes: CopiedStreams;
}

/** @param folder - the data folder, for the copies */
export function copiedStreams(
  calls: StoreCalls,
  streamPrefix: string,
  folder: string,
): StreamsOfCounties {
  return {
    submissions: {
      streams: new ActStreams(calls, streamPrefix),
      copies: new ActFolder(folder),
    },
    retention: {
      streams: new ActStreams(calls, streamPrefix, RETENTION_ACTS),
      copies: new ActFolder(folder, RETENTION_STREAM),
    },
    notes: {
      streams: new ActStreams(calls, streamPrefix, NOTES),
      copies: new ActFolder(folder, NOTE_STREAM),
    },
  };
}
