import { done } from '../../ports/outcome.js';
import { act, addressOfCounty, question, unconcerned } from '../entry.js';
import {
  COUNTY,
  FFY,
  FOLDER,
  MONTH,
  NUMBER,
  PACKAGE,
  TEXT,
  fields,
  inProcess,
  orNull,
} from '../forms.js';

const VERSION_PACKED = { county: COUNTY, month: MONTH, version: NUMBER };

const PACKAGE_ADDRESS = { county: COUNTY, package: PACKAGE };

/** Evidence packages: made, told of, handed out and checked. */
export const PACKAGE_ENTRIES = {
  package: act({
    action: 'package.make',
    input: fields({ ...VERSION_PACKED, out: FOLDER, auditFfy: orNull(FFY), program: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: true,
    load: async () => {
      const { makePackage } = await import('../../packages/make-package.js');
      return async (house, asked, { onRecords }) =>
        makePackage({ ...house, keys: await house.keys() }, asked, { ...asked, onRecords });
    },
  }),

  orderPackage: act({
    action: 'package.make',
    input: fields({ ...VERSION_PACKED, auditFfy: orNull(FFY) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: false,
    load: async () => {
      const { orderPackage } = await import('../../packages/order-package.js');
      return (house, asked, { clock }) => orderPackage(house, asked, clock);
    },
  }),

  packages: question({
    action: 'package.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it says how far packages are, and an erasure takes the files away'),
    showsPerson: false,
    load: async () => {
      const { packagesOfCounty } = await import('../../packages/order-package.js');
      return (house, asked) => done(packagesOfCounty(house, asked));
    },
  }),

  packageState: question({
    action: 'package.read',
    input: fields(PACKAGE_ADDRESS),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it says how far a package is, and an erasure takes the file away'),
    showsPerson: false,
    load: async () => {
      const { findPackage } = await import('../../packages/order-package.js');
      return (house, asked) => findPackage(house, asked);
    },
  }),

  packageFile: question({
    action: 'package.read',
    input: fields(PACKAGE_ADDRESS),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('an erasure takes the files of its county away'),
    showsPerson: true,
    load: async () => {
      const { fileOfPackage } = await import('../../packages/order-package.js');
      return (house, asked) => fileOfPackage(house, asked);
    },
  }),

  checkPackage: question({
    action: 'package.read',
    input: fields({
      county: COUNTY,
      program: TEXT,
      chunks: inProcess<AsyncIterable<Uint8Array>>(),
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it is about a file of whoever asks, and nothing of the ledger'),
    // What is found names rows and records.
    showsPerson: true,
    load: async () => {
      const { checkPackage } = await import('../../packages/check-package.js');
      return (house, asked) => checkPackage(house, asked);
    },
  }),
};
