import { done } from '../../ports/outcome.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ActTime } from '../../versions/county-acts.js';
import { ALL_COUNTIES, act, addressOfCounty, question, unconcerned } from '../entry.js';
import type { Asking } from '../entry.js';
import {
  AS_OF,
  COUNTY,
  FFY,
  FOLDER,
  INSTANT,
  MONTH,
  NUMBER,
  POSITION,
  TEXT,
  YES_OR_NO,
  eitherOf,
  fields,
  orNull,
  wordOf,
} from '../forms.js';

/** When the act is done: null is now, by the clock; else history is loaded. */
const AT = orNull(INSTANT);

const VERSION = { county: COUNTY, month: MONTH, version: NUMBER };

const DIFF_SIDE = eitherOf(
  fields({ kind: wordOf('version'), version: NUMBER }),
  fields({ kind: wordOf('position'), position: POSITION }),
);

function timeOf(at: Instant | null, { clock }: Asking): ActTime {
  return { clock, at };
}

/** Versions of reports: what is submitted, approved, returned, compared, summed and packed. */
export const VERSION_ENTRIES = {
  submit: act({
    action: 'version.submit',
    input: fields({
      county: COUNTY,
      month: MONTH,
      asOf: AS_OF,
      by: TEXT,
      comment: TEXT,
      program: TEXT,
      at: AT,
    }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, asOf }) => ({
      months: [month],
      positions: [asOf],
      waitsForErasure: true,
    }),
    showsPerson: false,
    load: async () => {
      const { submitVersion } = await import('../../versions/submit-version.js');
      return ({ ledgers, submissions, editChecks }, asked, asking) => {
        const { onRecords } = asking;
        const time = timeOf(asked.at, asking);
        return submitVersion({ ledgers, submissions, editChecks, time, onRecords }, asked);
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
      return ({ submissions }, asked, asking) =>
        approveVersion(submissions, asked, timeOf(asked.at, asking));
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
      return ({ submissions }, asked, asking) =>
        returnVersion(submissions, asked, timeOf(asked.at, asking));
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
    input: fields({ county: COUNTY, month: MONTH, from: DIFF_SIDE, to: DIFF_SIDE }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month, from, to }) => ({
      months: [month],
      // A version of a retained month is never as of a position below the cut.
      positions: [from, to].map((side) => (side.kind === 'position' ? side.position : null)),
    }),
    showsPerson: true,
    load: async () => {
      const { differenceOfVersions } = await import('../../versions/version-questions.js');
      return ({ ledgers, submissions }, asked, { onRecords }) =>
        differenceOfVersions(ledgers, submissions, asked, onRecords);
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

  measures: question({
    action: 'measures.read',
    input: fields({
      county: orNull(COUNTY),
      month: MONTH,
      count: NUMBER,
      asOf: AS_OF,
    }),
    addresses: ({ county }) => (county === null ? ALL_COUNTIES : addressOfCounty(county)),
    retention: ({ month, asOf }) => ({ months: [month], positions: [asOf] }),
    showsPerson: false,
    load: async () => {
      const { measuresOfMonths } = await import('../../versions/state-questions.js');
      return ({ ledgers, replayCounties }, asked, { onRecords }) =>
        measuresOfMonths(ledgers, replayCounties, asked, onRecords);
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
      return ({ submissions, desk }, asked, { clock }) =>
        carryForward(submissions, desk, asked, clock);
    },
  }),

  package: act({
    action: 'package.make',
    input: fields({ ...VERSION, out: FOLDER, hasAuditFile: YES_OR_NO, program: TEXT }),
    addresses: ({ county }) => addressOfCounty(county),
    retention: ({ month }) => ({ months: [month], positions: [] }),
    showsPerson: true,
    load: async () => {
      const { makePackage } = await import('../../packages/make-package.js');
      return async ({ ledgers, submissions, keys }, asked, { onRecords }) => {
        const parts = { ledgers, submissions, keys: await keys() };
        return makePackage(parts, asked, { ...asked, onRecords });
      };
    },
  }),
};
