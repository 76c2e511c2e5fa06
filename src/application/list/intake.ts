import { join } from 'node:path';
import { EXCHANGE } from '../../exchange/paths.js';
import type { IntakeEvent } from '../../exchange/intake-lines.js';
import type { OutboxHouse } from '../../exchange/outbox.js';
import type { GivenSettings } from '../../exchange/settings.js';
import { done, refusedByRule } from '../../ports/outcome.js';
import type { County } from '../../../events/values/county.js';
import { actingAs } from '../actor.js';
import { NOTHING, act, addressOfCounty, question, ready, unconcerned } from '../entry.js';
import type { EntryAsking } from '../entry.js';
import { COUNTY, DAY, FOLDER, NUMBER, TEXT, fields, inProcess, orNull } from '../forms.js';
import { mayBesides } from '../gate.js';
import type { House } from '../house.js';

const NEW_RECORDS = unconcerned('a correction of an erased record is refused by acceptance');

const KEYS = unconcerned('keys are of no month');

const FILES = unconcerned('kept files of erased records are removed when the erasure is applied');

function exchangeOf({ folder }: Pick<House, 'folder'>): string {
  return join(folder, EXCHANGE);
}

function outboxOf(house: House): OutboxHouse {
  return { exchange: exchangeOf(house), claimAlone: house.claimAlone };
}

/** What goes to an outbox by itself is for the director alone to say: who may approve the county's versions. */
function isDirector(asking: EntryAsking, county: County): boolean {
  return mayBesides(asking, 'version.approve', county);
}

