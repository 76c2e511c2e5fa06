import { done } from '../../ports/outcome.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ActTime } from '../../versions/county-acts.js';
import {
  ALL_COUNTIES,
  FIGURES_OF_ALL,
  act,
  addressOfCounty,
  question,
  unconcerned,
} from '../entry.js';
import type { EntryAsking } from '../entry.js';
import {
  AS_OF,
  COUNTY,
  DAY,
  EDITION,
  FFY,
  INSTANT,
  MONTH,
  NUMBER,
  RECORD_ID,
  TEXT,
  eitherOf,
  fields,
  fieldsWith,
  orNull,
  wordOf,
} from '../forms.js';

/** When the act is done: null is now, by the clock; else history is loaded. */
const AT = orNull(INSTANT);

const VERSION = { county: COUNTY, month: MONTH, version: NUMBER };

/** What `--as-of` may name besides the ledger's size. */
const AS_OF_NAMED = eitherOf(
  eitherOf(
    fields({ kind: wordOf('position'), position: NUMBER }),
    fields({ kind: wordOf('version'), version: NUMBER }),
  ),
  eitherOf(
    fields({ kind: wordOf('day'), day: DAY }),
    fields({ kind: wordOf('instant'), instant: INSTANT }),
  ),
);

function timeOf(at: Instant | null, { clock }: EntryAsking): ActTime {
  return { clock, at };
}

