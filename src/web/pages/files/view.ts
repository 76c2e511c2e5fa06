import type { County } from '../../../../events/values/county.js';
import { instantOfMs } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { CountyFile } from '../../../exchange/files-of-county.js';
import type { SentFile } from '../../../exchange/outbox.js';
import { countyHref } from '../../addresses.js';
import type { Tone } from '../../components/status-tag.js';
import { counted, numberInWords } from '../../words.js';

/** A file of a county as the list has it. */
export interface FileRow {
  readonly number: number;
  readonly href: string;
  readonly file: string;
  readonly received: Instant;
  /** How it came and from whom. */
  readonly from: string;
  readonly state: { readonly text: string; readonly tone: Tone };
  /** What became of it, in a few words. */
  readonly outcome: string;
}

/** The files of a page, and where the older ones are. */
export interface FilesView {
  readonly rows: readonly FileRow[];
  readonly older: string | null;
}

export function filesHref(county: County): string {
  return `${countyHref(county)}/files`;
}

export function fileHref(county: County, number: number): string {
  return `${filesHref(county)}/${String(number)}`;
}

export function filesView(county: County, files: readonly CountyFile[]): FilesView {
  const last = files.at(-1)?.number ?? 1;
  return {
    rows: files.map((file) => ({
      number: file.number,
      href: fileHref(county, file.number),
      file: file.file,
      received: instantOfMs(Date.parse(file.received)),
      from: fromInWords(file),
      state: stateOf(file),
      outcome: outcomeOf(file),
    })),
    // The first file that ever came has number 1.
    older: last > 1 ? `${filesHref(county)}?before=${String(last)}` : null,
  };
}

export function fromInWords({ by }: Pick<CountyFile, 'by'>): string {
  return by === null ? 'By SFTP' : `Uploaded by ${by}`;
}

/** Where a file is, in words first. */
export function stateOf({ state, receipt }: CountyFile): FileRow['state'] {
  switch (state) {
    case 'taking':
      return { text: 'Being taken in', tone: 'waiting' };
    case 'returned':
      return { text: 'Returned', tone: 'bad' };
    case 'taken': {
      if (receipt?.again === true) return { text: 'Came before', tone: 'plain' };
      return receipt !== null && receipt.rejected > 0
        ? { text: 'Taken in, some rejected', tone: 'warning' }
        : { text: 'Taken in', tone: 'good' };
    }
  }
}

function outcomeOf({ state, receipt, reason, done }: CountyFile): string {
  switch (state) {
    case 'taking':
      return done === 0 ? 'Being looked through' : `${String(Math.floor(done * 100))} % done`;
    case 'returned':
      return reason ?? '';
    case 'taken': {
      if (receipt === null) return '';
      const { accepted, duplicates, rejected } = receipt;
      return `${numberInWords(accepted)} accepted, ${counted(duplicates, 'duplicate')}, ${numberInWords(rejected)} rejected`;
    }
  }
}

/** What lies in a county's outbox, or lay there. */
export interface SentRow extends Pick<SentFile, 'file' | 'note' | 'by'> {
  readonly key: string;
  readonly at: Instant;
  readonly fetched: Instant | null;
  readonly state: { readonly text: string; readonly tone: Tone };
}

/** The newest first, as many as are shown. */
export function sentRows(files: readonly SentFile[], most: number): readonly SentRow[] {
  return files
    .map((sent, index) => ({
      file: sent.file,
      note: sent.note,
      by: sent.by,
      key: String(index),
      at: instantOfMs(Date.parse(sent.at)),
      fetched: sent.fetched === null ? null : instantOfMs(Date.parse(sent.fetched)),
      state: sentState(sent),
    }))
    .toReversed()
    .slice(0, most);
}

function sentState({ fetched, removed }: SentFile): SentRow['state'] {
  if (fetched !== null) return { text: 'Fetched', tone: 'good' };
  return removed === null
    ? { text: 'Waits to be fetched', tone: 'waiting' }
    : { text: 'Removed, not fetched in 400 days', tone: 'bad' };
}
