import type { County } from '../../../events/values/county.js';
import type { DecidedPart, FileLine } from '../../ledger/append-file.js';
import type { AppendPart } from '../../ledger/append-together.js';
import type { ParsedLine, RejectedLine } from '../../ledger/county-batch.js';
import type { SenderManner } from '../../ports/ledger-writer.js';
import { done } from '../../ports/outcome.js';
import {
  act,
  addressOfCounty,
  ALL_COUNTIES,
  NOTHING,
  question,
  ready,
  unconcerned,
} from '../entry.js';
import type { EntryAsking } from '../entry.js';
import {
  BOOLEAN,
  COUNTY,
  FOLDER,
  NUMBER,
  POSITION,
  fields,
  inProcess,
  orNull,
  wordOf,
} from '../forms.js';
import { mayBesides } from '../gate.js';
import type { OnCopied, OnCounty } from '../../ports/safekeeping.js';
import type { OnLetter } from '../../process/letters/check-letters.js';

const LINES = inProcess<AsyncIterable<readonly ParsedLine[]>>();

const NEW_RECORDS = unconcerned('a correction of an erased record is refused by acceptance');

const WHOLE_FOLDER = unconcerned('what is erased is gone, and what is left is proved or copied');

/** Records come by `records.append`; a figure of DCSS is corrected by who may append figures besides. */
function senderManner(asking: EntryAsking, county: County): SenderManner {
  return {
    clock: asking.clock,
    mayCorrectFigures: mayBesides(asking, 'figures.append', county),
  };
}

/** Records in, and the care of the folder that they are in. */
export const RECORD_ENTRIES = {
  ingest: act({
    action: 'operator',
    input: fields({
      lines: LINES,
      onRejected: inProcess<(rejected: RejectedLine) => void | Promise<void>>(),
      onSettled: inProcess<(lineCount: number) => void>(),
    }),
    addresses: () => ALL_COUNTIES,
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendRecords } = await import('../../ledger/append.js');
      return async ({ writer }, { lines, ...told }, { clock }) =>
        done(
          await appendRecords(writer, lines, {
            ...told,
            clock,
            isRecordedHonoured: true,
            isBulk: true,
          }),
        );
    },
  }),

  appendToCounty: act({
    action: 'records.append',
    input: fields({
      county: COUNTY,
      lines: LINES,
      expectedSize: orNull(POSITION),
      onRejected: inProcess<(rejected: RejectedLine) => void>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendToCounty } = await import('../../ledger/append-to-county.js');
      return async ({ writer }, asked, asking) =>
        done(await appendToCounty(writer, asked, senderManner(asking, asked.county)));
    },
  }),

  appendBodies: act({
    action: 'records.append',
    input: fields({ county: COUNTY, bodies: inProcess<readonly AppendPart[]>() }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendBodies } = await import('../../ledger/append-bodies.js');
      return async ({ writer }, asked, asking) =>
        done(await appendBodies(writer, asked, senderManner(asking, asked.county)));
    },
  }),

  appendFile: act({
    action: 'records.append',
    input: fields({
      county: COUNTY,
      lines: inProcess<AsyncIterable<readonly FileLine[]>>(),
      skip: POSITION,
      /** Whether who sent the file may; a file by SFTP comes from the county. */
      mayCorrectFigures: BOOLEAN,
      onDecided: inProcess<(part: DecidedPart) => void | Promise<void>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendFile } = await import('../../ledger/append-file.js');
      return async ({ writer }, asked, asking) => {
        const { clock, mayCorrectFigures } = senderManner(asking, asked.county);
        const sender = { clock, mayCorrectFigures: mayCorrectFigures && asked.mayCorrectFigures };
        return done(await appendFile(writer, asked, sender));
      };
    },
  }),

  isFilePartIn: question({
    action: 'records.append',
    input: fields({ county: COUNTY, part: inProcess<DecidedPart>() }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { isPartIn } = await import('../../ledger/append-file.js');
      return async ({ writer }, asked) => done(await isPartIn(writer, asked));
    },
  }),

  appendFigures: act({
    action: 'figures.append',
    input: fields({
      county: COUNTY,
      lines: LINES,
      expectedSize: orNull(POSITION),
      onRejected: inProcess<(rejected: RejectedLine) => void>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendFigures } = await import('../../ledger/append-figures.js');
      return async (house, asked, { clock }) => done(await appendFigures(house, asked, clock));
    },
  }),

  extendSegments: act({
    action: 'operator',
    input: fields({
      county: COUNTY,
      how: wordOf('whereWorth', 'anew'),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: WHOLE_FOLDER,
    showsPerson: false,
    load: ready(async ({ segments, checkpoints }, { county, how }, { onRecords }) => {
      if (how === 'anew') return done(segments.rebuild(county, onRecords));
      const size = segments.extendWhereWorth(county, onRecords);
      (await checkpoints()).keepWhereWorth(county, onRecords);
      return done(size);
    }),
  }),

  keepCheckpoints: act({
    action: 'operator',
    input: fields({
      county: COUNTY,
      how: wordOf('anew', 'notAtAll'),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: WHOLE_FOLDER,
    showsPerson: false,
    load: ready(async ({ checkpoints }, { county, how }, { onRecords }) => {
      const kept = await checkpoints();
      return done(how === 'anew' ? kept.rebuild(county, onRecords) : kept.drop(county));
    }),
  }),

  check: question({
    action: 'operator',
    input: fields({
      county: orNull(COUNTY),
      isReplayed: BOOLEAN,
      sample: orNull(NUMBER),
      onChecked: inProcess<OnCounty>(),
      onLetter: inProcess<OnLetter>(),
    }),
    addresses: ({ county }) => (county === null ? NOTHING : addressOfCounty(county)),
    retention: WHOLE_FOLDER,
    showsPerson: false,
    load: async () => {
      const { checkFolder } = await import('../../seals/proving/check-folder.js');
      return async (house, asked, { clock }) => {
        const { folder, letters, accessLog, openToProve } = house;
        const safekeeping = await house.safekeeping();
        const parts = { folder, safekeeping, letters, accessLog, openToProve };
        return done(await checkFolder(parts, { ...asked, clock }));
      };
    },
  }),

  backup: act({
    action: 'operator',
    input: fields({ to: FOLDER, isWithoutKeys: BOOLEAN, onCopied: inProcess<OnCopied>() }),
    addresses: () => NOTHING,
    retention: WHOLE_FOLDER,
    showsPerson: false,
    load: ready(async (house, { to, isWithoutKeys, onCopied }) => {
      const { folder, keysFolder } = house;
      // A copy of what was left would be taken for the whole, and replace the last one that is.
      await house.compareToCopy();
      const known = await house.keys();
      const publicFiles = isWithoutKeys && !known.areClosed() ? known.publicFiles() : [];
      const keys = { folder: keysFolder, isLeftOut: isWithoutKeys, publicFiles };
      return done(await (await house.safekeeping()).backup(folder, to, keys, onCopied));
    }),
  }),

  restore: act({
    action: 'operator',
    input: fields({ from: FOLDER, onCopied: inProcess<OnCopied>() }),
    addresses: () => NOTHING,
    retention: WHOLE_FOLDER,
    showsPerson: false,
    load: ready(async ({ safekeeping, folder, keysFolder }, { from, onCopied }) =>
      done(await (await safekeeping()).restore(from, folder, keysFolder, onCopied)),
    ),
  }),
};