/** Files from counties, and to them. */
export const INTAKE_ENTRIES = {
  /** The folder that files are kept in, and the key that they are encrypted to. */
  intakeFolder: act({
    action: 'operator',
    input: fields({ watched: orNull(FOLDER) }),
    addresses: () => NOTHING,
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { serviceKey, tokenOf } = await import('../../exchange/service-key.js');
      const { rememberWatched } = await import('../../exchange/watched-folder.js');
      return async (house, { watched }) => {
        const folder = exchangeOf(house);
        if (watched !== null) await rememberWatched(folder, watched);
        const key = await serviceKey(house.keysFolder);
        return done({ folder, key, token: await tokenOf(folder) });
      };
    },
  }),

  /** No act: it keeps another process out for a moment, and nothing of it is left. */
  claimIntake: question({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: ready(({ claimAlone }, { county }) => done(claimAlone(`intake-${county}`))),
  }),

  receiveFile: act({
    action: 'records.append',
    input: fields({
      county: COUNTY,
      file: TEXT,
      chunks: inProcess<AsyncIterable<Uint8Array>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: NEW_RECORDS,
    showsPerson: false,
    load: async () => {
      const { receiveFile } = await import('../../exchange/receive-file.js');
      const { serviceKey } = await import('../../exchange/service-key.js');
      return async (house, asked, asking) => {
        const { recipient } = await serviceKey(house.keysFolder);
        const by = actingAs(asking.actor);
        // Asked when it comes, as the right to send it is: the key that it came with is not kept.
        const mayCorrectFigures = mayBesides(asking, 'figures.append', asked.county);
        const uploader = { by, mayCorrectFigures };
        const { clock } = asking;
        return receiveFile(asked, { exchange: exchangeOf(house), recipient, uploader, clock });
      };
    },
  }),

  /** Puts lines on the access log that are no request's; it has none of its own. */
  logIntakeEvents: question({
    action: 'operator',
    input: fields({ events: inProcess<readonly IntakeEvent[]>() }),
    addresses: () => NOTHING,
    retention: unconcerned('no record is in it'),
    showsPerson: false,
    load: async () => {
      const { logIntakeEvents } = await import('../../exchange/intake-lines.js');
      return async ({ accessLog }, { events }, { clock }) => {
        await logIntakeEvents(accessLog, events, clock());
        return done(null);
      };
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

  countyFiles: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, before: orNull(NUMBER) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { filesOfCounty } = await import('../../exchange/files-of-county.js');
      return async (house, { county, before }) =>
        done(await filesOfCounty(exchangeOf(house), county, before));
    },
  }),

  /** Counts alone: how many records came on which day, and from whom. */
  cameIn: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, before: orNull(DAY) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('when a record came outlives its erasure'),
    showsPerson: false,
    load: async () => {
      const { cameIn } = await import('../../exchange/came-in.js');
      return async (house, asked) => {
        const { ledgers, accessLog: log } = house;
        return done(await cameIn({ exchange: exchangeOf(house), ledgers, log }, asked));
      };
    },
  }),

  countyFile: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, file: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { fileOfName } = await import('../../exchange/files-of-county.js');
      return (house, { county, file }) => fileOfName(exchangeOf(house), county, file);
    },
  }),

  countyFileOfNumber: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, number: NUMBER }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { fileOfNumber } = await import('../../exchange/files-of-county.js');
      return (house, { county, number }) => fileOfNumber(exchangeOf(house), county, number);
    },
  }),

  fileRejects: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, number: NUMBER }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: true,
    load: async () => {
      const { rejectsOfFile } = await import('../../exchange/files-of-county.js');
      return (house, { county, number }) => rejectsOfFile(exchangeOf(house), county, number);
    },
  }),

  previewTable: question({
    action: 'intake.settings',
    input: fields({
      county: COUNTY,
      file: TEXT,
      mapping: inProcess<unknown>(),
      chunks: inProcess<AsyncIterable<Uint8Array>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('nothing of it is kept'),
    showsPerson: true,
    load: async () => {
      const { previewOfSent } = await import('../../exchange/reading/preview-of-sent.js');
      return async (house, asked) => {
        const { mappingOfCounty } = await import('../../exchange/mapping-file.js');
        const kept = async (): Promise<unknown> =>
          (await mappingOfCounty(exchangeOf(house), asked.county)).value;
        return previewOfSent(asked, kept);
      };
    },
  }),

  fileReceipt: question({
    action: 'intake.read',
    input: fields({ county: COUNTY, file: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { receiptOfName } = await import('../../exchange/files-of-county.js');
      return (house, { county, file }) => receiptOfName(exchangeOf(house), county, file);
    },
  }),

  sentFiles: question({
    action: 'intake.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { sentFiles } = await import('../../exchange/outbox.js');
      return async (house, { county }) => done(await sentFiles(exchangeOf(house), county));
    },
  }),

  sendToCounty: act({
    action: 'intake.send',
    input: fields({
      county: COUNTY,
      file: TEXT,
      note: orNull(TEXT),
      chunks: inProcess<AsyncIterable<Uint8Array>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { sendToCounty } = await import('../../exchange/outbox.js');
      return (house, asked, { actor, clock }) =>
        sendToCounty(outboxOf(house), asked, { by: actingAs(actor), clock });
    },
  }),

  exchangeSettings: question({
    action: 'intake.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { settingsOfCounty } = await import('../../exchange/settings.js');
      return async (house, { county }) => done(await settingsOfCounty(exchangeOf(house), county));
    },
  }),

  keepExchangeSettings: act({
    action: 'intake.settings',
    input: fields({ county: COUNTY, given: inProcess<GivenSettings>() }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { keepSettings } = await import('../../exchange/settings.js');
      return (house, asked, asking) => {
        const { county, given } = asked;
        const isOperators = given.keptMonths !== undefined;
        if (asking.actor.kind !== 'operator' && (isOperators || !isDirector(asking, county))) {
          return refusedByRule('NOT_PERMITTED', 'The director of the county alone may do that.');
        }
        return keepSettings(exchangeOf(house), asked, asking.clock());
      };
    },
  }),

  countDueByItself: question({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { countDue } = await import('../../exchange/send-by-itself.js');
      return async (house, asked) =>
        done(await countDue({ ...house, exchange: exchangeOf(house) }, asked));
    },
  }),

  sendByItself: act({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { sendByItself } = await import('../../exchange/send-by-itself.js');
      return async (house, asked, { clock }) =>
        done(await sendByItself({ ...house, outbox: outboxOf(house), clock }, asked));
    },
  }),

  tendExchange: act({
    action: 'operator',
    input: fields({ county: COUNTY, watched: orNull(FOLDER) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: FILES,
    showsPerson: false,
    load: async () => {
      const { tendExchange } = await import('../../exchange/tend.js');
      return async (house, asked, { clock }) => {
        await tendExchange(house, asked, clock());
        return done(null);
      };
    },
  }),

  addIntakeKey: act({
    action: 'intake.keys',
    input: fields({ county: COUNTY, key: TEXT, label: TEXT, until: orNull(TEXT) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: KEYS,
    showsPerson: false,
    load: async () => {
      const { addIntakeKey } = await import('../../exchange/intake-keys.js');
      return ({ intake }, asked, { actor, clock }) =>
        addIntakeKey(intake, asked, { by: actingAs(actor), clock });
    },
  }),

  removeIntakeKey: act({
    action: 'intake.keys',
    input: fields({ county: COUNTY, label: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: KEYS,
    showsPerson: false,
    load: async () => {
      const { removeIntakeKey } = await import('../../exchange/intake-keys.js');
      return ({ intake }, asked, { actor, clock }) =>
        removeIntakeKey(intake, asked, { by: actingAs(actor), clock });
    },
  }),

  intakeKeys: question({
    action: 'intake.keys',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: KEYS,
    showsPerson: false,
    load: async () => {
      const { intakeKeys } = await import('../../exchange/intake-keys.js');
      return async ({ intake }, asked, { clock }) => done(await intakeKeys(intake, asked, clock));
    },
  }),

  authorizedIntakeKeys: question({
    action: 'operator',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: KEYS,
    showsPerson: false,
    load: async () => {
      const { authorizedKeys } = await import('../../exchange/intake-keys.js');
      return async ({ intake }, asked, { clock }) =>
        done(await authorizedKeys(intake, asked, clock));
    },
  }),
};
