import { PAPERS } from '../../process/paper-names.js';
import { actingAs, rightsActorOf } from '../actor.js';
import {
  COUNTIES_IN_SCOPE,
  NOTHING,
  act,
  addressOfApplication,
  addressOfCounty,
  question,
  unconcerned,
} from '../entry.js';
import type { Address } from '../entry.js';
import {
  APPLICATION_NUMBER,
  COUNTY,
  DAY,
  SHA256,
  fields,
  fieldsWith,
  inProcess,
  orNull,
  wordOf,
} from '../forms.js';

const NO_RECORDS = unconcerned('acts of access stand beside the ledgers, which are erased');

const ON_DAY = fields({ on: orNull(DAY) });

/** Lists show what is in scope of who asks. */
const IN_SCOPE = (): Address => NOTHING;

/** The Third Party Access Process: applications, letters, sheets, the guide, what waits. */
export const PROCESS_ENTRIES = {
  applications: question({
    action: 'application.read',
    input: fields({ county: orNull(COUNTY), on: orNull(DAY) }),
    addresses: ({ county }) => (county === null ? NOTHING : addressOfCounty(county)),
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { applicationsInScope } = await import('../../process/applications.js');
      return (house, asked, { actor, clock }) =>
        applicationsInScope(house, asked, rightsActorOf(actor), clock);
    },
  }),

  application: question({
    action: 'application.read',
    input: fields({ application: APPLICATION_NUMBER, on: orNull(DAY) }),
    addresses: ({ application }) => addressOfApplication(application),
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { oneApplication } = await import('../../process/applications.js');
      return (house, asked, { actor, clock }) =>
        oneApplication(house, asked, rightsActorOf(actor), clock);
    },
  }),

  letter: question({
    action: 'application.read',
    input: fields({ application: APPLICATION_NUMBER, sha256: SHA256 }),
    addresses: ({ application }) => addressOfApplication(application),
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { letterOfApplication } = await import('../../process/applications.js');
      return (house, asked, { actor, clock }) =>
        letterOfApplication(house, asked, rightsActorOf(actor), clock);
    },
  }),

  lettersMailed: question({
    action: 'application.read',
    input: fields({ application: APPLICATION_NUMBER }),
    addresses: ({ application }) => addressOfApplication(application),
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { mailedLetters } = await import('../../mailing/mailed-letters.js');
      return (house, asked, { actor, clock }) =>
        mailedLetters(house, asked, rightsActorOf(actor), clock);
    },
  }),

  letterOfGuide: question({
    action: 'application.read',
    input: fields({ sha256: SHA256 }),
    addresses: IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { letterOfGuide } = await import('../../process/guide.js');
      return (house, asked, { actor, clock }) =>
        letterOfGuide(house, asked, rightsActorOf(actor), clock);
    },
  }),

  tracking: question({
    action: 'application.read',
    input: ON_DAY,
    addresses: IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { trackingSheet } = await import('../../process/sheets.js');
      return (house, asked, { actor, clock }) =>
        trackingSheet(house, asked, rightsActorOf(actor), clock);
    },
  }),

  guide: question({
    action: 'application.read',
    input: ON_DAY,
    addresses: IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { guideOn } = await import('../../process/guide.js');
      return (house, asked, { actor, clock }) => guideOn(house, asked, rightsActorOf(actor), clock);
    },
  }),

  waiting: question({
    action: 'application.read',
    input: fields({ on: orNull(DAY), of: wordOf('me', 'all') }),
    addresses: IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { waitingFor } = await import('../../process/sheets.js');
      return (house, asked, { actor, clock }) =>
        waitingFor(house, asked, rightsActorOf(actor), clock);
    },
  }),

  renewals: question({
    action: 'application.read',
    input: ON_DAY,
    addresses: IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { renewalsDue } = await import('../../process/sheets.js');
      return (house, asked, { actor, clock }) =>
        renewalsDue(house, asked, rightsActorOf(actor), clock);
    },
  }),

  cbudRequests: act({
    action: 'cbud.request',
    input: fieldsWith(
      { file: inProcess<Uint8Array>(), format: wordOf('xlsx', 'csv') },
      { answerAs: wordOf('xlsx', 'csv') },
    ),
    // Each row names its county: one out of scope is that row's error.
    addresses: () => COUNTIES_IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { cbudRequests } = await import('../../process/cbud/cbud-requests.js');
      return (house, asked, { actor, clock, counties }) =>
        cbudRequests(house, asked, { by: actingAs(actor), counties: counties() }, clock);
    },
  }),

  cbudViewers: question({
    action: 'cbud.request',
    input: fields({}),
    addresses: () => COUNTIES_IN_SCOPE,
    retention: NO_RECORDS,
    showsPerson: true,
    load: async () => {
      const { cbudViewers } = await import('../../process/cbud/cbud-viewers.js');
      return (house, _, { counties, clock }) => cbudViewers(house, counties(), clock);
    },
  }),

  matrix: question({
    action: 'matrix.read',
    input: ON_DAY,
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { matrix } = await import('../../process/sheets.js');
      return (house, asked, { clock }) => matrix(house, asked, clock);
    },
  }),

  paper: question({
    action: 'matrix.read',
    input: fields({ paper: wordOf(...PAPERS) }),
    addresses: () => NOTHING,
    retention: NO_RECORDS,
    showsPerson: false,
    load: async () => {
      const { blankPaper } = await import('../../process/papers.js');
      return (house, asked) => blankPaper(house, asked);
    },
  }),
};