/** Versions of reports: what is submitted, approved, returned, compared, summed and packed. */
export const VERSION_ENTRIES = {
  submit: act({
    action: 'version.submit',
    input: fieldsWith(
      {
        county: COUNTY,
        month: MONTH,
        asOf: AS_OF,
        by: TEXT,
        comment: TEXT,
        program: TEXT,
        at: AT,
      },
      { contactTelephone: TEXT },
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: false,
    load: async () => {
      const { submitVersion } = await import('../../versions/submit-version.js');
      return (house, asked, asking) => {
        const { onRecords } = asking;
        return submitVersion({ ...house, time: timeOf(asked.at, asking), onRecords }, asked);
      };
    },
  }),

  approve: act({
    action: 'version.approve',
    input: fields({ ...VERSION, by: TEXT, telephone: TEXT, at: AT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('an approval adds to what was submitted'),
    showsPerson: false,
    load: async () => {
      const { approveVersion } = await import('../../versions/decide-version.js');
      return ({ ledgers, submissions }, asked, asking) =>
        approveVersion(ledgers, submissions, asked, timeOf(asked.at, asking));
    },
  }),

  return: act({
    action: 'version.return',
    input: fields({ ...VERSION, by: TEXT, reason: TEXT, at: AT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('a return adds to what was submitted'),
    showsPerson: false,
    load: async () => {
      const { returnVersion } = await import('../../versions/decide-version.js');
      return ({ ledgers, submissions }, asked, asking) =>
        returnVersion(ledgers, submissions, asked, timeOf(asked.at, asking));
    },
  }),

  position: question({
    action: 'ledger.read',
    input: fields({ county: COUNTY, month: orNull(MONTH), asked: AS_OF_NAMED }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it is asked before a question, which says what it is about'),
    showsPerson: false,
    load: async () => {
      const { positionInLedger } = await import('../../versions/position.js');
      return ({ ledgers, submissions }, asked, { clock }) =>
        positionInLedger(ledgers, submissions, asked, clock());
    },
  }),

  editionOfVersion: question({
    action: 'ledger.read',
    input: fields(VERSION),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it is asked before a question, which says what it is about'),
    showsPerson: false,
    load: async () => {
      const { editionOfVersion } = await import('../../versions/position.js');
      return ({ submissions }, asked) => editionOfVersion(submissions, asked);
    },
  }),

  versions: question({
    action: 'report.read',
    input: fields({ county: COUNTY, month: orNull(MONTH) }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('versions of expired months are listed, and said to be expired'),
    showsPerson: false,
    load: async () => {
      const { versionsOfCounty } = await import('../../versions/version-questions.js');
      return async ({ ledgers, submissions }, asked) =>
        done({
          versions: await versionsOfCounty(submissions, asked),
          /** The first month that retention keeps; null while nothing was erased. */
          firstMonth: ledgers.ledger(asked.county)?.retention?.firstMonth ?? null,
        });
    },
  }),

  diff: question({
    action: 'trail.read',
    input: fieldsWith(
      { county: COUNTY, month: MONTH, from: NUMBER, to: NUMBER },
      { fromEdition: EDITION.edition, toEdition: EDITION.edition },
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, from, to }) => ({ months: [month], positions: [from, to] }),
    showsPerson: true,
    load: async () => {
      const { differenceOfPositions } = await import('../../versions/version-questions.js');
      return ({ ledgers }, asked, { onRecords }) =>
        differenceOfPositions(ledgers, asked, onRecords);
    },
  }),

  differences: question({
    action: 'report.read',
    input: fieldsWith(
      { county: COUNTY, month: MONTH, from: NUMBER, to: NUMBER },
      { fromEdition: EDITION.edition, toEdition: EDITION.edition },
    ),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, from, to }) => ({ months: [month], positions: [from, to] }),
    showsPerson: false,
    load: async () => {
      const { differenceOfPositions } = await import('../../versions/version-questions.js');
      return ({ ledgers }, asked, { onRecords }) => {
        const found = differenceOfPositions(ledgers, asked, onRecords);
        return found.kind === 'done' ? done({ ...found.value, rows: [] }) : found;
      };
    },
  }),

  senseWarnings: question({
    action: 'trail.read',
    input: fields({ county: COUNTY, month: MONTH, asOf: AS_OF }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: true,
    load: async () => {
      const { senseOfMonth } = await import('../../versions/sense-of-month.js');
      return ({ ledgers, submissions }, asked, { onRecords }) =>
        senseOfMonth(ledgers, submissions, asked, onRecords);
    },
  }),

  outdated: question({
    action: 'report.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it leaves out the months that are not kept'),
    showsPerson: false,
    load: async () => {
      const { outdatedVersions } = await import('../../versions/version-questions.js');
      return async ({ ledgers, submissions }, asked, { onRecords }) =>
        done(await outdatedVersions(ledgers, submissions, asked, onRecords));
    },
  }),

  lastOutdated: question({
    action: 'report.read',
    input: fields({ county: COUNTY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it names versions, which outlive every erasure'),
    showsPerson: false,
    load: async () => {
      const { versionsOfCounty } = await import('../../versions/version-questions.js');
      return async ({ ledgers, submissions, lastReplayed }, { county }) => {
        if (lastReplayed === undefined) return done(null);
        const versions = await versionsOfCounty(submissions, { county, month: null });
        return done(lastReplayed.of(county, ledgers.ledger(county)?.size ?? 0, versions));
      };
    },
  }),

  effectOfRecord: question({
    action: 'report.read',
    input: fields({ county: COUNTY, id: RECORD_ID }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('it leaves out the months that are not kept'),
    showsPerson: false,
    load: async () => {
      const { effectOfRecord } = await import('../../versions/effect-of-record.js');
      return ({ ledgers, submissions }, asked, { onRecords }) =>
        effectOfRecord(ledgers, submissions, asked, onRecords);
    },
  }),

  rollup: question({
    action: 'state.read',
    input: fields({ month: MONTH }),
    addresses: () => ALL_COUNTIES,
    retention: unconcerned('the cells of a standing version outlive its records'),
    showsPerson: false,
    load: async () => {
      const { rollupOfMonth } = await import('../../versions/state-questions.js');
      return async ({ ledgers, submissions }, asked) =>
        done(await rollupOfMonth(ledgers, submissions, asked));
    },
  }),

  countiesOfMonth: question({
    action: 'state.read',
    input: fields({ month: MONTH }),
    addresses: () => ALL_COUNTIES,
    retention: unconcerned('it leaves out what is not kept'),
    showsPerson: false,
    load: async () => {
      const [{ countiesOfMonth }, { yearsOf }] = await Promise.all([
        import('../../versions/counties-of-month.js'),
        import('../../reports/kept-years.js'),
      ]);
      return async (house, { month }, { clock, onRecords }) => {
        const { ledgers, submissions } = house;
        const parts = { ledgers, submissions, years: await yearsOf(house) };
        return done(await countiesOfMonth(parts, { month, now: clock() }, onRecords));
      };
    },
  }),

  measures: question({
    action: 'report.read',
    input: fieldsWith({ county: COUNTY, month: MONTH, count: NUMBER, asOf: AS_OF }, EDITION),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: false,
    load: async () => {
      const { measuresOfMonths } = await import('../../versions/state-questions.js');
      return ({ ledgers, replayCounties }, asked, { onRecords }) =>
        measuresOfMonths(ledgers, replayCounties, asked, onRecords);
    },
  }),

  /** A county's measures, for whoever sees those of any: no person is in them. */
  measuresOfCounty: question({
    action: 'measures.read',
    input: fields({ county: COUNTY, month: MONTH, count: NUMBER }),
    addresses: () => FIGURES_OF_ALL,
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: false,
    load: async () => {
      const { measuresOfMonths } = await import('../../versions/state-questions.js');
      return ({ ledgers, replayCounties }, asked, { onRecords }) =>
        measuresOfMonths(ledgers, replayCounties, { ...asked, asOf: null }, onRecords);
    },
  }),

  measuresOfState: question({
    action: 'measures.read',
    input: fields({ month: MONTH, count: NUMBER }),
    addresses: () => FIGURES_OF_ALL,
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: false,
    load: async () => {
      const { measuresOfMonths } = await import('../../versions/state-questions.js');
      return ({ ledgers, replayCounties }, asked, { onRecords }) => {
        const ofState = { ...asked, county: null, asOf: null };
        return measuresOfMonths(ledgers, replayCounties, ofState, onRecords);
      };
    },
  }),

  carryForward: act({
    action: 'figures.append',
    input: fields({ county: COUNTY, ffy: FFY }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: unconcerned('the cells of a standing version outlive its records'),
    showsPerson: false,
    load: async () => {
      const { carryForward } = await import('../../versions/carry-forward.js');
      return ({ submissions, writer }, asked, { clock }) =>
        carryForward(submissions, writer, asked, clock);
    },
  }),
};
