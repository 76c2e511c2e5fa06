import { join } from 'node:path';
import { EXCHANGE } from '../../exchange/places.js';
import type { DecidedPart, FileLine } from '../../ledger/append-file.js';
import { done } from '../../ports/outcome.js';
import { NOTHING, act, addressOfCounty, question, ready, unconcerned } from '../entry.js';
import { COUNTY, POSITION, fields, inProcess } from '../forms.js';
import type { House } from '../house.js';

const NEW_RECORDS = unconcerned('a correction of an erased record is refused by acceptance');

const FILES = unconcerned('kept files of erased records are removed when the erasure is applied');

function exchangeOf({ folder }: Pick<House, 'folder'>): string {
  return join(folder, EXCHANGE);
}

/** Files from counties, and to them. */
export const INTAKE_ENTRIES = {
  /** The folder that files are kept in, and the key that they are encrypted to. */
  intakePlace: act({
    action: 'operator',
    input: fields({}),
    addresses: () => NOTHING,
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { serviceKey, tokenOf } = await import('../../exchange/service-key.js');
      return async (house) => {
        const folder = exchangeOf(house);
        const key = await serviceKey(house.keysFolder);
        return done({ folder, key, token: await tokenOf(folder) });
      };
    },
  }),

  claimIntake: act({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: ready(({ claimAlone }, { county }) => done(claimAlone(`intake-${county}`))),
  }),

  appendFile: act({
    action: 'records.append',
    input: fields({
      county: COUNTY,
      lines: inProcess<AsyncIterable<readonly FileLine[]>>(),
      skip: POSITION,
      onDecided: inProcess<(part: DecidedPart) => void | Promise<void>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { appendFile } = await import('../../ledger/append-file.js');
      return async ({ desk }, asked, { clock }) => done(await appendFile(desk, asked, clock));
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
      return async ({ desk }, asked) => done(await isPartIn(desk, asked));
    },
  }),

  intakeMapping: question({
    action: 'intake.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { mappingOfCounty } = await import('../../exchange/mapping-file.js');
      return async (house, { county }) => done(await mappingOfCounty(exchangeOf(house), county));
    },
  }),

  keepIntakeMapping: act({
    action: 'intake.settings',
    input: fields({ county: COUNTY, value: inProcess<unknown>() }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { keepMapping } = await import('../../exchange/mapping-file.js');
      return (house, asked) => keepMapping(exchangeOf(house), asked);
    },
  }),
};
