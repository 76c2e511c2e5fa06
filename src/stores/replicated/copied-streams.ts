import {
  ACCESS_ACT_KIND,
  ACCESS_NOTES,
  INTAKE_ACTS,
  INTAKE_NOTES,
  NOTES,
  RETENTION_ACTS,
  SAMPLE_ACTS,
} from '../eventstore/act-kinds.js';
import { ActStreams } from '../eventstore/act-streams.js';
import type { StoreCalls } from '../eventstore/store-calls.js';
import {
  ACCESS_NOTE_STREAM,
  ACCESS_STREAM,
  INTAKE_NOTE_STREAM,
  INTAKE_STREAM,
  NOTE_STREAM,
  RETENTION_STREAM,
  SAMPLE_STREAM,
} from '../sqlite/act-file.js';
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
  readonly intake: CopiedStreams;
  readonly intakeNotes: CopiedStreams;
}

/** The same, the samples of counties, and the streams of access, which are no county's. */
export interface CopiedStreamsOfAll extends StreamsOfCounties {
  readonly samples: CopiedStreams;
  readonly access: CopiedStreams;
  readonly accessNotes: CopiedStreams;
}

/** @param folder - the data folder, for the copies */
export function copiedStreams(
  calls: StoreCalls,
  streamPrefix: string,
  folder: string,
): CopiedStreamsOfAll {
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
    intake: {
      streams: new ActStreams(calls, streamPrefix, INTAKE_ACTS),
      copies: new ActFolder(folder, INTAKE_STREAM),
    },
    intakeNotes: {
      streams: new ActStreams(calls, streamPrefix, INTAKE_NOTES),
      copies: new ActFolder(folder, INTAKE_NOTE_STREAM),
    },
    samples: {
      streams: new ActStreams(calls, streamPrefix, SAMPLE_ACTS),
      copies: new ActFolder(folder, SAMPLE_STREAM),
    },
    access: {
      streams: new ActStreams(calls, streamPrefix, ACCESS_ACT_KIND),
      copies: new ActFolder(folder, ACCESS_STREAM),
    },
    accessNotes: {
      streams: new ActStreams(calls, streamPrefix, ACCESS_NOTES),
      copies: new ActFolder(folder, ACCESS_NOTE_STREAM),
    },
  };
}
